package privacy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// contextOf is a test's own context, of whichever sort of test.
func contextOf(t require.TestingT) context.Context {
	if one, ok := t.(interface{ Context() context.Context }); ok {
		return one.Context()
	}
	return context.Background()
}

// teller generates what may be held of somebody.
type teller struct {
	*rapid.T
	n int
}

func (l *teller) id() string {
	l.n++
	return fmt.Sprintf("01890000-0000-7000-8000-%012d", l.n)
}

func (l *teller) at(name string) time.Time {
	return time.UnixMilli(rapid.Int64Range(1_600_000_000_000, 1_760_000_000_000).Draw(l.T, name)).UTC()
}

func (l *teller) maybe(name string, at time.Time) time.Time {
	if rapid.Bool().Draw(l.T, name) {
		return at
	}
	return time.Time{}
}

func (l *teller) some(name string, most int, make func()) {
	for range rapid.IntRange(0, most).Draw(l.T, name) {
		make()
	}
}

func (l *teller) text(name string) string {
	return rapid.StringMatching(`[a-zåäö"'<>&é☕ ]{0,12}[a-z]`).Draw(l.T, name)
}

func (l *teller) told() string {
	return rapid.SampledFrom([]string{"", "", "profile/01890000-0000-7000-8000-999999999999"}).Draw(l.T, "told")
}

var answersTo = map[string][]string{
	"source": {`"podcast"`, `"friend"`, `{"other":"a dream ☕"}`, "null"}, "wish": {`"tea"`, `"<b>"`, "null"},
	"skin": {`["dry"]`, `["dry","oily"]`, `["oily"]`}, "news": {"true", "false"},
}

const order app.OrderID = 77

func (l *teller) life() app.PersonalData {
	d := app.PersonalData{Format: app.PersonalFormat, Customer: ada}
	person := func(customer app.CustomerID) {
		d.Profiles = append(d.Profiles, app.ProfileData{
			ID: app.ProfileID(l.id()), Customer: customer, Email: l.text("email"), CreatedAt: l.at("created"), UpdatedAt: l.at("updated"),
			ContactAt: l.maybe("contact", l.at("contacted")), StaleAt: l.maybe("stale", l.at("stale at")),
		})
	}
	person(ada)
	doc := asking()
	for version := range rapid.IntRange(1, 3).Draw(l.T, "versions") {
		doc.Questions[0].HalfLife = 30 * version
		d.Surveys = append(d.Surveys, app.SurveyData{
			Survey: doc.Handle, Version: 1 + 2*version, PublishedAt: l.at("published"), Languages: doc.Languages, Placements: doc.Placements,
			Questions: slices.Clone(doc.Questions),
		})
	}
	for _, name := range []string{"Dry", "Oily"} {
		d.Drawn = append(d.Drawn, app.DrawnData{Shelf: "tags", Name: name, Key: map[string]string{"Dry": "dry", "Oily": "oily"}[name], Label: l.text("label")})
	}
	l.some("responses", 8, func() { d.Responses = append(d.Responses, l.response(d.Surveys, "")) })
	if rapid.Bool().Draw(l.T, "guest") {
		person(0)
		one := l.response(d.Surveys, d.Profiles[1].ID)
		one.Order = order
		d.Responses = append(d.Responses, one)
		d.Orders = append(d.Orders, app.OrderData{ID: order, Name: "#77", CreatedAt: l.at("ordered"), UpdatedAt: l.at("changed")})
	}
	l.rest(&d)
	return d
}

func (l *teller) response(surveys []app.SurveyData, whose app.ProfileID) app.ResponseData {
	s := rapid.SampledFrom(surveys).Draw(l.T, "survey")
	r := app.ResponseData{
		ID: app.ResponseID(l.id()), Profile: whose, Told: l.told(), Survey: s.Survey, Version: s.Version, SubmittedAt: l.at("submitted"),
		Surface: rapid.SampledFrom([]app.Surface{app.SurfaceThankYou, app.SurfacePreferences, app.SurfaceStaff}).Draw(l.T, "surface"),
		Proof:   rapid.SampledFrom([]app.Proof{app.ProofCustomer, app.ProofBrowser, app.ProofNone}).Draw(l.T, "proof"),
		By:      rapid.SampledFrom([]string{"", "user/7"}).Draw(l.T, "by"), Why: l.text("why"),
		Locale: rapid.SampledFrom([]string{"", "sv-SE", "en"}).Draw(l.T, "locale"), Complete: rapid.Bool().Draw(l.T, "complete"),
		StartedAt: l.maybe("started", l.at("started at")), KeepUntil: l.maybe("kept", l.at("kept until")), Answers: map[string]json.RawMessage{},
	}
	for _, key := range []string{"source", "wish", "skin", "news"} {
		if rapid.Bool().Draw(l.T, "answered") {
			r.Answers[key] = json.RawMessage(rapid.SampledFrom(answersTo[key]).Draw(l.T, key))
		}
	}
	l.some("shown", 1, func() {
		r.Shown = append(r.Shown, app.Shown{Question: "source", Options: []string{"friend", "podcast", "other"}}, app.Shown{Question: "skin", Options: []string{"oily", "dry"}})
	})
	l.some("repeats", 2, func() {
		r.Repeats = append(r.Repeats, app.RepeatData{ID: app.ResponseID(l.id()), Since: l.maybe("since", l.at("repeated"))})
	})
	return r
}

