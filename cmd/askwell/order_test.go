package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// poll is a question after an order whose answer ages, and whose shares are told.
const poll = `{"handle": "two-things", "title": "Tea or coffee", "languages": ["en"], "placements": ["thank-you", "order-status"], "poll": {"least": 5},
	"questions": [
		{"key": "drink", "type": "single_choice", "prompt": {"en": "What do you drink in the morning?"}, "half_life": 30, "keep_days": 365,
		 "why": {"en": "So that we roast enough of it."}, "get": {"en": "What others said."}, "use": {"en": "We count it."},
		 "options": [{"key": "coffee", "label": {"en": "Coffee"}}, {"key": "tea", "label": {"en": "Tea"}}], "mapping": {"metafield": true}}],
	"thanks": {"en": "Thank you for telling us."}}`

// asked lists what blocks asked the app, or what else passed of a kind, the newest first.
func (r *running) asked(kind string) (calls []string) {
	r.t.Helper()
	var list struct {
		Entries []struct{ Method, URL string }
	}
	r.get(r.shop+"/_sandbox/ledger?limit=500&kind="+kind, &list)
	for _, one := range list.Entries {
		calls = append(calls, one.Method+" "+one.URL)
	}
	return calls
}

// looks counts how often blocks asked the app what to ask.
func (r *running) looks() (times int) {
	r.t.Helper()
	for _, call := range r.asked("extension") {
		if strings.Contains(call, "/next?") {
			times++
		}
	}
	return times
}

// bought is an order's page, of an order placed without a browser.
func (r *running) bought(email string) (page string) {
	r.t.Helper()
	var order struct {
		URL string `json:"order_status_url"`
	}
	r.post(r.shop+"/_sandbox/orders", fmt.Sprintf(`{"customer":%q,"lines":[{"product":"low-tide"}]}`, email), http.StatusOK, &order)
	return order.URL
}

func logIn(w *browsertest.Window, shop, email string) {
	w.Do("log in", chromedp.Navigate(shop+"/account/login"), click(`button[value="`+email+`"]`), see(`form[action="/account/logout"]`))
}

// unasked waits until a page of an order has said all it says, and asks nothing.
func unasked(sandbox *running, w *browsertest.Window, before int) {
	require.Eventually(sandbox.t, func() bool { return sandbox.looks() > before }, patience, 20*time.Millisecond, "the block never looked")
	w.Do("see no question", chromedp.Sleep(500*time.Millisecond), chromedp.WaitNotPresent(chromedp.CSS("s-form")), chromedp.WaitNotPresent(chromedp.CSS("s-banner")))
}

func TestAGuestIsNotAskedOnHerOrderWhatSheSaidAfterBuying(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.publish(poll)
	w := browsertest.Open(t)
	const prompt = "What do you drink in the morning?"
	order := click(`.confirmed a[href^="/orders/"]`)
	buyAsked(sandbox, w, "ines@example.com", prompt)
	w.Do("leave the question, and follow the order", order, read(prompt))
	w.Pictures("order-guest")
	w.Accessible("a guest's order")

	for email, does := range map[string][]browsertest.Step{
		"joan@example.com":  {click(`s-choice[value="tea"]`), click(`s-button[type="submit"]`), read("Thank you for telling us.")},
		"mary@example.com":  {click(`s-link:last-of-type`), read("All right, we will not ask you this again.")},
		"sally@example.com": {click(`s-link:first-of-type`), read("All right, not now.")},
	} {
		buyAsked(sandbox, w, email, prompt)
		w.Do("say something", does...)
		told := sandbox.looks()
		w.Do("follow the order", order, see(".steps"))
		unasked(sandbox, w, told)
		require.Contains(t, sandbox.asked("extension")[0], "order=gid")
	}
	w.Pictures("order-asked-before")
}

