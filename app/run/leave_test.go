package run_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// leaving is a run that takes everything back at a destination that was told of a crowd.
func (w *world) leaving(t *testing.T, people int) app.Run {
	w.Undoer = w.lanes
	w.open(t)
	w.crowd(t, people)
	w.deliver(t)
	begun, err := w.Leave(t.Context(), w.shop, late, "user/7")
	require.NoError(t, err)
	return begun
}

func (w *world) refuse(who app.CustomerID, refuse bool) {
	w.memory.Refuse(integrations.Subject{Customer: who}, refuse)
}

// ours counts what is there of ours.
func (w *world) ours() int {
	properties, tags := w.held()
	return properties + tags - w.people // each has a tag of the merchant's
}

func (w *world) connected(t *testing.T) bool {
	_, err := w.store.Destination(t.Context(), w.shop, late)
	if !app.Is(err, app.NotFound) {
		require.NoError(t, err)
	}
	return err == nil
}

func TestWhoeverLeavesIsGoneOnceEverythingIsTakenBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun := w.leaving(t, 5)
		require.Equal(t, app.RunDone, w.through(t, begun.ID).State)
		require.False(t, w.connected(t))
		require.Zero(t, w.ours())
	})
}

// What is refused stays there: to disconnect would be to forget that it does.
func TestNobodyLeavesWhileSomethingCannotBeTakenBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.leaving(t, 5)
		begun, err := w.store.Runs(t.Context(), w.shop, late, "", 1)
		require.NoError(t, err)
		w.refuse(3, true)
		held := w.through(t, begun[0].ID)
		require.Equal(t, app.RunPaused, held.State)
		require.Contains(t, held.Reason, "1 ")
		require.True(t, w.connected(t))
		require.Equal(t, 5, held.Total)
		require.Equal(t, 5, held.Done)

		w.refuse(3, false)
		require.NoError(t, w.Resume(t.Context(), w.shop, held.ID))
		require.Equal(t, app.RunDone, w.through(t, held.ID).State)
		require.False(t, w.connected(t))
		require.Zero(t, w.ours())
	})
}

func TestWhoChangesHisMindAndStaysHasEverythingSaidAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun := w.leaving(t, 5)
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		w.deliver(t)
		require.Zero(t, w.ours(), "it is all taken back, and the run not through yet")

		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/8"))
		runs, err := w.store.Runs(t.Context(), w.shop, late, "", 5)
		require.NoError(t, err)
		require.Len(t, runs, 2)
		require.Equal(t, app.RunBackfill, runs[0].Kind)
		require.Equal(t, []any{app.RunRunning, "user/8", 5}, []any{runs[0].State, runs[0].By, runs[0].Total}, "begun by who cancelled, for everybody")
		require.Equal(t, app.RunCancelled, runs[1].State)
		require.Equal(t, app.RunDone, w.through(t, runs[0].ID).State)
		require.Equal(t, 10, w.ours())
		left, err := w.store.Overrides(t.Context(), w.shop, late, []string{app.CustomerSubject(1)})
		require.NoError(t, err)
		require.Empty(t, left)
		undone, err := w.lanes.Undo(t.Context(), w.shop, store.DeliveryFilter{Destination: late}, true)
		require.NoError(t, err)
		require.Equal(t, 10, undone.Places, "and can be taken back again")
	})
}

// What was planned and not carried out when he changed his mind does not happen.
func TestWhatALeaverHadNotTakenBackYetStays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun := w.leaving(t, 5)
		_, err := w.Drain(t.Context(), w.shop, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/8"))
		w.deliver(t)
		require.Equal(t, 10, w.ours())
	})
}
