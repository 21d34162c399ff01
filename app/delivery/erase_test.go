package delivery_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// erase erases a customer and orders.
func (w *world) erase(t testingT, customer app.CustomerID, orders ...app.OrderID) {
	t.Helper()
	_, err := w.store.Erase(context.Background(), w.shop, store.ErasureOrder{
		Request: "r", Customer: customer, Orders: orders, RequestedAt: w.clock.Now(), DueAt: w.clock.Now().Add(30 * 24 * time.Hour),
	})
	require.NoError(t, err)
}

// part is the only part of the newest erasure.
func (w *world) part(t testingT) app.ErasurePart {
	t.Helper()
	list, err := w.store.Erasures(context.Background(), w.shop, store.Before{}, 200)
	require.NoError(t, err)
	require.NotEmpty(t, list)
	require.Len(t, list[0].Parts, 1)
	return list[0].Parts[0]
}

// wait lets time pass until the erasure moves no more.
func (w *world) wait(t testingT) app.ErasurePart {
	t.Helper()
	for range 200 {
		w.drain(t)
		if w.part(t).NextAt.IsZero() {
			return w.part(t)
		}
		w.clock.Advance(time.Minute)
		if next := w.part(t).NextAt; next.After(w.clock.Now()) {
			w.clock.Advance(next.Sub(w.clock.Now()))
		}
	}
	require.Fail(t, "the erasure never ends")
	return app.ErasurePart{}
}

// known has a customer told of, with an order of hers.
func known(t *testing.T, w *world) {
	t.Helper()
	w.memory.AddCustomer(7, "vip")
	w.memory.AddOrder(5, 7)
	w.answer(t, said{customer: 7, order: 5, answers: map[string]string{"source": "podcast", "size": "m"}})
	w.drain(t)
	require.NotEmpty(t, w.customer(7).Properties)
	require.NotEmpty(t, w.order(5).Properties)
}

func TestAnErasureReachesWhereverSheWasAndIsReadBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.erase(t, 7)
		w.drain(t)
		require.Empty(t, w.customer(7).Properties)
		require.Equal(t, []string{"vip"}, w.customer(7).Tags)
		require.Empty(t, w.order(5).Properties, "her order is hers, though it was not named")
		require.Equal(t, app.ErasureChecking, w.part(t).State)
		w.clock.Advance(59 * time.Second)
		w.drain(t)
		require.Equal(t, app.ErasureChecking, w.part(t).State, "it is given a minute")

		part := w.wait(t)
		require.Equal(t, app.ErasureDone, part.State)
		require.Equal(t, 1, part.Attempts)
		require.Equal(t, 1, part.Checks)
		require.Empty(t, part.Reason)
	})
}

func TestARedactWhileTheWriteIsOnItsWayUndoesTheWrite(t *testing.T) {
	t.Parallel()
	for name, hook := range map[string]func(w *world) *func(){
		"between intending and applying": func(w *world) *func() { return &w.before },
		"between applying and settling":  func(w *world) *func() { return &w.after },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				w.memory.AddCustomer(7, "vip")
				w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
				w.hook(hook(w), func() { w.erase(t, 7) })
				w.drain(t)
				part := w.wait(t)
				require.Equal(t, app.ErasureDone, part.State)
				require.Empty(t, w.customer(7).Properties)
				require.Equal(t, []string{"vip"}, w.customer(7).Tags)
				require.Empty(t, w.deliveries(t, ""))
			})
		})
	}
}

// A worker that slept through its lease writes after the person was erased: it finds
// out when it records, and she is erased once more.
func TestAWorkerThatSleptThroughARedactDoesNoLastingHarm(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.hook(&w.before, func() {
			w.erase(t, 7)
			w.clock.Advance(lease + time.Second)
			_, err := w.deliverer().Drain(context.Background(), w.shop, app.ShopifyDestination)
			require.NoError(t, err)
			require.Equal(t, app.ErasureChecking, w.part(t).State)
		})
		w.drain(t)
		require.Equal(t, app.ErasureDone, w.wait(t).State)
		require.Empty(t, w.customer(7).Properties)
		require.Empty(t, w.customer(7).Tags)
	})
}

func TestALiarIsFoundOutAndToldAgainUntilItIsSaidThatItKeepsHer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Liar)
		w.erase(t, 7)
		part := w.wait(t)
		require.Equal(t, app.ErasureKept, part.State)
		require.Equal(t, 5, part.Attempts)
		require.Equal(t, 5, part.Checks)
		require.Contains(t, part.Reason, "still holds")
	})
}

func TestALiarThatThinksBetterOfItIsDone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Liar)
		w.erase(t, 7)
		w.drain(t)
		w.clock.Advance(time.Minute)
		w.memory.Break(integrationtest.Fine)
		part := w.wait(t)
		require.Equal(t, app.ErasureDone, part.State)
		require.Equal(t, 2, part.Attempts)
		require.Contains(t, part.Reason, "before it had")
	})
}

