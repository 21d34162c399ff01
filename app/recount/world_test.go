package recount_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// start is two days before a month is over.
var start = time.Date(2026, 10, 30, 9, 0, 0, 0, time.UTC)

// world is a shop whose clock the test turns.
type world struct {
	*store.Store
	t       testing.TB
	is      require.TestingT
	keeper  *recount.Keeper
	shop    app.ShopID
	zone    string
	url     string
	now     time.Time
	surveys []app.Version
}

func open(t testing.TB, url string) *world {
	t.Helper()
	w := &world{t: t, is: t, url: url, now: start}
	var err error
	w.Store, err = store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: func() time.Time { return w.now }})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, w.Close()) })
	w.keeper = &recount.Keeper{Store: w.Store, Now: func() time.Time { return w.now }}
	return w
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, url(t))
			w.settle("demo.myshopify.com", "Europe/Stockholm")
			test(t, w)
		})
	}
}

// settle begins anew with a shop of its own.
func (w *world) settle(shop app.ShopID, zone string) {
	w.shop, w.now, w.surveys = shop, start, nil
	w.move(zone)
	for _, handle := range []string{"first", "second"} {
		made, err := w.CreateSurvey(w.t.Context(), w.shop, document(handle))
		require.NoError(w.is, err)
		v, err := w.PublishSurvey(w.t.Context(), w.shop, made.ID, made.Revision)
		require.NoError(w.is, err)
		w.surveys = append(w.surveys, v)
	}
}

func (w *world) move(zone string) {
	w.zone = zone
	require.NoError(w.is, w.RecordInstall(w.t.Context(), w.shop, app.Shop{Timezone: zone}, app.Access{Token: "t", RefreshToken: "r"}))
}

func document(handle string) app.Document {
	text := app.Text{"en": "?"}
	options := []app.Option{{Key: "podcast", Label: text}, {Key: "search", Label: text}, {Key: "friend", Label: text}}
	return app.Document{
		Handle: handle, Title: handle, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou, app.SurfaceTheme},
		Questions: []app.Question{
			{Key: "source", Type: "single_choice", Prompt: text, Options: options, Other: &app.Other{Label: text}},
			{Key: "tastes", Type: "multiple_choice", Prompt: text, Options: options, Other: &app.Other{Label: text}},
			{Key: "score", Type: "nps", Prompt: text},
			{Key: "again", Type: "yes_no", Prompt: text},
			{Key: "why", Type: "text", Prompt: text},
		},
	}
}

func value(kind app.ValueKind, v string) app.Value {
	return app.Value{Kind: kind, JSON: json.RawMessage(v)}
}

// told is a response with answers by question.
func (w *world) told(v app.Version, on app.Surface, answers map[string]app.Value) store.Submitted {
	r := store.Submitted{Response: app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: on, SubmittedAt: w.now, StartedAt: w.now.Add(-7 * time.Second),
	}}
	for _, question := range v.Document.Questions {
		if a, is := answers[question.Key]; is {
			r.Response.Answers = append(r.Response.Answers, app.Answer{Question: question.Key, Value: a})
			r.Response.Shown = append(r.Response.Shown, app.Shown{Question: question.Key})
		}
	}
	r.Response.Complete = len(answers) == len(v.Document.Questions)
	r.Reply.ID = r.Response.ID
	return r
}

func (w *world) submit(r store.Submitted) {
	_, err := w.RecordResponse(w.t.Context(), w.shop, r)
	if !app.Is(err, app.Conflict) && !app.Is(err, app.Invalid) { // erased meanwhile, or somebody else's order
		require.NoError(w.is, err)
	}
}

func (w *world) ordered(o app.Order) {
	if o.UpdatedAt.IsZero() {
		o.UpdatedAt = w.now
	}
	if o.CreatedAt.IsZero() {
		o.CreatedAt = w.now
	}
	_, err := w.RecordOrder(w.t.Context(), w.shop, o)
	require.NoError(w.is, err)
}

