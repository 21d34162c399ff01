package profile_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/profile"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	demo app.ShopID     = "demo-shop.myshopify.com"
	ada  app.CustomerID = 7_000_000_000_001
	mug  app.ProductID  = 11
)

var noon = time.Date(2026, 6, 22, 12, 0, 0, 0, time.UTC)

func day(n int) time.Time { return noon.AddDate(0, 0, n) }

// world is a shop with one survey.
type world struct {
	*testing.T
	store   *store.Store
	version app.Version
}

func newWorld(t *testing.T, s *store.Store) world {
	t.Helper()
	require.NoError(t, s.RecordInstall(t.Context(), demo, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
	words := func(s string) app.Text { return app.Text{"en": s, "sv": s + " på svenska"} }
	made, err := s.CreateSurvey(t.Context(), demo, app.Document{
		Handle: "taste", Title: "Taste", Languages: []string{"en", "sv"}, Placements: []app.Surface{app.SurfaceTheme},
		Questions: []app.Question{
			{Key: "drink", Type: "single_choice", Prompt: words("Your drink?"), HalfLife: 30, Options: []app.Option{{Key: "tea", Label: words("Tea")}, {Key: "coffee", Label: words("Coffee")}}},
			{Key: "mail", Type: "email", Prompt: words("Your email?")},
		},
	})
	require.NoError(t, err)
	v, err := s.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	return world{t, s, v}
}

func (w world) says(at time.Time, key string, kind app.ValueKind, value string) {
	w.Helper()
	id := app.ResponseID(uuid.NewString())
	_, err := w.store.RecordResponse(w.Context(), demo, store.Submitted{
		Customer: ada, Reply: app.Reply{ID: id}, Response: app.Response{
			ID: id, Survey: w.version.Survey, Version: 1, Surface: app.SurfaceTheme, Locale: "sv", Proof: app.ProofCustomer, SubmittedAt: at,
			Answers: []app.Answer{{Question: key, Value: app.Value{Kind: kind, JSON: json.RawMessage(value)}}},
		},
	})
	require.NoError(w, err)
}

func (w world) orders(id app.OrderID, at time.Time, lines ...app.Line) {
	w.Helper()
	_, err := w.store.RecordOrder(w.Context(), demo, app.Order{ID: id, Name: "#1", Customer: ada, Total: "9.00", Currency: "SEK", Lines: lines, CreatedAt: at, UpdatedAt: at})
	require.NoError(w, err)
}

func (w world) view(at time.Time) profile.View {
	w.Helper()
	r := profile.Reader{Store: w.store, Now: func() time.Time { return day(10) }}
	v, err := r.Profile(w.Context(), demo, store.Whom{Customer: ada}, at)
	require.NoError(w, err)
	return v
}

func (w world) drink(at time.Time) profile.Declared {
	w.Helper()
	for _, one := range w.view(at).Declared {
		if one.Key == "drink" {
			return one
		}
	}
	return profile.Declared{}
}

func TestAProfileIsReadAsItStoodOnAnyDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.says(day(0), "drink", app.KindChoice, `"tea"`)
		w.says(day(5), "drink", app.KindChoice, `"coffee"`)
		_, err := s.Contradict(t.Context(), demo, ada, []string{"drink"}, day(7))
		require.NoError(t, err)

		require.Empty(t, w.view(day(-1)).Declared)
		first := w.drink(day(1))
		require.Equal(t, []string{"Tea på svenska"}, first.Words)
		require.Equal(t, "Your drink? på svenska", first.Prompt)
		require.Equal(t, app.Fresh, first.State)
		require.Equal(t, day(30), first.StaleAt)
		require.Empty(t, first.History)

		require.JSONEq(t, `"coffee"`, string(w.drink(day(6)).Value))
		require.Equal(t, app.Fresh, w.drink(day(6)).State, "nothing has contradicted it yet")
		now := w.drink(time.Time{})
		require.Equal(t, app.Doubted, now.State)
		require.Equal(t, day(7), now.DoubtedAt)
		require.JSONEq(t, `"tea"`, string(now.History[0].Value))
		w.says(day(8), "drink", app.KindChoice, `"coffee"`)
		require.Equal(t, app.Fresh, w.drink(day(9)).State, "she has said so again")
		require.Equal(t, app.Stale, w.drink(day(38)).State)
	})
}

func TestWhatWasTakenBackStoodUntilThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	w.says(day(0), "drink", app.KindChoice, `"tea"`)
	w.says(day(5), "drink", "", `null`)
	require.Equal(t, app.Fresh, w.drink(day(4)).State)
	gone := w.drink(day(6))
	require.Equal(t, app.Cleared, gone.State)
	require.Equal(t, day(5), gone.At)
	require.Empty(t, gone.Words)
}

func TestWhatSheToldAndWhatWeSawAreNeverMixed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.says(day(0), "mail", app.KindEmail, `"her@example.com"`)
		w.orders(1, day(1), app.Line{SKU: "TEA-1", Product: mug, Quantity: 1})
		w.orders(2, day(3), app.Line{SKU: "BEAN-1", Quantity: 2})
		require.NoError(t, s.LearnContact(t.Context(), demo, store.Contact{Customer: ada, Email: "shop@example.com", Phone: "+46701234567", At: day(2)}))

		v := w.view(time.Time{})
		require.Equal(t, []profile.Pair{
			{Name: app.IdentityEmail, Value: "her@example.com", Declared: "her@example.com", Key: "mail", Observed: "shop@example.com"},
			{Name: app.IdentityPhone, Value: "+46701234567", Observed: "+46701234567"},
		}, v.Contact, "her own word wins")
		require.Equal(t, []any{"BEAN-1", "TEA-1"}, v.Observed.Facts["bought.skus"])
		require.Len(t, v.Observed.Orders, 2)
		for name := range v.Observed.Facts {
			require.NotContains(t, name, "answers.")
		}

		then := w.view(day(2))
		require.Equal(t, []any{"TEA-1"}, then.Observed.Facts["bought.skus"])
		require.InDelta(t, 1, then.Observed.Facts["shopper.days_since_order"], 0)
		require.Len(t, then.Observed.Orders, 1)
		require.Equal(t, "", w.view(day(1)).Contact[0].Observed, "Shopify had not told us yet")
	})
}

func TestConsentsAreThoseThatStoodThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.New(t))
	entry := func(id string, at time.Time, state app.ConsentState) {
		require.NoError(t, w.store.RecordConsent(t.Context(), demo, ada, app.Consent{ID: id, Channel: app.ChannelEmail, Purpose: "marketing", State: state, ChangedAt: at, Source: "theme"}))
	}
	entry("1", day(0), app.ConsentGranted)
	entry("2", day(5), app.ConsentWithdrawn)
	entry("3", day(5), app.ConsentGranted)
	entry("4", day(9), app.ConsentGranted)
	for n, want := range map[int]app.ConsentState{1: app.ConsentGranted, 6: app.ConsentWithdrawn, 9: app.ConsentGranted} {
		list := w.view(day(n)).Consents
		require.Len(t, list, 1)
		require.Equal(t, want, list[0].State, n)
	}
	require.Empty(t, w.view(day(-1)).Consents)
}

func TestTheViewOfADayDoesNotChangeByWhatIsSaidLater(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var said []app.ResponseData
		for i := range rapid.IntRange(1, 12).Draw(t, "answers") {
			said = append(said, app.ResponseData{
				ID: app.ResponseID(string(rune('a' + i))), SubmittedAt: day(rapid.IntRange(0, 9).Draw(t, "day")),
				Answers: map[string]json.RawMessage{
					rapid.SampledFrom([]string{"x", "y"}).Draw(t, "key"): json.RawMessage(rapid.SampledFrom([]string{"1", "2", "null"}).Draw(t, "value")),
				},
			})
		}
		at := day(rapid.IntRange(0, 9).Draw(t, "at"))
		var then []app.ResponseData
		for _, r := range said {
			if !r.SubmittedAt.After(at) {
				then = append(then, r)
			}
		}
		require.Equal(t, profile.Declare(profile.Book{}, then, nil, at), profile.Declare(profile.Book{}, said, nil, at))
	})
}
