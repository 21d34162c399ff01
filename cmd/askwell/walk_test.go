package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// patience bounds every wait: a busy machine is no failure.
const patience = browsertest.Patience

func click(selector string) browsertest.Step { return chromedp.Click(chromedp.CSS(selector)) }
func see(selector string) browsertest.Step   { return chromedp.WaitVisible(chromedp.CSS(selector)) }
func read(text string) browsertest.Step {
	return chromedp.WaitVisible(chromedp.Search(`//*[not(self::script or self::title)][text()[contains(., "` + text + `")]]`))
}

// buy takes a shopper from a product page to her thank-you page.
func buy(w *browsertest.Window, shop, product, email string) {
	w.Do("open the product", chromedp.Navigate(shop+"/products/"+product), see(`button[value="checkout"]`))
	w.Pictures("product")
	w.Do("buy it", click(`button[value="checkout"]`), see(`input[name="email"]`))
	w.Pictures("checkout")
	first, _, _ := strings.Cut(email, "@")
	w.Do("pay", chromedp.SetValue(chromedp.CSS(`input[name="email"]`), email),
		chromedp.SetValue(chromedp.CSS(`input[name="first"]`), strings.ToUpper(first[:1])+first[1:]), click(`form.pay button`), see(`s-choice[value="podcast"]`))
}

func TestShopperWalk(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open the shop", chromedp.Navigate(sandbox.shop+"/"), see(`a[href^="/products/"]`))
	w.Pictures("shop")
	w.Accessible("the shop")
	w.Do("look at a product", chromedp.Navigate(sandbox.shop+"/products/low-tide"), see(`.askwell-send`))
	w.Accessible("the product")
	buy(w, sandbox.shop, "first-light", "grace@example.com")
	w.Pictures("question")
	w.Accessible("the question")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`))

	answered := time.Now()
	var grace customer
	require.Eventually(t, func() bool {
		grace = sandbox.state().customer("grace@example.com")
		return len(grace.Tags) > 0 && len(grace.Metafields) > 0
	}, patience, 20*time.Millisecond, "the answer never reached the customer")
	t.Logf("the answer was visible in the shop after %s", time.Since(answered))
	require.Equal(t, []string{"askwell:source:podcast"}, grace.Tags)
	require.Contains(t, grace.Metafields, "$app.links")
	delete(grace.Metafields, "$app.links") // other in every shop
	require.Equal(t, map[string]metafield{
		"$app.source": {"single_line_text_field", "podcast"}, "$app.known": {"json", `{"closed":{"source":0}}`},
	}, grace.Metafields)

	w.Do("read the thanks and the tag", read("Thank you. That helps"), read("askwell:source:podcast"))
	w.Pictures("sandbox")
	w.Accessible("the thanks")

	w.Do("open the admin", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/responses"), see(browsertest.Frame))
	w.Inside("s-table-row")
	w.Pictures("responses")
	w.AccessibleInside("the responses")
	responses := sandbox.responses()
	require.Len(t, responses, 1)
	require.Equal(t, []string{"A podcast"}, responses[0].Answers[0].Values)
	require.Equal(t, "done", responses[0].Deliveries[0].State)
	require.Equal(t, "ok", responses[0].Deliveries[0].Attempts[0].Class)
	w.ClickInside(`s-link[href^="shopify:admin/customers/"]`)
	w.Do("meet the customer", read("grace@example.com"), read("askwell:source:podcast"))
	w.Accessible("the customer")
}

func TestTheFormWorksWithoutJavaScript(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), click(`button[value="ada@example.com"]`), see(`form[action="/account/logout"]`))
	w.WithoutScripts()
	w.Do("open the product", chromedp.Navigate(sandbox.shop+"/products/first-light"), see(`input[value="moka"]`))
	w.Pictures("form")
	w.Do("answer", click(`input[value="moka"]`), click(`input[value="press"]`), click(`form[action$="/responses"] .askwell-send`), read("Noted. Thank you."))
	w.Pictures("form-answered")
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.brewing"].Value == `["moka","press"]`
	}, patience, 50*time.Millisecond)
	require.Contains(t, sandbox.state().customer("ada@example.com").Tags, "vip")
}

func TestTheSecondStartKnowsTheFirst(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	t.Run("first", func(t *testing.T) { startSandbox(t, "--data", folder) })
	start := time.Now()
	again := startSandbox(t, "--data", folder)
	t.Log("the second start took", time.Since(start))
	var surveys struct {
		Surveys []struct{ Handle string }
	}
	again.asMerchant(http.MethodGet, "/api/v1/surveys", nil, http.StatusOK, &surveys)
	require.Len(t, surveys.Surveys, 2)
}
