package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// furnished is a shop that has something to ask at every place of its theme.
func furnished(t *testing.T) *running {
	t.Helper()
	shop := startSandbox(t)
	for _, name := range []string{"preferences", "style-quiz", "poll", "cart-reason", "found-it", "onboarding"} {
		shop.template(name)
	}
	return shop
}

// logsIn makes the window hers.
func logsIn(w *browsertest.Window, shop, email string) {
	w.Do("log in", chromedp.Navigate(shop+"/account/login"), see(`button[value="`+email+`"]`), click(`button[value="`+email+`"]`), read("Hi, "))
}

func TestEveryBlockIsSeenWhereTheThemePutsIt(t *testing.T) {
	t.Parallel()
	shop := furnished(t)
	w := browsertest.Open(t)
	for name, at := range map[string]struct{ path, see string }{
		"quiz": {"/pages/quiz", `[data-survey="style-quiz"] fieldset`}, "poll": {"/pages/poll", `[data-survey="poll"] fieldset`},
		"preferences": {"/pages/preferences", `[data-picker] fieldset`}, "home": {"/", `[data-survey]:not([hidden]) fieldset:not([disabled])`}, "search": {"/search", `[data-survey]:not([hidden]) fieldset:not([disabled])`},
	} {
		w.Do(name, chromedp.Navigate(shop.shop+at.path), see(at.see))
		w.Pictures("block-" + name)
		w.Accessible(name)
	}
	w.Do("how far the reward is", chromedp.Navigate(shop.shop+"/pages/preferences"), see(`[data-progress="onboarding"] progress`), read("answers left until 10 % off"))
	w.Do("put something into the cart", chromedp.Navigate(shop.shop+"/products/low-tide"), click(`button[value="cart"]`), see(`[data-survey="cart-reason"] fieldset`))
	w.Pictures("block-cart")
	w.Accessible("the cart")
}

func TestAFirstRowIsHersOnceSheHasToldWhatSheLikes(t *testing.T) {
	t.Parallel()
	shop := furnished(t)
	w := browsertest.Open(t)
	logsIn(w, shop.shop, "ada@example.com")
	w.Do("she tells where the row would be", chromedp.Navigate(shop.shop+"/"), see(`[data-picker] [data-key="likes"]`),
		click(`[data-picker] input[value="table"]`), click(`[data-picker] .askwell-send`), see(`[data-picker] .askwell-thanks`))
	require.Eventually(t, func() bool { return shop.state().customer("ada@example.com").Metafields["$app.likes"].Value != "" }, patience, 50*time.Millisecond)
	w.Do("a row of hers", chromedp.Navigate(shop.shop+"/"), see(`.askwell-why`), read("Because you told us:"), see(`.askwell-pictures a[href="/products/harbour-mug"]`))
	w.Pictures("block-for-you")
	w.Accessible("a row of hers")
	w.Do("her preferences", chromedp.Navigate(shop.shop+"/pages/preferences"), see(`[data-picker] input[value="table"]:checked`))
}

func TestTheThemeEditorArrangesEveryBlock(t *testing.T) {
	t.Parallel()
	shop := furnished(t)
	w := browsertest.Open(t)
	w.Do("open the theme editor", chromedp.Navigate(shop.shop+"/admin/themes/current/editor?template=page.quiz"), see(`[aria-label="Remove Askwell quiz"]`))
	for _, name := range []string{"question", "poll", "preferences", "reward progress", "for you"} {
		w.Do(name, see(`[aria-label="Add Askwell `+name+`"]`))
	}
	w.Pictures("editor")
	w.Do("choose", chromedp.SetValue(chromedp.CSS(`[name="setting.radius"]`), "large"), chromedp.SetValue(chromedp.CSS(`[name="setting.align"]`), "center"),
		chromedp.SetValue(chromedp.CSS(`[name="setting.heading"]`), `Find your shelf "><script>`), click(`[name="setting.inherit"]`),
		chromedp.SetValue(chromedp.CSS(`[name="setting.scheme"]`), "scheme-3"), click(`button[value="set"]`), read("Theme saved"))
	w.Do("look at it", chromedp.Navigate(shop.shop+"/pages/quiz"), see(`.askwell.color-scheme-3[data-radius="large"][data-align="center"] h2`))
	w.Do("read it", read("Find your shelf "))
	w.Pictures("block-scheme")
	w.Do("look at the embeds", chromedp.Navigate(shop.shop+"/admin/themes/current/editor?template=*"), see(`[aria-label="Remove Askwell prompt"]`), see(`[name="setting.after"]`))
}
