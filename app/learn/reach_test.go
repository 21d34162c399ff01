package learn_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// reached is the address that a customer is known to be reached at.
func (w *town) reached(customer app.CustomerID) string {
	w.t.Helper()
	her, err := w.store.CustomerProfile(w.t.Context(), demo, customer)
	require.NoError(w.t, err)
	return her.Email
}

func TestHowSheIsReachedIsReadOfWhoHasAnsweredAndOfNobodyElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		silent, _ := w.buy("silent@example.com", "low-tide")
		her, _ := w.buy("new@example.com", "low-tide")
		w.say(her, "drink", "tea", time.Now())
		w.learn()
		require.Equal(t, "new@example.com", w.reached(her))
		_, err := s.CustomerProfile(t.Context(), demo, silent)
		require.True(t, app.Is(err, app.NotFound))
	})
}

func TestWhoWasReadBeforeSheAnsweredIsReadAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newTown(t, s)
		her, _ := w.buy("new@example.com", "low-tide")
		w.learn()
		w.say(her, "drink", "tea", time.Now())
		w.learn()
		require.Empty(t, w.reached(her))
		require.NoError(t, s.WantCustomers(t.Context(), demo, []app.CustomerID{her}))
		w.learn()
		require.Equal(t, "new@example.com", w.reached(her))
		require.NoError(t, s.WantCustomers(t.Context(), demo, []app.CustomerID{her}))
		due, err := s.DueReads(t.Context(), time.Now(), 1)
		require.NoError(t, err)
		require.Empty(t, due, "once is enough")
	})
}

func TestWhereAddressesAreHiddenTheRestIsLearnedAndNoneIsForgotten(t *testing.T) {
	t.Parallel()
	w := newTown(t, storetest.New(t))
	w.post("/_sandbox/faults", `{"deny_protected":true}`, nil)
	her, order := w.buy("new@example.com", "low-tide")
	known, _ := w.buy("known@example.com", "low-tide")
	w.say(her, "drink", "tea", time.Now())
	w.say(known, "drink", "tea", time.Now())
	require.NoError(t, w.store.LearnContact(t.Context(), demo, store.Contact{Customer: known, Email: "known@example.com", At: time.UnixMilli(5)}))
	w.learn()
	require.InDelta(t, 1, w.facts(her, order)["shopper.orders"], 0)
	require.Empty(t, w.reached(her))
	require.Equal(t, "known@example.com", w.reached(known))

	w.post("/_sandbox/faults", `{}`, nil)
	require.NoError(t, w.store.WantUnreached(t.Context(), demo))
	w.learn()
	require.Equal(t, "new@example.com", w.reached(her), "a tool that knows people by their address is told of her now")
}