func TestACustomersOrderAsksByWhatThePageKnowsAndGentlyWhatHasAged(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.publish(poll)
	known := func(email string) (now struct {
		Answers map[string]string
		Closed  map[string]float64
	},
	) {
		if value := sandbox.state().customer(email).Metafields["$app.known"].Value; value != "" {
			require.NoError(t, json.Unmarshal([]byte(value), &now))
		}
		return now
	}
	ada, grace := "ada@example.com", "grace@example.com"
	sandbox.bought(grace)
	for _, email := range []string{ada, grace} {
		b := sandbox.browser()
		b.logIn(email)
		b.says(turn{Survey: "how-you-brew", Version: 1, Ask: []string{"brewing"}}, map[string]any{"brewing": []string{"moka"}})
		require.Eventually(t, func() bool { return len(known(email).Closed) > 0 }, patience, 50*time.Millisecond, "the page knows nothing of %s", email)
	}
	w := browsertest.Open(t)
	logIn(w, sandbox.shop, ada)
	sandbox.later(2 * time.Hour) // right after an order the page may not know yet what she said
	w.Do("open an order", chromedp.Navigate(sandbox.bought(ada)), read("What do you drink in the morning?"))
	require.Zero(t, sandbox.looks(), "the page knows enough")
	w.Pictures("order-customer")
	w.Accessible("a customer's order")
	w.Do("answer", click(`s-choice[value="tea"]`), click(`s-button[type="submit"]`), read("Thank you for telling us."), chromedp.WaitNotPresent(chromedp.CSS("s-progress")))
	w.Pictures("order-few")
	require.Eventually(t, func() bool { return known(ada).Answers["drink"] == "tea" }, patience, 50*time.Millisecond)

	for i := range 3 {
		guest := sandbox.browser()
		guest.says(turn{Survey: "two-things", Version: 1, Ask: []string{"drink"}}, map[string]any{"drink": []string{"tea", "coffee", "coffee"}[i]})
	}
	sandbox.later(time.Minute) // a count is good for a moment
	logIn(w, sandbox.shop, grace)
	w.Do("be the fifth", chromedp.Navigate(sandbox.bought(grace)), click(`s-choice[value="coffee"]`), click(`s-button[type="submit"]`),
		read("Coffee: 60%"), read("Tea: 40%"), see("s-progress"))
	w.Pictures("order-poll")
	w.Accessible("how others answered")

	sandbox.later(31 * day)
	require.Eventually(t, func() bool {
		now := known(ada)
		_, closed := now.Closed["drink"]
		return !closed && now.Answers["drink"] == "tea"
	}, patience, 50*time.Millisecond, "the page never knew that it has aged")
	told := sandbox.looks()
	w = browsertest.Open(t) // the other still knows that she has answered
	logIn(w, sandbox.shop, ada)
	w.Do("be asked gently", chromedp.Navigate(sandbox.bought(ada)), read("You told us: Tea. Is this still right?"))
	require.Equal(t, told, sandbox.looks())
	w.Pictures("order-gently")
	w.Accessible("a gentle question")
	w.Do("say so", click(`s-choice[value="tea"]`), click(`s-button[type="submit"]`), read("Thank you for telling us."))
}

func TestACodeThatIsOwedComesToWhoWaits(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	weather := func(faults string) { sandbox.post(sandbox.shop+"/_sandbox/faults", faults, http.StatusOK, nil) }
	weather(`{"error_rate": 1}`)
	sandbox.asMerchant(http.MethodPost, "/api/v1/rewards", []byte(`{"handle": "tenth", "title": "A tenth", "kind": "percentage", "value": "10"}`), http.StatusCreated, nil)
	before := len(sandbox.asked("admin"))
	require.Eventually(t, func() bool { // the more often it has failed, the longer Shopify is left alone
		return len(sandbox.asked("admin")) >= before+4
	}, patience, 50*time.Millisecond, "Shopify is not asked for codes")
	weather(`{}`)
	sandbox.publish(heard)
	w := browsertest.Open(t)
	buyAsked(sandbox, w, "guest@example.com", "How did you hear about us?")
	w.Do("answer all of it", click(`s-choice[value="friend"]`), click(`s-choice[value="4"]`), click(`s-button[type="submit"]`), read("Your code is being made."))
	w.Pictures("block-owed")
	w.Accessible("a code that is owed")
	sandbox.later(5 * time.Minute) // Shopify is asked again
	w.Do("wait for the code", see(`s-button[command]`))
	w.Do("copy it", click(`s-button[command]`), read("Copied"))
	w.Pictures("block-copied")
	w.Accessible("a code")
}

func TestACustomerFindsHerCodeWithHerOrder(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asMerchant(http.MethodPost, "/api/v1/rewards", []byte(`{"handle": "tenth", "title": "A tenth", "kind": "percentage", "value": "10", "prefix": "TEN"}`), http.StatusCreated, nil)
	sandbox.publish(strings.Replace(heard, `["thank-you"]`, `["thank-you", "order-status"]`, 1))
	w := browsertest.Open(t)
	logIn(w, sandbox.shop, "ada@example.com")
	buyAsked(sandbox, w, "ada@example.com", "2 answers left until your reward: 10% off your next order.")
	w.Do("answer all of it", click(`s-choice[value="friend"]`), click(`s-choice[value="4"]`), click(`s-button[type="submit"]`), see(`s-button[command]`))
	require.Eventually(t, func() bool {
		return strings.Contains(sandbox.state().customer("ada@example.com").Metafields["$app.known"].Value, `"left":{"two-things":0}`)
	}, patience, 50*time.Millisecond)
	w.Do("find it again", click(`.confirmed a[href^="/orders/"]`), see(`s-button[command]`), read("Your reward: 10% off your next order"), chromedp.WaitNotPresent(chromedp.CSS("s-form")))
	w.Pictures("order-code")
	w.Accessible("a code with an order")
	sandbox.asMerchant(http.MethodPost, "/api/v1/rewards/tenth/end", nil, http.StatusOK, nil)
	require.Eventually(t, func() bool {
		var state struct {
			Shops []struct{ Metafields map[string]metafield }
		}
		sandbox.get(sandbox.shop+"/_sandbox/state?shop=demo-shop.myshopify.com", &state)
		return strings.Contains(state.Shops[0].Metafields["$app.surveys"].Value, `"ends":`)
	}, patience, 20*time.Millisecond, "the blocks still promise it")
}
