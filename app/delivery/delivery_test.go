package delivery_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

func TestAnAnswerBecomesAMetafieldAndATag(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip")
		w.memory.AddOrder(5, 7)
		w.answer(t, said{customer: 7, order: 5, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:source:podcast", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.customer(7)))
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)))
		require.Empty(t, w.order(5).Tags)

		done := w.deliveries(t, app.DeliveryDone)
		require.Len(t, done, 1)
		require.Equal(t, 1, done[0].Attempts)
		attempts, err := w.store.Attempts(t.Context(), w.shop, []app.DeliveryID{done[0].ID})
		require.NoError(t, err)
		require.Len(t, attempts, 1)
		require.Equal(t, "ok", attempts[0].Class)
		require.Equal(t, 2, attempts[0].Cost)
	})
}

func TestAChangedAnswerRemovesItsOwnOldTagOnly(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip", "source:podcast")
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast", "size": "m"}})
		w.drain(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "askwell:source:friend", "source:podcast", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"friend"`, "size": `"m"`}, properties(w.customer(7)))
	})
}

func TestManyWaitingAnswersAreOneCall(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for c := range app.CustomerID(25) {
			w.memory.AddCustomer(c + 1)
			w.answer(t, said{customer: c + 1, answers: map[string]string{"source": "podcast"}})
			w.answer(t, said{customer: c + 1, answers: map[string]string{"source": "friend"}})
		}
		w.drain(t)
		require.Equal(t, 1, w.memory.Calls())
		require.Len(t, w.deliveries(t, app.DeliveryDone), 50)
		require.Equal(t, []string{"askwell:source:friend"}, w.customer(25).Tags)
	})
}

func TestWhatIsSoAlreadyIsNotSaidAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		for range 3 {
			w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
			w.drain(t)
		}
		require.Equal(t, 1, w.memory.Calls())
		require.Len(t, w.deliveries(t, app.DeliveryDone), 3)
	})
}

func TestARefusedPersonIsParkedAndHoldsUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(1)
		w.memory.AddCustomer(2)
		w.memory.Refuse(integrations.Subject{Customer: 1}, true)
		w.answer(t, said{customer: 1, answers: map[string]string{"source": "podcast"}})
		w.answer(t, said{customer: 2, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		parked := w.deliveries(t, app.DeliveryParked)
		require.Len(t, parked, 1)
		require.Equal(t, "refused", parked[0].Reason)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(2).Tags)

		w.memory.Refuse(integrations.Subject{Customer: 1}, false)
		n, err := w.lanes.Replay(t.Context(), w.shop, store.DeliveryFilter{IDs: []app.DeliveryID{parked[0].ID}})
		require.NoError(t, err)
		require.Equal(t, 1, n)
		w.drain(t)
		require.Empty(t, w.deliveries(t, app.DeliveryParked))
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(1).Tags)
	})
}

func TestReplaySaysAgainWhatTheDestinationHasForgotten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.memory.AddCustomer(7) // as if it were new
		_, err := w.lanes.Replay(t.Context(), w.shop, store.DeliveryFilter{IDs: []app.DeliveryID{w.deliveries(t, app.DeliveryDone)[0].ID}})
		require.NoError(t, err)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
	})
}

func TestThrottlingIsWaitingAndNoAttempt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.memory.Break(integrationtest.Busy)
		w.answer(t, said{customer: 7, version: 2, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, 1, w.memory.Calls())
		w.drain(t) // the lane rests, whoever rings
		require.Equal(t, 1, w.memory.Calls())
		require.Zero(t, w.deliveries(t, app.DeliveryWaiting)[0].Attempts)
		lane := func() app.Lane {
			lanes, err := w.store.Lanes(t.Context(), w.shop)
			require.NoError(t, err)
			return lanes[0]
		}
		require.Equal(t, w.clock.Now().Add(time.Second).UnixMilli(), lane().ThrottledUntil.UnixMilli(), "the merchant is told until when")
		require.Zero(t, lane().DeliveredAt)

		w.memory.Break(integrationtest.Fine)
		w.clock.Advance(2 * time.Second)
		w.drain(t)
		require.Equal(t, 1, w.deliveries(t, app.DeliveryDone)[0].Attempts)
		require.Zero(t, lane().ThrottledUntil)
		require.Equal(t, w.clock.Now().UnixMilli(), lane().DeliveredAt.UnixMilli())
	})
}

func TestADestinationThatIsDownIsNotAskedOnceForEveryShopper(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.Break(integrationtest.Down)
		for c := range app.CustomerID(100) {
			w.memory.AddCustomer(c + 1)
			w.answer(t, said{customer: c + 1, version: 2, answers: map[string]string{"source": "podcast"}})
		}
		w.drain(t)
		require.Equal(t, 1, w.memory.Calls())
		w.memory.Break(integrationtest.Fine)
		for range 10 {
			w.clock.Advance(3 * time.Second)
			w.drain(t)
		}
		require.Len(t, w.deliveries(t, app.DeliveryDone), 100)
	})
}

func TestARevokedAccessPausesTheLaneUntilTheNextInstall(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.memory.Break(integrationtest.Revoked)
		w.answer(t, said{customer: 7, version: 2, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		require.Equal(t, 1, w.memory.Calls())
		lanes, err := w.store.Lanes(t.Context(), w.shop)
		require.NoError(t, err)
		require.Equal(t, "access was revoked", lanes[0].PausedReason)
		due, err := w.store.DueLanes(t.Context(), w.clock.Now().Add(time.Hour), 10)
		require.NoError(t, err)
		require.Empty(t, due)

		w.memory.Break(integrationtest.Fine)
		w.install(t)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:friend"}, w.customer(7).Tags)
		require.Len(t, w.deliveries(t, app.DeliveryDone), 2)
	})
}

func TestNothingIsSentForAShopThatHasGone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		require.NoError(t, w.store.RecordUninstall(t.Context(), w.shop, w.clock.Now()))
		w.drain(t)
		require.Zero(t, w.memory.Calls())
		due, err := w.store.DueLanes(t.Context(), w.clock.Now().Add(time.Hour), 10)
		require.NoError(t, err)
		require.Empty(t, due)

		w.clock.Advance(time.Minute)
		w.install(t)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
	})
}

func TestAGuestIsFoundThroughHerOrderOnceItIsThere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{order: 5, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		waiting := w.deliveries(t, app.DeliveryWaiting)
		require.Len(t, waiting, 1)
		require.Equal(t, "the order is not there yet", waiting[0].Reason)

		w.memory.AddOrder(5, 7)
		w.clock.Advance(5 * time.Second)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)))
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestAnOrderWithoutACustomerGetsItsMetafieldAllTheSame(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddOrder(5, 0)
		w.answer(t, said{order: 5, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.order(5)))
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestAnErasedCustomerIsNeitherSentNorRemembered(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		erase := func() { require.NoError(t, w.store.EraseCustomer(context.Background(), w.shop, 7, nil)) }
		w.hook(&w.after, erase) // while its write is on its way
		w.drain(t)
		receipts, err := w.store.Receipts(t.Context(), w.shop, app.ShopifyDestination, []string{app.CustomerSubject(7)})
		require.NoError(t, err)
		require.Empty(t, receipts)
		require.Equal(t, 1, w.memory.Calls())
	})
}

func TestTwoWorkersNeverSendDownOneLaneAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.before, func() {
			again, err := w.deliverer().Drain(context.Background(), w.shop, app.ShopifyDestination)
			require.NoError(t, err)
			require.False(t, again)
		})
		w.drain(t)
		require.Equal(t, 1, w.memory.Calls())
	})
}

// A worker that slept through its lease sends what is old by now, over what its
// successor has sent. It finds out when it records, and has it put right.
func TestAWorkerThatSleptThroughItsLeaseDoesNoLastingHarm(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.before, func() {
			w.clock.Advance(lease + time.Second)
			w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
			w.drain(t)
			require.Equal(t, []string{"askwell:source:friend"}, w.customer(7).Tags)
		})
		w.drain(t)
		w.clock.Advance(lease + time.Second)
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"friend"`}, properties(w.customer(7)))
		require.Equal(t, []string{"askwell:source:friend"}, w.customer(7).Tags)
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestAWriteThatNobodyRecordedIsFoundAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.after, die)
		w.drainAndDie()
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)

		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.clock.Advance(lease + time.Second)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:friend"}, w.customer(7).Tags)
	})
}

