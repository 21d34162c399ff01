package publish_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations/shopify"
)

const demo app.ShopID = "demo-shop.myshopify.com"

// fake is a shop's Admin API as far as publishing goes.
type fake struct {
	definitions []shopify.Definition
	gid         string
	document    string
	fail        error
	meanwhile   func()
}

func (f *fake) EnsureDefinitions(_ context.Context, wanted []shopify.Definition) error {
	f.definitions = wanted
	return nil
}

func (f *fake) PublishSurveys(_ context.Context, gid string, document []byte) error {
	if f.meanwhile != nil {
		f.meanwhile()
		f.meanwhile = nil
	}
	f.gid, f.document = gid, string(document)
	return f.fail
}

func publisher(t *testing.T) (*publish.Publisher, *fake, *int) {
	t.Helper()
	s := storetest.New(t)
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{GID: "gid://shopify/Shop/1"}, app.Access{
		Token: "t", RefreshToken: "r", ExpiresAt: time.Now(), RefreshExpiresAt: time.Now(),
	}))
	f, rung := &fake{}, 0
	return &publish.Publisher{
		Store: s, Admin: func(app.ShopID) publish.Admin { return f },
		AppURL: "https://askwell.example", Ring: func(context.Context, app.ShopID) { rung++ },
	}, f, &rung
}

// told is a question with what a shopper is owed.
func told(q app.Question) app.Question {
	q.Why, q.Get, q.Use = app.Text{"en": "Why", "sv": "Varför"}, app.Text{"en": "Get", "sv": "Får"}, app.Text{"en": "Use", "sv": "Bruk"}
	return q
}

func document(handle string) app.Document {
	return app.Document{
		Handle: handle, Title: "For the merchant", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{
			told(app.Question{
				Key: "source", Type: "single_choice", Required: true,
				Prompt: app.Text{"en": "How did you hear about us?", "sv": "Hur hittade du oss?"},
				Options: []app.Option{
					{Key: "podcast", Label: app.Text{"en": "A podcast", "sv": "En podd"}},
					{Key: "friend", Label: app.Text{"en": "A friend", "sv": "En vän"}},
				},
				Other:   &app.Other{Label: app.Text{"en": "Other", "sv": "Annat"}},
				Mapping: app.WriteBack{Metafield: true, OrderMetafield: true, Tag: true},
			}),
			told(app.Question{Key: "wish", Type: "text", Prompt: app.Text{"en": "Anything else?", "sv": "Något mer?"}, Mapping: app.WriteBack{Tag: true}}),
		},
		Thanks: app.Text{"en": "Thank you", "sv": "Tack"},
	}
}

func create(t *testing.T, p *publish.Publisher, d app.Document) app.Survey {
	t.Helper()
	made, err := p.Create(t.Context(), demo, d)
	require.NoError(t, err)
	return made
}

func TestWhatIsPublishedIsWhatShoppersMaySee(t *testing.T) {
	t.Parallel()
	p, f, rung := publisher(t)
	made := create(t, p, document("welcome"))
	version, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	require.Equal(t, 1, version.Version)
	require.Equal(t, 1, *rung)

	again, err := p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.False(t, again)
	require.Equal(t, "gid://shopify/Shop/1", f.gid)
	const owed = `"why":{"en":"Why","sv":"Varför"},"get":{"en":"Get","sv":"Får"},"use":{"en":"Use","sv":"Bruk"},`
	require.JSONEq(t, `{"app_url":"https://askwell.example","proxy_path":"/apps/askwell","surveys":[{
		"handle":"welcome","version":1,"languages":["en","sv"],"placements":["thank-you"],
		"questions":[
			{"key":"source","type":"single_choice","required":true,"max_length":255,"seconds":4.4,`+owed+`
				"prompt":{"en":"How did you hear about us?","sv":"Hur hittade du oss?"},
				"options":[{"key":"podcast","label":{"en":"A podcast","sv":"En podd"}},{"key":"friend","label":{"en":"A friend","sv":"En vän"}}],
				"other":{"label":{"en":"Other","sv":"Annat"}}},
			{"key":"wish","type":"text","max_length":1000,"seconds":20,`+owed+`"prompt":{"en":"Anything else?","sv":"Något mer?"}}],
		"thanks":{"en":"Thank you","sv":"Tack"}}]}`, f.document)
	require.ElementsMatch(t, []shopify.Definition{
		{Owner: shopify.OwnerCustomer, Key: "source", Name: "How did you hear about us?", Kind: app.KindChoice},
		{Owner: shopify.OwnerOrder, Key: "source", Name: "How did you hear about us?", Kind: app.KindChoice},
	}, f.definitions)

	f.document = ""
	_, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.Empty(t, f.document, "nothing is due any more")
}

