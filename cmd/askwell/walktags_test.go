package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantHasHisTagsBeginOtherwise sees what another beginning comes to, has the tags
// rewritten, and finds his own untouched.
func TestAMerchantHasHisTagsBeginOtherwise(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(drinks)
	her := sandbox.browser()
	her.logIn("ada@example.com")
	her.says(her.next("drinks"), map[string]any{"drink": "tea"})
	sandbox.becomes("ada@example.com", tastes("tea"))
	require.Contains(t, sandbox.state().customer("ada@example.com").Tags, "askwell:drink:tea")

	const field, modal = `s-text-field[label="Tags begin with"]`, `s-modal#settings-effect `
	w := browsertest.Open(t)
	w.Do("go to the settings", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/settings"), see(browsertest.Frame))
	write := func(words string) {
		t.Helper()
		w.ClickInside(field)
		w.Do("write "+words, chromedp.KeyEvent(kb.End+strings.Repeat(kb.Backspace, 8)+words), see(".host-save-bar .primary"), click(".host-save-bar .primary"))
	}
	write("é")
	w.Inside(field + `[error^="Use 1 to 20 small letters"]`)
	write("zpd")
	w.Inside(modal + "s-list-item")
	w.Pictures("tags-effect")
	w.AccessibleInside("what other tags come to")
	w.ClickInside(modal + `s-button[slot="primary-action"]`)
	sandbox.becomes("ada@example.com", func(c customer) bool {
		return slices.Contains(c.Tags, "zpd:drink:tea") && slices.Contains(c.Tags, "vip") && !slices.Contains(c.Tags, "askwell:drink:tea")
	})
	w.Do("see that it is saved", see(`body:not(:has(.host-save-bar .primary))`))
}
