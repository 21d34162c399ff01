package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestHomeCountsWhatCameLatelyAndNothingOfAnotherShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		installed(t, s, other)
		v, w := published(t, s, demo, "a"), published(t, s, demo, "b")
		var ids []app.ResponseID
		for n, of := range []app.Version{v, v, w, v} {
			one := said(of, ada+app.CustomerID(n), "podcast", noon.Add(time.Duration(n)*time.Hour))
			_, err := s.RecordResponse(t.Context(), demo, one)
			require.NoError(t, err)
			ids = append(ids, one.Response.ID)
		}
		_, err := s.RecordResponse(t.Context(), other, said(published(t, s, other, "a"), ada, "podcast", noon))
		require.NoError(t, err)

		counted, err := s.CountBySurvey(t.Context(), demo, noon.Add(time.Hour), 100)
		require.NoError(t, err)
		require.Equal(t, store.SurveyCount{Survey: v.Survey, N: 2}, counted[0])
		require.Equal(t, store.SurveyCount{Survey: w.Survey, N: 1}, counted[1])
		counted, err = s.CountBySurvey(t.Context(), demo, time.Time{}, 1)
		require.NoError(t, err)
		require.Equal(t, []store.SurveyCount{{Survey: v.Survey, N: 1}}, counted, "of the newest so many and no more")

		newest, err := s.Newest(t.Context(), demo, 2)
		require.NoError(t, err)
		require.Equal(t, []app.ResponseID{ids[3], ids[2]}, []app.ResponseID{newest[0].ID, newest[1].ID})
		require.Equal(t, store.Glimpse{ID: ids[3], Survey: v.Survey, Surface: app.SurfaceThankYou, SubmittedAt: noon.Add(3 * time.Hour)}, newest[0])
		oldest, err := s.Oldest(t.Context(), demo, 1)
		require.NoError(t, err)
		require.Equal(t, ids[0], oldest[0].ID)
	})
}

func TestHomeKnowsHowFarADestinationIsBehind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for n := range 5 {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada+app.CustomerID(n), "podcast", noon))
			require.NoError(t, err)
		}
		store.Exec(t, s, "UPDATE deliveries SET state = 'parked' WHERE id = (SELECT MIN(id) FROM deliveries)")
		for _, check := range []string{"'a', 'different'", "'b', 'different'", "'c', 'same'"} {
			store.Exec(t, s, "INSERT INTO checks (shop_id, destination_id, delivery_id, due_at, subject, state) VALUES (?, ?, 'd', 0, "+check+")", demo, app.ShopifyDestination)
		}
		lag, err := s.Lag(t.Context(), demo, app.ShopifyDestination, 100)
		require.NoError(t, err)
		require.Equal(t, store.Lag{Waiting: 4, Parked: 1, Different: 2}, lag)
		lag, err = s.Lag(t.Context(), demo, app.ShopifyDestination, 1)
		require.NoError(t, err)
		require.Equal(t, store.Lag{Waiting: 1, Parked: 1, Different: 1}, lag, "counted to a bound")
		lag, err = s.Lag(t.Context(), other, app.ShopifyDestination, 100)
		require.NoError(t, err)
		require.Zero(t, lag)
	})
}

func TestWhatDiffersIsCountedByItsOwnIndex(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	plans := store.Plans(t, s, func() {
		_, err := s.Lag(t.Context(), demo, app.ShopifyDestination, 100)
		require.NoError(t, err)
	})
	require.Contains(t, strings.Join(plans, "\n"), "INDEX checks_different")
}

func TestHomeHearsOfNewsThatWaitAndOfOrdersNobodyToldOf(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for n, order := range []app.OrderID{0, 5, 6, 7} {
			one := said(v, 0, "podcast", noon.Add(time.Duration(n)*time.Minute))
			one.Response.Order, one.Visitor = order, []string{"0b8f3f3e-0000-4000-8000-000000000001", "0b8f3f3e-0000-4000-8000-000000000002", "0b8f3f3e-0000-4000-8000-000000000003", "0b8f3f3e-0000-4000-8000-000000000004"}[n]
			_, err := s.RecordResponse(t.Context(), demo, one)
			require.NoError(t, err)
		}
		_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: 5, CreatedAt: noon, UpdatedAt: noon})
		require.NoError(t, err)
		heard, err := s.Hearing(t.Context(), demo, noon, noon.Add(150*time.Second), 10)
		require.NoError(t, err)
		require.Equal(t, []int{2, 1}, []int{heard.Orders, heard.Untold}, "what was said later is not asked yet")
		require.Zero(t, heard.Waiting)
		require.True(t, heard.Since.IsZero())
	})
}

func TestHomeKnowsWhetherASurveyWasShownAndForgetsItsGuide(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		shown, err := s.Shown(t.Context(), demo, v.Survey)
		require.NoError(t, err)
		require.False(t, shown)
		require.NoError(t, s.RecordDisplays(t.Context(), demo, v, app.SurfaceThankYou, 1, 0))
		shown, err = s.Shown(t.Context(), demo, v.Survey)
		require.NoError(t, err)
		require.True(t, shown)
		shown, err = s.Shown(t.Context(), other, v.Survey)
		require.NoError(t, err)
		require.False(t, shown)

		require.NoError(t, s.DismissGuide(t.Context(), demo, noon))
		shop, err := s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, shop.GuideGone.Equal(noon))
		require.NoError(t, s.DismissGuide(t.Context(), demo, time.Time{}))
		shop, err = s.Shop(t.Context(), demo)
		require.NoError(t, err)
		require.True(t, shop.GuideGone.IsZero())
	})
}
