package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// The job that has her answers writes them after she was erased there: she is forgotten
// once more, however long it took.
func TestWhoIsErasedWhileAJobRunsIsForgottenAfterIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.drain(t)
		v.erase(t, 7)
		for range 10 {
			v.clock.Advance(time.Minute)
			v.drain(t)
		}
		require.Equal(t, app.ErasureChecking, v.part(t).State)
		v.set(func(v *vendor) { v.over = true })
		require.Equal(t, app.ErasureDone, v.wait(t).State)
		require.Empty(t, v.customer(7).Properties)
		require.Empty(t, v.customer(7).Tags)
		require.NotEmpty(t, v.customer(8).Tags)
	})
}

func TestAReplayOfWhatOneJobDidDoesNotWaitForAnother(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.set(func(v *vendor) { v.over = true })
		v.drain(t)
		v.later(t)
		told := v.last(t)
		v.set(func(v *vendor) { v.over = false })
		for i := range crowdSize {
			v.memory.AddCustomer(app.CustomerID(1000 + i))
			v.answer(t, said{customer: app.CustomerID(1000 + i), answers: map[string]string{"source": "friend"}})
		}
		v.drain(t)
		require.Len(t, v.jobs, 2)
		n, err := v.lanes.Replay(t.Context(), v.shop, told)
		require.NoError(t, err)
		require.Equal(t, 1, n)
		v.drain(t)
		again, err := v.store.Deliveries(t.Context(), v.shop, store.DeliveryFilter{IDs: told.IDs})
		require.NoError(t, err)
		require.Equal(t, app.DeliveryDone, again[0].State)
	})
}

func TestPeopleAreCountedThoughSomeHaveSeveralDeliveries(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for i := range 10 {
			for _, answer := range []string{"podcast", "friend"} {
				w.answer(t, said{customer: app.CustomerID(i + 1), answers: map[string]string{"source": answer}})
			}
		}
		for most, want := range map[int]int{5: 5, 10: 10, 20: 10} {
			n, err := w.store.DuePeople(t.Context(), w.shop, app.ShopifyDestination, most)
			require.NoError(t, err)
			require.Equal(t, want, n)
		}
	})
}

// While a call is under way its destination comes to lead to another account: what was
// written in the one before is not believed to be in this one.
func TestWhatWasOnItsWayToTheAccountBeforeIsToldAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.before, func() {
			d, err := w.store.Destination(t.Context(), w.shop, app.ShopifyDestination)
			require.NoError(t, err)
			d.Account = "another"
			require.NoError(t, w.store.ChangeDestination(t.Context(), w.shop, d, nil, true))
		})
		w.drain(t)
		require.Len(t, w.deliveries(t, app.DeliveryWaiting), 1)
		calls := w.memory.Calls()
		w.clock.Advance(2 * lease)
		w.drain(t)
		require.Greater(t, w.memory.Calls(), calls)
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}