// rest is all but what she said.
func (l *teller) rest(d *app.PersonalData) {
	l.some("consents", 4, func() {
		d.Consents = append(d.Consents, app.ConsentData{
			ID: "x/" + l.id(), Holder: app.CustomerSubject(ada), Channel: rapid.SampledFrom(app.Channels).Draw(l.T, "channel"), Purpose: "marketing",
			State:   rapid.SampledFrom([]app.ConsentState{app.ConsentGranted, app.ConsentPending, app.ConsentWithdrawn}).Draw(l.T, "state"),
			Wording: l.text("wording"), Locale: "sv", Survey: "heard", Version: 1, Question: "news", Source: "theme", ChangedAt: l.at("changed"),
		})
	})
	l.some("orders", 3, func() {
		l.n++
		d.Orders = append(d.Orders, app.OrderData{
			ID: app.OrderID(1000 + l.n), Customer: ada, Told: rapid.SampledFrom([]string{"", "customer/41"}).Draw(l.T, "told as"), Name: l.text("name"),
			Total: "9.50", Currency: "SEK", Lines: []app.Line{{SKU: l.text("sku"), Quantity: 1}}, Country: "SE", CreatedAt: l.at("ordered"), UpdatedAt: l.at("changed"),
		})
	})
	l.some("rewards", 2, func() {
		d.Rewards = append(d.Rewards, app.RewardData{ID: l.id(), Told: l.told(), Reward: fmt.Sprint("r", l.n), Code: "C-" + l.id()[24:], PromisedAt: l.at("promised"), IssuedAt: l.at("issued")})
	})
	l.some("asked", 3, func() {
		l.n++
		d.Asked = append(d.Asked, app.AskedData{Told: l.told(), Question: fmt.Sprint("q", l.n), Survey: rapid.SampledFrom([]string{"", "heard", "gone"}).Draw(l.T, "by"), AskedAt: l.at("asked")})
		d.Snoozes = append(d.Snoozes, app.SnoozeData{Told: l.told(), Question: fmt.Sprint("q", l.n), Since: l.at("since"), Until: l.maybe("until", l.at("until at"))})
		d.Browsers = append(d.Browsers, app.BrowserData{Told: l.told(), Visitor: l.id(), Since: l.at("since")})
		d.Joins = append(d.Joins, app.JoinData{From: app.ProfileID(l.id()), Into: d.Profiles[0].ID, Customer: 41, Cause: app.JoinMerge, Email: l.text("was"), CreatedAt: l.at("made"), JoinedAt: l.at("joined")})
		d.Former = append(d.Former, app.FormerData{Customer: app.CustomerID(100 + l.n), Kept: ada, LeftAt: l.at("left")})
		d.Identities = append(d.Identities, app.IdentityData{Told: l.told(), Kind: app.IdentityEmail, Value: fmt.Sprintf("a%d@example.com", l.n), Proof: app.IdentityStaff, By: "user/7", Since: l.at("since")})
	})
	l.some("doubt", 1, func() {
		d.Doubts = append(d.Doubts, app.DoubtData{Question: "source", Since: l.at("since")})
	})
}

var shops atomic.Int64

func TestWhatIsImportedIsExportedByteForByte(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		desk := deskAt(s, noon)
		rapid.Check(t, func(t *rapid.T) {
			l := &teller{T: t}
			life := l.life()
			shop := func() app.ShopID { return emptyShop(t, s, int(shops.Add(1))) }
			first := there(t, desk, shop(), life, order)
			second := there(t, desk, shop(), first, order)
			require.Equal(t, jsonOf(t, first), jsonOf(t, second))
			nothingLost(t, life, first)
		})
	})
}

// nothingLost compares what came in with what comes out, list by list.
func nothingLost(t *rapid.T, in, out app.PersonalData) {
	require.ElementsMatch(t, in.Profiles, out.Profiles)
	require.ElementsMatch(t, in.Identities, out.Identities)
	require.ElementsMatch(t, in.Browsers, out.Browsers)
	require.ElementsMatch(t, in.Joins, out.Joins)
	require.ElementsMatch(t, in.Former, out.Former)
	require.ElementsMatch(t, in.Consents, out.Consents)
	require.ElementsMatch(t, in.Rewards, out.Rewards)
	require.ElementsMatch(t, in.Asked, out.Asked)
	require.ElementsMatch(t, in.Snoozes, out.Snoozes)
	require.ElementsMatch(t, in.Doubts, out.Doubts)
	require.ElementsMatch(t, in.Orders, out.Orders)
	said := slices.Clone(out.Responses)
	for i := range said {
		said[i].Wording = nil
		if len(said[i].Shown) == 0 {
			said[i].Shown = nil
		}
	}
	require.ElementsMatch(t, in.Responses, said)
}
