package store_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// both runs two things at the same moment.
func both(one, two func()) {
	var running sync.WaitGroup
	running.Go(one)
	running.Go(two)
	running.Wait()
}

func TestAnAnswerAndItsOrderFindEachOtherThoughTheyComeAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		for order := range app.OrderID(40) {
			guest := said(v, 0, "podcast", noon)
			guest.Response.Order = order + 1
			customer := ada + app.CustomerID(order)
			both(func() {
				_, err := s.RecordResponse(t.Context(), demo, guest)
				require.NoError(t, err)
			}, func() {
				_, err := s.RecordOrder(t.Context(), demo, app.Order{ID: order + 1, Customer: customer, CreatedAt: noon, UpdatedAt: noon})
				require.NoError(t, err)
			})
			prefs, err := s.Preferences(t.Context(), demo, customer)
			require.NoError(t, err)
			require.Len(t, prefs, 1, "order %d", order+1)
		}
	})
}

func TestAnAnswerDuringAnErasureOrAMergeHasAPerson(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		v := published(t, s, demo, "a")
		record := func(customer app.CustomerID) {
			_, err := s.RecordResponse(t.Context(), demo, said(v, customer, "podcast", noon))
			require.NoError(t, err)
		}
		for i := range app.CustomerID(20) {
			erased, gone, kept := 1_000+i, 2_000+i, 3_000+i
			record(erased)
			record(gone)
			record(kept)
			late := func() {
				_, err := s.RecordResponse(t.Context(), demo, said(v, erased, "podcast", noon))
				require.True(t, err == nil || app.Is(err, app.Conflict), "%v", err)
			}
			both(late, func() { require.NoError(t, s.EraseCustomer(t.Context(), demo, erased, nil)) })
			both(func() { record(gone) }, func() { merge(t, s, kept, gone) })
		}
		require.Zero(t, store.Count(t, s, `SELECT COUNT(*) FROM responses r WHERE NOT EXISTS
			(SELECT 1 FROM profiles p WHERE p.shop_id = r.shop_id AND p.id = r.profile_id)`))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM profiles WHERE customer_id >= 1000 AND customer_id < 3000"), "nobody is left under an id that is no more")
		require.Equal(t, 20, store.Count(t, s, "SELECT COUNT(*) FROM profiles"))
	})
}
