package admin_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// found lists the people a text finds.
func (b *bench) found(as app.ShopID, query string) []told {
	b.Helper()
	var list struct{ People []told }
	require.Equal(b, http.StatusOK, b.call("GET", "/people?query="+url.QueryEscape(query), as, nil, &list), query)
	for _, one := range list.People {
		delete(one, "at")
	}
	return list.People
}

func (b *bench) ordered(order app.Order) {
	b.Helper()
	order.Shop, order.CreatedAt, order.UpdatedAt = demo, time.Now(), time.Now()
	_, err := b.store.RecordOrder(b.Context(), demo, order)
	require.NoError(b, err)
}

// customer is the number of a customer of the sandbox shop who never met us.
func (b *bench) customer(shop app.ShopID) string {
	b.Helper()
	status, body := b.send(http.MethodGet, b.shop+"/_sandbox/state?shop="+string(shop), "", nil)
	require.Equal(b, http.StatusOK, status)
	var state struct {
		Shops []struct{ Customers []struct{ ID string } }
	}
	require.NoError(b, json.Unmarshal(body, &state))
	id, err := app.ParseCustomerID(state.Shops[0].Customers[0].ID)
	require.NoError(b, err)
	return strconv.FormatInt(int64(id), 10)
}

// published creates and publishes a survey.
func (b *bench) published(doc app.Document) survey {
	b.Helper()
	var made survey
	require.Equal(b, http.StatusCreated, b.call("POST", "/surveys", demo, told{"document": doc}, &made))
	require.Equal(b, http.StatusOK, b.call("POST", "/surveys/"+string(made.ID)+"/publish", demo, told{"revision": made.Revision}, nil))
	return made
}

func TestAShopperIsFoundByWhatIsKnownOfHer(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	require.Empty(t, b.found(demo, ""))
	made := b.published(document("heard"))
	now := time.Now()
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"friend"`, now.Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7001, `"podcast"`, now)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7002, `"friend"`, now.Add(-time.Minute))
	for customer, email := range map[app.CustomerID]string{7001: "ada@example.com", 7002: "a_b%@example.com"} {
		require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: customer, Email: email, At: now}))
	}
	b.ordered(app.Order{ID: 501, Name: "#1001", Customer: 7001})
	b.ordered(app.Order{ID: 502, Name: "#1002"})
	b.ordered(app.Order{ID: 503, Name: "#1003", Customer: 7003})
	require.NoError(t, b.store.LearnContact(t.Context(), demo, store.Contact{Customer: 7001, Email: "ada@example.com", Phone: "+46701234567", At: now}))
	_, err := b.store.ProveIdentity(t.Context(), demo, store.Whom{Customer: 7002}, app.Identity{Kind: app.IdentityLoyalty, Value: "CARD7002"})
	require.NoError(t, err)

	ada, strange := told{"customer": "7001", "email": "ada@example.com"}, told{"customer": "7002", "email": "a_b%@example.com"}
	guest := told{"order": "502", "order_name": "#1002"}
	silent := told{"customer": "7003", "order": "503", "order_name": "#1003"}
	for query, want := range map[string][]told{
		"":                {ada, strange},
		"7001":            {ada},
		" ADA@exam":       {ada},
		"a_b%":            {strange},
		"#1002":           {guest},
		"1002":            {guest},
		"502":             {guest},
		"#1003":           {silent},
		"1":               nil,
		"%@":              nil,
		"ada@example.com": {ada},
		"0046 701234567":  {ada},
		"card-7002":       {strange},
		"card-700":        nil,
		"nobody@nowhere":  nil,
		"'; DROP TABLE x": nil,
		"\x00":            nil,
		"\xff":            nil,
	} {
		require.ElementsMatch(t, want, b.found(demo, query), query)
		require.Empty(t, b.found(other, query), query)
	}
	require.Equal(t, "501", b.found(demo, "#1001")[0]["order"])
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people?query="+strings.Repeat("a", 400), demo, nil, nil))
}

func TestWhatAShopperSaidIsTheNewestToEachQuestion(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(document("heard"))
	at := time.Now().UTC().Truncate(time.Second)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"friend"`, at.Add(-time.Hour))
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, at)
	require.Equal(t, http.StatusCreated, b.call("POST", "/rewards", demo, told{"handle": "free", "title": "Free shipping", "kind": "free_shipping"}, nil))
	b.earned("free", 7, app.ResponseID(uuid.NewString()))

	var got struct {
		Person            told
		Answers, Promises []told
	}
	require.Equal(t, http.StatusOK, b.call("GET", "/people/7", demo, nil, &got))
	require.Equal(t, "7", got.Person["customer"])
	require.Equal(t, []told{{
		"question": "source", "prompt": "How did you hear about us?", "values": []any{"A podcast"}, "answered_at": at.Format(time.RFC3339),
		"survey": told{"id": string(made.ID), "title": "How did you hear about us?"},
	}}, got.Answers)
	require.Equal(t, "Free shipping", got.Promises[0]["title"])

	got.Person, got.Answers, got.Promises = nil, nil, nil
	silent := b.customer(demo)
	require.Equal(t, http.StatusOK, b.call("GET", "/people/"+silent, demo, nil, &got), "she never answered")
	require.Empty(t, got.Answers)
	require.Empty(t, got.Promises)
	require.Equal(t, told{"customer": silent}, got.Person)
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/0", demo, nil, nil))
	require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", "/people/ada", demo, nil, nil))
}

// explained explains a person's questions, by question.
func (b *bench) explained(path string) (lines map[string]told, order []string) {
	b.Helper()
	var got struct{ Lines []told }
	require.Equal(b, http.StatusOK, b.call("GET", path, demo, nil, &got), path)
	lines = map[string]told{}
	for _, one := range got.Lines {
		key := one["question"].(string)
		lines[key], order = one, append(order, key)
	}
	return lines, order
}

