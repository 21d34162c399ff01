package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// twoProcesses are two that share a database.
func twoProcesses(t *testing.T) (one, two *store.Store) {
	t.Helper()
	url := storetest.Postgres(t)
	var all [2]*store.Store
	for i := range all {
		var err error
		all[i], err = store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, all[i].Close()) })
	}
	return all[0], all[1]
}

func TestNothingSlipsPastAnErasureThatIsUnderWay(t *testing.T) {
	t.Parallel()
	one, two := twoProcesses(t)
	installed(t, one, demo)
	v := published(t, one, demo, "a")
	answer := func(who store.Whom) func() {
		return func() {
			_, err := one.RecordResponse(t.Context(), demo, by(v, who, "podcast"))
			require.True(t, err == nil || app.Is(err, app.Conflict), "%v", err)
		}
	}
	order := func(id app.OrderID, customer app.CustomerID) func() {
		return func() {
			_, err := one.RecordOrder(t.Context(), demo, app.Order{ID: id, Customer: customer, Name: "#1", CreatedAt: noon, UpdatedAt: noon})
			require.NoError(t, err)
		}
	}
	for i := range app.CustomerID(60) {
		customer, id := 1_000+i, app.OrderID(1_000+i)
		erase := func(customer app.CustomerID, orders ...app.OrderID) func() {
			return func() { require.NoError(t, two.EraseCustomer(t.Context(), demo, customer, orders)) }
		}
		both(answer(store.Whom{Customer: customer}), erase(customer))
		require.Zero(t, store.Count(t, one, "SELECT COUNT(*) FROM responses"), "her first answer, round %d", i)
		both(answer(store.Whom{Order: id}), erase(0, id))
		require.Zero(t, store.Count(t, one, "SELECT COUNT(*) FROM responses"), "a guest's of her order, round %d", i)
		both(order(id+1_000, 0), erase(0, id+1_000))
		require.Zero(t, store.Count(t, one, "SELECT COUNT(*) FROM orders"), "a guest's order, round %d", i)
		order(id+2_000, customer+2_000)()
		both(answer(store.Whom{Order: id + 2_000}), erase(customer+2_000))
		require.Zero(t, store.Count(t, one, "SELECT COUNT(*) FROM profiles"), "an answer for a customer's order, round %d", i)
	}
}
