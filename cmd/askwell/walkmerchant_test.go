package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

const candles = "slow-wick.myshopify.com"

// agree is the merchant's yes on the screen that asks for it.
const agree = `form[action$="/install"] .primary`

func TestAMerchantsQuestionReachesTheShopper(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open the app in a shop without it", chromedp.Navigate(sandbox.shop+"/admin?shop="+candles), see(agree), read("View and edit customers"))
	w.Pictures("install")
	w.Accessible("what the app asks for")
	require.False(t, sandbox.stateOf(candles).Installed, "nobody has agreed yet")
	w.Do("install", click(agree), see(browsertest.Frame))
	w.Do("go to the surveys", click(`#askwell-nav a[href="/surveys"]`))
	w.Inside(`s-section s-button[variant="primary"]`)
	w.Pictures("empty")
	w.Accessible("the frame")
	w.AccessibleInside("no survey yet")

	firstQuestion(w, " Which wick led you here?")
	require.Eventually(t, func() bool {
		return strings.Contains(sandbox.stateOf(candles).Metafields["$app.surveys"].Value, "Which wick led you here?")
	}, patience, 50*time.Millisecond, "what was published never reached the shop")
	buy(w, sandbox.shop, "birch-smoke", "kim@example.com")
	w.Do("meet the question and answer", read("Which wick led you here?"), click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`))
	require.Eventually(t, func() bool {
		return len(sandbox.stateOf(candles).customer("kim@example.com").Metafields) > 0
	}, patience, 50*time.Millisecond, "the answer never reached the customer")

	w.Do("look Kim up", chromedp.Navigate(sandbox.shop+"/admin/customers?query=kim"), click(`td a[href^="/admin/customers/"]`), see(`.hosted s-admin-block`))
	w.Do("read the answer in the app's block", read("A podcast"))
	w.Pictures("customer")
	w.Accessible("the customer")
	w.Do("follow the block to the app", click(`.hosted s-link`), see(browsertest.Frame))
	w.Inside("s-section")
	require.Regexp(t, `^/admin/apps/askwell/people/\d+$`, w.Address().Path)
}

// firstQuestion writes and publishes the first question of a shop without any.
func firstQuestion(w *browsertest.Window, words string) {
	const question = `s-section s-text-field[label="Question"]`
	w.ClickInside(`s-section s-button[variant="primary"]`)
	w.Inside(question)
	w.Pictures("editor")
	w.AccessibleInside("the editor")
	w.ClickInside(question)
	w.Do("ask in other words", chromedp.KeyEvent(words), see(".host-save-bar .primary"))
	w.Pictures("unsaved")
	w.Do("save", click(".host-save-bar .primary"), read("Saved"))
	w.ClickInside(`s-page > s-button[variant="primary"]`)
	w.Do("publish", read("Published"))
}

func TestTheAddressFollowsTheApp(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open the app", chromedp.Navigate(sandbox.shop+"/admin"), see(browsertest.Frame), see(`#askwell-nav a[href="/responses"]`))
	w.Inside("s-section")
	w.Do("go to the responses", click(`#askwell-nav a[href="/responses"]`), see(`#askwell-nav a[href="/responses"][aria-current]`))
	require.Equal(t, "/admin/apps/askwell/responses", w.Address().Path)
	w.Do("go back", chromedp.NavigateBack(), see(`#askwell-nav a:not([aria-current])[href="/responses"]`))
	require.Equal(t, "/admin/apps/askwell", w.Address().Path)
	w.Do("and forward", chromedp.NavigateForward(), see(`#askwell-nav a[href="/responses"][aria-current]`))
	w.Do("load the page again", chromedp.Reload(), see(`#askwell-nav a[href="/responses"][aria-current]`))
	require.Equal(t, "/admin/apps/askwell/responses", w.Address().Path)
	w.Inside("s-heading")

	w.Do("hold a phone", chromedp.EmulateViewport(390, 800), click(".menu"), see(`.side:popover-open a[href="/admin/customers"]`))
	w.Picture("drawer", 390)
	w.Accessible("the drawer")
	w.Do("choose in it", click(`#askwell-nav a[href="/surveys"]`), chromedp.WaitNotPresent(chromedp.CSS(`.side:popover-open`)))
}

func TestAnUninstalledAppComesBack(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("install", chromedp.Navigate(sandbox.shop+"/admin?shop="+candles), click(agree), see(browsertest.Frame))
	w.Inside(`s-section s-button[accessibilitylabel^="Look at it"]`)
	w.Do("think again", chromedp.Navigate(sandbox.shop+"/admin/settings"), click(`button[popovertarget="uninstall"]`), see(`#uninstall .danger`))
	w.Pictures("uninstall")
	w.Accessible("the last question")
	w.Do("uninstall", click(`#uninstall .danger`), read("The app was uninstalled"))
	require.False(t, sandbox.stateOf(candles).Installed)
	w.Do("see it gone", chromedp.Navigate(sandbox.shop+"/admin"), see(agree))
	w.Do("install again", click(agree), see(browsertest.Frame))
	w.Inside(`s-section s-button[accessibilitylabel^="Look at it"]`)
	require.True(t, sandbox.stateOf(candles).Installed)
}

// TestTheAdminsPages looks at every page a merchant has besides the app.
func TestTheAdminsPages(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t, "--customers", "120", "--orders", "300")
	w := browsertest.Open(t)
	buy(w, sandbox.shop, "first-light", "grace@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))
	for _, page := range []struct{ name, path, first string }{
		{"home", "/admin/home", ""},
		{"orders", "/admin/orders", "td a"},
		{"products", "/admin/products", "td a"},
		{"customers", "/admin/customers", ""},
		{"segments", "/admin/segments", ""},
		{"discounts", "/admin/discounts", ""},
		{"flow", "/admin/flow", ""},
		{"webhooks", "/admin/webhooks", "td a"},
		{"settings", "/admin/settings", ""},
		{"themes", "/admin/themes", ""},
		{"theme-editor", "/admin/themes/current/editor?template=product", ""},
		{"search", "/admin/search?query=a", ""},
		{"missing", "/admin/nowhere", ""},
	} {
		w.Do("open "+page.name, chromedp.Navigate(sandbox.shop+page.path), see("h1"))
		w.Pictures("admin-" + page.name)
		w.Accessible(page.name)
		if page.first != "" {
			w.Do("open the first of "+page.name, click(page.first), see(".crumb"))
			w.Pictures("admin-" + page.name + "-one")
			w.Accessible("one of " + page.name)
		}
	}
	w.Do("search from anywhere", chromedp.Navigate(sandbox.shop+"/admin/home"), click(".top input"), chromedp.KeyEvent("grace\r"), read("Results for"), click(`td a[href^="/admin/customers/"]`), read("grace@example.com"))
	w.Do("see what may be done with her", click(`button[popovertarget="more"]`), see("#more:popover-open"))
	w.Pictures("admin-more")
	w.Do("ask for her data", click(`form[action$="/request"] button`), read("asked for this customer"))
}
