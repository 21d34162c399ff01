package store_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestEverybodyWhoIsNotReachedIsWantedHoweverMany(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for i := range 1_001 { // two whole pages and one more
			store.Exec(t, s, "INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, ?, ?, 1, 1)", demo, strconv.Itoa(i+1), i+1)
		}
		store.Exec(t, s, "INSERT INTO profiles (shop_id, id, customer_id, created_at, updated_at) VALUES (?, 'guest', 0, 1, 1)", demo)
		store.Exec(t, s, "INSERT INTO profiles (shop_id, id, customer_id, contact_at, created_at, updated_at) VALUES (?, 'reached', 5000, 1, 1, 1)", demo)
		store.Exec(t, s, "INSERT INTO customers (shop_id, id, read_at) VALUES (?, 7, ?)", demo, time.Now().UnixMilli())
		require.NoError(t, s.WantUnreached(t.Context(), demo))
		require.Equal(t, 1_001, store.Count(t, s, "SELECT COUNT(*) FROM customers WHERE due_at > 0"))
		require.Zero(t, store.Count(t, s, "SELECT COUNT(*) FROM customers WHERE id IN (0, 5000)"))
	})
}
