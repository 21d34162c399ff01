package main

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// adaHolds reports whether the shop holds what Ada answered, and her own tag beside it.
func (r *running) adaHolds(answer bool) bool {
	r.t.Helper()
	ada := r.state().customer("ada@example.com")
	_, field := ada.Metafields["$app.source"]
	return slices.Contains(ada.Tags, "vip") && slices.Contains(ada.Tags, "askwell:source:podcast") == answer && field == answer
}

// TestAMerchantTakesBackWhatWasWrittenAndSendsItAgain follows an answer to where it went,
// takes it back there, and thinks better of it.
func TestAMerchantTakesBackWhatWasWrittenAndSendsItAgain(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	holds := func(answer bool, words string) {
		t.Helper()
		require.Eventually(t, func() bool { return sandbox.adaHolds(answer) }, patience, 50*time.Millisecond, words)
	}
	w.Do("open the deliveries before there are any", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/deliveries"))
	w.Inside("s-page s-heading")
	w.Pictures("deliveries-none")
	w.AccessibleInside("no deliveries")

	buy(w, sandbox.shop, "first-light", "ada@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))
	holds(true, "the answer never reached the shop")

	w.Do("see the answer", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/responses"))
	w.ClickInside(`s-table-row s-link[href^="/responses/"]`)
	w.Inside(`s-page[heading="Where these answers went"] s-badge[tone="success"]`)
	w.Pictures("trail")
	w.AccessibleInside("where an answer went")
	w.ClickInside(`s-link[href^="/deliveries/"]`)

	const written, again = `s-section[heading="What it wrote"] `, `s-section[heading="What became of it"] `
	w.Inside(written + "s-table-row")
	w.Inside(`s-section[heading="Every try"] s-table-row`)
	w.Pictures("delivery")
	w.AccessibleInside("a delivery")
	w.ClickInside(again + `s-button[commandfor^="undo-"]`)
	w.Inside(again + `s-modal[id^="undo-"] s-button[variant="primary"]`)
	w.Pictures("delivery-undo")
	w.AccessibleInside("what taking back does")
	w.ClickInside(again + `s-modal[id^="undo-"] s-button[slot="secondary-actions"]`)
	require.True(t, sandbox.adaHolds(true), "thought better of it")
	w.ClickInside(again + `s-button[commandfor^="undo-"]`)
	w.ClickInside(again + `s-modal[id^="undo-"] s-button[variant="primary"]`)
	holds(false, "what was taken back is still there, or her own tag is not")
	w.Inside(written + `s-badge[tone="neutral"]`)
	w.Inside(`s-banner[heading="Taken back"]`)
	w.Pictures("delivery-undone")
	w.AccessibleInside("what was taken back")

	w.ClickInside(`s-banner[heading="Taken back"] s-button`)
	holds(true, "what was sent again is not there")
	w.Inside(`s-banner[heading="Sent again"]`)
	w.Pictures("delivery-again")
}

// TestAMerchantTakesBackAllThatAFilterLeaves narrows the list, and does it with the
// keyboard alone.
func TestAMerchantTakesBackAllThatAFilterLeaves(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	buy(w, sandbox.shop, "first-light", "ada@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))
	require.Eventually(t, func() bool { return sandbox.adaHolds(true) }, patience, 50*time.Millisecond)

	w.Do("open the deliveries", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/deliveries"))
	w.Inside(`s-table-row s-badge[tone="success"]`)
	w.Pictures("deliveries")
	w.AccessibleInside("deliveries")
	w.ClickInside("s-search-field")
	w.Do("look for nobody", chromedp.KeyEvent("nobody@example.com"))
	w.Inside(`s-section[accessibilitylabel="Nothing like that"] s-button`)
	w.Pictures("deliveries-filtered")
	w.AccessibleInside("a filter that leaves nothing")
	w.ClickInside(`s-section[accessibilitylabel="Nothing like that"] s-button`)
	w.Inside("s-table-row s-checkbox")
	w.ClickInside(`s-checkbox[label="All on this page"]`)
	w.Inside(`s-button[commandfor="undo-chosen"]:not([disabled])`)
	w.Pictures("deliveries-chosen")
	w.AccessibleInside("deliveries that are chosen")
	w.Do("take them back", chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	w.Inside(`s-modal#undo-chosen s-button[variant="primary"]`)
	w.Pictures("deliveries-undo")
	w.ClickInside(`s-modal#undo-chosen s-button[variant="primary"]`)
	w.Inside(`s-banner[heading="Taken back"]`)
	require.Eventually(t, func() bool { return sandbox.adaHolds(false) }, patience, 50*time.Millisecond)
	w.Pictures("deliveries-undone")
	w.AccessibleInside("deliveries that were taken back")
}

// TestAMerchantDecidesWhoseValueStands removes a tag by hand, finds it missing, and has it
// written again.
func TestAMerchantDecidesWhoseValueStands(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	buy(w, sandbox.shop, "first-light", "ada@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))
	require.Eventually(t, func() bool { return sandbox.adaHolds(true) }, patience, 50*time.Millisecond)
	w.Do("open the differences", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/differences"))
	w.Inside(`s-section[accessibilitylabel="No differences known"]`)
	w.Pictures("differences-none")
	w.AccessibleInside("no differences")

	sandbox.post(sandbox.shop+"/_sandbox/direct?shop=demo-shop.myshopify.com", `{"query": "mutation { tagsRemove(id: \"`+
		sandbox.state().customer("ada@example.com").ID+`\", tags: [\"askwell:source:podcast\"]) { userErrors { message } } }"}`, http.StatusOK, nil)
	w.Inside("s-select s-option[value=shopify]")
	w.Inside("s-select")
	w.ClickInside("s-select")
	w.Do("choose the shop with the keyboard", chromedp.KeyEvent(kb.Escape), chromedp.KeyEvent("Shopify"))
	w.Inside(`s-section s-text[color="subdued"]`)
	w.Do("look at everything", chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
	w.Inside(`s-box s-table-row`)
	w.Pictures("differences")
	w.AccessibleInside("differences")
	w.ClickInside(`s-box s-button[accessibilitylabel^="Write ours again"]`)
	require.Eventually(t, func() bool { return sandbox.adaHolds(true) }, patience, 50*time.Millisecond, "what was to be written again is not there")
	w.Inside(`s-section[accessibilitylabel="No differences known"]`)
}
