package admin_test

import (
	"encoding/csv"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/export"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantFindsWhatPeopleWroteAndSaysWhatItMeans looks for words, takes some for an
// option and some for a name, thinks better of one, and has the answers as a file, called
// as she says.
func TestAMerchantFindsWhatPeopleWroteAndSaysWhatItMeans(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	survey := b.published(heard())
	for i, text := range []string{"TikTok", "tik tok", "Tik-Tok!", "TikTok", "a frieend", "My sister, Åsa", "TIK TOK live", "TikTik", "tiktokk", "an ad on the tram"} {
		b.answered(survey.ID, app.ResponseID(uuid.NewString()), app.CustomerID(i+1), `{"other":"`+text+`"}`, time.Now().Add(-time.Duration(i)*time.Hour))
	}
	for i := range 4 {
		b.answered(survey.ID, app.ResponseID(uuid.NewString()), app.CustomerID(i+20), `"podcast"`, time.Now().Add(-time.Duration(i)*time.Minute))
	}
	const (
		names  = `s-section[heading="What people wrote"] `
		tiktok = names + `s-box:has(s-button[accessibilitylabel*="“TikTok”"]) `
	)

	w.Do("look at the responses", chromedp.Navigate(b.shop+"/admin/apps/askwell/responses"))
	w.Inside("s-table-row")
	w.ClickInside(`s-search-field[label="Search what people wrote"]`)
	w.Do("look for a word with an accent", chromedp.KeyEvent("asa sis"))
	w.Inside("s-table-row mark")
	require.Equal(t, "asa sis", w.Address().Query().Get("text"))
	w.Pictures("search")
	w.AccessibleInside("what was looked for")
	w.Do("look for something nobody wrote", chromedp.KeyEvent(" zebra"))
	w.Inside(`s-section[accessibilitylabel="No response is like that"] s-button`)
	w.Pictures("search-none")
	w.ClickInside(`s-section[accessibilitylabel="No response is like that"] s-button`)

	w.Do("look at all responses", chromedp.Navigate(b.shop+"/admin/apps/askwell/responses"))
	const wanted = `s-section[accessibilitylabel="What people wrote themselves"] `
	w.Inside(wanted + `s-button`)
	w.Pictures("names-wanted")
	w.AccessibleInside("where names are wanted")
	w.ClickInside(wanted + `s-button[accessibilitylabel^="Name them"]`)
	w.Inside(names + `s-button[accessibilitylabel*="“a frieend”"]`)
	require.Equal(t, []string{string(survey.ID), "source"}, []string{w.Address().Query().Get("survey"), w.Address().Query().Get("question")})
	w.Pictures("names")
	w.AccessibleInside("what people wrote")
	w.ClickInside(tiktok + `s-choice[value="tiktik"]`)
	w.Inside(names + `s-button[accessibilitylabel^="Call it TikTok"]:not([accessibilitylabel*="“TikTik”"])`)
	w.ClickInside(tiktok + `s-button[accessibilitylabel^="Call "]`)
	w.Inside(names + `s-button[accessibilitylabel="Undo: TikTok"]`)
	w.Inside(names + `s-box:has(s-button[accessibilitylabel^="Call "]) s-select:focus`)
	w.Inside(names + `s-button[accessibilitylabel^="Call it TikTik"]`) // it is another name's
	w.ClickInside(names + `s-button[accessibilitylabel$="spellings: TikTok"]`)
	w.ScrollInside(names + `s-button[accessibilitylabel^="Take out: “tiktokk”"]`)
	w.Pictures("names-holds")
	w.AccessibleInside("what a name holds")
	w.ClickInside(names + `s-button[accessibilitylabel="Take out: “tiktokk”, of TikTok"]`)
	w.Inside(names + `s-button[accessibilitylabel^="Take out: "]:focus`)
	require.Eventually(t, func() bool {
		var board struct{ Named []struct{ Texts []told } }
		require.Equal(t, http.StatusOK, b.call("GET", "/surveys/"+string(survey.ID)+"/written/source", demo, nil, &board))
		return len(board.Named) == 1 && len(board.Named[0].Texts) == 3
	}, browsertest.Patience, 50*time.Millisecond, "one spelling leaves alone")
	w.ClickInside(names + `s-box:has(s-button[accessibilitylabel*="“My sister"]) s-select`)
	w.Do("choose an option with the keyboard", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("From"))
	w.ClickInside(names + `s-button[accessibilitylabel*="“My sister"][accessibilitylabel*="From a friend"]`)
	w.Inside(names + `s-button[accessibilitylabel^="Undo: From a friend"]`)
	w.Pictures("names-named")
	w.AccessibleInside("what is called something")
	w.ClickInside(names + `s-button[accessibilitylabel^="Undo: From a friend"]`)
	w.Inside(names + `s-button[accessibilitylabel*="“My sister"]`)

	w.ClickInside(names + `s-button[accessibilitylabel="Show them: TikTok"]`)
	w.Inside(`s-clickable-chip[accessibilitylabel*="TikTok"]`)
	require.Equal(t, "name:TikTok", w.Address().Query().Get("value"))
	w.Pictures("names-shown")
	w.ClickInside(`s-button[commandfor="export-responses"]`)
	w.ClickInside(`s-modal#export-responses s-button[variant="primary"]`)
	w.Inside(`s-section[heading="Files"] s-badge[tone="info"]`)
	list, err := b.store.Exports(t.Context(), demo)
	require.NoError(t, err)
	_, err = (&export.Exporter{Store: b.store}).Drain(t.Context(), demo, list[0].ID)
	require.NoError(t, err)
	folder := w.Saving()
	w.ClickInside(`s-section[heading="Files"] s-button[accessibilitylabel^="Download"]`)
	name := "responses-" + list[0].CreatedAt.UTC().Format("2006-01-02-1504") + ".csv"
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(w.Saved(folder, name)), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+4)
	require.Equal(t, []string{"source", "source:written"}, rows[0][10:12])
	require.Equal(t, []string{"TikTok", "tik tok"}, rows[2][10:12], "as it is called, and as it was written")
}
