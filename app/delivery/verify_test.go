package delivery_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// watched has everything that is written looked at a minute later, with a policy.
func (w *world) watched(t testingT, policy app.DriftPolicy) {
	d, err := w.store.Destination(context.Background(), w.shop, app.ShopifyDestination)
	require.NoError(t, err)
	d.Sample, d.Drift = 1, policy
	require.NoError(t, w.store.ChangeDestination(context.Background(), w.shop, d, nil, false))
}

func (w *world) checks(t *testing.T) []app.Check {
	t.Helper()
	list, err := w.store.ChecksOf(t.Context(), w.shop, app.ShopifyDestination, []string{"customer/7"})
	require.NoError(t, err)
	return list
}

// elsewhere changes a customer's size at the destination, and takes her tag away.
func (w *world) elsewhere() {
	w.memory.Change(integrations.Change{
		Subject: integrations.Subject{Customer: 7}, RemoveTags: []string{"askwell:size:m"},
		Set: []integrations.Property{{Key: "size", Value: app.Value{Kind: app.KindChoice, JSON: []byte(`"xl"`)}}},
	})
}

func (w *world) drifted(t *testing.T, policy app.DriftPolicy) {
	w.watched(t, policy)
	w.memory.AddCustomer(7)
	w.answer(t, said{customer: 7, answers: map[string]string{"size": "m", "source": "podcast"}})
	w.drain(t)
	require.Equal(t, app.CheckWaiting, w.checks(t)[0].State)
	w.elsewhere()
	w.drain(t)
	require.Equal(t, app.CheckWaiting, w.checks(t)[0].State, "it is not its time")
	w.clock.Advance(time.Minute)
	w.drain(t)
}

func TestWhatWasWrittenIsLookedAt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.watched(t, "")
		w.memory.AddCustomer(7, "vip")
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drain(t)
		w.clock.Advance(time.Minute)
		w.drain(t)
		require.Equal(t, app.CheckVerified, w.checks(t)[0].State)
	})
}

func TestWhatWasWrittenOfAnOrderIsLookedAt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.watched(t, app.DriftAsk)
		w.memory.AddOrder(5, 0)
		w.answer(t, said{order: 5, answers: map[string]string{"source": "podcast"}})
		look := func() app.Check {
			w.drain(t)
			w.clock.Advance(time.Minute)
			w.drain(t)
			list, err := w.store.ChecksOf(t.Context(), w.shop, app.ShopifyDestination, []string{app.OrderSubject(5)})
			require.NoError(t, err)
			require.Len(t, list, 1)
			return list[0]
		}
		require.Equal(t, app.CheckVerified, look().State)
		w.memory.Change(integrations.Change{Subject: integrations.Subject{Order: 5}, Unset: []string{"source"}})
		_, _, err := w.store.PlanChecks(t.Context(), w.shop, app.ShopifyDestination, "", 2)
		require.NoError(t, err)
		require.Equal(t, app.CheckDifferent, look().State)
	})
}

func TestADifferenceIsShownToTheMerchantWhoDecides(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.drifted(t, app.DriftAsk)
		found := w.checks(t)[0]
		require.Equal(t, app.CheckDifferent, found.State)
		require.Len(t, found.Differences, 2)
		require.Equal(t, `"xl"`, properties(w.customer(7))["size"], "nothing is done unasked")
		require.NoError(t, w.store.DecideCheck(t.Context(), w.shop, app.ShopifyDestination, "customer/7", app.DriftOurs))
		w.drain(t)
		require.Equal(t, `"m"`, properties(w.customer(7))["size"])
		require.Contains(t, w.customer(7).Tags, "askwell:size:m")
		w.clock.Advance(time.Minute)
		w.drain(t)
		require.Equal(t, app.CheckVerified, w.checks(t)[0].State)
		err := w.store.DecideCheck(t.Context(), w.shop, app.ShopifyDestination, "customer/7", app.DriftOurs)
		require.True(t, app.Is(err, app.NotFound))
	})
}

func TestOursIsWrittenAgainOnceAndNotForEver(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.drifted(t, app.DriftOurs)
		require.Equal(t, `"m"`, properties(w.customer(7))["size"])
		w.elsewhere() // it does not keep what we write
		w.clock.Advance(time.Minute)
		w.drain(t)
		require.Equal(t, app.CheckDifferent, w.checks(t)[0].State)
		require.Equal(t, `"xl"`, properties(w.customer(7))["size"])
	})
}

func TestTheirsStaysUntilSheAnswersAnew(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.drifted(t, app.DriftTheirs)
		require.Equal(t, app.CheckVerified, w.checks(t)[0].State)
		calls := w.memory.Calls()
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drain(t)
		require.Equal(t, calls, w.memory.Calls())
		require.Equal(t, `"xl"`, properties(w.customer(7))["size"])
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "s"}})
		w.drain(t)
		require.Equal(t, `"s"`, properties(w.customer(7))["size"])
		require.Equal(t, []string{"askwell:size:s", "askwell:source:podcast"}, w.customer(7).Tags)
	})
}

func TestALookThatCannotBeTakenIsTakenLater(t *testing.T) {
	t.Parallel()
	for fault, state := range map[integrationtest.Fault]app.CheckState{
		integrationtest.Down: app.CheckWaiting, integrationtest.Busy: app.CheckWaiting, integrationtest.Forbidden: app.CheckUnreadable,
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				w.watched(t, app.DriftOurs)
				w.memory.AddCustomer(7)
				w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
				w.drain(t)
				w.clock.Advance(time.Minute)
				w.memory.Break(fault)
				w.drain(t)
				require.Equal(t, state, w.checks(t)[0].State)
				w.memory.Break(integrationtest.Fine)
				w.clock.Advance(time.Hour)
				w.drain(t)
				if state == app.CheckWaiting {
					require.Equal(t, app.CheckVerified, w.checks(t)[0].State)
				}
			})
		})
	}
}

func TestADriftCheckLooksAtAllThatWasWritten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for c := range app.CustomerID(5) {
			w.memory.AddCustomer(c + 6)
			w.answer(t, said{customer: c + 6, answers: map[string]string{"size": "m"}})
		}
		w.drain(t)
		require.Empty(t, w.checks(t), "nobody asked")
		w.elsewhere()
		planned, pages := 0, 0
		for after := ""; pages == 0 || after != ""; pages++ {
			n, next, err := w.store.PlanChecks(t.Context(), w.shop, app.ShopifyDestination, after, 2)
			require.NoError(t, err)
			planned, after = planned+n, next
		}
		require.Equal(t, []int{5, 3}, []int{planned, pages})
		w.drain(t)
		require.Equal(t, app.CheckDifferent, w.checks(t)[0].State)
		all, err := w.store.ChecksOf(t.Context(), w.shop, app.ShopifyDestination, []string{"customer/6", "customer/8", "customer/9", "customer/10"})
		require.NoError(t, err)
		for _, c := range all {
			require.Equal(t, app.CheckVerified, c.State, c.Subject)
		}
		require.Len(t, all, 4)
	})
}
