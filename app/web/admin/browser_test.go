package admin_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantEditsPublishesAndWatches drives the built admin in the sandbox's
// admin frame, over real session tokens.
func TestAMerchantEditsPublishesAndWatches(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	draft := document("heard")
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made)

	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys"))
	w.Inside("s-table-row")
	w.Pictures("surveys")
	w.ClickInside("s-table-row")

	w.Inside(`s-section s-text-field[label="Question"]`)
	w.Pictures("editor")
	w.ClickInside(`s-text-field[label="Question"]`)
	w.Do("type", chromedp.KeyEvent(" Tell us!"))
	w.Do("wait for the save bar", chromedp.WaitVisible(chromedp.CSS(".host-save-bar .primary")))
	w.Pictures("editing")
	w.Do("save", chromedp.Click(chromedp.CSS(".host-save-bar .primary")), chromedp.WaitVisible(chromedp.CSS(".host-toast")), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	saved, err := b.store.Survey(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Contains(t, saved.Draft.Questions[0].Prompt["en"], "Tell us!")

	w.ClickInside(`s-button[variant="primary"]`)
	require.Eventually(t, func() bool {
		saved, err = b.store.Survey(t.Context(), demo, made.ID)
		return err == nil && saved.Version == 1
	}, browsertest.Patience, 50*time.Millisecond)

	w.Do("go to the responses", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/responses"]`)))
	w.Inside("s-heading")
	w.Pictures("no-responses")
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 77, `"podcast"`, time.Now())
	w.Inside("s-table-row") // it arrives by itself
	w.Pictures("responses")
}

// TestAMerchantIsLedToWhatIsMissing fills in the one text that keeps a survey from
// being published, by way of the list beside the languages.
func TestAMerchantIsLedToWhatIsMissing(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	draft := document("heard")
	draft.Questions[0].Get, draft.Questions[0].Mapping = nil, app.WriteBack{}
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made)

	w.Do("open the survey", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys"))
	w.ClickInside("s-table-row")
	w.Inside(`s-section[heading="Worth a look"] s-list-item`)
	w.Pictures("missing")
	require.Eventually(t, func() bool { // a preview that is still growing moves the button away from under the pointer
		w.ClickInside(`s-section[heading="Missing texts"] s-button`)
		return len(w.InsideAll(`function () { return this.querySelector('s-text-field[label="What shoppers get for it"]:focus-within') ? ['there'] : [] }`)) > 0
	}, browsertest.Patience, time.Second)
	w.Do("type into the field that was gone to", chromedp.KeyEvent("A better fit."))
	w.Do("save", chromedp.WaitVisible(chromedp.CSS(".host-save-bar .primary")), chromedp.Click(chromedp.CSS(".host-save-bar .primary")), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	saved, err := b.store.Survey(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Equal(t, "A better fit.", saved.Draft.Questions[0].Get["en"])
	w.ClickInside(`s-button[variant="primary"]`)
	require.Eventually(t, func() bool {
		saved, err = b.store.Survey(t.Context(), demo, made.ID)
		return err == nil && saved.Version == 1
	}, browsertest.Patience, 50*time.Millisecond)
}