func TestWhatIsPublishedSaysWhomToAskAndWhatSheGets(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	require.NoError(t, p.Store.CreateReward(t.Context(), demo, app.RewardRule{
		Handle: "fiver", Title: "Five off", Kind: app.RewardAmount, Value: "5.00", Currency: "EUR", Prefix: "SECRET", MostCodes: 10,
		EndsAt: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), ValidDays: 30,
	}, "SECRET1"))
	d := document("quiz")
	d.Audience, d.Sample, d.Priority = app.Rule(`{">":[{"var":"order.value"},50]}`), app.Sample{Percent: 50, Holdout: 5}, 7
	d.Endings = []app.Ending{{Key: "calm", Title: app.Text{"en": "Calm", "sv": "Lugn"}, Products: []string{"low-tide"}}}
	d.Poll, d.Reward = &app.Poll{Least: 20}, "fiver"
	d.Questions[0].Options[0].Weights = map[string]int{"calm": 3}
	d.Questions[1].If, d.Questions[1].KeepDays, d.Questions[1].Quota = app.Rule(`{"==":[{"var":"answers.source"},"podcast"]}`), 90, 500
	made := create(t, p, d)
	_, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	_, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)

	var published struct {
		Surveys []map[string]json.RawMessage `json:"surveys"`
	}
	require.NoError(t, json.Unmarshal([]byte(f.document), &published))
	for name, want := range map[string]string{
		"audience": `{">":[{"var":"order.value"},50]}`, "sample": `{"percent":50,"holdout":5}`, "priority": `7`, "invited": `true`,
		"endings": `[{"key":"calm","title":{"en":"Calm","sv":"Lugn"},"products":["low-tide"]}]`, "poll": `{"least":20}`,
		"reward": `{"handle":"fiver","kind":"amount","value":"5.00","currency":"EUR","ends":"2030-01-01T00:00:00Z","until":"2030-01-31T00:00:00Z"}`,
	} {
		require.JSONEq(t, want, string(published.Surveys[0][name]), name)
	}
	require.Contains(t, f.document, `"weights":{"calm":3}`)
	require.Contains(t, f.document, `"if":{"==":[{"var":"answers.source"},"podcast"]}`)
	require.Contains(t, f.document, `"keep_days":90`)
	require.NotContains(t, f.document, "quota")
	require.NotContains(t, f.document, "SECRET")
}

func TestAPublishDuringAPublishIsNotLost(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	first, second := create(t, p, document("first")), create(t, p, document("second"))
	_, err := p.Publish(t.Context(), demo, first.ID, 1)
	require.NoError(t, err)
	f.meanwhile = func() {
		_, err := p.Publish(t.Context(), demo, second.ID, 1)
		require.NoError(t, err)
	}
	again, err := p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.True(t, again)
	require.NotContains(t, f.document, `"second"`)
	again, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.False(t, again)
	require.Contains(t, f.document, `"second"`)
}

func TestAFailedPublishStaysDue(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	f.fail = app.Errorf(app.Unavailable, "Shopify is down")
	_, err := p.Drain(t.Context(), demo)
	require.True(t, app.Is(err, app.Unavailable))
	due, err := p.Store.DuePublishes(t.Context(), time.Now().Add(2*time.Minute), 10)
	require.NoError(t, err)
	require.Equal(t, []app.ShopID{demo}, due)
}

