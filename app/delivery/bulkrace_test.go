package delivery_test

import (
	"context"
	"encoding/json"
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

// All of what waits for her is planned at once: of what she says while others are, nothing
// is believed to have been told.
func TestWhatSheSaysWhileACrowdGathersIsToldAfterTheJob(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.clock.Advance(time.Second)
		for i := range crowdSize {
			v.answer(t, said{customer: app.CustomerID(i + 1), answers: map[string]string{"source": "friend"}})
		}
		pages := 0
		v.lanes.Known = func(context.Context, app.ShopID, []app.ProfileID, map[app.ProfileID]map[string]bool) (map[app.ProfileID]json.RawMessage, error) {
			if pages++; pages == 2 {
				v.answer(t, said{customer: 1, answers: map[string]string{"source": "radio"}})
			}
			return nil, nil
		}
		v.drain(t)
		require.Len(t, v.jobs, 1)
		require.Greater(t, pages, 2)
		v.set(func(v *vendor) { v.over = true })
		v.later(t)
		v.later(t)
		require.Equal(t, quoted("radio"), properties(v.customer(1))["source"])
		require.Equal(t, quoted("friend"), properties(v.customer(2))["source"])
		require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
	})
}

func TestWhoTookSomethingBackWaitsForNoJob(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		v := newCrowd(t, w)
		v.takeBack(t, 7, "source")
		v.drain(t)
		require.Len(t, v.jobs, 1)
		for _, job := range v.jobs {
			require.Len(t, job, crowdSize-1)
		}
		require.Len(t, v.deliveries(t, app.DeliveryWaiting), crowdSize-1, "hers are made")
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

// A job that cannot begin yet begins later: not with what somebody has taken back, or of
// whom is erased meanwhile.
func TestAJobThatWasPutOffSaysNothingThatWasTakenBack(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(t *testing.T, v *vendor){
		"erased":     func(t *testing.T, v *vendor) { v.erase(t, 7) },
		"taken back": func(t *testing.T, v *vendor) { v.takeBack(t, 7, "source") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				v := newCrowd(t, w)
				v.set(func(v *vendor) { v.full = true })
				v.drain(t)
				change(t, v)
				v.set(func(v *vendor) { v.full = false })
				v.later(t)
				v.later(t)
				for _, job := range v.jobs {
					for _, c := range job {
						require.NotEqual(t, app.CustomerID(7), c.Subject.Customer, "%d jobs: %+v", len(v.jobs), c)
					}
				}
				require.Empty(t, properties(v.customer(7)))
				v.set(func(v *vendor) { v.over = true })
				v.later(t)
				v.later(t)
				require.Equal(t, quoted("podcast"), properties(v.customer(8))["source"])
				require.Empty(t, v.deliveries(t, app.DeliveryWaiting))
			})
		})
	}
}
