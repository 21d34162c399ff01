package admin_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/privacy"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/app/web/browsertest"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// TestAMerchantSeesWhatPrivacyAsksOfHer walks from the home screen to what is left to
// do, hands on an export, keeps a receipt and reads who read what.
func TestAMerchantSeesWhatPrivacyAsksOfHer(t *testing.T) {
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	w := browsertest.Open(t)
	b.install(demo)
	const (
		privacyLink   = `#askwell-nav a[href="/privacy"]`
		requests      = `s-section[heading="Who wants their data"] `
		erasures      = `s-section[heading="Erasures"] `
		dataMap       = `s-section[heading="What is asked and kept, and what becomes of it"] `
		receiptButton = `s-button[accessibilitylabel^="Download the signed receipt"]`
		readingsList  = `s-section[heading="Who read personal data"] `
	)

	w.Do("open the admin", chromedp.Navigate(b.shop+"/admin"))
	w.Do("go to privacy", chromedp.WaitVisible(chromedp.CSS(privacyLink)), chromedp.Click(chromedp.CSS(privacyLink)))
	w.Inside(readingsList + "s-paragraph")
	w.Inside(requests + "s-paragraph")
	w.Inside(erasures + "s-paragraph")
	w.Inside(dataMap + "s-button")
	w.Pictures("privacy-empty")
	w.AccessibleInside("privacy, of nobody")

	b.suffers()
	w.Do("come back another day", chromedp.Navigate(b.shop+"/admin"))
	w.Inside(`s-section s-button[accessibilitylabel="Privacy: One erasure is yours to finish by hand"]`)
	w.Pictures("privacy-home")
	w.AccessibleInside("what privacy asks of her, at home")
	w.ClickInside(`s-section s-button[href="/privacy"]`)

	folder := w.Saving()
	w.Inside(requests + `s-link[href="/people/42"]`)
	w.Inside(erasures + receiptButton)
	w.Inside(readingsList + "s-table")
	w.Pictures("privacy")
	w.AccessibleInside("privacy")
	w.ClickInside(requests + `s-button[accessibilitylabel="Download the data of customer 42 as a page"]`)
	require.Contains(t, string(w.Saved(folder, "customer-42.html")), "A podcast")
	w.Do("take the data with the keyboard alone", chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	var data app.PersonalData
	require.NoError(t, json.Unmarshal(w.Saved(folder, "customer-42.json"), &data))
	require.Equal(t, app.CustomerID(42), data.Customer)

	list, err := b.store.Erasures(t.Context(), demo, store.Before{}, 200)
	require.NoError(t, err)
	done := list[1]
	w.ClickInside(erasures + receiptButton)
	receipt, _, err := privacy.Verify(storetest.Keys(t), w.Saved(folder, "erasure-"+done.ErasedAt.UTC().Format(time.DateOnly)+"-"+done.ID[len(done.ID)-6:]+".json"))
	require.NoError(t, err, "what a merchant keeps proves it")
	require.Equal(t, done.ID, receipt.ID)

	w.ClickInside(dataMap + `s-button[accessibilitylabel="Show its question: How did you hear about us?"]`)
	w.Inside(dataMap + "s-table-row s-badge, " + dataMap + "s-table-row s-text")
	w.ClickInside(dataMap + `s-button[accessibilitylabel$="Everything that is kept of people"]`)
	w.Inside(dataMap + `s-button[accessibilitylabel="Hide: Everything that is kept of people"]`)
	w.Pictures("privacy-map")
	w.AccessibleInside("the data map")
	w.ClickInside(dataMap + `s-button[accessibilitylabel="Hide: Everything that is kept of people"]`)

	for range 34 { // past the people of the page, to the button that turns it
		w.Do("go on", chromedp.KeyEvent(kb.Tab))
	}
	w.Do("turn the page with the keyboard alone", chromedp.KeyEvent(kb.Enter))
	w.Inside(readingsList + "s-table[haspreviouspage]:not([hasnextpage])")
	w.Pictures("privacy-readings")
	w.AccessibleInside("who read what, its last page")
}

// suffers gives the shop a month with everything in it.
func (b *bench) suffers() {
	b.Helper()
	p := b.begin(26 * 24 * time.Hour)
	p.at["liar"].Break(integrationtest.Liar)
	for _, customer := range []app.CustomerID{41, 42, 43} {
		p.says(customer)
	}
	p.erase(41, "w-1")
	p.live(40)
	p.at["sleeper"].Break(integrationtest.Down)
	p.erase(43, "shopper/2")
	p.live(40)
	p.now = time.Now()
	p.wants(42, "data_request/9")
	for i := range 150 {
		reading := app.AuditEntry{At: p.now.Add(time.Duration(i-150) * time.Hour), Actor: "user/7", Action: "list"}
		switch i % 3 {
		case 1:
			reading.Action, reading.Subject = "read", "customer/42"
		case 2:
			reading.Actor, reading.Action, reading.Subject = "shopify", "export", fmt.Sprintf("%064x", i)
		}
		require.NoError(b, b.store.Audit(b.Context(), demo, reading))
	}
}