func TestTheLearnedProxyPathIsPublished(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	require.NoError(t, p.Store.LearnProxyPath(t.Context(), demo, "/a/ask"))
	_, err := p.Drain(t.Context(), demo)
	require.NoError(t, err)
	require.Contains(t, f.document, `"proxy_path":"/a/ask"`)
	require.Contains(t, f.document, `"surveys":[]`)
}

func TestADraftThatCannotBePublishedIsNotKept(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	bad := document("Bad Handle")
	_, err := p.Create(t.Context(), demo, bad)
	require.ErrorContains(t, err, "handle format")
	good := create(t, p, document("good"))
	good.Draft.Questions = nil
	_, err = p.Save(t.Context(), demo, good)
	require.ErrorContains(t, err, "questions count")
}

func TestAWayThatLeadsBackIsKeptAndNotPublished(t *testing.T) {
	t.Parallel()
	p, _, rung := publisher(t)
	d := document("welcome")
	d.Questions[0].Next = []app.Branch{{To: d.Questions[0].Key}}
	made := create(t, p, d)
	made, err := p.Save(t.Context(), demo, made)
	require.NoError(t, err)
	require.Zero(t, publish.Longest(made.Draft))
	_, err = p.Publish(t.Context(), demo, made.ID, made.Revision)
	var refused *app.Error
	require.ErrorAs(t, err, &refused)
	require.Equal(t, "questions.0.next.0.to", refused.Fields[0].Field)
	require.Equal(t, "loop", refused.Fields[0].Code)
	require.Equal(t, refused.Fields, publish.Ahead(made.Draft), "it is said before")
	require.Zero(t, *rung)
	require.NoError(t, publish.Drawable(made.Draft))
}

func TestARuleThatCannotBeReadIsNotKept(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	d := document("welcome")
	d.Questions[0].If = app.Rule(`{"sing":[1]}`)
	_, err := p.Create(t.Context(), demo, d)
	require.True(t, app.Is(err, app.Invalid))
	require.ErrorContains(t, err, "questions.0.if")
}

func TestAKeyKeepsItsTypeForEver(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	first := create(t, p, document("first"))
	_, err := p.Publish(t.Context(), demo, first.ID, 1)
	require.NoError(t, err)
	d := document("second")
	d.Questions[1] = told(app.Question{Key: "source", Type: "text", Prompt: d.Questions[1].Prompt})
	d.Questions = d.Questions[1:]
	second := create(t, p, d)
	_, err = p.Publish(t.Context(), demo, second.ID, 1)
	require.ErrorContains(t, err, "questions.0.key type_changed")
	require.True(t, app.Is(err, app.Invalid))
}

func TestSurveysThatDoNotFitOneMetafieldAreRefused(t *testing.T) {
	t.Parallel()
	p, _, rung := publisher(t)
	d := document("large")
	for n := range 18 {
		q := told(app.Question{Key: fmt.Sprintf("more_%d", n), Type: "multiple_choice", Prompt: d.Questions[0].Prompt})
		for i := range 100 {
			label := strings.Repeat("x", 100)
			q.Options = append(q.Options, app.Option{Key: fmt.Sprintf("o%d", i), Label: app.Text{"en": label, "sv": label}})
		}
		d.Questions = append(d.Questions, q)
	}
	large := create(t, p, d)
	_, err := p.Publish(t.Context(), demo, large.ID, 1)
	require.True(t, app.Is(err, app.TooLarge), "%v", err)
	require.Zero(t, *rung)
}

func TestAnEditMeanwhileStopsThePublish(t *testing.T) {
	t.Parallel()
	p, _, rung := publisher(t)
	made := create(t, p, document("welcome"))
	_, err := p.Save(t.Context(), demo, made)
	require.NoError(t, err)
	_, err = p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.True(t, app.Is(err, app.Conflict))
	require.Zero(t, *rung)
}
