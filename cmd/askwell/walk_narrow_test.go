package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

// arabic asks in a language that runs from right to left, with long and with foreign
// words in it.
const arabic = `{"handle": "arabic", "title": "Arabic", "languages": ["ar"], "placements": ["link", "theme"], "priority": 90,
	"thanks": {"ar": "شكرًا لك."}, "questions": [
	{"key": "qahwa", "type": "single_choice", "prompt": {"ar": "كيف تشرب قهوتك في الصباح؟"}, "why": {"ar": "لنقترح عليك ما يناسبك."}, "get": {"ar": "قهوة تحبها."}, "use": {"ar": "نختار بها."},
	 "options": [{"key": "sada", "label": {"ar": "سادة"}}, {"key": "v60", "label": {"ar": "مقطّرة بجهاز V60"}}, {"key": "long", "label": {"ar": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"}}], "mapping": {"metafield": true}},
	{"key": "malahza", "type": "text", "prompt": {"ar": "ماذا تفتقد عندنا؟"}, "why": {"ar": "لنحمّص ما تبحث عنه."}, "get": {"ar": "ما تفتقده."}, "use": {"ar": "نقرأه."}, "max_length": 80}]}`

func TestPagesAreReadWithoutGoingSidewaysAndFromRightToLeft(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	shop := furnished(t)
	shop.asks(grinding)
	shop.asks(arabic)
	w := browsertest.Open(t)
	logsIn(w, shop.shop, email)
	id, err := app.ParseCustomerID(shop.state().customer(email).ID)
	require.NoError(t, err)
	for _, page := range []struct{ name, address, see string }{
		{"home", "/", `[data-survey="arabic"] .askwell-send`},
		{"quiz", "/pages/quiz", `[data-survey="style-quiz"] .askwell-send`},
		{"poll", "/pages/poll", `[data-survey="poll"] .askwell-send`},
		{"preferences", "/pages/preferences", `[data-picker] .askwell-send`},
		{"link", "/apps/askwell/surveys/grinding", `input[value="self"]`},
		{"link-arabic", "/apps/askwell/surveys/arabic?locale=ar", `html[dir="rtl"] input[value="sada"]`},
		{"centre", "/apps/askwell/preferences", `main form`},
		{"centre-arabic", "/apps/askwell/preferences?locale=ar", `html[dir="rtl"] main form`},
		{"erasure", "/apps/askwell/preferences/erasure", `input[name="confirm"]`},
		{"signed-preferences", shop.linkOf(id, "preferences"), `main form`},
		{"signed-question", shop.linkOf(id, "answer") + "?survey=how-did-you-hear&question=source&answer=podcast", `main form button`},
		{"signed-broken", shop.linkOf(id, "answer")[:len(shop.app)+12], `main`},
	} {
		address := page.address
		if address[0] == '/' {
			address = shop.shop + address
		}
		w.Do("open "+page.name, chromedp.Navigate(address), see(page.see))
		w.Fits(page.name)
		w.Accessible(page.name)
		w.Long("wide-" + page.name)
	}
	w.Do("answer in Arabic", chromedp.Navigate(shop.shop+"/apps/askwell/surveys/arabic?locale=ar"), click(`input[value="v60"]`), click(`form button`), read("شكرًا لك."))
	w.Fits("thanks-arabic")
	w.Accessible("thanks in Arabic")
	shop.holds(email, "qahwa", "v60")
	w.Do("put something into the cart", chromedp.Navigate(shop.shop+"/products/low-tide"), click(`button[value="cart"]`), see(`[data-survey="cart-reason"] fieldset`))
	w.Fits("cart")
}

func TestPagesHoldInForcedColoursAndStandStillWhenAsked(t *testing.T) {
	t.Parallel()
	shop := furnished(t)
	shop.prompts(`{"after": 1}`)
	w := browsertest.Open(t)
	moves := func(how string) browsertest.Step {
		return chromedp.Poll[chromedp.Void](`parseFloat(getComputedStyle(document.querySelector('[data-prompt]')).transitionDuration) ` + how)
	}
	w.Do("be moved", chromedp.Navigate(shop.shop+"/pages/poll"), see(prompt), moves("> 0"))
	w.Prefers("prefers-reduced-motion", "reduce")
	w.Do("want no motion", moves("== 0"))
	w.Prefers("forced-colors", "active")
	for name, at := range map[string]struct{ path, see string }{
		"poll": {"/pages/poll", `[data-survey="poll"] .askwell-choice`}, "preferences": {"/pages/preferences", `[data-picker] .askwell-choice`},
		"centre": {"/apps/askwell/preferences", `main .next a`},
	} {
		w.Do("open "+name, chromedp.Navigate(shop.shop+at.path), see(at.see))
		w.Long("forced-" + name)
	}
	w.Do("see where one thing ends", chromedp.Navigate(shop.shop+"/pages/poll"), see(`[data-survey="poll"] .askwell-send`), chromedp.Poll[chromedp.Void](
		`['.askwell-choice', '.askwell-send'].every((one) => parseFloat(getComputedStyle(document.querySelector('[data-survey="poll"] ' + one)).borderTopWidth) > 0)`))
}