// everyReason is a survey with a question for several rules to refuse.
func everyReason() app.Document {
	doc := document("heard")
	doc.Title, doc.Priority = "First things", 5
	yes := func(key string) app.Question {
		return app.Question{
			Key: key, Type: "yes_no", Prompt: app.Text{"en": "Really " + key + "?"},
			Why: doc.Questions[0].Why, Get: doc.Questions[0].Get, Use: doc.Questions[0].Use, KeepDays: doc.Questions[0].KeepDays,
		}
	}
	only := yes("only")
	only.If = json.RawMessage(`{">":[{"var":"shopper.orders"},5]}`)
	when := yes("when")
	when.If = json.RawMessage(`{"==":[{"var":"answers.only"},true]}`)
	doc.Questions = append(doc.Questions, only, when, yes("tea"), yes("milk"), yes("sugar"), yes("cake"))
	return doc
}

func TestEveryQuestionIsExplainedForAnyShopper(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.install(other)
	made := b.published(everyReason())
	at := time.Now().Add(-48 * time.Hour)
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 7, `"podcast"`, at)
	b.ordered(app.Order{ID: 502, Name: "#1002"})

	lines, order := b.explained("/people/7/explain?surface=thank-you&locale=en")
	require.Equal(t, []string{"tea", "milk", "sugar"}, order[:3], "three a visit, in the survey's order")
	require.Len(t, lines, 7)
	require.Len(t, lines["tea"]["rules"], len(stream.Rules))
	delete(lines["tea"], "rules")
	require.Equal(t, told{
		"survey": told{"id": string(made.ID), "title": "First things"}, "version": 1.0, "question": "tea", "prompt": "Really tea?",
		"asked": true, "why": "new", "words": "They have never been asked this.",
	}, lines["tea"])
	require.Equal(t, "answered", lines["source"]["rule"])
	require.NotEmpty(t, lines["source"]["saw"])
	require.Contains(t, lines["source"]["words"], "They answered on")
	require.Equal(t, "condition", lines["only"]["rule"])
	require.Contains(t, lines["when"]["words"], "their answer to “Really only?” is not known")
	require.Equal(t, "visit", lines["cake"]["rule"])
	require.Equal(t, told{"questions": 3.0, "seconds": 45.0}, lines["cake"]["wanted"])
	when := map[string]told{}
	for _, one := range lines["when"]["rules"].([]any) {
		when[one.(told)["rule"].(string)] = one.(told)
	}
	require.Equal(t, told{
		"rule": "condition", "passed": false, "saw": told{"answers.only": nil}, "wanted": lines["when"]["wanted"], "words": lines["when"]["words"],
	}, when["condition"])
	require.Equal(t, told{"rule": "audience", "passed": true, "words": "The survey is for everybody."}, when["audience"])
	require.Equal(t, true, when["answered"]["passed"], "and what comes behind the condition")
	require.Contains(t, when["visit"]["words"], "This visit would come to")

	for _, path := range []string{"/people/" + b.customer(demo) + "/explain", "/people/0/explain?order=502"} { // she never answered; a guest
		lines, _ := b.explained(path)
		require.Equal(t, true, lines["source"]["asked"], path)
		require.Equal(t, "new", lines["source"]["why"], path)
	}
	lines, _ = b.explained("/people/7/explain?surface=theme")
	for _, one := range lines {
		require.Equal(t, "placement", one["rule"])
		require.Equal(t, "The survey is not shown on pages of the theme.", one["words"])
	}
	b.explainedEverywhere(made.ID)
	var nothing struct{ Lines []told }
	require.Equal(t, http.StatusOK, b.call("GET", "/people/"+b.customer(other)+"/explain", other, nil, &nothing))
	require.Empty(t, nothing.Lines, "another shop's questions are its own")
	for _, path := range []string{"/people/0/explain", "/people/7/explain?surface=moon", "/people/7/explain?locale=%27"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call("GET", path, demo, nil, nil), path)
	}
}

// explainedEverywhere looks from every place where a survey can be: on those where this one
// is placed its questions come to the rules behind, on the others to that.
func (b *bench) explainedEverywhere(id app.SurveyID) {
	b.Helper()
	s, err := b.store.Survey(b.Context(), demo, id)
	require.NoError(b, err)
	for _, surface := range app.Surfaces {
		lines, _ := b.explained("/people/7/explain?surface=" + string(surface))
		require.Len(b, lines, 7)
		placed := slices.Contains(s.Draft.Placements, surface)
		for _, one := range lines {
			require.Equal(b, placed, one["rule"] != "placement", surface)
		}
		if !placed {
			require.Regexp(b, "^The survey is not shown on (pages of |the |an )[a-z -]+\\.$", lines["tea"]["words"], "a place has a name")
		}
	}
	require.Equal(b, http.StatusUnprocessableEntity, b.call("GET", "/people/7/explain?surface=staff", demo, nil, nil), "nobody is asked at the desk")
}

func TestNobodyLooksOverAMerchantsShoulder(t *testing.T) {
	t.Parallel()
	b := newBench(t, built)
	b.install(demo)
	b.ordered(app.Order{ID: 7352, Name: "#1", Customer: 7351735173517351})
	b.found(demo, "secret@example.com")
	b.explained("/people/7351735173517351/explain?locale=en")
	require.NotEmpty(t, b.log.String())
	require.NotContains(t, b.log.String(), "secret")
	require.NotContains(t, b.log.String(), "7351735173517351")
}
