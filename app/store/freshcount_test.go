package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestHoursAndDoubtsAreReadOfNobodyElse(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	requireFew(t, store.Plans(t, s, func() {
		_, err := s.HourOrders(t.Context(), demo, []store.Hours{{Day: noon, From: noon}, {Day: noon, From: noon, To: noon.Add(time.Hour)}}, time.UTC)
		require.NoError(t, err)
		_, err = s.Doubts(t.Context(), demo, []app.ProfileID{"a", "b"})
		require.NoError(t, err)
	}))
}

func TestOnlyOneCountsHowFreshAnswersAre(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		due := func(at time.Time) []app.ShopID {
			shops, err := s.DueFreshness(t.Context(), at, 9)
			require.NoError(t, err)
			return shops
		}
		require.Equal(t, []app.ShopID{demo}, due(noon))
		begun := store.FreshWork{Began: noon, After: "p", By: map[string]app.FreshCount{"source": {Fresh: 2, Stale: 1}}}
		require.NoError(t, s.KeepFreshWork(t.Context(), demo, store.FreshWork{}, begun))
		require.True(t, app.Is(s.KeepFreshWork(t.Context(), demo, store.FreshWork{}, begun), app.Conflict), "somebody else is further")
		work, err := s.FreshWork(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, begun.By, work.By)
		require.Equal(t, begun.After, work.After)
		require.True(t, work.Began.Equal(noon))
		none, err := s.Freshness(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, none.At.IsZero())

		counts := store.FreshCounts{At: noon, By: begun.By}
		require.True(t, app.Is(s.EndFreshWork(t.Context(), demo, store.FreshWork{}, counts, noon.Add(time.Hour)), app.Conflict))
		require.NoError(t, s.EndFreshWork(t.Context(), demo, work, counts, noon.Add(time.Hour)))
		got, err := s.Freshness(t.Context(), demo)
		require.NoError(t, err)
		require.Equal(t, counts.By, got.By)
		require.True(t, got.At.Equal(noon))
		work, err = s.FreshWork(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, work.Began.IsZero())
		require.Empty(t, due(noon.Add(time.Minute)))
		require.Equal(t, []app.ShopID{demo}, due(noon.Add(time.Hour)))
		require.Equal(t, []app.ShopID{demo}, due(noon.Add(-48*time.Hour)), "a clock was wrong")
		theirs, err := s.Freshness(t.Context(), other)
		require.NoError(t, err)
		require.Empty(t, theirs.By)
	})
}
