package admin_test

import (
	"encoding/csv"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantTakesResponsesAlongAsAFile narrows the responses, has a file made, watches
// it, thinks better of one, and reads the other.
func TestAMerchantTakesResponsesAlongAsAFile(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	survey := b.published(heard())
	b.tells(survey.ID)
	exporter := &export.Exporter{Store: b.store, Page: 60, Slice: 1}
	work := func(times int) {
		t.Helper()
		for range times {
			due, err := b.store.Exports(t.Context(), demo)
			require.NoError(t, err)
			_, err = exporter.Drain(t.Context(), demo, due[0].ID)
			require.NoError(t, err)
		}
	}
	const (
		ask     = `s-button[commandfor="export-responses"]`
		dialog  = `s-modal#export-responses `
		running = `s-section[heading="Files"] s-badge[tone="info"]`
	)

	w.Do("look at what one survey was answered", chromedp.Navigate(b.shop+"/admin/apps/askwell/responses?survey="+string(survey.ID)+"&question=source&value=*"))
	w.Inside("s-table-row")
	w.ClickInside(ask)
	w.Inside(dialog + `s-choice[value="parquet"]`)
	w.Pictures("export-ask")
	w.AccessibleInside("asking for a file")
	w.ClickInside(dialog + `s-button[variant="primary"]`)
	w.Inside(running)
	work(2)
	w.Inside(`s-section[heading="Files"] s-progress[value="120"]`)
	w.Pictures("export-running")
	w.AccessibleInside("a file that is being made")
	work(9)
	w.Inside(`s-section[heading="Files"] s-badge[tone="success"]`)
	w.Pictures("export-ready")
	w.AccessibleInside("a file that is ready")

	folder := w.Saving()
	w.ClickInside(`s-section[heading="Files"] s-button[accessibilitylabel^="Download"]`)
	list, err := b.store.Exports(t.Context(), demo)
	require.NoError(t, err)
	name := "responses-" + list[0].CreatedAt.UTC().Format("2006-01-02-1504") + ".csv"
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(w.Saved(folder, name)), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+48, "of 240 responses every fifth wrote something of its own")

	w.ClickInside(ask)
	w.ClickInside(dialog + `s-choice[value="parquet"]`)
	w.ClickInside(dialog + `s-button[variant="primary"]`)
	w.ClickInside(`s-section[heading="Files"] s-button[accessibilitylabel^="Cancel"]`)
	w.Inside(`s-section[heading="Files"] s-badge[tone="neutral"]`)
	list, err = b.store.Exports(t.Context(), demo)
	require.NoError(t, err)
	require.Equal(t, []any{app.ExportParquet, app.ExportCancelled}, []any{list[0].Format, list[0].State})
	require.NoError(t, b.store.EraseCustomer(t.Context(), demo, 0, []app.OrderID{5}))
	w.Do("come back later", chromedp.Reload())
	w.Inside(`s-section[heading="Files"] s-badge[tone="caution"]`)
	w.Pictures("export-void")
	w.AccessibleInside("a file that was removed")
	for left := range 2 {
		w.ClickInside(`s-section[heading="Files"] s-button[accessibilitylabel^="Remove"]`)
		require.Eventually(t, func() bool {
			list, err := b.store.Exports(t.Context(), demo)
			return err == nil && len(list) == 1-left
		}, browsertest.Patience, 50*time.Millisecond)
		if left == 0 {
			w.Inside(`s-section[heading="Files"] [accessibilityrole="list-item"]:only-child`) // the page has heard of it, too
		}
	}
}
