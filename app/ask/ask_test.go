package ask_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/stream"
)

const (
	demo  app.ShopID     = "demo-shop.myshopify.com"
	ada   app.CustomerID = 7_000_000_000_001
	phone                = "11111111-1111-4111-8111-111111111111"
)

// scene is a shop with surveys, and a clock.
type scene struct {
	t     *testing.T
	store *store.Store
	asker *ask.Asker
	now   time.Time
	all   map[string]app.Version
}

func newScene(t *testing.T, documents ...app.Document) *scene {
	t.Helper()
	s := &scene{t: t, store: storetest.New(t), now: time.Now().UTC().Truncate(time.Millisecond), all: map[string]app.Version{}}
	s.asker = &ask.Asker{Store: s.store, Now: func() time.Time { return s.now }}
	require.NoError(t, s.store.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{}))
	for _, d := range documents {
		made, err := s.store.CreateSurvey(t.Context(), demo, d)
		require.NoError(t, err)
		s.all[d.Handle], err = s.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
		require.NoError(t, err)
	}
	return s
}

func survey(handle string, change func(*app.Document), questions ...app.Question) app.Document {
	d := app.Document{Handle: handle, Languages: []string{"en"}, Placements: app.Surfaces, Questions: questions}
	if change != nil {
		change(&d)
	}
	return d
}

func question(key string, change ...func(*app.Question)) app.Question {
	q := app.Question{Key: key, Type: "email", Prompt: app.Text{"en": key}} // ten seconds
	for _, c := range change {
		c(&q)
	}
	return q
}

// says records an answer.
func (s *scene) says(by app.Speaker, order app.OrderID, survey, question, value string) {
	s.t.Helper()
	id := app.ResponseID(uuid.NewString())
	_, err := s.store.RecordResponse(s.t.Context(), demo, store.Submitted{
		Customer: by.Customer, Visitor: by.Visitor, Reply: app.Reply{ID: id}, Heard: s.now,
		Response: app.Response{
			ID: id, Survey: s.all[survey].Survey, Version: 1, Surface: app.SurfaceTheme, Order: order, SubmittedAt: s.now,
			Answers: []app.Answer{{Question: question, Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(value)}}},
		},
	})
	require.NoError(s.t, err)
}

func (s *scene) plan(by app.Speaker, at ask.Place) ask.Plan {
	s.t.Helper()
	by.Shop = demo
	if at.Surface == "" {
		at.Surface, at.Locale = app.SurfaceTheme, "en-GB"
	}
	p, err := s.asker.Plan(s.t.Context(), by, at)
	require.NoError(s.t, err)
	return p
}

func (s *scene) asked(by app.Speaker, at ask.Place) (keys []string) {
	s.t.Helper()
	for _, a := range s.plan(by, at).Ask {
		keys = append(keys, a.Survey+"/"+a.Question)
	}
	return keys
}

func TestABudgetHoldsOverSurfacesAndSurveysButNotForAQuiz(t *testing.T) {
	t.Parallel()
	s := newScene(t,
		survey("one", nil, question("a1"), question("a2")),
		survey("two", nil, question("b1"), question("b2")),
		survey("quiz", func(d *app.Document) { d.Endings = []app.Ending{{Key: "end"}} }, question("z1"), question("b2")),
	)
	her := app.Speaker{Customer: ada}
	require.Equal(t, []string{"one/a1", "one/a2", "two/b1", "quiz/z1", "quiz/b2"}, s.asked(her, ask.Place{}), "three, and what she starts herself")
	s.says(her, 0, "quiz", "z1", `"x"`)
	s.says(her, 0, "one", "a1", `"x"`)
	s.says(her, 0, "two", "b1", `"x"`)
	require.Equal(t, []string{"one/a2", "quiz/b2"}, s.asked(her, ask.Place{Surface: app.SurfaceOrderStatus, Locale: "en"}))
	require.Equal(t, []string{"one/a2", "two/b2", "quiz/b2"}, s.asked(her, ask.Place{Order: 5}), "an order is another occasion")
	s.now = s.now.Add(31 * time.Minute)
	require.Equal(t, []string{"one/a2", "two/b2", "quiz/b2"}, s.asked(her, ask.Place{}), "and so is another visit")

	require.NoError(t, s.store.SetBudget(t.Context(), demo, &app.Budget{Month: app.Limit{Questions: 2}}))
	require.Equal(t, []string{"quiz/b2"}, s.asked(her, ask.Place{}))
}

func TestWhatTheServerKnowsWinsOverTheBlock(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("great", func(d *app.Document) {
		d.Audience = app.Rule(`{"and":[{">=":[{"var":"order.value"},50]},{"==":[{"var":"visit.country"},"SE"]},{"==":[{"var":"visit.language"},"en"]}]}`)
	}, question("aa")))
	_, err := s.store.RecordOrder(t.Context(), demo, app.Order{ID: 5, Customer: ada, Total: "99.00", CreatedAt: s.now, UpdatedAt: s.now})
	require.NoError(t, err)
	at := func(locale string, value float64, country string) ask.Place {
		return ask.Place{Surface: app.SurfaceTheme, Locale: locale, Order: 5, Facts: map[string]any{"order.value": value, "visit.country": country}}
	}
	her := app.Speaker{Customer: ada}
	require.Equal(t, []string{"great/aa"}, s.asked(her, at("en", 1, "SE")))
	require.Empty(t, s.asked(her, at("en", 99, "DK")))
	require.Empty(t, s.asked(her, at("sv", 99, "SE")))
	unseen := at("en-GB", 99, "SE")
	unseen.Order = 6
	require.Equal(t, []string{"great/aa"}, s.asked(her, unseen), "of an order nobody has told us of, the block's word counts")
}