func TestAnErasureOutlastsADestinationThatIsDownForADay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Down)
		w.erase(t, 7)
		for range 24 * 6 {
			w.drain(t)
			w.clock.Advance(10 * time.Minute)
		}
		require.Equal(t, app.ErasureWaiting, w.part(t).State)
		w.memory.Break(integrationtest.Fine)
		part := w.wait(t)
		require.Equal(t, app.ErasureDone, part.State)
		require.Greater(t, part.Attempts, 5)
		require.Empty(t, w.customer(7).Properties)
	})
}

func TestADeadAccessPausesTheLaneAndTheErasureWaits(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Revoked)
		w.erase(t, 7)
		w.drain(t)
		lanes, err := w.store.Lanes(t.Context(), w.shop)
		require.NoError(t, err)
		require.NotEmpty(t, lanes[0].PausedReason)
		require.Equal(t, app.ErasureWaiting, w.part(t).State)
		w.memory.Break(integrationtest.Fine)
		w.install(t)
		w.clock.Advance(time.Minute)
		require.Equal(t, app.ErasureDone, w.wait(t).State)
	})
}

func TestWhatSheSaysAfterHerErasureIsNotErasedWithIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Down)
		w.erase(t, 7)
		w.drain(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.memory.Break(integrationtest.Fine)
		part := w.wait(t)
		require.Equal(t, app.ErasureDone, part.State)
		require.Equal(t, map[string]string{"source": `"friend"`}, properties(w.customer(7)))
		require.Equal(t, []string{"askwell:source:friend", "vip"}, w.customer(7).Tags)
		require.Empty(t, w.order(5).Properties)
	})
}

func TestAnUninstallInMidErasureClosesItWithoutKeepingAnybody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.Break(integrationtest.Down)
		w.erase(t, 7)
		w.drain(t)
		w.clock.Advance(time.Second)
		require.NoError(t, w.store.RecordUninstall(t.Context(), w.shop, w.clock.Now()))
		part := w.part(t)
		require.Equal(t, app.ErasureUnreachable, part.State)
		require.Contains(t, part.Reason, "not installed any more")
		w.clock.Advance(time.Hour)
		w.memory.Break(integrationtest.Fine)
		w.install(t)
		w.drain(t)
		require.Equal(t, part, w.part(t), "a return does not open it again")
	})
}

func TestARedactAfterTheUninstallSaysWhatIsLeftToDo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.clock.Advance(time.Second)
		require.NoError(t, w.store.RecordUninstall(t.Context(), w.shop, w.clock.Now()))
		w.erase(t, 7)
		require.Equal(t, app.ErasureUnreachable, w.part(t).State)
		require.Contains(t, w.part(t).Reason, "by hand")
	})
}

func TestAnUninstallInMidSyncEndsWithNothingWaitingAndNothingUnsaid(t *testing.T) {
	t.Parallel()
	for name, hook := range map[string]func(w *world) *func(){
		"between intending and applying": func(w *world) *func() { return &w.before },
		"between applying and settling":  func(w *world) *func() { return &w.after },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				w.memory.AddCustomer(7)
				w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
				w.hook(hook(w), func() {
					w.clock.Advance(time.Second)
					require.NoError(t, w.store.RecordUninstall(context.Background(), w.shop, w.clock.Now()))
				})
				w.drain(t)
				calls := w.memory.Calls()
				w.erase(t, 7)
				part := w.part(t)
				require.Equal(t, app.ErasureUnreachable, part.State, "it got her, as far as is known")
				w.clock.Advance(time.Hour)
				w.drain(t)
				require.Equal(t, calls, w.memory.Calls(), "nothing is sent for a shop that has left")
			})
		})
	}
}

func TestWhoIsMergedIntoAnErasedCustomerLeavesTheDestinationsToo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.AddCustomer(8)
		w.answer(t, said{customer: 8, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		w.erase(t, 8)
		require.Equal(t, app.ErasureDone, w.wait(t).State)
		w.clock.Advance(time.Second)
		_, err := w.store.MergeCustomers(t.Context(), w.shop, 8, 7)
		require.NoError(t, err)
		require.Equal(t, app.ErasureDone, w.wait(t).State)
		require.Empty(t, w.customer(7).Properties)
		require.Equal(t, []string{"vip"}, w.customer(7).Tags)
		require.Empty(t, w.order(5).Properties)
	})
}

func TestARedactOfWhoWasMergedTakesWhatSheHadAndLeavesTheKeptOneHerOwn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		known(t, w)
		w.memory.AddCustomer(8)
		w.answer(t, said{customer: 8, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		_, err := w.store.MergeCustomers(t.Context(), w.shop, 8, 7)
		require.NoError(t, err)
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"friend"`, "size": `"m"`}, properties(w.customer(8)))
		w.erase(t, 7)
		require.Equal(t, app.ErasureDone, w.wait(t).State)
		require.Equal(t, map[string]string{"source": `"friend"`}, properties(w.customer(8)))
		require.Equal(t, []string{"askwell:source:friend"}, w.customer(8).Tags)
	})
}
