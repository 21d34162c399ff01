package admin_test

import (
	"io/fs"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantMakesAKeyAndEndsIt makes a key, uses it, finds what it did in the audit
// log and revokes it; and reads what programs can do.
func TestAMerchantMakesAKeyAndEndsIt(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin"))
	w.Do("go to the settings", chromedp.WaitVisible(chromedp.CSS(`#askwell-nav a[href="/settings"]`)), chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/settings"]`)))
	w.ClickInside(`s-link[href="/settings/keys"]`)
	w.Inside(`s-text-field[label="Name"]`)
	w.Pictures("keys-none")
	w.ClickInside(`s-text-field[label="Name"]`)
	w.Do("name it", chromedp.KeyEvent("Warehouse"))
	w.ClickInside(`s-choice-list[name="scope-surveys"] s-choice[value="read"]`)
	w.ClickInside(`s-section[heading="Make a key"] s-button[variant="primary"]`)
	w.Inside(`s-banner[heading="Copy the key now"]`)
	w.Pictures("keys-made")
	w.AccessibleInside("a key that was made")
	keys, err := b.store.APIKeys(t.Context(), demo, store.AfterKey{}, 2)
	require.NoError(t, err)
	require.Len(t, keys, 1)
	require.Equal(t, []any{"Warehouse", []app.Scope{app.ScopeSurveysRead}}, []any{keys[0].Name, keys[0].Scopes})
	require.WithinDuration(t, time.Now().Add(90*24*time.Hour), keys[0].ExpiresAt, time.Hour)

	w.ClickInside(`s-button[accessibilitylabel="Revoke Warehouse"]`)
	w.ClickInside(`s-modal s-button[slot="primary-action"]`)
	require.Eventually(t, func() bool {
		now, _, err := b.store.APIKeyByID(t.Context(), keys[0].ID)
		return err == nil && !now.RevokedAt.IsZero()
	}, browsertest.Patience, 50*time.Millisecond)

	w.Do("back to the settings", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/settings"]`)))
	w.ClickInside(`s-link[href="/settings/audit"]`)
	w.Inside(`s-table-row`)
	w.Pictures("audit")
	w.AccessibleInside("the audit log")
	w.ClickInside(`s-select[label="Show"]`)
	w.Do("ask who read", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("Who read"))
	require.Eventually(t, func() bool { return w.Address().Query().Get("kind") == "readings" }, browsertest.Patience, 50*time.Millisecond)
	w.Do("come back to it", chromedp.Reload())
	chosen := func(kind string) {
		t.Helper()
		require.Eventually(t, func() bool {
			return slices.Equal(w.InsideAll(`() => [...document.querySelectorAll('s-select[label="Show"]')].map((field) => field.value)`), []string{kind})
		}, browsertest.Patience, 50*time.Millisecond)
	}
	chosen("readings")
	w.Do("leave", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/settings"]`)))
	w.Inside(`s-link[href="/settings/keys"]`)
	w.Do("go back", chromedp.NavigateBack())
	chosen("readings")

	w.Do("read what programs can do", chromedp.Navigate(b.app+"/api/docs"), chromedp.WaitVisible(chromedp.CSS("#post-keys")))
	w.Pictures("docs")
}
