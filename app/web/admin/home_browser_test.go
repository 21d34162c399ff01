package admin_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/web/browsertest"
)

// desk is a merchant before the built admin.
type desk struct {
	*bench
	*browsertest.Window
}

func newDesk(t *testing.T) desk {
	t.Helper()
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	b.install(demo)
	require.Equal(t, 200, b.call("PUT", "/home/guide", demo, told{"dismissed": true}, nil))
	return desk{b, browsertest.Open(t)}
}

// visit opens a page of the app.
func (d desk) visit(path string) {
	d.Helper()
	d.Do("open "+path, chromedp.Navigate(d.shop+"/admin/apps/askwell"+path), chromedp.WaitVisible(chromedp.CSS(browsertest.Frame)))
}

// rows waits until a table has so many rows, and returns what they say.
func (d desk) rows(many int) (rows []string) {
	d.Helper()
	require.Eventually(d.bench, func() bool {
		rows = d.InsideAll(`function () { return [...this.querySelectorAll('s-table-row')].map((row) => row.textContent); }`)
		return len(rows) == many
	}, browsertest.Patience, 50*time.Millisecond, "%d rows", many)
	return rows
}

// says waits until the page says something.
func (d desk) says(words string) {
	d.Helper()
	require.Eventually(d.bench, func() bool { return strings.Contains(d.InsideText(), words) }, browsertest.Patience, 50*time.Millisecond, words)
}

// linked is a survey that has no block.
func linked() app.Document {
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceLink}
	return doc
}

const banner = `s-banner[heading=%q] s-button`

