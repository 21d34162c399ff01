package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// While a call is under way somebody asks for all of hers to be sent again: what arrives
// makes nothing certain that was doubted meanwhile, neither what the call says nor the rest.
func TestWhatIsReplayedWhileACallIsUnderWayIsSentAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		var between []app.Receipt
		w.hook(&w.before, func() {
			n, err := w.lanes.Replay(t.Context(), w.shop, store.DeliveryFilter{IDs: ids(w.deliveries(t, app.DeliveryDone))})
			require.NoError(t, err)
			require.Equal(t, 1, n)
			w.hook(&w.before, func() { between = w.receipts(t) })
		})
		w.drain(t)
		require.NotEmpty(t, between, "it is sent again")
		for _, r := range between {
			require.Zero(t, r.WrittenAt, r.Property)
		}
		for _, r := range w.receipts(t) {
			require.NotZero(t, r.WrittenAt, r.Property)
		}
	})
}

func TestWhatIsReplayedWhileAJobRunsIsSentAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		run := app.Run{Destination: app.ShopifyDestination, Kind: app.RunReplay, Total: crowdSize}
		id, err := v.store.CreateRun(t.Context(), v.shop, run, store.RunFilter{})
		require.NoError(t, err)
		run, err = v.store.Run(t.Context(), v.shop, id)
		require.NoError(t, err)
		people, err := v.store.PeoplePage(t.Context(), v.shop, store.RunFilter{}, "", 2*crowdSize)
		require.NoError(t, err)
		require.NoError(t, v.store.AdvanceRun(t.Context(), v.shop, run, people))
		v.set(func(v *vendor) { v.over = true })
		again := false
		v.hook(&v.before, func() { again = true })
		v.later(t)
		v.later(t)
		require.True(t, again, "they are told again, and not only by the job")
		v.holdAll(t, "podcast")
	})
}

// receipts are those of customer 7.
func (w *world) receipts(t *testing.T) []app.Receipt {
	list, err := w.store.Receipts(t.Context(), w.shop, app.ShopifyDestination, []string{app.CustomerSubject(7)})
	require.NoError(t, err)
	return list
}
