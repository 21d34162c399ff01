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

func TestTheOldestThatWaitsIsToldOfEveryDestinationAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, shop := range []app.ShopID{demo, other} {
			installed(t, s, shop)
		}
		v := published(t, s, demo, "a")
		oldest := func(shop app.ShopID) map[app.DestinationID]time.Time {
			t.Helper()
			all, err := s.OldestWaiting(t.Context(), shop)
			require.NoError(t, err)
			return all
		}
		require.Empty(t, oldest(demo), "nothing waits")
		for n := range 4 {
			_, err := s.RecordResponse(t.Context(), demo, said(v, ada+app.CustomerID(n), "podcast", noon))
			require.NoError(t, err)
		}
		store.Exec(t, s, "INSERT INTO lanes (shop_id, destination_id) VALUES (?, 'klaviyo'), (?, 'idle')", demo, demo)
		const at = "UPDATE deliveries SET created_at = ?, reason = 'met', run_id = ?, bulk_id = ?, destination_id = ? WHERE id = (SELECT id FROM deliveries WHERE reason = '' ORDER BY id LIMIT 1)"
		for n, one := range [][]any{{"run", "", "shopify"}, {"", "job", "shopify"}, {"", "", "shopify"}, {"", "", "klaviyo"}} {
			store.Exec(t, s, at, append([]any{noon.Add(time.Duration(n) * time.Minute).UnixMilli()}, one...)...)
		}
		require.Equal(t, map[app.DestinationID]time.Time{app.ShopifyDestination: noon.Add(2 * time.Minute).UTC(), "klaviyo": noon.Add(3 * time.Minute).UTC()}, oldest(demo))
		for id, since := range oldest(demo) {
			one, err := s.Pulse(t.Context(), demo, id)
			require.NoError(t, err)
			require.Equal(t, one.Since, since, id)
		}
		require.Empty(t, oldest(other), "another shop's is not told")
		store.Exec(t, s, "UPDATE deliveries SET state = 'parked' WHERE destination_id = 'klaviyo'")
		require.NotContains(t, oldest(demo), app.DestinationID("klaviyo"), "what was refused does not wait")
	})
}

func TestTheOldestThatWaitsIsReadFromAnIndex(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	installed(t, s, demo)
	plans := strings.Join(store.Plans(t, s, func() {
		_, err := s.OldestWaiting(t.Context(), demo)
		require.NoError(t, err)
	}), "\n")
	require.Contains(t, plans, "INDEX deliveries_fresh (shop_id=? AND destination_id=?)")
	require.NotContains(t, plans, "SCAN deliveries")
}
