package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/integrationtest"
)

const hers app.CustomerID = 1000

// newCrowdWithHers is a crowd at work, with one of whom something is there already.
func newCrowdWithHers(t *testing.T, w *world) *vendor {
	w.memory.AddCustomer(hers)
	w.answer(t, said{customer: hers, answers: map[string]string{"source": "friend"}})
	w.drain(t)
	v := newCrowd(t, w)
	v.answer(t, said{customer: hers, answers: map[string]string{"source": "podcast"}})
	v.drain(t)
	require.Len(t, v.jobs, 1)
	require.Equal(t, quoted("friend"), properties(v.customer(hers))["source"])
	return v
}

// A job may take a day. What she takes back meanwhile is gone at once, and once more when
// the job has written what she had said before.
func TestWhatIsTakenBackWhileAJobRunsWaitsForNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowdWithHers(t, w)
		v.takeBack(t, hers, "source")
		v.drain(t)
		require.Empty(t, properties(v.customer(hers)))
		require.Empty(t, v.customer(hers).Tags)
		calls := v.memory.Calls()
		v.later(t)
		require.Equal(t, calls, v.memory.Calls(), "it is not told again and again")

		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		require.Empty(t, properties(v.customer(hers)))
		require.Empty(t, v.customer(hers).Tags)
		require.Equal(t, quoted("podcast"), properties(v.customer(8))["source"])
		require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
		require.Empty(t, v.deliveries(t, app.DeliveryParked))
	})
}

func TestWhatCannotBeTakenBackYetIsTriedWhileTheJobRuns(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowdWithHers(t, w)
		v.takeBack(t, hers, "source")
		v.memory.Break(integrationtest.Down)
		v.drain(t)
		require.NotEmpty(t, properties(v.customer(hers)))
		v.memory.Break(integrationtest.Fine)
		v.later(t)
		require.Empty(t, properties(v.customer(hers)))
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		require.Empty(t, properties(v.customer(hers)))
		require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
	})
}

// Whoever tells it once more dies before that is written down: the next one does it again,
// and what she has said since comes with it.
func TestWhatAJobWroteOverIsTakenBackThoughAProcessDies(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowdWithHers(t, w)
		v.takeBack(t, hers, "source")
		v.drain(t)
		v.answer(t, said{customer: hers, answers: map[string]string{"size": "m"}})
		v.drain(t)
		require.Empty(t, properties(v.customer(hers)), "what is newer waits for the job")
		v.set(func(v *vendor) { v.over = true })
		v.hook(&v.after, die)
		v.clock.Advance(2 * lease)
		v.drainAndDie()
		v.clock.Advance(2 * lease)
		v.drain(t)
		require.Equal(t, map[string]string{"size": quoted("m")}, properties(v.customer(hers)))
		require.Equal(t, []string{"askwell:size:m"}, v.customer(hers).Tags)
		require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
	})
}

// A person who is erased while a job runs that she took something back from is not brought
// back by what is said once more.
func TestNothingIsKeptOfWhoTookBackAndWasErasedWhileAJobRan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowdWithHers(t, w)
		v.takeBack(t, hers, "source")
		v.drain(t)
		v.erase(t, hers)
		v.set(func(v *vendor) { v.over = true })
		require.Equal(t, app.ErasureDone, v.wait(t).State)
		require.Empty(t, properties(v.customer(hers)))
		held, err := v.store.Receipts(t.Context(), v.shop, app.ShopifyDestination, []string{app.CustomerSubject(hers)})
		require.NoError(t, err)
		require.Empty(t, held)
		waiting, err := v.store.Deliveries(t.Context(), v.shop, store.DeliveryFilter{State: app.DeliveryWaiting})
		require.NoError(t, err)
		require.Empty(t, waiting)
	})
}
