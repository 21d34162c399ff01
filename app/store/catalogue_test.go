package store_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func looks(t *testing.T, s *store.Store, at time.Time) []app.ShopID {
	t.Helper()
	due, err := s.DueCatalogues(t.Context(), at, 10)
	require.NoError(t, err)
	return due
}

func TestACatalogueIsLookedAtByOneAtATimeAndNothingHeardIsLost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		now, vendors := time.Now(), []app.Source{{From: "vendors", Most: 5}}
		require.NoError(t, s.HearCatalogue(t.Context(), demo, now, 0))
		require.Empty(t, looks(t, s, now.Add(time.Hour)), "no survey of the shop draws")

		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		require.Equal(t, []app.ShopID{demo}, looks(t, s, time.Now()))
		claim, err := s.ClaimCatalogue(t.Context(), demo, time.Minute)
		require.NoError(t, err)
		_, err = s.ClaimCatalogue(t.Context(), demo, time.Minute)
		require.True(t, app.Is(err, app.Conflict))

		heard := time.Now().Add(2 * time.Second)
		for range 3 {
			require.NoError(t, s.HearCatalogue(t.Context(), demo, heard, time.Millisecond))
		}
		require.Empty(t, looks(t, s, heard.Add(time.Second)), "somebody looks")
		require.NoError(t, s.FinishCatalogue(t.Context(), demo, store.CatalogueLook{Claim: claim, Sources: vendors, Next: now.Add(24 * time.Hour)}))
		require.Empty(t, looks(t, s, time.Now()))
		require.Equal(t, []app.ShopID{demo}, looks(t, s, heard.Add(time.Second)))
		sources, draws, err := s.CatalogueSources(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, draws)
		require.Equal(t, vendors, sources)

		require.NoError(t, s.HearCatalogue(t.Context(), demo, heard.Add(time.Hour), time.Millisecond))
		require.NotEmpty(t, looks(t, s, heard.Add(time.Second)), "what is heard never puts a look off")
		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		stale := claim
		claim, err = s.ClaimCatalogue(t.Context(), demo, time.Minute)
		require.NoError(t, err)
		require.NoError(t, s.FinishCatalogue(t.Context(), demo, store.CatalogueLook{Claim: stale}))
		require.NoError(t, s.FinishCatalogue(t.Context(), demo, store.CatalogueLook{Claim: claim, Failed: true}))
		require.Empty(t, looks(t, s, time.Now()))
		require.NotEmpty(t, looks(t, s, time.Now().Add(3*time.Second)), "a failure is tried again")

		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		claim, err = s.ClaimCatalogue(t.Context(), demo, time.Minute)
		require.NoError(t, err)
		require.NoError(t, s.FinishCatalogue(t.Context(), demo, store.CatalogueLook{Claim: claim, Next: now.Add(time.Hour)}))
		_, draws, err = s.CatalogueSources(t.Context(), demo)
		require.NoError(t, err)
		require.False(t, draws, "nothing is drawn any more")
	})
}

func TestTwoLooksAreApart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		claim, err := s.ClaimCatalogue(t.Context(), demo, time.Minute)
		require.NoError(t, err)
		look := store.CatalogueLook{Claim: claim, Sources: []app.Source{{From: "tags"}}, Next: time.Now().Add(time.Hour)}
		require.NoError(t, s.FinishCatalogue(t.Context(), demo, look))
		drawn := time.Now()
		require.NoError(t, s.HearCatalogue(t.Context(), demo, drawn, time.Minute))
		require.Empty(t, looks(t, s, drawn.Add(50*time.Second)))
		require.NotEmpty(t, looks(t, s, drawn.Add(time.Minute)))
	})
}

func TestWhatWasDrawnIsKeptInItsOrderAndPublishedWhenItChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		claim, err := s.ClaimPublish(t.Context(), demo)
		require.NoError(t, err)
		_, err = s.FinishPublish(t.Context(), demo, claim)
		require.NoError(t, err)

		list := []app.Drawn{
			{Name: "zoo", Key: "zoo", Label: "Zoo", Image: "https://x.example/z.png"},
			{Name: "5", Key: "a_cup", Label: "A cup", Product: "a-cup"},
			{Name: "6", Key: "old", Label: "Old", Collection: "old", RetiredAt: noon},
		}
		redraw := func(shop app.ShopID, shelf string) bool {
			changed, err := s.Redraw(t.Context(), shop, shelf, func([]app.Drawn) []app.Drawn { return list })
			require.NoError(t, err)
			return changed
		}
		require.True(t, redraw(demo, "vendors"))
		require.False(t, redraw(demo, "vendors"))
		require.True(t, redraw(demo, "tags"))
		require.True(t, redraw(other, "vendors"))
		due, err := s.DuePublishes(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Contains(t, due, demo)
		for range 3 {
			list = slices.Clone(list)
			slices.Reverse(list[:2])
			require.True(t, redraw(demo, "vendors"))
			for range 2 { // read, and remembered
				got, err := s.Drawn(t.Context(), demo, []string{"vendors", "types"})
				require.NoError(t, err)
				require.Equal(t, map[string][]app.Drawn{"vendors": list, "types": nil}, got)
			}
		}
	})
}

func TestTwoLooksAtOnceGiveNoKeyTwice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		require.NoError(t, s.WantCatalogue(t.Context(), demo))
		var group sync.WaitGroup
		for i := range 8 {
			group.Go(func() {
				_, err := s.Redraw(t.Context(), demo, "vendors", func(held []app.Drawn) []app.Drawn {
					return append(slices.Clone(held), app.Drawn{Name: fmt.Sprint(i), Key: fmt.Sprintf("k%d", len(held)), Label: "x"})
				})
				require.NoError(t, err)
			})
		}
		group.Wait()
		got, err := s.Drawn(t.Context(), demo, []string{"vendors"})
		require.NoError(t, err)
		require.Len(t, got["vendors"], 8)
	})
}
