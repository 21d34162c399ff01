package store_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// wrote arranges a receipt with a value.
func wrote(t *testing.T, s *store.Store, subject, value string) {
	t.Helper()
	store.Exec(t, s, `INSERT INTO receipts (shop_id, destination_id, subject, property, value, delivery_id, written_at)
		VALUES (?, 'shopify', ?, 'property:source', ?, 'd', 1)`, demo, subject, value)
}

func TestAnErasureForgetsWhatWasWrittenOnHerOrdersThoughNoneIsNamed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "hers", 42, 5, "podcast", 20)
		_, err := s.RecordOrder(t.Context(), demo, anOrder(6, 42, 2_000))
		require.NoError(t, err)
		for _, subject := range []string{"order/5", "order/6", "order/7", "customer/42"} {
			wrote(t, s, subject, "podcast")
		}
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 42, nil))
		require.Equal(t, []string{"order/7"}, store.Strings(t, s, "SELECT subject FROM receipts"), "7 is somebody else's")
	})
}

func TestAnErasureEmptiesTheExportsMadeUnderEveryIDSheHad(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "three", 3, 0, "podcast", 20)
		request := func(id string, customer app.CustomerID) {
			require.NoError(t, s.RecordPrivacyRequest(t.Context(), demo, app.PrivacyRequest{
				ID: id, Topic: "customers/data_request", Customer: customer, RequestedAt: time.Now(), DueAt: time.Now(), Export: []byte(`{}`),
			}))
		}
		request("before", 3)
		merge(t, s, 2, 3)
		request("between", 3)
		merge(t, s, 1, 2)
		request("after", 3)
		request("hers", 1)
		request("another", 7)
		require.NoError(t, s.EraseCustomer(t.Context(), demo, 1, nil))
		require.Equal(t, []string{"another"}, store.Strings(t, s, "SELECT id FROM privacy_requests WHERE export <> '' OR customer_id <> 0"))
	})
}

func TestAnExportHasWhatGuestsSaidOfTheNamedOrdersAndNobodyElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		installed(t, s, demo)
		answered(t, s, "guest", 0, 6, "search", 21)
		answered(t, s, "another", 7, 6, "friend", 22)
		answered(t, s, "stranger", 0, 0, "podcast", 23)
		for _, orders := range [][]app.OrderID{{6}, {0, 6}} {
			data, err := s.ExportCustomer(t.Context(), demo, 42, orders)
			require.NoError(t, err)
			require.Len(t, data.Responses, 1)
			require.JSONEq(t, `"search"`, string(data.Responses[0].Answers["source"]))
		}
	})
}
