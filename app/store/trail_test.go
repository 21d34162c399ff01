package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func TestATrailIsOfOnePersonWhereverSheWasTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		for _, id := range []app.DestinationID{"one", "two"} {
			require.NoError(t, s.AddDestination(t.Context(), demo, id, "tool"))
			for _, subject := range []string{"customer/42", "order/5", "customer/43"} {
				store.Exec(t, s, `INSERT INTO receipts (shop_id, destination_id, subject, property, delivery_id, written_at) VALUES (?, ?, ?, 'tag:x', 'd', 1)`, demo, id, subject)
				store.Exec(t, s, `INSERT INTO checks (shop_id, destination_id, subject, delivery_id, state, due_at) VALUES (?, ?, ?, 'd', 'waiting', 1)`, demo, id, subject)
				store.Exec(t, s, `INSERT INTO overrides (shop_id, destination_id, subject, property, unwanted_there, unwanted_value, wanted_there, wanted_value, why, since)
					VALUES (?, ?, ?, 'tag:x', true, '', false, '', 'undone', 1)`, demo, id, subject)
			}
		}
		traced, err := s.Trace(t.Context(), demo, store.Activity{Response: app.Response{Profile: "p", Order: 5}, Customer: 42})
		require.NoError(t, err)
		require.Len(t, traced.Receipts, 4)
		require.Len(t, traced.Checks, 4)
		require.Len(t, traced.Overrides, 4)
		for _, r := range traced.Receipts {
			require.NotEqual(t, "customer/43", r.Subject)
		}
	})
}
