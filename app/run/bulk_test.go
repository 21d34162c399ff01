package run_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// bulky is a world whose destination does a crowd in one job, and a clock that the test
// moves: a job is asked about only now and then.
func bulky(t *testing.T, url string) (*world, func(time.Duration)) {
	var ahead atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	w := newWorld(t, s)
	w.memory.BulkFrom, w.lanes.Now = 100, now
	w.Bulk = w.lanes.Bulks
	return w, func(by time.Duration) { ahead.Add(int64(by)) }
}

func TestABackfillOfACrowdIsOneJob(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, wait := bulky(t, open(t))
			w.crowd(t, 450)
			w.open(t)
			begun := w.begin(t, app.RunBackfill)
			_, err := w.Drain(t.Context(), w.shop, begun.ID)
			require.NoError(t, err)
			w.says(t, 7, map[string]string{"source": "podcast"})
			w.deliver(t)
			require.Equal(t, 1, w.memory.Jobs())
			jobs, err := w.store.Bulks(t.Context(), w.shop, 10)
			require.NoError(t, err)
			require.Equal(t, 449, jobs[0].Total, "who has news does not wait for a job")
			waiting, err := w.store.CountRunWaiting(t.Context(), w.shop, begun.ID)
			require.NoError(t, err)
			require.Equal(t, 449, waiting)
			require.NoError(t, w.Pause(t.Context(), w.shop, begun.ID))
			require.NoError(t, w.Resume(t.Context(), w.shop, begun.ID))
			var ended app.Run
			for range 10 {
				wait(time.Minute)
				if ended = w.step(t, begun.ID); ended.State == app.RunDone {
					break
				}
			}
			require.Equal(t, []any{app.RunDone, 450, 450}, []any{ended.State, ended.Planned, ended.Done})
			require.Equal(t, 1, w.memory.Jobs())
			properties, _ := w.held()
			require.Equal(t, 450, properties)
		})
	}
}

func TestACancelledBackfillKeepsWhatItsJobHasTaken(t *testing.T) {
	t.Parallel()
	w, wait := bulky(t, storetest.SQLite(t))
	w.crowd(t, 250)
	w.open(t)
	begun := w.begin(t, app.RunBackfill)
	_, err := w.Drain(t.Context(), w.shop, begun.ID)
	require.NoError(t, err)
	w.deliver(t)
	require.NoError(t, w.Cancel(t.Context(), w.shop, begun.ID, "user/7"))
	for range 4 {
		wait(time.Minute)
		w.step(t, begun.ID)
	}
	ended, err := w.store.Run(t.Context(), w.shop, begun.ID)
	require.NoError(t, err)
	require.Equal(t, []any{app.RunCancelled, 250}, []any{ended.State, ended.Done})
	properties, _ := w.held()
	require.Equal(t, 250, properties, "what is on its way cannot be called back, and is recorded")
	_, err = w.Begin(context.Background(), w.shop, late, app.RunBackfill, store.RunFilter{}, "user/7")
	require.NoError(t, err)
}

// step does what the sweep does once.
func (w *world) step(t testingT, id app.RunID) app.Run {
	t.Helper()
	_, err := w.Drain(context.Background(), w.shop, id)
	require.NoError(t, err)
	w.deliver(t)
	now, err := w.store.Run(context.Background(), w.shop, id)
	require.NoError(t, err)
	return now
}
