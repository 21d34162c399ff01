package export_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
)

// A process that dies goes on where it was, or somebody else does once its time is over:
// nothing is in the file twice, and nothing is missing.
func TestAFileIsGoneOnWithWhereItWasLeft(t *testing.T) {
	t.Parallel()
	for _, format := range []app.ExportFormat{app.ExportCSV, app.ExportParquet} {
		clocked(t, func(t *testing.T, w *world, pass func(time.Duration)) {
			for range 20 {
				w.says(t, 0, answer("why", app.KindText, "words"))
			}
			w.Page, w.Slice = 3, time.Nanosecond
			begun, err := w.Begin(t.Context(), demo, find.Filter{}, format, "user/7")
			require.NoError(t, err)
			again, err := w.Drain(t.Context(), demo, begun.ID)
			require.NoError(t, err)
			require.True(t, again)
			far, err := w.store.Export(t.Context(), demo, begun.ID)
			require.NoError(t, err)
			require.Equal(t, []any{app.ExportRunning, 20, 3, 3}, []any{far.State, far.Total, far.Looked, far.Rows})
			_, err = w.Ready(t.Context(), demo, begun.ID)
			require.True(t, app.Is(err, app.Conflict), err)

			_, err = w.store.LeaseExport(t.Context(), demo, begun.ID, time.Now().Add(time.Minute)) // and is killed
			require.NoError(t, err)
			again, err = w.Drain(t.Context(), demo, begun.ID)
			require.NoError(t, err)
			require.False(t, again, "somebody else makes it")
			due, err := w.store.DueExports(t.Context(), time.Now(), 10)
			require.NoError(t, err)
			require.Empty(t, due)
			pass(2 * time.Minute)
			due, err = w.store.DueExports(t.Context(), time.Now().Add(2*time.Minute), 10)
			require.NoError(t, err)
			require.Len(t, due, 1, "the sweep finds it")
			other := &export.Exporter{Store: w.store, Page: 4, Now: w.Now}
			w.Exporter = other
			done := w.drained(t, begun.ID)
			require.Equal(t, []any{app.ExportDone, 20, 20}, []any{done.State, done.Looked, done.Rows})
			if format == app.ExportCSV {
				seen := map[string]bool{}
				for _, row := range rows(t, w.file(t, done.ID)) {
					seen[row["Response"]] = true
				}
				require.Len(t, seen, 20)
			}
		})
	}
}

// What was read of somebody before she was erased does not come into a file after it.
func TestAFileKnowsNobodyWhoIsErased(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for who := range app.CustomerID(6) {
			w.says(t, who+1, answer("why", app.KindText, "secret of "+strings.Repeat("x", int(who))))
		}
		ready := w.made(t, find.Filter{}, app.ExportCSV)
		w.Page, w.Slice = 2, time.Nanosecond
		begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		for range 2 {
			_, err = w.Drain(t.Context(), demo, begun.ID)
			require.NoError(t, err)
		}
		held, err := w.store.LeaseExport(t.Context(), demo, begun.ID, time.Now().Add(time.Minute))
		require.NoError(t, err)
		require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 5, nil))
		err = w.store.KeepExport(t.Context(), demo, held, store.ExportPiece{Data: []byte("of before")}, time.Now().Add(time.Minute))
		require.True(t, app.Is(err, app.Conflict), err)

		gone, err := w.store.Export(t.Context(), demo, ready.ID)
		require.NoError(t, err)
		require.Equal(t, app.ExportVoid, gone.State)
		require.Contains(t, gone.Reason, "erased")
		_, err = w.Ready(t.Context(), demo, ready.ID)
		require.True(t, app.Is(err, app.Conflict), err)
		_, _, err = w.store.ExportPart(t.Context(), demo, ready.ID, 1)
		require.True(t, app.Is(err, app.NotFound), err)

		done := w.drained(t, begun.ID)
		require.Equal(t, []any{app.ExportDone, 5, 5}, []any{done.State, done.Looked, done.Rows})
		require.NotContains(t, string(w.file(t, done.ID)), "secret of xxxx\r")

		require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 99, nil))
		still, err := w.store.Export(t.Context(), demo, done.ID)
		require.NoError(t, err)
		require.Equal(t, app.ExportDone, still.State, "who said nothing is in no file")
	})
}

func TestAFileCanBeCancelledAndRemoved(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for range 5 {
			w.says(t, 0, answer("why", app.KindText, "words"))
		}
		w.Page, w.Slice = 2, time.Nanosecond
		begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		_, err = w.Drain(t.Context(), demo, begun.ID)
		require.NoError(t, err)
		require.NoError(t, w.store.CancelExport(t.Context(), demo, begun.ID))
		require.True(t, app.Is(w.store.CancelExport(t.Context(), demo, begun.ID), app.Conflict))
		require.Equal(t, app.ExportCancelled, w.drained(t, begun.ID).State)
		_, _, err = w.store.ExportPart(t.Context(), demo, begun.ID, 1)
		require.True(t, app.Is(err, app.NotFound), err)
		require.True(t, app.Is(w.store.DeleteExport(t.Context(), "slow-wick.myshopify.com", begun.ID), app.NotFound))
		require.NoError(t, w.store.DeleteExport(t.Context(), demo, begun.ID))
		require.True(t, app.Is(w.store.DeleteExport(t.Context(), demo, begun.ID), app.NotFound))
	})
}

func TestAFileThatGrowsTooLargeSaysWhatToDo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for range 5 {
			w.says(t, 0, answer("why", app.KindText, "words"))
		}
		w.Page, w.Most = 1, 500
		failed := w.made(t, find.Filter{}, app.ExportCSV)
		require.Equal(t, app.ExportFailed, failed.State)
		require.Contains(t, failed.Reason, "narrow")
		require.Zero(t, failed.Kept)
	})
}

// A file that fails each time is not tried for ever.
func TestAFileThatCannotBeMadeIsGivenUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		for range 25 {
			held, err := w.store.LeaseExport(t.Context(), demo, begun.ID, time.Now().Add(time.Minute))
			require.NoError(t, err)
			require.NoError(t, w.store.ReleaseExport(t.Context(), demo, held))
		}
		failed := w.drained(t, begun.ID)
		require.Equal(t, app.ExportFailed, failed.State)
		require.NotEmpty(t, failed.Reason)
	})
}

func TestWhoeverMakesAFileStopsWhenToldTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.says(t, 0, answer("why", app.KindText, "words"))
		begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = w.Drain(ctx, demo, begun.ID)
		require.Error(t, err)
		require.Equal(t, app.ExportDone, w.drained(t, begun.ID).State)
	})
}