// counted has everything counted that is due, resting as long as the keeper does.
func (w *world) counted() {
	for range 20 {
		w.now = w.now.Add(10 * time.Minute)
		due, err := w.DueTallies(w.t.Context(), w.now, 1000)
		require.NoError(w.is, err)
		if !slices.Contains(due, w.shop) {
			at, err := w.TalliedAt(w.t.Context(), w.shop)
			require.NoError(w.is, err)
			require.True(w.is, at.IsZero(), "something is marked and not due")
			return
		}
		require.NoError(w.is, w.keeper.Drain(w.t.Context(), w.shop))
	}
	require.Fail(w.is, "there is no end to it")
}

// tallied are the tallies that are kept, a line a count.
func (w *world) tallied() (list []string) {
	rows := independent{url: w.url}.run(w.is, `SELECT survey_id || ' ' || question || ' ' || surface || ' ' || country || '|' || day || '|' || counts
		FROM tallies WHERE shop_id = '`+string(w.shop)+"'")
	for _, row := range rows {
		var day int64
		var counts app.TallyCounts
		place, rest, _ := cut(row, '|')
		number, text, _ := cut(rest, '|')
		_, err := fmt.Sscan(number, &day)
		require.NoError(w.is, err)
		require.NoError(w.is, counts.Add(text))
		list = append(list, flat(place, time.UnixMilli(day).UTC().Format(time.DateOnly), counts)...)
	}
	slices.Sort(list)
	return list
}

func cut(s string, at byte) (before, after string, found bool) {
	if i := slices.Index([]byte(s), at); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func flat(place, day string, c app.TallyCounts) (list []string) {
	at := place + " " + day
	if c.Orders > 0 {
		return []string{fmt.Sprintf("orders %s %d", day, c.Orders)}
	}
	if len(c.People) > 0 {
		survey, rest, _ := cut(place, ' ')
		for version, p := range c.People {
			list = append(list, fmt.Sprintf("people %s%s %s %d %d %d %d %d", survey, rest, day, version, p.Answered, p.Completed, p.Timed, p.Millis))
		}
		for at, p := range c.Spots {
			list = append(list, fmt.Sprintf("on %s%s %s %s %d %d %d %d %d", survey, rest, day, at.Surface, at.Version, p.Answered, p.Completed, p.Timed, p.Millis))
		}
		for country, n := range c.Countries {
			list = append(list, fmt.Sprintf("from %s%s %s [%s] %d", survey, rest, day, country, n))
		}
		return list
	}
	cell := func(c app.TallyCell) string {
		return fmt.Sprintf("%d %d %d %d", c.Answers, c.Orders, c.First, c.Returning)
	}
	if c.Said.Answers > 0 {
		list = append(list, "said "+at+" "+cell(c.Said))
	}
	for currency, m := range c.Said.Money {
		list = append(list, fmt.Sprintf("earned %s %s %d %d", at, currency, m.Orders, m.Amount))
	}
	for v, one := range c.Values {
		list = append(list, fmt.Sprintf("value %s [%s] %s", at, v, cell(one)))
		for currency, m := range one.Money {
			list = append(list, fmt.Sprintf("worth %s [%s] %s %d %d", at, v, currency, m.Orders, m.Amount))
		}
	}
	for version, asked := range c.Asked {
		list = append(list, fmt.Sprintf("asked %s %d %d %d", at, version, asked.Shown, asked.Answered))
	}
	timed := 0
	for _, n := range c.Seconds {
		timed += n
	}
	if timed > 0 {
		list = append(list, fmt.Sprintf("timed %s %d", at, timed))
	}
	return list
}

// requireCounted holds what is kept against a count from scratch.
func (w *world) requireCounted() {
	w.counted()
	want, got := independent{w.url, w.shop, w.zone}.lines(w.is), w.tallied()
	missing := slices.DeleteFunc(slices.Clone(want), func(line string) bool { return slices.Contains(got, line) })
	wrong := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return slices.Contains(want, line) })
	require.Empty(w.is, append(missing, wrong...), "%d missing, %d wrong", len(missing), len(wrong))
	require.Equal(w.is, len(want), len(got))
	w.requireSummed()
}