func TestAPanickingDestinationParksAndDoesNotHoldTheLane(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.before, func() { panic("boom") })
		w.drain(t)
		require.Equal(t, app.DeliveryParked, w.deliveries(t, "")[0].State)
	})
}

func TestADeliveryThatOnlyCameAlongSpendsNoAttempt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.memory.Break(integrationtest.Lossy)
		for range 4 {
			w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
			w.drain(t)
			w.clock.Advance(time.Second)
		}
		for _, d := range w.deliveries(t, app.DeliveryWaiting) {
			require.LessOrEqual(t, d.Attempts, 2)
		}
		w.memory.Break(integrationtest.Fine)
		w.clock.Advance(time.Minute)
		w.drain(t)
		require.Len(t, w.deliveries(t, app.DeliveryDone), 4)
	})
}

// A release says "nothing waits" at the very moment others plan deliveries.
func TestNoDeliveryIsOverlookedWhileALaneIsGivenBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const writers, answers = 4, 12
		for c := range app.CustomerID(writers) {
			w.memory.AddCustomer(c + 1)
		}
		var writing, working sync.WaitGroup
		for c := range app.CustomerID(writers) {
			writing.Go(func() {
				for i := range answers {
					order := app.OrderID(c)*answers + app.OrderID(i) + 1
					w.memory.AddOrder(order, c+1)
					w.answer(t, said{order: order, answers: map[string]string{"source": "podcast"}})
					_, err := w.store.LinkOrder(context.Background(), w.shop, order, c+1)
					require.NoError(t, err)
				}
			})
		}
		written := make(chan struct{})
		for range 2 {
			working.Go(func() {
				for idle := false; ; {
					due, err := w.store.DueLanes(context.Background(), w.clock.Now(), 10)
					require.NoError(t, err)
					if idle && len(due) == 0 {
						return
					}
					for _, lane := range due {
						_, err := w.deliverer().Drain(context.Background(), lane.Shop, lane.Destination)
						require.NoError(t, err)
					}
					select {
					case <-written:
						idle = true
					default:
					}
				}
			})
		}
		writing.Wait()
		close(written)
		working.Wait()
		w.clock.Advance(time.Hour) // for what waited out a lost lease
		w.drain(t)
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
		require.Empty(t, w.deliveries(t, app.DeliveryParked))
	})
}
