package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// holds waits until the shop has something in a metafield of a customer's, "" for
// nothing.
func (r *running) holds(email, key, value string) {
	r.t.Helper()
	var now string
	require.Eventually(r.t, func() bool {
		now = r.state().customer(email).Metafields["$app."+key].Value
		return now == value
	}, patience, 50*time.Millisecond, "%s of %s should be %q", key, email, value)
}

// answers opens a page, chooses there and sends it.
func answers(w *browsertest.Window, address, within, thanks string, choices ...string) {
	w.Do("open "+address, chromedp.Navigate(address), see(within+` .askwell-send`))
	for _, choice := range choices {
		w.Do("choose "+choice, click(within+` input[value="`+choice+`"]`))
	}
	w.Do("send it", click(within+` .askwell-send`), read(thanks))
}

func TestEveryBlockWorksWithoutJavaScript(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	shop := furnished(t)
	w := browsertest.Open(t)
	logsIn(w, shop.shop, email)
	w.WithoutScripts()

	answers(w, shop.shop+"/pages/quiz", `[data-survey="style-quiz"]`, "The slow morning", "slow", "plain", "me")
	w.Pictures("unscripted-quiz")
	answers(w, shop.shop+"/pages/poll", `[data-survey="poll"]`, "Thank you for your vote.", "refill")
	w.Do("put something into the cart", chromedp.Navigate(shop.shop+"/products/low-tide"), click(`button[value="cart"]`), see(`.sum`))
	answers(w, shop.shop+"/cart", `[data-survey="cart-reason"]`, "Your cart waits for you.", "shipping")
	shop.holds(email, "style_morning", "slow")
	shop.holds(email, "style_home", "plain")
	shop.holds(email, "style_for", "me")
	shop.holds(email, "next_product", "refill")
	shop.holds(email, "cart_reason", "shipping")

	answers(w, shop.shop+"/pages/preferences", `[data-picker]`, "Saved", "table", "small", "monthly")
	w.Pictures("unscripted-preferences")
	shop.holds(email, "likes", `["table","small"]`)
	shop.holds(email, "contact_rhythm", "monthly")
	w.Do("find it filled in", chromedp.Navigate(shop.shop+"/pages/preferences"), see(`[data-picker] input[value="monthly"]:checked`), see(`[data-picker] input[value="table"]:checked`))
	answers(w, shop.shop+"/pages/preferences", `[data-picker]`, "Saved", "table", `"][name="answers[contact_rhythm]`) // no preference
	shop.holds(email, "likes", `["small"]`)
	shop.holds(email, "contact_rhythm", "")
}

func TestAGuestIsThankedWithoutJavaScript(t *testing.T) {
	t.Parallel()
	shop := furnished(t)
	w := browsertest.Open(t)
	w.WithoutScripts()
	answers(w, shop.shop+"/pages/preferences", `[data-picker]`, "Thank", "table", "monthly")
	w.Pictures("unscripted-guest")
	require.Len(t, shop.responses(), 1)
	w.Do("go back to the shop", click(`main a[href="/pages/preferences"]`), see(`[data-picker]`))

	w.Do("send a quiz with nothing in it", chromedp.Navigate(shop.shop+"/search"), see(`[data-survey]:not([hidden]) .askwell-send`), click(`[data-survey]:not([hidden]) .askwell-send`))
	w.Pictures("unscripted-empty")
}
