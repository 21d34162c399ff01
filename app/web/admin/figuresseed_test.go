package admin_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
)

// spread is how many days the seeded shop was answered on: several months are whole.
const spread = 100

// crowd is a shop with orders, refunds, test orders, displays and answers of all kinds.
type crowd struct {
	*bench
	*rand.Rand
	now      time.Time
	versions []app.Version
}

func settled(b *bench) crowd {
	b.install(demo)
	c := crowd{bench: b, Rand: rand.New(rand.NewPCG(7, 11)), now: time.Now()} // the same shop each time
	for _, handle := range []string{"first", "second"} {
		made, err := b.store.CreateSurvey(b.Context(), demo, questioned(handle))
		require.NoError(b, err)
		v, err := b.store.PublishSurvey(b.Context(), demo, made.ID, made.Revision)
		require.NoError(b, err)
		c.versions = append(c.versions, v)
		if handle == "first" { // a second version, which asks one question no more
			again := v.Document
			again.Questions = again.Questions[1:]
			made.Draft = again
			edited, err := b.store.SaveSurvey(b.Context(), demo, made)
			require.NoError(b, err)
			v, err = b.store.PublishSurvey(b.Context(), demo, v.Survey, edited.Revision)
			require.NoError(b, err)
			c.versions = append(c.versions, v)
		}
	}
	away := c.versions[1].Document // then it is taken off a surface, and is there again
	c.publishFirst(away, app.SurfaceTheme, app.SurfaceLink)
	c.publishFirst(away, away.Placements...)
	c.place(85*24+5, 62*24+7, 20*24+3, 48*24+9, 35*24+1)
	c.live()
	return c
}

func (c *crowd) publishFirst(d app.Document, on ...app.Surface) {
	first, err := c.store.Survey(c.Context(), demo, c.versions[0].Survey)
	require.NoError(c, err)
	d.Placements, first.Draft = on, d
	first, err = c.store.SaveSurvey(c.Context(), demo, first)
	require.NoError(c, err)
	v, err := c.store.PublishSurvey(c.Context(), demo, first.ID, first.Revision)
	require.NoError(c, err)
	c.versions = append(c.versions, v)
}

// place has the versions published so many hours ago each, as if time had passed.
func (c *crowd) place(hours ...int) {
	c.run("UPDATE surveys SET created_at = 1")
	for n, ago := range hours {
		v := &c.versions[n]
		v.PublishedAt = c.now.Add(-time.Duration(ago) * time.Hour)
		c.run(fmt.Sprintf("UPDATE survey_versions SET published_at = %d WHERE survey_id = '%s' AND version = %d", v.PublishedAt.UnixMilli(), v.Survey, v.Version))
	}
}

func questioned(handle string) app.Document {
	text := app.Text{"en": "Words"}
	options := []app.Option{{Key: "podcast", Label: text}, {Key: "search", Label: text}, {Key: "friend", Label: text}, {Key: "never", Label: text}}
	d := app.Document{Handle: handle, Title: handle, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceThankYou, app.SurfaceTheme, app.SurfaceLink}}
	for _, q := range []app.Question{
		{Key: "was", HalfLife: 90, Type: "yes_no"},
		{Key: "source", HalfLife: 30, Type: "single_choice", Options: options, Other: &app.Other{Label: text}},
		{Key: "tastes", HalfLife: 75, KeepDays: 200, Type: "multiple_choice", Options: options, Other: &app.Other{Label: text}},
		{Key: "order", Type: "ranking", Options: options[:3]},
		{Key: "score", Type: "nps"},
		{Key: "age", KeepDays: 120, Type: "number"},
		{Key: "again", Type: "yes_no"},
		{Key: "birthday", Type: "birthday"},
		{Key: "why", Doubt: []byte(`{"==": [{"var": "answers.why"}, "because"]}`), Type: "text"},
	} {
		q.Prompt, q.Why, q.Get, q.Use = text, text, text, text
		d.Questions = append(d.Questions, q)
	}
	return d
}

// said are values that a question is answered with.
var said = map[string]struct {
	kind app.ValueKind
	json []string
}{
	"was":      {app.KindBoolean, []string{"true", "false"}},
	"source":   {app.KindChoice, []string{`"podcast"`, `"search"`, `"search"`, `{"other":"a friend's friend"}`}},
	"tastes":   {app.KindChoices, []string{`["podcast","friend"]`, `["search",{"other":"y"}]`, `["friend"]`}},
	"order":    {app.KindRanking, []string{`["podcast","friend","search"]`, `["search","friend"]`}},
	"score":    {app.KindNumber, []string{"0", "6", "7", "8", "9", "10", "10"}},
	"age":      {app.KindNumber, []string{"3", "17", "23", "49", "64"}},
	"again":    {app.KindBoolean, []string{"true", "true", "false"}},
	"birthday": {app.KindBirthday, []string{`"--11-22"`, `"--02-29"`}},
	"why":      {app.KindText, []string{`"because"`}},
}

func one[T any](c crowd, of ...T) T { return of[c.IntN(len(of))] }

func (c crowd) sometime() time.Time {
	return c.now.Add(-time.Duration(c.Int64N(int64((spread - 1) * 24 * time.Hour))))
}

