package run_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// Whoever cancels a run while a page of it is planned finds none of it waiting, whichever
// of the two is written first.
func TestARunThatIsCancelledWhileAPageIsPlannedLeavesNothingWaiting(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.crowd(t, 40)
		w.open(t)
		planned := 0
		for i := range 12 {
			begun := w.begin(t, app.RunReplay)
			var group sync.WaitGroup
			group.Go(func() {
				_, err := w.Drain(t.Context(), w.shop, begun.ID)
				if err != nil {
					t.Error(err)
				}
			})
			time.Sleep(time.Duration(i) * 300 * time.Microsecond)
			err := w.Cancel(t.Context(), w.shop, begun.ID, "user/7")
			group.Wait()
			require.NoError(t, err)
			ended, err := w.store.Run(t.Context(), w.shop, begun.ID)
			require.NoError(t, err)
			require.Equal(t, app.RunCancelled, ended.State)
			require.Equal(t, ended.Planned, ended.Done, "what was planned is over")
			waiting, err := w.store.CountRunWaiting(t.Context(), w.shop, begun.ID)
			require.NoError(t, err)
			require.Zero(t, waiting)
			planned += ended.Planned
		}
		t.Logf("%d were planned before it was cancelled", planned)
		calls := w.memory.Calls()
		w.deliver(t)
		require.Equal(t, calls, w.memory.Calls())
		require.Equal(t, 40, w.through(t, w.begin(t, app.RunBackfill).ID).Done, "and the way is free")
	})
}