func TestHowOftenSheWasAskedIsKnownToRules(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("often", func(d *app.Document) {
		d.Audience = app.Rule(`{"and":[{"==":[{"var":"shopper.visits"},2]},{"==":[{"var":"shopper.answered"},1]}]}`)
	}, question("aa")), survey("one", nil, question("bb", func(q *app.Question) { q.Again = &app.Again{Mode: app.AgainEvery, Days: 1} })))
	her := app.Speaker{Customer: ada}
	s.says(her, 0, "one", "bb", `"x"`)
	require.NotContains(t, s.asked(her, ask.Place{}), "often/aa")
	s.says(her, 9, "one", "bb", `"y"`)
	require.Contains(t, s.asked(her, ask.Place{}), "often/aa", "an order is a visit of its own")
}

func TestAQuotaAndASnoozeAndADoubtAreHeeded(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("one", nil,
		question("full", func(q *app.Question) { q.Quota = 1 }), question("later"), question("never"), question("doubted"),
	))
	her := app.Speaker{Customer: ada}
	who := store.Whom{Customer: ada}
	s.says(her, 9, "one", "doubted", `"x"`)
	require.NoError(t, s.store.KeepQuotas(t.Context(), demo, map[string]int{"full": 1}))
	require.NoError(t, s.store.KeepCounts(t.Context(), demo, []string{"full"}, store.Counted{People: map[string]int{"full": 1}, At: s.now, Next: s.now}))
	require.NoError(t, s.store.Snooze(t.Context(), demo, who, "later", s.now.Add(time.Hour)))
	require.NoError(t, s.store.Snooze(t.Context(), demo, who, "never", time.Time{}))
	rules := func() map[string]stream.Rule {
		found := map[string]stream.Rule{}
		for _, r := range s.plan(her, ask.Place{}).Not {
			found[r.Question] = r.Rule
		}
		return found
	}
	require.Equal(t, map[string]stream.Rule{"full": stream.RuleQuota, "later": stream.RuleLater, "never": stream.RuleNever, "doubted": stream.RuleAnswered}, rules())
	s.now = s.now.Add(time.Hour)
	_, err := s.store.Contradict(t.Context(), demo, ada, []string{"doubted"}, s.now)
	require.NoError(t, err)
	require.Equal(t, stream.WhyDoubted, s.plan(her, ask.Place{}).Ask[0].Why)
	lines, err := s.asker.ExplainProfile(t.Context(), demo, s.plan(her, ask.Place{}).Her.Profile, ask.Place{Surface: app.SurfaceTheme})
	require.NoError(t, err)
	require.Len(t, lines, 4, "every question is explained")
	_, err = s.asker.ExplainProfile(t.Context(), demo, "nobody", ask.Place{})
	require.True(t, app.Is(err, app.NotFound), "%v", err)
}

func TestAShareOfHersIsTheSameAfterSheLogsIn(t *testing.T) {
	t.Parallel()
	for range 30 {
		visitor := uuid.NewString()
		s := newScene(t, survey("share", func(d *app.Document) { d.Sample.Percent = 50 }, question("aa"), question("bb")))
		guest := app.Speaker{Visitor: visitor}
		before := len(s.asked(guest, ask.Place{}))
		require.Equal(t, stream.Bucket("sample", "share", visitor) < 50, before > 0, "as her block reckons")
		s.says(guest, 0, "share", "aa", `"x"`)
		require.Equal(t, before > 0, len(s.asked(app.Speaker{Customer: ada, Visitor: visitor}, ask.Place{})) > 0)
		s.says(app.Speaker{Customer: ada, Visitor: visitor}, 0, "share", "other", `"x"`)
		require.Equal(t, before > 0, len(s.asked(app.Speaker{Customer: ada}, ask.Place{})) > 0, "and where she has no browser")
	}
}

func TestTheVersionBeforeHerCountsAndWhatSheIsSaying(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("one", nil, question("aa"), question("bb")))
	old := s.all["one"]
	list, err := s.store.Surveys(t.Context(), demo)
	require.NoError(t, err)
	list[0].Draft.Questions = append(list[0].Draft.Questions, question("cc"))
	saved, err := s.store.SaveSurvey(t.Context(), demo, list[0])
	require.NoError(t, err)
	_, err = s.store.PublishSurvey(t.Context(), demo, saved.ID, saved.Revision)
	require.NoError(t, err)
	require.Equal(t, []string{"one/aa", "one/bb", "one/cc"}, s.asked(app.Speaker{}, ask.Place{}))
	saying := app.Response{Survey: old.Survey, Answers: []app.Answer{{Question: "aa", Value: app.Value{JSON: json.RawMessage(`"x"`)}}}}
	require.Equal(t, []string{"one/bb"}, s.asked(app.Speaker{}, ask.Place{Before: &old, Saying: &saying}))
}

func TestAStoreThatIsGoneIsTold(t *testing.T) {
	t.Parallel()
	s := newScene(t, survey("one", nil, question("aa")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.asker.Plan(ctx, app.Speaker{Shop: demo, Customer: ada}, ask.Place{})
	require.True(t, app.Is(err, app.Unavailable), "%v", err)
}
