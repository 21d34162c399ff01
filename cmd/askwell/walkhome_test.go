package main

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// mostClicks and mostMinutes are what a first answer may cost a merchant.
const (
	mostClicks  = 10
	mostMinutes = 5
)

// merchant clicks, and counts.
type merchant struct {
	*browsertest.Window
	clicks int
}

func (m *merchant) click(what, selector string) {
	m.clicks++
	m.Do(what, see(selector), click(selector))
}

func (m *merchant) clickInside(selector string) {
	m.clicks++
	m.ClickInside(selector)
}

// elsewhere goes to the tab that a click opens, and comes back, which is a click as well.
func (m *merchant) elsewhere(selector string, do func(*merchant)) {
	m.Tab(func() { m.clickInside(selector) }, func(tab *browsertest.Window) {
		there := &merchant{Window: tab}
		do(there)
		m.clicks += there.clicks
	})
	m.clicks++
}

// bare takes every block off a theme, as a theme is that has never heard of the app.
func (r *running) bare(shop string) {
	for _, on := range []string{"index", "product", "collection", "cart", "search", "page", "page.preferences", "page.quiz", "page.poll", "*"} {
		for range 10 {
			answer, err := http.PostForm(r.shop+"/admin/themes/current/editor?shop="+shop, url.Values{"template": {on}, "do": {"remove"}, "at": {"0"}})
			require.NoError(r.t, err)
			require.NoError(r.t, answer.Body.Close())
		}
	}
}

func TestAMerchantComesFromTheInstallToAFirstAnswer(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	m := &merchant{Window: browsertest.Open(t)}
	m.Do("open the app in a shop without it", chromedp.Navigate(sandbox.shop+"/admin?shop="+candles), see(agree))
	sandbox.bare(candles)
	began := time.Now()
	m.click("install", agree)
	m.Inside(`s-button[accessibilitylabel="Look at it: Poll"]`)
	m.Pictures("home-first-run")
	m.Fits("the first run")
	m.AccessibleInside("the first run")

	m.clickInside(`s-button[accessibilitylabel="Look at it: Poll"]`)
	m.Inside(`s-section[heading="Preview"] iframe`)
	m.Pictures("home-see-it")
	m.AccessibleInside("a template")
	m.clickInside(`s-page > s-button[variant="primary"]`)

	m.Inside(`s-button[href*="addAppBlockId"]`)
	m.Pictures("home-place")
	m.elsewhere(`s-button[href*="addAppBlockId"]`, func(editor *merchant) {
		editor.click("place the block", `.asked button[value="add"]`)
		editor.Do("it is saved", read("Theme saved"))
	})
	m.Inside(`s-button[href^="https://` + candles + `"]`)
	m.Pictures("home-try")
	m.AccessibleInside("trying it")
	m.Do("come back another day", chromedp.Reload())
	m.Inside(`s-button[href^="https://` + candles + `"]`) // what is done stays done
	m.elsewhere(`s-button[href^="https://`+candles+`"]`, func(shop *merchant) {
		shop.click("choose", `[data-survey="poll"] label`)
		shop.click("answer", `[data-survey="poll"] .askwell-send`)
		shop.Do("it is heard", see(`[data-survey="poll"] .askwell-thanks`))
	})
	m.Inside(`s-banner[heading="Your first answer is here"]`)
	spent := time.Since(began)
	t.Logf("a first answer took %d clicks and %.1f minutes, the pictures and looks at it included", m.clicks, spent.Minutes())
	require.LessOrEqual(t, m.clicks, mostClicks)
	require.Less(t, spent.Minutes(), float64(mostMinutes))
	m.Pictures("home-first-answer")
	m.AccessibleInside("the first answer")

	m.ClickInside(`s-button[variant="tertiary"]`)
	const calm = `s-page > s-section:first-of-type[accessibilitylabel="How things stand"]`
	m.Inside(calm)
	m.Pictures("home-calm")
	m.AccessibleInside("all is well")
	m.Do("come back", chromedp.Reload())
	m.Inside(calm) // it was put away for good
}