// live has it all happen, in no order.
func (c crowd) live() {
	for n := range 700 {
		if n%2 == 0 {
			c.order(app.OrderID(1 + c.IntN(300)))
		}
		c.respond()
	}
	for n := range 12 { // taken back, merged, erased
		_, err := c.store.Prefer(c.Context(), demo, store.Preferring{At: c.now, Customer: app.CustomerID(1 + n), Forget: []string{one(c, "source", "score", "why")}})
		c.tolerate(err)
	}
	for n := range 9 {
		_, err := c.store.Contradict(c.Context(), demo, app.CustomerID(30+n), []string{"source", "why"}, c.sometime())
		require.NoError(c, err)
	}
	_, err := c.store.MergeCustomers(c.Context(), demo, 20, 21)
	c.tolerate(err)
	c.tolerate(c.store.EraseCustomer(c.Context(), demo, 22, nil))
	c.display()
	// An hour ago by the keeper's clock, so that it never rests.
	keeper := recount.Keeper{Store: c.store, Now: func() time.Time { return time.Now().Add(-time.Hour) }}
	for due := []app.ShopID{demo}; len(due) > 0; {
		require.NoError(c, keeper.Drain(c.Context(), demo))
		due, err = c.store.DueTallies(c.Context(), time.Now(), 1)
		require.NoError(c, err)
	}
	require.NotZero(c, c.figures("SELECT 'months', COUNT(*) FROM tally_summed")["months"], "no month is added up: then none is tried")
}

// tolerate lets by what may not be: somebody else's order, somebody who is gone.
func (c crowd) tolerate(err error) {
	if !app.Is(err, app.Conflict) && !app.Is(err, app.Invalid) && !app.Is(err, app.NotFound) {
		require.NoError(c, err)
	}
}

func (c crowd) order(id app.OrderID) {
	o := app.Order{
		ID: id, Currency: one(c, "SEK", "SEK", "EUR"), Total: fmt.Sprintf("%d.%02d", c.IntN(900), c.IntN(100)), Country: one(c, "SE", "SE", "DE", ""),
		Channel: one(c, "web", "web", "", "pos"), CreatedAt: c.sometime(), Test: c.IntN(10) == 0, UpdatedAt: c.now.Add(-time.Hour),
	}
	if c.IntN(4) > 0 {
		o.Customer = app.CustomerID(1 + c.IntN(60))
	}
	if c.IntN(10) == 0 {
		o.Cancelled = c.now
	}
	_, err := c.store.RecordOrder(c.Context(), demo, o)
	require.NoError(c, err)
	if c.IntN(5) == 0 { // some of it is given back
		o.Total, o.UpdatedAt = "1.25", c.now
		_, err := c.store.RecordOrder(c.Context(), demo, o)
		require.NoError(c, err)
	}
}

func (c crowd) respond() {
	v := one(c, c.versions...)
	r := store.Submitted{Response: app.Response{
		ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, SubmittedAt: c.sometime(), Complete: c.IntN(2) == 0,
		Surface: one(c, app.SurfaceThankYou, app.SurfaceThankYou, app.SurfaceTheme, app.SurfaceLink, app.SurfaceStaff, app.SurfacePreferences),
	}}
	if c.IntN(6) > 0 { // somebody of whose clock we know; some of these are wrong, or went away
		r.Response.StartedAt = r.Response.SubmittedAt.Add(-time.Duration(c.IntN(100_000)-1000) * time.Millisecond * time.Duration(one(c, 1, 1, 1, 40)))
	}
	for _, q := range v.Document.Questions {
		known := said[q.Key]
		switch c.IntN(4) {
		case 0: // it stood there, and she let it be
			r.Response.Shown = append(r.Response.Shown, app.Shown{Question: q.Key})
		case 1: // it was put next
			r.Reply.Ask = append(r.Reply.Ask, q.Key)
		default:
			r.Response.Shown = append(r.Response.Shown, app.Shown{Question: q.Key})
			r.Response.Answers = append(r.Response.Answers, app.Answer{Question: q.Key, Value: app.Value{Kind: known.kind, JSON: json.RawMessage(one(c, known.json...))}})
		}
	}
	r.Reply.ID = r.Response.ID
	if c.IntN(5) > 1 {
		r.Response.Order = app.OrderID(1 + c.IntN(320)) // some of which nobody told us of
	}
	if r.Customer = app.CustomerID(1 + c.IntN(60)); c.IntN(3) == 0 {
		r.Customer, r.Visitor = 0, uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(c.IntN(80))}).String()
	}
	_, err := c.store.RecordResponse(c.Context(), demo, r)
	c.tolerate(err)
}

// display tells of every day what was shown and begun.
func (c crowd) display() {
	for back := range spread {
		y, m, d := c.now.AddDate(0, 0, -back).Date()
		for _, v := range c.versions {
			for _, on := range []app.Surface{app.SurfaceThankYou, app.SurfaceTheme, app.SurfaceLink, app.SurfaceEmail} {
				if c.IntN(3) > 0 {
					c.run(fmt.Sprintf("INSERT INTO displays (shop_id, survey_id, version, surface, day, shown, started) VALUES ('%s', '%s', %d, '%s', %d, %d, %d)",
						demo, v.Survey, v.Version, on, time.Date(y, m, d, 0, 0, 0, 0, time.UTC).UnixMilli(), 2+c.IntN(9), c.IntN(3)))
				}
			}
		}
	}
}
