package store_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// Whoever settles a batch, doubts one, or finds that somebody is somebody else changes many
// deliveries at once, in whichever order these come.
func TestNobodyWaitsInACircleForDeliveries(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{URL: storetest.Postgres(t), Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	installed(t, s, demo)
	v := published(t, s, demo, "a")
	const crowd = 60
	for i := range crowd {
		_, err := s.RecordResponse(t.Context(), demo, said(v, app.CustomerID(1+i), "podcast", noon))
		require.NoError(t, err)
	}
	lane, err := s.LeaseLane(t.Context(), demo, app.ShopifyDestination, noon.AddDate(100, 0, 0))
	require.NoError(t, err)
	waiting, err := s.Deliveries(t.Context(), demo, store.DeliveryFilter{State: app.DeliveryWaiting, Limit: 100})
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(waiting), crowd)
	var group sync.WaitGroup
	for n := range uint64(4) {
		group.Go(func() {
			r := rand.New(rand.NewPCG(1, n))
			for range 40 {
				some := append([]app.Delivery(nil), waiting...)
				r.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
				ids := make([]app.DeliveryID, len(some))
				for i := range some {
					some[i].NextAt, ids[i] = noon.Add(time.Duration(r.IntN(8))*time.Second), some[i].ID
				}
				if n%2 == 0 {
					require.NoError(t, s.Settle(t.Context(), demo, lane, store.Settlement{Deliveries: some, Until: noon.AddDate(100, 0, 0)}))
				} else {
					require.NoError(t, s.Doubt(t.Context(), demo, app.Lane{Destination: "klaviyo"}, ids, nil, nil))
				}
			}
		})
	}
	group.Wait()
	time.Sleep(time.Second) // PostgreSQL counts a little later
	require.Zero(t, store.Count(t, s, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
}
