package admin_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantStartsFromATemplate installs one by mouse and one by keyboard.
func TestAMerchantStartsFromATemplate(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	live := func(handle string) func() bool {
		return func() bool {
			s, err := b.store.SurveyByHandle(t.Context(), demo, handle)
			return err == nil && s.Version == 1
		}
	}
	const install = `s-button[accessibilitylabel^="Install and publish"]`

	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys"))
	w.Inside(install)
	w.Pictures("templates")
	w.ClickInside(`s-button[accessibilitylabel="Install and publish Birthday"]`)
	require.Eventually(t, live("birthday"), browsertest.Patience, 50*time.Millisecond)
	w.Inside(`s-section s-text-field[label="Question"]`) // its survey is open
	w.Pictures("template-installed")

	w.Do("go to the surveys", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/surveys"]`)))
	w.Inside(`s-button[accessibilitylabel="Open Birthday"]`)
	w.Pictures("templates-beside-surveys")
	w.AccessibleInside("the templates")
	w.ClickInside(`s-box[accessibilityrole="list-item"]:nth-of-type(6) s-heading`) // the keyboard goes on from there
	w.Do("install with the keyboard", chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	require.Eventually(t, live("delivery"), browsertest.Patience, 50*time.Millisecond)
}
