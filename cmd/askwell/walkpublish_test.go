package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantSeesWhatPublishingChangesAndHasItWritten puts answers elsewhere that were
// given already: what that comes to is said first, and done where it was said.
func TestAMerchantSeesWhatPublishingChangesAndHasItWritten(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(drinks)
	for email, said := range map[string]string{"ada@example.com": "tea", "zofia@example.com": "coffee"} {
		her := sandbox.browser()
		her.logIn(email)
		her.says(her.next("drinks"), map[string]any{"drink": said})
		sandbox.becomes(email, tastes(said))
	}
	id, _ := sandbox.draft("drinks", `"mapping":{"metafield":true,"tag":true}`, `"mapping":{"tag":true}`)
	const publish, modal = `s-page > s-button[variant="primary"]`, `s-modal#publish-effect `
	const primary = modal + `s-button[slot="primary-action"]`
	w := browsertest.Open(t)
	w.Do("open the survey", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/surveys/"+id), see(browsertest.Frame))
	w.ClickInside(publish + `:not([disabled], [loading])`)
	w.Inside(primary)
	w.Inside(modal + `s-list-item`)
	w.Pictures("publish-effect")
	w.AccessibleInside("what publishing comes to")
	w.ClickInside(modal + `s-button:first-of-type`)
	require.Contains(t, sandbox.state().customer("ada@example.com").Metafields, "$app.drink", "thought better of it")

	w.ClickInside(publish + `:not([disabled], [loading])`)
	w.ClickInside(primary)
	w.Inside(`s-section[heading="Under way and done"] s-badge[tone="success"]`)
	w.Pictures("publish-told")
	w.AccessibleInside("what is being sent of a survey")
	for _, email := range []string{"ada@example.com", "zofia@example.com"} {
		sandbox.becomes(email, func(c customer) bool { return c.Metafields["$app.drink"].Value == "" && len(c.Tags) > 0 })
	}

	w.Do("go to the settings", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/settings"), see(browsertest.Frame))
	w.ClickInside(`s-button[accessibilitylabel="Change Personalisation"]`)
	w.Inside(`s-box s-select[label="Goes to"]`)
	w.ClickInside(`s-box s-select[label="Goes to"]`)
	w.Do("keep it", chromedp.KeyEvent("Nowhere"), chromedp.KeyEvent("\r"), see(".host-save-bar .primary"), click(".host-save-bar .primary"))
	w.Inside(`s-modal#settings-effect s-list-item`)
	w.Pictures("settings-effect")
	w.AccessibleInside("what purposes come to")
	w.ClickInside(`s-modal#settings-effect s-button[variant="primary"]`)
	sandbox.becomes("zofia@example.com", func(c customer) bool { return len(c.Tags) == 0 })
	require.Contains(t, sandbox.state().customer("ada@example.com").Tags, "vip")
}
