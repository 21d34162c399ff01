package main

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantTakesBackWhatARunWrote has history written, thinks better of it, watches it
// being taken back, and stops that in the middle for a moment.
func TestAMerchantTakesBackWhatARunWrote(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	sandbox := startSandbox(t, "--data", folder, "--customers", "120")
	sandbox.asks(unwritten)
	people := sandbox.said("sqlite:"+filepath.Join(folder, "askwell.db"), "wick", "wick", "cotton")
	before := sandbox.places()
	id, _ := sandbox.remapped("wick")
	sandbox.runs(map[string]any{"destination": "shopify", "kind": "backfill", "survey": id})
	sandbox.everybody(people)

	w := browsertest.Open(t)
	w.Do("open the deliveries", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/deliveries"))
	w.ClickInside(`s-checkbox[label="All on this page"]`)
	w.ClickInside(`s-button[variant="tertiary"]`)
	w.ClickInside(`s-button[commandfor="undo-chosen"]:not([disabled])`)
	w.Inside(`s-modal#undo-chosen s-button[variant="primary"]`)
	w.Pictures("run-undo-asked")
	w.AccessibleInside("what taking back everything comes to")
	sandbox.post(sandbox.shop+"/_sandbox/faults", `{"latency_ms":700}`, http.StatusOK, nil)
	w.ClickInside(`s-modal#undo-chosen s-button[variant="primary"]`)

	const going = `s-banner[heading^="Taking back"] `
	w.Inside(going + "s-progress")
	w.Pictures("run-undo")
	w.AccessibleInside("a run of undos")
	w.ClickInside(going + `s-button[accessibilitylabel^="Pause"]`)
	w.Inside(going + `s-button[accessibilitylabel^="Resume"]`)
	w.Pictures("run-undo-paused")
	w.Do("see that it is still there elsewhere", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/destinations/shopify"))
	w.Inside(`s-section[heading="Under way and done"] s-progress`)
	w.Pictures("run-undo-destination")
	w.AccessibleInside("a run of undos at its destination")
	sandbox.post(sandbox.shop+"/_sandbox/faults", `{}`, http.StatusOK, nil)
	w.ClickInside(`s-section[heading="Under way and done"] s-button[accessibilitylabel^="Resume"]`)
	require.Eventually(t, func() bool { return moved(before, sandbox.places()) == 0 }, 2*patience, 100*time.Millisecond, "the shop is not as it was before")
	w.Inside(`s-section[heading="Under way and done"] s-box:first-child s-badge[tone="success"]`)
	w.Pictures("run-undo-done")
}
