package export_test

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
)

// pieces makes a file of many pieces, and returns it.
func (w *world) pieces(t *testing.T) app.Export {
	t.Helper()
	for who := range app.CustomerID(12) {
		w.says(t, who+1, answer("why", app.KindText, "words"))
	}
	w.Page = 1
	made := w.made(t, find.Filter{}, app.ExportCSV)
	require.Greater(t, made.Parts, 12)
	return made
}

// Who erases somebody does not wait for the pieces of files: those are told by nobody from
// then on, and are removed a few at a time by whoever makes files.
func TestWhatIsLeftOfAFileIsToldByNobodyAndRemovedLater(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.pieces(t)
		more, err := w.store.DropParts(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.False(t, more, "a file that is ready keeps its pieces")
		require.NotEmpty(t, w.file(t, made.ID))

		require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 5, nil))
		for number := range made.Parts {
			_, _, err := w.store.ExportPart(t.Context(), demo, made.ID, number+1)
			require.True(t, app.Is(err, app.NotFound), err)
		}
		due, err := w.store.DueExports(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Len(t, due, 1, "the sweep finds it")
		for dropped := 4; dropped <= made.Parts; dropped += 4 {
			more, err := w.store.DropParts(t.Context(), demo, made.ID)
			require.NoError(t, err)
			require.True(t, more)
		}
		again, err := w.Drain(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.False(t, again)
		due, err = w.store.DueExports(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Empty(t, due)
		notes, err := w.store.ExportNotes(t.Context(), demo, made.ID)
		require.NoError(t, err)
		require.Empty(t, notes)
	})
}

// teller does something once it has been told so much.
type teller struct{ then func() }

func (w *teller) Write(data []byte) (int, error) {
	if w.then != nil {
		w.then()
	}
	w.then = nil
	return io.Discard.Write(data)
}

func TestADownloadEndsWhereTheFileIsVoid(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.pieces(t)
		ready, err := w.Ready(t.Context(), demo, made.ID)
		require.NoError(t, err)
		err = w.Write(t.Context(), ready, &teller{func() { require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 5, nil)) }})
		require.True(t, app.Is(err, app.NotFound), err)
	})
}

func TestAFileThatIsRemovedOrStoppedLeavesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		made := w.pieces(t)
		require.NoError(t, w.store.DeleteExport(t.Context(), demo, made.ID))
		begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		w.Slice = time.Nanosecond
		for range 7 {
			_, err = w.Drain(t.Context(), demo, begun.ID)
			require.NoError(t, err)
		}
		require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 5, nil)) // it begins again
		require.NoError(t, w.store.CancelExport(t.Context(), demo, begun.ID))
		due, err := w.store.DueExports(t.Context(), time.Now(), 10)
		require.NoError(t, err)
		require.Len(t, due, 1)
		w.drained(t, begun.ID)
		for _, id := range []string{made.ID, begun.ID} {
			notes, err := w.store.ExportNotes(t.Context(), demo, id)
			require.NoError(t, err)
			require.Empty(t, notes)
		}
	})
}

// An answer that is taken back is in no file of another survey, or of other days.
func TestAnAnswerTakenBackVoidsOnlyFilesThatMayHoldIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.says(t, 7, answer("why", app.KindText, "words")) // on 2026-11-20
		files := map[string]app.ExportState{}
		for state, filters := range map[app.ExportState][]find.Filter{
			app.ExportVoid: {{}, {Survey: w.asked.Survey}, {From: "2026-11-20", To: "2026-11-20"}},
			app.ExportDone: {{Survey: "another"}, {To: "2026-11-17"}, {From: "2026-11-23"}},
		} {
			for _, filter := range filters {
				made := w.made(t, filter, app.ExportCSV)
				require.Equal(t, app.ExportDone, made.State)
				files[made.ID] = state
			}
		}
		w.takesBack(t, 7, "why")
		for id, state := range files {
			one, err := w.store.Export(t.Context(), demo, id)
			require.NoError(t, err)
			require.Equal(t, state, one.State, string(one.Filter))
		}
		require.NoError(t, w.store.EraseCustomer(t.Context(), demo, 7, nil))
		for id := range files {
			one, err := w.store.Export(t.Context(), demo, id)
			require.NoError(t, err)
			require.Equal(t, app.ExportVoid, one.State, "an erasure voids all")
		}
	})
}

// What nobody sees in the list takes no place.
func TestOnlyFilesThatAreThereCount(t *testing.T) {
	t.Parallel()
	clocked(t, func(t *testing.T, w *world, pass func(time.Duration)) {
		for range app.MostExports {
			begun, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
			require.NoError(t, err)
			require.NoError(t, w.store.CancelExport(t.Context(), demo, begun.ID))
		}
		for range app.MostExports {
			require.Equal(t, app.ExportDone, w.made(t, find.Filter{}, app.ExportCSV).State)
		}
		_, err := w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.True(t, app.Is(err, app.Conflict), err)
		pass(app.ExportKept + time.Hour)
		_, err = w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.NoError(t, err)
	})
}