// TestAMerchantIsLedFromEveryTroubleToWhatItIsAbout follows each button of the first
// screen, and sees what it has promised.
func TestAMerchantIsLedFromEveryTroubleToWhatItIsAbout(t *testing.T) {
	d := newDesk(t)
	d.connected()
	made := d.published(linked())
	for customer := range app.CustomerID(3) {
		d.answered(made.ID, app.ResponseID(uuid.NewString()), 71+customer, `"podcast"`, time.Now())
	}
	d.visit("/")
	d.Inside(`s-section[accessibilitylabel="How things stand"] s-icon[tone="success"]`) // what has just come is no trouble

	hour := time.Now().Add(-time.Hour).UnixMilli()
	d.exec(fmt.Sprintf("UPDATE deliveries SET created_at = %d, reason = 'shopify did not answer'", hour))
	d.exec("UPDATE deliveries SET state = 'parked', reason = 'the customer is gone' WHERE id = (SELECT MIN(id) FROM deliveries WHERE destination_id = 'shopify')")
	require.NoError(t, d.store.PauseLane(t.Context(), demo, "tool"))
	d.visit("/")
	d.Inside(`s-banner[heading="Memory is paused by you"]`)
	d.Inside(`s-banner[heading="Shopify refused one delivery"]`)
	require.NotContains(t, d.InsideText(), "Everything works")
	d.Pictures("home-lanes")
	d.AccessibleInside("destinations in trouble")

	d.ClickInside(fmt.Sprintf(banner, "Shopify refused one delivery"))
	require.Contains(t, d.rows(1)[0], "The customer is gone.")
	require.Equal(t, "destination=shopify&state=parked", d.Address().RawQuery)
	d.Pictures("deliveries-refused")
	d.Do("come back to it", chromedp.Reload())
	d.Inside(`s-table-row s-badge[tone="critical"]`)
	d.rows(1)
	d.Do("see all of them", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/deliveries"]`)))
	d.rows(6) // and those to the tool
	require.Empty(t, d.Address().RawQuery)

	d.visit("/")
	d.ClickInside(fmt.Sprintf(banner, "Answers wait for Shopify longer than they should"))
	for _, row := range d.rows(2) {
		require.Contains(t, row, "Shopify did not answer.")
	}

	d.visit("/")
	d.ClickInside(fmt.Sprintf(banner, "Memory is paused by you"))
	require.Eventually(t, func() bool {
		lanes, err := d.store.Lanes(t.Context(), demo)
		return err == nil && !strings.Contains(fmt.Sprint(lanes), app.PausedByHand)
	}, browsertest.Patience, 50*time.Millisecond)
	require.Eventually(t, func() bool { return !strings.Contains(d.InsideText(), "is paused by you") }, browsertest.Patience, 50*time.Millisecond)

	d.exec("UPDATE destinations SET problem = 'the list is gone' WHERE id = 'tool'")
	d.ClickInside(fmt.Sprintf(banner, "Memory has a problem"))
	d.Inside(`s-page[heading="Memory"] s-banner[tone="warning"]`)
	d.says("The list is gone.")
}

// TestADestinationsPageSaysSinceWhenItIsBehind reads how a lane goes, and follows each
// number to what it counts.
func TestADestinationsPageSaysSinceWhenItIsBehind(t *testing.T) {
	d := newDesk(t)
	made := d.published(linked())
	for customer := range app.CustomerID(3) {
		d.answered(made.ID, app.ResponseID(uuid.NewString()), 71+customer, `"podcast"`, time.Now())
	}
	now := time.Now()
	d.exec(fmt.Sprintf("UPDATE deliveries SET created_at = %d, reason = 'shopify did not answer'", now.Add(-2*time.Hour).UnixMilli()))
	d.exec("UPDATE deliveries SET state = 'parked' WHERE id = (SELECT MIN(id) FROM deliveries)")
	d.exec(fmt.Sprintf("UPDATE lanes SET delivered_at = %d, throttled_until = %d", now.Add(-3*time.Hour).UnixMilli(), now.Add(30*time.Minute).UnixMilli()))
	d.visit("/destinations/shopify")
	d.says("From 2 hours ago. Shopify did not answer.")
	d.says("3 hours ago")
	d.says("it has asked to be left alone until then")
	d.Inside(`s-section[heading="State"] s-badge[tone="warning"]`)
	d.Pictures("destination-behind")
	d.AccessibleInside("a destination that is behind")
	d.ClickInside(`s-section[heading="State"] s-link[href*="state=waiting"]`)
	d.rows(2)
	d.visit("/destinations/shopify")
	d.ClickInside(`s-section[heading="State"] s-link[href*="state=parked"]`)
	d.rows(1)
	d.Inside(`s-table-row s-badge[tone="critical"]`)
}

// TestABlockThatIsNotPlacedIsMissedAndOneNobodyKnowsOfIsNoSuccess looks at surfaces of
// the customer account, and at what is said while Shopify does not answer.
func TestABlockThatIsNotPlacedIsMissedAndOneNobodyKnowsOfIsNoSuccess(t *testing.T) {
	d := newDesk(t)
	doc := document("heard")
	doc.Placements = []app.Surface{app.SurfaceOrderStatus, app.SurfaceAccount}
	d.answered(d.published(doc).ID, app.ResponseID(uuid.NewString()), 71, `"podcast"`, time.Now())
	answer := d.Hold("*/_sandbox/extensions*")
	d.visit("/")
	d.says("Whether your blocks are placed could not be checked")
	require.NotContains(t, d.InsideText(), "Everything works")
	require.Empty(t, d.InsideAll(`function () { return [...this.querySelectorAll('s-icon[tone="success"], s-banner')].map((one) => one.outerHTML); }`))
	d.Pictures("home-unchecked")
	d.AccessibleInside("blocks that could not be checked")
	answer()
	d.ClickInside(`s-section[accessibilitylabel="How things stand"] s-button`)
	d.Inside(`s-banner[heading="Order status page: the block is not placed"]`)
	d.Inside(`s-banner[heading="Customer account: the block is not placed"]`)
	d.Pictures("home-blocks")
	d.Tab(func() { d.ClickInside(fmt.Sprintf(banner, "Order status page: the block is not placed")) }, func(editor *browsertest.Window) {
		editor.Do("the editor is open at that page", chromedp.WaitVisible(chromedp.CSS("h1")))
		require.Equal(t, "order-status", editor.Address().Query().Get("page"))
		require.Contains(t, editor.Text("h1"), "Checkout")
	})
}

// TestAMerchantIsToldWhatToDoWhenShopifysNewsDoNotCome follows both troubles with news to
// the page about them.
func TestAMerchantIsToldWhatToDoWhenShopifysNewsDoNotCome(t *testing.T) {
	d := newDesk(t)
	made := d.published(linked())
	for n := range 4 {
		_, err := d.store.RecordResponse(t.Context(), demo, store.Submitted{Response: app.Response{
			ID: app.ResponseID(uuid.NewString()), Survey: made.ID, Version: 1, Surface: app.SurfaceThankYou, Locale: "en", Order: app.OrderID(9000 + n), SubmittedAt: time.Now().Add(-time.Hour), Complete: true,
		}})
		require.NoError(t, err)
	}
	d.visit("/")
	d.ClickInside(fmt.Sprintf(banner, "Shopify’s updates do not arrive"))
	d.Inside(`s-page[heading="Shopify’s updates"] s-badge[tone="critical"]`)
	d.says("Shopify has told of 0 of 4")
	d.says("Not within the last seven days")
	d.Pictures("hearing-silent")
	d.AccessibleInside("updates that do not come")

	hook := func(id string, at time.Time) {
		_, err := d.store.ReceiveWebhook(t.Context(), demo, app.Webhook{ID: id, Topic: "orders/updated", ReceivedAt: at})
		require.NoError(t, err)
	}
	hook("a", time.Now())
	require.NoError(t, d.store.FinishWebhook(t.Context(), demo, "a", ""))
	d.ClickInside(`s-section[heading="How they come in"] s-button`)
	d.says("Updates come, but none of orders.")

	hook("b", time.Now().Add(-time.Hour))
	require.NoError(t, d.store.DeferWebhook(t.Context(), demo, "b", time.Now(), "the shop is busy"))
	d.visit("/")
	d.ClickInside(fmt.Sprintf(banner, "One update from Shopify waits to be read"))
	row := d.rows(1)[0]
	require.Contains(t, row, "orders/updated")
	require.Contains(t, row, "The shop is busy.")
	d.Pictures("hearing-late")
	d.AccessibleInside("updates that wait")
	d.Fits("updates that wait")
}
