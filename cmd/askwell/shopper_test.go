package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// toldWhy is what a shopper is owed with every question.
const toldWhy = `"why": {"en": "So that we pack enough.", "sv": "Så att vi packar lagom."},
	"get": {"en": "A bag that lasts.", "sv": "En påse som räcker."}, "use": {"en": "Our packers read it.", "sv": "Våra packare läser det."}`

// twoThings is a survey of two questions, asked after an order.
const twoThings = `{"handle": "two-things", "title": "Two things", "languages": ["en", "sv"], "placements": ["thank-you", "order-status"],
	"questions": [
		{"key": "drinker", "type": "single_choice", "prompt": {"en": "Who will drink it?", "sv": "Vem ska dricka det?"}, ` + toldWhy + `, "mapping": {"metafield": true},
		 "options": [{"key": "me", "label": {"en": "I will", "sv": "Jag"}}, {"key": "friend", "label": {"en": "A friend", "sv": "En vän"}}]},
		{"key": "cups", "type": "single_choice", "prompt": {"en": "How many cups a day?", "sv": "Hur många koppar om dagen?"}, ` + toldWhy + `, "mapping": {"metafield": true},
		 "options": [{"key": "few", "label": {"en": "One or two", "sv": "En eller två"}}, {"key": "many", "label": {"en": "I lost count", "sv": "Jag har tappat räkningen"}}]}],
	"thanks": {"en": "Two things noted.", "sv": "Två saker noterade."}}`

// publish makes a survey the shop's, and puts it on both pages of an order.
func (r *running) publish(document string) {
	r.t.Helper()
	var made struct {
		ID       string
		Revision int
	}
	r.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, document), http.StatusCreated, &made)
	r.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusOK, nil)
	for target, extension := range map[string]string{"purchase.thank-you.block.render": "thank-you", "customer-account.order-status.block.render": "order-status"} {
		r.post(r.shop+"/_sandbox/theme", fmt.Sprintf(`{"template": %q, "blocks": [{"type": %q, "settings": {"survey": "two-things"}}]}`, target, extension), http.StatusOK, nil)
	}
	require.Eventually(r.t, func() bool {
		var state struct {
			Shops []struct{ Metafields map[string]metafield }
		}
		r.get(r.shop+"/_sandbox/state?shop=demo-shop.myshopify.com", &state)
		return strings.Contains(state.Shops[0].Metafields["$app.surveys"].Value, "two-things")
	}, patience, 20*time.Millisecond, "the survey never reached the shop")
}

func TestAReturningCustomerSeesTheNextQuestion(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.publish(twoThings)
	w := browsertest.Open(t)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), see(`button[value="ada@example.com"]`))
	w.Pictures("login")
	w.Accessible("who to be")
	w.Do("be Ada", click(`button[value="ada@example.com"]`), see(`form[action="/account/logout"]`))
	w.Do("read Swedish", chromedp.SetValue(chromedp.CSS(`select[name="language_code"]`), "sv"), click(`.switch button`), read("Logga ut"))

	w.Do("choose a coffee", chromedp.Navigate(sandbox.shop+"/sv/collections/coffee"), click(`a[href="/sv/products/low-tide"]`), see(`.pick a`))
	w.Do("choose a bag", click(`.pick a[href*="variant"]:not([aria-current])`), see(`.pick a:first-of-type:not([aria-current])`))
	w.Pictures("variant")
	w.Do("buy it", click(`button[value="checkout"]`), see(`form.pay`), click(`form.pay button`), read("Vem ska dricka det?"))
	w.Pictures("two-things")
	w.Accessible("both questions")
	w.Do("answer the first", click(`s-choice[value="me"]`), click(`s-button[type="submit"]`))
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.drinker"].Value == "me"
	}, patience, 20*time.Millisecond, "the answer never reached the customer")

	w.Do("come back to the order", click(`.confirmed a[href^="/orders/"]`), read("Hur många koppar om dagen?"),
		chromedp.WaitNotPresent(chromedp.CSS(`s-choice[value="me"]`))) // what is known is not asked again
	w.Pictures("order-status")
	w.Accessible("the order's status")
	w.Do("answer the second", click(`s-choice[value="many"]`), click(`s-button[type="submit"]`), read("Två saker noterade."))
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.cups"].Value == "many"
	}, patience, 20*time.Millisecond)

	w.Do("open the profile", chromedp.Navigate(sandbox.shop+"/account/profile"), read("Hur många koppar om dagen?"), read("Jag har tappat räkningen"), read("Jag"))
	w.Pictures("profile")
	w.Accessible("what she told us")
	w.Do("log out", click(`form[action="/account/logout"] button`), see(`button[value="ada@example.com"]`))
}
