package delivery_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// undo takes deliveries back, and has that carried out.
func (w *world) undo(t testingT, f store.DeliveryFilter) app.Undone {
	t.Helper()
	done, err := w.lanes.Undo(context.Background(), w.shop, f, false)
	require.NoError(t, err)
	w.clock.Advance(time.Second)
	w.drain(t)
	return done
}

func (w *world) last(t testingT) store.DeliveryFilter {
	t.Helper()
	return store.DeliveryFilter{IDs: []app.DeliveryID{w.deliveries(t, app.DeliveryDone)[0].ID}}
}

func TestAnUndoRestoresWhatStoodThere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip")
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		first := w.last(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend", "size": "m"}})
		w.drain(t)
		second := w.last(t)

		counted, err := w.lanes.Undo(t.Context(), w.shop, second, true)
		require.NoError(t, err)
		over := w.undo(t, first)
		require.Zero(t, over.Places)
		require.Equal(t, map[string]int{"a later delivery has written there since": 2}, over.Skipped)
		done := w.undo(t, second)
		require.Equal(t, counted, done)
		require.Equal(t, app.Undone{Deliveries: 1, People: 1, Places: 5, Skipped: map[string]int{}}, done)
		require.Equal(t, []string{"askwell:source:podcast", "vip"}, w.customer(7).Tags)
		require.Equal(t, map[string]string{"source": `"podcast"`}, properties(w.customer(7)))
		require.Zero(t, w.undo(t, second).Places, "once")
		require.Equal(t, 2, w.undo(t, first).Places)
		require.Equal(t, []string{"vip"}, w.customer(7).Tags)
		require.Empty(t, w.customer(7).Properties)
	})
}

func TestWhatWasUndoneStaysSoUntilAnswersAskForSomethingElse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.undo(t, w.last(t))
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m"}, w.customer(7).Tags)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:size:m", "askwell:source:friend"}, w.customer(7).Tags)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, map[string]string{"source": `"podcast"`, "size": `"m"`}, properties(w.customer(7)), "the override ended")
	})
}

func TestAReplaySaysAgainWhatWasUndone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		said := w.last(t)
		for range 2 {
			require.Equal(t, 2, w.undo(t, said).Places)
			require.Empty(t, w.customer(7).Tags)
			n, err := w.lanes.Replay(t.Context(), w.shop, said)
			require.NoError(t, err)
			require.Equal(t, 1, n)
			w.drain(t)
			require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		}
	})
}

func TestATagThatWasThereAlreadyIsNeverOursToRemove(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "askwell:source:podcast")
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		require.Equal(t, 1, w.undo(t, w.last(t)).Places, "the metafield alone")
		require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:source:friend", "askwell:source:podcast"}, w.customer(7).Tags)
	})
}

func TestNothingIsWrittenOverWhatCouldNotBeLookedAt(t *testing.T) {
	t.Parallel()
	for fault, attempts := range map[integrationtest.Fault]int{integrationtest.Down: 1, integrationtest.Busy: 0} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				w.memory.AddCustomer(7)
				w.memory.Break(fault)
				w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
				w.drain(t)
				require.Zero(t, w.memory.Calls())
				waiting := w.deliveries(t, app.DeliveryWaiting)
				require.Len(t, waiting, 1)
				require.Equal(t, attempts, waiting[0].Attempts)
				w.memory.Break(integrationtest.Fine)
				w.clock.Advance(time.Minute)
				w.drain(t)
				require.Equal(t, []string{"askwell:source:podcast"}, w.customer(7).Tags)
			})
		})
	}
}

func TestWhatWasTakenBackIsNotRestored(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.takeBack(t, 7, "source")
		w.drain(t)
		require.Empty(t, w.customer(7).Properties)
		kept, err := json.Marshal(w.writes(t))
		require.NoError(t, err)
		require.NotContains(t, string(kept), "podcast", "nor kept to restore it by")
		require.Zero(t, w.undo(t, store.DeliveryFilter{}).Places)
		require.Empty(t, w.customer(7).Properties)
	})
}

func (w *world) writes(t testingT) []app.Write {
	t.Helper()
	list, err := w.store.Deliveries(context.Background(), w.shop, store.DeliveryFilter{Limit: 500})
	require.NoError(t, err)
	all, err := w.store.Writes(context.Background(), w.shop, ids(list))
	require.NoError(t, err)
	return all
}

func TestAnUndoOfWhatIsNotCertainWaits(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, version: 2, answers: map[string]string{"source": "podcast"}})
		w.memory.Break(integrationtest.Lossy)
		w.drain(t)
		w.memory.Break(integrationtest.Fine)
		done := w.undo(t, store.DeliveryFilter{})
		require.Equal(t, map[string]int{"it is not certain yet that it was written": 1}, done.Skipped)
		w.clock.Advance(time.Hour)
		w.drain(t)
		require.Equal(t, 1, w.undo(t, store.DeliveryFilter{}).Places)
		require.Empty(t, w.customer(7).Properties)
		require.NotZero(t, w.memory.State(integrations.Subject{Customer: 7}))
	})
}

// A removal that was written down and never sent is said again for whatever is told of her
// next. It is one change of one place all the same: were it two, the second would be taken
// back alone, and the first be in the way of what was written before it.
func TestARemovalThatIsSaidTwiceIsTakenBackWhole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7, "vip")
		before := w.customer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		first := w.last(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend"}})
		w.hook(&w.before, die)
		w.drainAndDie()
		w.clock.Advance(2 * lease)
		_, err := w.lanes.Replay(t.Context(), w.shop, first)
		require.NoError(t, err)
		w.drain(t)
		require.Equal(t, []string{"askwell:source:friend", "vip"}, w.customer(7).Tags)

		w.undo(t, first)
		w.undo(t, store.DeliveryFilter{})
		after := w.customer(7)
		after.Started = 0 // what her answers set going
		require.Equal(t, before, after)
	})
}

func TestWhatAnUndoBroughtBackGoesWithWhatItWasUndoneFor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.memory.AddCustomer(7)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast", "size": "s"}})
		w.drain(t)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "friend", "size": "m"}})
		w.drain(t)
		w.undo(t, w.last(t))
		require.Equal(t, []string{"askwell:size:s", "askwell:source:podcast"}, w.customer(7).Tags)

		w.answer(t, said{customer: 7, answers: map[string]string{"source": "ad"}})
		w.drain(t)
		require.Equal(t, []string{"askwell:size:s", "askwell:source:ad"}, w.customer(7).Tags, "one answer, one tag")
		require.Equal(t, map[string]string{"source": `"ad"`, "size": `"s"`}, properties(w.customer(7)))
		w.undo(t, w.last(t))
		require.Equal(t, []string{"askwell:size:s", "askwell:source:podcast"}, w.customer(7).Tags, "what stood there")
	})
}
