package freshness_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/freshness"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	demo  app.ShopID = "demo-shop.myshopify.com"
	other app.ShopID = "other-shop.myshopify.com"
	day              = 24 * time.Hour
)

type town struct {
	*testing.T
	*store.Store
	now time.Time
}

func each(t *testing.T, test func(w *town)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := &town{T: t, Store: s, now: time.Now().UTC().Truncate(time.Millisecond)}
		for _, shop := range []app.ShopID{demo, other} {
			require.NoError(t, s.RecordInstall(t.Context(), shop, app.Shop{}, app.Access{Token: "t", RefreshToken: "r"}))
		}
		test(w)
	})
}

func (w *town) publish(shop app.ShopID, handle string, questions ...app.Question) app.Version {
	w.Helper()
	for i := range questions {
		questions[i].Type, questions[i].Prompt = "text", app.Text{"en": "Words"}
	}
	made, err := w.CreateSurvey(w.Context(), shop, app.Document{Handle: handle, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}, Questions: questions})
	require.NoError(w, err)
	v, err := w.PublishSurvey(w.Context(), shop, made.ID, made.Revision)
	require.NoError(w, err)
	return v
}

// says has a customer answer questions so long ago.
func (w *town) says(shop app.ShopID, v app.Version, who app.CustomerID, ago time.Duration, questions ...string) {
	w.Helper()
	r := app.Response{ID: app.ResponseID(uuid.NewString()), Survey: v.Survey, Version: v.Version, Surface: app.SurfaceTheme, SubmittedAt: w.now.Add(-ago)}
	for _, key := range questions {
		r.Answers = append(r.Answers, app.Answer{Question: key, Value: app.Value{Kind: app.KindText, JSON: json.RawMessage(fmt.Sprintf(`"%s of %d"`, key, who))}})
	}
	_, err := w.RecordResponse(w.Context(), shop, store.Submitted{Customer: who, Response: r})
	require.NoError(w, err)
}

func (w *town) keeper() *freshness.Keeper {
	return &freshness.Keeper{Store: w.Store, Now: func() time.Time { return w.now }, Page: 2}
}

// numbers are a count without whose version it is.
func numbers(c store.FreshCounts) map[string][4]int {
	by := map[string][4]int{}
	for key, n := range c.By {
		by[key] = [4]int{n.Fresh, n.Aging, n.Stale, n.Doubted}
	}
	return by
}

func (w *town) live() {
	w.Helper()
	first := w.publish(demo, "first", app.Question{Key: "drink", HalfLife: 60}, app.Question{Key: "size", KeepDays: 90}, app.Question{Key: "ever"}, app.Question{Key: "beans", Doubt: []byte(`{"==":[1,1]}`)})
	second := w.publish(demo, "second", app.Question{Key: "drink", HalfLife: 200})
	w.says(demo, first, 1, 61*day, "drink", "size", "ever", "beans") // stale, aging
	w.says(demo, first, 2, 60*day, "drink")                          // stale since this moment
	w.says(demo, first, 3, 40*day, "drink", "size", "beans")         // aging, fresh
	w.says(demo, first, 4, 29*day, "drink")                          // fresh for a day
	w.says(demo, first, 5, 99*day, "drink")
	w.says(demo, second, 5, 80*day, "drink") // said again, where it ages slower: fresh
	w.says(demo, first, 6, 70*day, "drink")
	_, err := w.Prefer(w.Context(), demo, store.Preferring{At: w.now, Customer: 6, Forget: []string{"drink"}}) // taken back
	require.NoError(w, err)
	w.says(demo, first, 7, 70*day, "drink", "beans")
	_, err = w.Contradict(w.Context(), demo, 7, []string{"drink", "beans"}, w.now.Add(-5*day))
	require.NoError(w, err)
	_, err = w.Contradict(w.Context(), demo, 3, []string{"drink"}, w.now.Add(-50*day)) // before she said so
	require.NoError(w, err)
	w.says(demo, first, 8, 65*day, "drink") // whom we take for the same as 9, who said it later
	w.says(demo, first, 9, 2*day, "drink")
	_, err = w.MergeCustomers(w.Context(), demo, 9, 8)
	require.NoError(w, err)
	elsewhere := w.publish(other, "first", app.Question{Key: "drink", HalfLife: 1})
	w.says(other, elsewhere, 1, 20*day, "drink")
}

var lived = map[string][4]int{"drink": {3, 1, 2, 1}, "size": {1, 1, 0, 0}, "beans": {2, 0, 0, 1}}

func TestEachPersonCountsOnceByWhatSheSaysNow(t *testing.T) {
	t.Parallel()
	each(t, func(w *town) {
		none, err := w.keeper().Read(w.Context(), demo, time.Minute)
		require.NoError(w, err)
		require.Empty(w, none.By)
		w.live()
		live, err := w.keeper().Read(w.Context(), demo, time.Minute)
		require.NoError(w, err)
		require.Equal(w, lived, numbers(live))
		require.True(w, live.At.Equal(w.now))
	})
}

// A shop of many is counted in parts, whoever goes on with it, and is read as it was then.
func TestACountGoesOnWhereItWasLeft(t *testing.T) {
	t.Parallel()
	each(t, func(w *town) {
		w.live()
		due, err := w.DueFreshness(w.Context(), w.now, 9)
		require.NoError(w, err)
		require.Equal(w, []app.ShopID{demo, other}, due)
		parts := 0
		for counted := (store.FreshCounts{}); counted.At.IsZero(); parts++ {
			require.Less(w, parts, 20)
			kept, err := w.keeper().Read(w.Context(), demo, 0)
			require.NoError(w, err)
			require.True(w, kept.At.IsZero(), "half a count is none")
			left, err := w.FreshWork(w.Context(), demo)
			require.NoError(w, err)
			require.NoError(w, w.keeper().Count(w.Context(), demo, 0))
			if counted, err = w.Freshness(w.Context(), demo); parts > 0 && counted.At.IsZero() {
				require.True(w, app.Is(w.KeepFreshWork(w.Context(), demo, left, left), app.Conflict), "two counted the same")
			}
			require.NoError(w, err)
			if !counted.At.IsZero() {
				require.Equal(w, lived, numbers(counted))
			}
		}
		require.Greater(w, parts, 3)
	})
}

func TestACountIsDueAgainAfterARest(t *testing.T) {
	t.Parallel()
	each(t, func(w *town) {
		w.live()
		require.NoError(w, w.keeper().Tend(w.Context()))
		due, err := w.DueFreshness(w.Context(), w.now.Add(50*time.Minute), 9)
		require.NoError(w, err)
		require.Empty(w, due)
		due, err = w.DueFreshness(w.Context(), w.now.Add(2*time.Hour), 9)
		require.NoError(w, err)
		require.Len(w, due, 2)
		theirs, err := w.Freshness(w.Context(), other)
		require.NoError(w, err)
		require.Equal(w, map[string][4]int{"drink": {0, 0, 1, 0}}, numbers(theirs), "of no other shop")

		w.now = w.now.Add(40 * day) // time alone makes answers stale
		require.NoError(w, w.keeper().Tend(w.Context()))
		counted, err := w.Freshness(w.Context(), demo)
		require.NoError(w, err)
		require.Equal(w, [4]int{1, 1, 4, 1}, numbers(counted)["drink"])
	})
}
