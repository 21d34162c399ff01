package export_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
	"github.com/askwell/askwell/app/store"
)

// much answers everything.
func (w *world) much(t *testing.T, who app.CustomerID, why string) app.Response {
	t.Helper()
	return w.says(t, who,
		answer("source", app.KindChoice, map[string]string{"other": "my sister"}), answer("tastes", app.KindChoices, []string{"friend", "podcast"}),
		answer("score", app.KindNumber, 9), answer("again", app.KindBoolean, true), answer("day", app.KindDate, "2026-12-24"), answer("why", app.KindText, why))
}

func TestACSVHasAColumnForEachQuestionAndALineForEachResponse(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		first := w.much(t, 7, "Because, \"well\",\nit is blåbär")
		second := w.says(t, 0, answer("source", app.KindChoice, "podcast"))
		done := w.made(t, find.Filter{Survey: w.asked.Survey}, app.ExportCSV)
		require.Equal(t, []any{app.ExportDone, 2, 2, 2, true}, []any{done.State, done.Total, done.Looked, done.Rows, done.Counted})
		require.Equal(t, []map[string]string{
			{
				"Response": string(second.ID), "Submitted": "2026-11-20T13:00:02+01:00", "Survey": "how", "Version": "1", "Surface": "theme", "Language": "en",
				"Complete": "true", "Customer": "", "Order": "", "Country": "", "source": "A podcast", "source:written": "",
				"tastes": "", "score": "", "again": "", "day": "", "why": "",
			},
			{
				"Response": string(first.ID), "Submitted": "2026-11-20T13:00:01+01:00", "Survey": "how", "Version": "1", "Surface": "theme", "Language": "en",
				"Complete": "true", "Customer": "7", "Order": "", "Country": "", "source": "my sister", "source:written": "my sister",
				"tastes": "A friend; A podcast", "score": "9", "again": "true", "day": "2026-12-24", "why": "Because, \"well\",\nit is blåbär",
			},
		}, rows(t, w.file(t, done.ID)))
	})
}

// What begins like a formula is none once a spreadsheet has read it; a number of ours stays
// one.
func TestNoCellOfACSVIsAFormula(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		hostile := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tsum", "＝1+1", `=HYPERLINK("http://x","y")`}
		for _, one := range hostile {
			w.says(t, 0, answer("why", app.KindText, one), answer("source", app.KindChoice, map[string]string{"other": one}), answer("score", app.KindNumber, -5))
		}
		list := rows(t, w.file(t, w.made(t, find.Filter{}, app.ExportCSV).ID))
		require.Len(t, list, len(hostile))
		for i, one := range list {
			said := hostile[len(hostile)-1-i]
			require.Equal(t, []string{"'" + said, "'" + said, "'" + said, "-5"}, []string{one["how/why"], one["how/source"], one["how/source:written"], one["how/score"]})
		}
	})
}

// answered is a line as a reader of Parquet has it.
type answered struct {
	Response  string
	Submitted time.Time `parquet:",timestamp(millisecond)"`
	Version   int64
	Complete  bool
	Customer  *string
	Source    *string    `parquet:"source,optional"`
	Tastes    []string   `parquet:"tastes,optional,list"`
	Score     *float64   `parquet:"score,optional"`
	Again     *bool      `parquet:"again,optional"`
	Day       *time.Time `parquet:"day,optional,date"`
	Why       *string    `parquet:"why,optional"`
}

func TestAParquetFileHasTypedColumns(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.Page = 2 // several row groups
		var ids []string
		for i := range 5 {
			ids = append(ids, string(w.much(t, app.CustomerID(i+1), fmt.Sprint("=", i)).ID))
		}
		ids = append(ids, string(w.says(t, 0, answer("source", app.KindChoice, "podcast")).ID))
		done := w.made(t, find.Filter{Survey: w.asked.Survey}, app.ExportParquet)
		file := w.file(t, done.ID)
		read, err := parquet.Read[answered](bytes.NewReader(file), int64(len(file)))
		require.NoError(t, err)
		require.Len(t, read, 6)
		slices.Reverse(ids)
		for i, one := range read {
			require.Equal(t, ids[i], one.Response)
			require.WithinDuration(t, time.Date(2026, 11, 20, 12, 0, 6-i, 0, time.UTC), one.Submitted, 0)
		}
		require.Equal(t, []any{"A podcast", ([]string)(nil), (*float64)(nil), (*string)(nil)}, []any{*read[0].Source, read[0].Tastes, read[0].Score, read[0].Customer})
		full := read[5]
		require.Equal(t, []any{"my sister", []string{"A friend", "A podcast"}, 9.0, true, "=0", "1", int64(1), true},
			[]any{*full.Source, full.Tastes, *full.Score, *full.Again, *full.Why, *full.Customer, full.Version, full.Complete}, "nothing is defused where nothing counts")
		opened, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
		require.NoError(t, err)
		require.Len(t, opened.RowGroups(), 3)
		require.Equal(t, "Response", opened.Root().Columns()[0].Name(), "in the order of the survey")
	})
}

func TestAFileHasWhatItsFilterLeavesAndNothingSaidLater(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.Page = 3
		for i := range 10 {
			w.says(t, app.CustomerID(i%2), answer("source", app.KindChoice, []string{"podcast", "friend"}[i%2]))
		}
		begun, err := w.Begin(t.Context(), demo, find.Filter{Who: find.Guest}, app.ExportCSV, "user/7")
		require.NoError(t, err)
		_, err = w.store.RecordResponse(t.Context(), demo, store.Submitted{Visitor: "later", Response: app.Response{
			ID: "00000000-0000-4000-8000-000000000001", Survey: w.asked.Survey, Version: 1, Surface: app.SurfaceTheme, SubmittedAt: time.Now().Add(time.Hour),
			Answers: []app.Answer{answer("source", app.KindChoice, "podcast")},
		}})
		require.NoError(t, err)
		done := w.drained(t, begun.ID)
		require.Equal(t, []any{app.ExportDone, 10, 10, 5}, []any{done.State, done.Total, done.Looked, done.Rows})
		require.Len(t, rows(t, w.file(t, done.ID)), 5)
		empty := w.made(t, find.Filter{Country: "SE"}, app.ExportParquet)
		require.Zero(t, empty.Rows)
		none, err := parquet.Read[answered](bytes.NewReader(w.file(t, empty.ID)), empty.Size)
		require.NoError(t, err)
		require.Empty(t, none)
	})
}

func TestWhatIsNoFilterAndNoFormatMakesNoFile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		_, err := w.Begin(t.Context(), demo, find.Filter{}, "xlsx", "user/7")
		require.True(t, app.Is(err, app.Invalid), err)
		_, err = w.Begin(t.Context(), demo, find.Filter{From: "yesterday"}, app.ExportCSV, "user/7")
		require.True(t, app.Is(err, app.Invalid), err)
		for range app.MostExportsAtOnce {
			_, err = w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
			require.NoError(t, err)
		}
		_, err = w.Begin(t.Context(), demo, find.Filter{}, app.ExportCSV, "user/7")
		require.True(t, app.Is(err, app.Conflict), err)
	})
}
