package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantFindsAPersonAndSeesWhy goes from home to a shopper by her name, reads why a
// question is not asked, follows an answer to where it went, has her data as a file,
// writes down what she says, and erases her.
func TestAMerchantFindsAPersonAndSeesWhy(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := &merchant{Window: browsertest.Open(t)}
	buy(w.Window, sandbox.shop, "first-light", "ada@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))
	require.Eventually(t, func() bool { return sandbox.adaHolds(true) }, patience, 50*time.Millisecond)

	w.Do("open home", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell"), see(browsertest.Frame), click(`#askwell-nav a[href="/people"]`))
	w.clicks++
	w.Inside("s-table-row")
	w.clickInside("s-search-field")
	w.Do("type her name, which Shopify knows", chromedp.KeyEvent("ada lind"))
	w.Inside(`s-section[heading="Called so in Shopify"] s-link[href^="/people/"]`)
	w.Pictures("people-by-name")
	w.AccessibleInside("people by their names")
	w.clickInside(`s-section[heading="Called so in Shopify"] s-link[href^="/people/"]`)

	const told, asked, happened, data = `s-section[heading="What they have told you"] `, `s-section[heading^="Not asked:"] `, `s-section[heading="What happened"] `, `s-section[heading="Their data"] `
	w.Inside(`s-page[heading="Ada Lindqvist"]`)
	w.Inside(told + `s-badge[tone="success"]`)
	w.Inside(happened + `s-link[href^="/responses/"]`)
	w.Inside(happened + `s-link[href^="shopify:admin/orders/"]`)
	w.Inside(asked + `s-badge`)
	require.Contains(t, w.TextInside(asked+"s-stack"), "They answered on", "why a question is not asked")
	require.LessOrEqual(t, w.clicks, 3, "clicks from home to why")
	w.Pictures("person-card")
	w.AccessibleInside("a shopper's card")

	w.clickInside(told + `s-link[href^="/responses/"]`)
	w.Inside(`s-page[heading="Where these answers went"] s-badge[tone="success"]`)
	w.clickInside(`s-link[href^="/people/"]:not([slot])`)
	w.Inside(told + "s-badge")

	folder := w.Saving()
	w.clickInside(data + `s-button[accessibilitylabel="Download their data as data"]`)
	var file app.PersonalData
	id := sandbox.state().customer("ada@example.com").ID
	number := id[strings.LastIndex(id, "/")+1:]
	require.NoError(t, json.Unmarshal(w.Saved(folder, "customer-"+number+".json"), &file))
	require.Len(t, file.Responses, 1)

	w.writesDown()
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.source"].Value == "friend"
	}, patience, 50*time.Millisecond, "what was written down never reached the customer")
	w.erases(func() {
		require.Eventually(t, func() bool { return sandbox.erasing() == "checking" }, patience, 50*time.Millisecond, "Shopify was never told to forget her")
		sandbox.later(2 * time.Minute)
	})
	require.Eventually(t, func() bool {
		ada := sandbox.state().customer("ada@example.com")
		_, held := ada.Metafields["$app.source"]
		return !held && !slices.ContainsFunc(ada.Tags, func(tag string) bool { return strings.HasPrefix(tag, "askwell:") })
	}, patience, 50*time.Millisecond, "what Askwell wrote is still there")
	require.Contains(t, sandbox.state().customer("ada@example.com").Tags, "vip", "her own tag stays")
	t.Logf("%d clicks in all", w.clicks)
}

// erasing is how far the shop's last erasure is at Shopify.
func (r *running) erasing() string {
	r.t.Helper()
	var all struct {
		Erasures []struct{ Parts []struct{ State string } }
	}
	r.asMerchant(http.MethodGet, "/api/v1/privacy/erasures", nil, http.StatusOK, &all)
	if len(all.Erasures) == 0 || len(all.Erasures[0].Parts) == 0 {
		return ""
	}
	return all.Erasures[0].Parts[0].State
}

// writesDown keeps what she says on the phone.
func (m *merchant) writesDown() {
	const told = `s-section[heading="What they have told you"] `
	m.clickInside(told + `s-button[accessibilitylabel^="Write down an answer"]`)
	m.Inside(told + `s-select[label="What they speak of"] s-option`)
	m.clickInside(told + `s-select[label="What they speak of"]`)
	m.Do("pick the question", chromedp.KeyEvent("How\r"))
	m.Inside(told + `s-choice[value="friend"]`)
	m.clickInside(told + `s-choice[value="friend"]`)
	m.Pictures("person-record")
	m.AccessibleInside("writing an answer down")
	m.clickInside(told + `s-button[variant="primary"]`)
	m.Inside(told + `s-banner[tone="success"]`)
	m.Inside(`s-section[heading="What they have told you"] s-button[accessibilitylabel^="One answer before"]`)
}

// erases erases her for good, after being told what that does. later lets the time pass
// after which a destination is looked at.
func (m *merchant) erases(later func()) {
	const data = `s-section[heading="Their data"] `
	m.clickInside(data + `s-button[tone="critical"]:not([slot])`)
	m.Inside(data + `s-modal s-text-field`)
	m.Pictures("person-erase")
	m.AccessibleInside("what erasing does")
	m.clickInside(data + `s-modal s-text-field`)
	m.Do("type the word", chromedp.KeyEvent("erase"))
	m.Inside(data + `s-modal s-button[slot="primary-action"]:not([disabled])`)
	m.clickInside(data + `s-modal s-button[slot="primary-action"]`)
	m.Inside(`s-banner[heading="Erased here"]`)
	later()
	m.Inside(`s-banner[heading="Erased everywhere it could be told"]`)
	m.Inside(`s-section[heading="Erasures"] s-button[accessibilitylabel^="Download the signed receipt"]`)
	m.Pictures("person-erased")
	m.AccessibleInside("who was erased")
}
