package mapping_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

func sqlite(t *testing.T) string { return storetest.SQLite(t) }

func requireField(t *testing.T, err error, field, code string) {
	t.Helper()
	var known *app.Error
	require.True(t, errors.As(err, &known), "%v", err)
	for _, one := range known.Fields {
		if one.Field == field {
			require.Equal(t, code, one.Code, one.Message)
			return
		}
	}
	require.Fail(t, "no such field", "%s: %v", field, err)
}

func TestNobodyIsToldWithoutAnAddressAndSheIsOnceItIsKnown(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()...)
		w.save(t, w.board(t).Proposed)
		w.answer(t, said{customer: 7, answers: map[string]app.Value{"skin": choice("oily")}})
		w.drain(t)
		dropped := w.deliveries(t, app.DeliveryDropped)
		require.Len(t, dropped, 1)
		require.Contains(t, dropped[0].Reason, "no email address")

		w.reach(t, 7, "ada@example.com")
		w.drain(t)
		require.Equal(t, `"The oily (sv)"`, w.held("ada@example.com")["skin"])
		w.reach(t, 7, "ada@example.com")
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting), "the same address is no news")

		w.reach(t, 7, "lovelace@example.com")
		w.drain(t)
		require.Equal(t, `"The oily (sv)"`, w.held("lovelace@example.com")["skin"], "who has another address is told of again")
	})
}

func TestAGuestIsToldOfByTheAddressThatWasProven(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()[0], app.Question{Key: "mail", Type: "email"})
		w.save(t, w.board(t).Proposed)
		w.answer(t, said{order: 5, answers: map[string]app.Value{"skin": choice("dry"), "mail": value(app.KindEmail, "bea@example.com")}})
		w.drain(t)
		require.Empty(t, w.held("bea@example.com"), "what she says herself proves nothing")

		_, err := w.store.ProveIdentity(t.Context(), w.shop, store.Whom{Order: 5}, app.Identity{Kind: app.IdentityEmail, Value: "bea@example.com", By: "user/7"})
		require.NoError(t, err)
		w.drain(t)
		require.Equal(t, `"The dry (sv)"`, w.held("bea@example.com")["skin"])

		_, err = w.store.LinkOrder(t.Context(), w.shop, 5, 9)
		require.NoError(t, err)
		w.reach(t, 9, "bea@example.com")
		w.answer(t, said{customer: 9, answers: map[string]app.Value{"skin": choice("oily")}})
		w.drain(t)
		require.Equal(t, `"The oily (sv)"`, w.held("bea@example.com")["skin"], "what was told of the guest is the customer's now")
	})
}

func TestAGuestIsErasedWhereSheWasToldOf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.ask(t, every()[0])
		w.save(t, w.board(t).Proposed)
		w.answer(t, said{order: 5, answers: map[string]app.Value{"skin": choice("dry")}})
		_, err := w.store.ProveIdentity(t.Context(), w.shop, store.Whom{Order: 5}, app.Identity{Kind: app.IdentityEmail, Value: "bea@example.com", By: "user/7"})
		require.NoError(t, err)
		w.drain(t)
		require.NotEmpty(t, w.held("bea@example.com"))

		erasure, err := w.store.Erase(t.Context(), w.shop, store.ErasureOrder{Orders: []app.OrderID{5}, RequestedAt: w.now, DueAt: w.now.Add(app.PrivacyTerm)})
		require.NoError(t, err)
		require.Len(t, erasure.Parts, 1)
		w.drain(t)
		require.Empty(t, w.held("bea@example.com"))
	})
}
