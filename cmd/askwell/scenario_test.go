package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

// browser is a shopper's, with our block in it: it keeps her login, her cart and the
// name the block gave it. In the theme it reaches the app through the shop alone.
type browser struct {
	*running
	visitor string
	client  *http.Client
	surface app.Surface
	facts   string // what the block knows of the page she is on, a JSON object

	order, token string // of the thank-you page
}

func (r *running) browser() *browser {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(r.t, err)
	return &browser{running: r, visitor: uuid.NewString(), client: &http.Client{Jar: jar}, surface: app.SurfaceTheme, facts: "{}"}
}

// turn is what a shopper is to be asked now.
type turn struct {
	Survey    string
	Version   int
	Next      *app.Question
	Ask       []string
	Why       string
	Remaining int
	Reward    *app.Reward
}

// on brings her to a page of which the block knows some facts.
func (b *browser) on(facts string) *browser {
	b.facts = facts
	return b
}

// next is what she is asked where she is, of one survey or of whichever comes first.
func (b *browser) next(survey string) (now turn) {
	b.t.Helper()
	query := url.Values{"visitor": {b.visitor}, "surface": {string(b.surface)}, "order": {b.order}, "locale": {"en"}, "facts": {b.facts}}
	if survey != "" {
		query.Set("survey", survey)
	}
	b.do(http.MethodGet, b.door()+"/next?"+query.Encode(), "", "", http.StatusOK, &now)
	return now
}

// says answers some of what she is asked, all of which she saw.
func (b *browser) says(to turn, answers map[string]any, also ...func(map[string]any)) (told app.Reply) {
	b.t.Helper()
	b.do(http.MethodPost, b.door()+"/responses", "application/json", b.submission(to, answers, also...), http.StatusCreated, &told)
	return told
}

// snoozes puts a question off.
func (b *browser) snoozes(question string) {
	b.t.Helper()
	b.do(http.MethodPost, b.door()+"/snoozes", "application/json",
		fmt.Sprintf(`{"question":%q,"visitor":%q,"order":%q}`, question, b.visitor, b.order), http.StatusNoContent, nil)
}

func (b *browser) submission(to turn, answers map[string]any, also ...func(map[string]any)) string {
	b.t.Helper()
	shown := make([]map[string]any, len(to.Ask))
	for i, key := range to.Ask {
		shown[i] = map[string]any{"question": key}
	}
	body := map[string]any{
		"id": uuid.NewString(), "survey": to.Survey, "version": to.Version, "surface": b.surface, "visitor": b.visitor, "order": b.order, "locale": "en",
		"facts": json.RawMessage(b.facts), "shown": shown, "answers": answers, "started_at": time.Now().UTC(), "complete": len(answers) == len(to.Ask),
	}
	for _, change := range also {
		change(body)
	}
	text, err := json.Marshal(body)
	require.NoError(b.t, err)
	return string(text)
}

// alone is one question of a turn, as a block shows it that asks one at a time.
func (t turn) alone() turn {
	t.Ask = t.Ask[:1]
	return t
}

func (b *browser) logIn(email string) {
	b.t.Helper()
	b.do(http.MethodPost, b.shop+"/account/login", "application/x-www-form-urlencoded", url.Values{"customer": {email}}.Encode(), http.StatusOK, nil)
}

// thanked is where whoever bought something is thanked: our block there has a token
// of the shop's, and a memory of its own.
func (b *browser) thanked(email string) *browser {
	b.t.Helper()
	var minted struct{ Token string }
	b.post(b.shop+"/_sandbox/tokens", fmt.Sprintf(`{"kind":"checkout","customer":%q}`, email), http.StatusOK, &minted)
	there := b.browser()
	there.surface, there.order, there.token = app.SurfaceThankYou, b.orders(email, "", http.StatusOK), minted.Token
	return there
}

// door is where her block calls.
func (b *browser) door() string {
	if b.token != "" {
		return b.app + "/storefront/v1"
	}
	return b.shop + proxied
}

const proxied = "/apps/askwell"

func (b *browser) do(method, address, kind, body string, status int, into any) {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, address, strings.NewReader(body))
	require.NoError(b.t, err)
	if b.token != "" {
		request.Header.Set("Authorization", "Bearer "+b.token)
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin") // as browsers tell
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	response, err := b.client.Do(request)
	require.NoError(b.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(b.t, err)
	require.Equal(b.t, status, response.StatusCode, "%s %s: %s", method, address, text)
	if into != nil {
		require.NoError(b.t, json.Unmarshal(text, into), string(text))
	}
}

// template installs a template as a merchant does, and waits until there are codes
// for the rewards it promises.
func (r *running) template(name string, rewards ...string) {
	r.t.Helper()
	r.asMerchant(http.MethodPost, "/api/v1/templates/"+name, nil, http.StatusOK, nil)
	for _, handle := range rewards {
		require.Eventually(r.t, func() bool { return r.reward(handle).Free > 0 }, patience, 50*time.Millisecond, "%s has no codes", handle)
	}
}

// register is what the shop promised of a reward, and gave.
type register struct{ Promised, Issued, Owed, Free int }

func (r *running) reward(handle string) (now register) {
	r.t.Helper()
	r.asMerchant(http.MethodGet, "/api/v1/rewards/"+handle, nil, http.StatusOK, &now)
	return now
}

// asks makes a survey of a document and publishes it.
func (r *running) asks(document string) {
	r.t.Helper()
	var made struct {
		ID       string
		Revision int
	}
	r.asMerchant(http.MethodPost, "/api/v1/surveys", fmt.Appendf(nil, `{"document":%s}`, document), http.StatusCreated, &made)
	r.asMerchant(http.MethodPost, "/api/v1/surveys/"+made.ID+"/publish", fmt.Appendf(nil, `{"revision":%d}`, made.Revision), http.StatusOK, nil)
}

// later lets time pass, for the shop and the app alike.
func (r *running) later(by time.Duration) {
	r.t.Helper()
	r.post(r.shop+"/_sandbox/clock", fmt.Sprintf(`{"advance_s":%g}`, by.Seconds()), http.StatusOK, nil)
}

const day = 24 * time.Hour

// orders buys something for whoever has an address, with more said of the order.
func (r *running) orders(email, more string, status int) (order string) {
	r.t.Helper()
	var bought struct{ Order string }
	r.post(r.shop+"/_sandbox/orders", fmt.Sprintf(`{"customer":%q%s}`, email, more), status, &bought)
	return bought.Order
}

// becomes waits until the shop knows of a customer what it should.
func (r *running) becomes(email string, is func(customer) bool) {
	r.t.Helper()
	var now customer
	if !assert.Eventually(r.t, func() bool {
		now = r.state().customer(email)
		return is(now)
	}, patience, 50*time.Millisecond, "%+v", &now) {
		for _, path := range []string{"/destinations/shopify", "/deliveries"} { // what holds it up
			var raw json.RawMessage
			r.merchant("GET", path, nil, http.StatusOK, &raw)
			r.t.Logf("%s: %s", path, raw)
		}
		r.t.FailNow()
	}
}

// spoken is a response as the merchant sees it.
type spoken struct {
	ID, Customer, Order, Cart string
	Answers                   []struct {
		Question string
		Values   []string
	}
}

func (r *running) spoken() []spoken {
	r.t.Helper()
	var page struct{ Responses []spoken }
	r.asMerchant(http.MethodGet, "/api/v1/responses?limit=100", nil, http.StatusOK, &page)
	return page.Responses
}
