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
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantSaysWhatAnswersMayBeUsedFor changes a purpose and takes another change
// back.
func TestAMerchantSaysWhatAnswersMayBeUsedFor(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	const bar = ".host-save-bar"
	const open = `s-button[accessibilitylabel="Change Research"]`

	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin"))
	w.Do("go to the settings", chromedp.WaitVisible(chromedp.CSS(`#askwell-nav a[href="/settings"]`)), chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/settings"]`)))
	w.Inside(open)
	w.Pictures("purposes")
	w.AccessibleInside("the purposes")
	w.ClickInside(open)
	w.Inside(`s-box s-choice-list`)
	w.Pictures("purpose")
	w.AccessibleInside("a purpose")

	w.ClickInside(`s-box s-text-field[label="What you call it"]`)
	w.Do("rename it", chromedp.KeyEvent(kb.End+" and more"), chromedp.WaitVisible(chromedp.CSS(bar+" .primary")))
	w.Do("take it back", chromedp.Click(chromedp.CSS(bar+" button:not(.primary)")), chromedp.WaitNotPresent(chromedp.CSS(bar)))
	w.ClickInside(`s-box s-choice[value="email"]`)
	w.Do("save", chromedp.WaitVisible(chromedp.CSS(bar+" .primary")), chromedp.Click(chromedp.CSS(bar+" .primary")), chromedp.WaitNotPresent(chromedp.CSS(bar)))
	require.Eventually(t, func() bool {
		shop, err := b.store.Shop(t.Context(), demo)
		return err == nil && len(shop.Purposes) > 4 && len(shop.Purposes[4].Channels) == 2
	}, browsertest.Patience, 50*time.Millisecond)
	shop, err := b.store.Shop(t.Context(), demo)
	require.NoError(t, err)
	want := app.DefaultPurposes()
	want[4].Channels = []app.Channel{app.ChannelEmail, app.ChannelPersonalisation}
	require.Equal(t, want, shop.Purposes)
}
