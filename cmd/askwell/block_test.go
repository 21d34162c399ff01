package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/askwell/askwell/app/web/browsertest"
)

// heard has a clarification, everything a shopper is owed, and a reward.
const heard = `{"handle": "two-things", "title": "What she heard", "languages": ["en"], "placements": ["thank-you"], "reward": "tenth",
	"questions": [
		{"key": "heard", "type": "single_choice", "prompt": {"en": "How did you hear about us?"}, "why": {"en": "So that we are where you are."},
		 "get": {"en": "A tenth off your next order."}, "use": {"en": "We count it, and tell nobody else."}, "keep_days": 730,
		 "options": [{"key": "podcast", "label": {"en": "A podcast"}}, {"key": "friend", "label": {"en": "A friend"}}]},
		{"key": "which", "type": "text", "prompt": {"en": "Which podcast?"}, "if": {"==": [{"var": "answers.heard"}, "podcast"]},
		 "why": {"en": "So that we can thank them."}, "get": {"en": "More good podcasts."}, "use": {"en": "We read it."}},
		{"key": "finding", "type": "rating", "prompt": {"en": "How was it to find your coffee?"}, "low": {"en": "Hard"}, "high": {"en": "Easy"},
		 "why": {"en": "So that it gets easier."}, "get": {"en": "A better shop."}, "use": {"en": "We look at the average."}, "keep_days": 90}],
	"thanks": {"en": "Thank you for telling us."}}`

// cup is a quiz.
const cup = `{"handle": "two-things", "title": "Your cup", "languages": ["en"], "placements": ["thank-you"],
	"questions": [
		{"key": "morning", "type": "this_or_that", "prompt": {"en": "Your morning?"},
		 "why": {"en": "To find your cup."}, "get": {"en": "A coffee that suits you."}, "use": {"en": "Only to find it."},
		 "options": [{"key": "slow", "label": {"en": "Slow"}, "weights": {"calm": 3}}, {"key": "quick", "label": {"en": "Quick"}, "weights": {"strong": 3}}]},
		{"key": "milk", "type": "yes_no", "prompt": {"en": "Milk?"},
		 "why": {"en": "To find your cup."}, "get": {"en": "A coffee that suits you."}, "use": {"en": "Only to find it."}}],
	"endings": [
		{"key": "calm", "title": {"en": "A calm cup"}, "text": {"en": "Light, floral, and in no hurry."}, "products": ["low-tide"], "collections": ["coffee"]},
		{"key": "strong", "title": {"en": "A strong one"}, "products": ["low-tide"]}],
	"thanks": {"en": "Here is your cup."}}`

// buyAsked orders a coffee as a guest and waits for what the block on the page asks.
func buyAsked(sandbox *running, w *browsertest.Window, email, asked string) {
	w.Do("buy as a guest", chromedp.Navigate(sandbox.shop+"/products/low-tide"), click(`button[value="checkout"]`), see(`form.pay`),
		chromedp.SetValue(chromedp.CSS(`input[name="email"]`), email), click(`form.pay button`), read(asked))
}

func TestABlockAsksAGuestWhatHerAnswersLeadTo(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asMerchant(http.MethodPost, "/api/v1/rewards", []byte(`{"handle": "tenth", "title": "A tenth", "kind": "percentage", "value": "10"}`), http.StatusCreated, nil)
	sandbox.publish(heard)
	w := browsertest.Open(t)
	buyAsked(sandbox, w, "guest@example.com", "How did you hear about us?")
	w.Pictures("block")
	w.Accessible("a sheet of questions")
	w.Do("look what it is for", click(`s-summary`), read("We count it"))
	w.Pictures("block-about")
	w.Do("say it was a podcast", click(`s-choice[value="podcast"]`), see(`s-text-area[name="which"]`))
	w.Pictures("block-clarified")
	w.Accessible("a clarification")
	w.Do("answer all of it", chromedp.Click(chromedp.CSS(`s-text-area[name="which"]`)), chromedp.KeyEvent("Short Wave"), click(`s-choice[value="4"]`), click(`s-button[type="submit"]`),
		read("Thank you for telling us."))
	w.Pictures("block-thanks")
	w.Accessible("what she gets")
}

func TestABlockEndsAQuizAndHearsNotNow(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.publish(cup)
	w := browsertest.Open(t)
	buyAsked(sandbox, w, "guest@example.com", "Your morning?")
	w.Do("answer", click(`s-choice[value="slow"]`), click(`s-choice[value="true"]`), click(`s-button[type="submit"]`), read("A calm cup"), read("Low tide"))
	w.Pictures("block-ending")
	w.Accessible("an ending")
	buyAsked(sandbox, w, "guest@example.com", "Your morning?")
	w.Do("not now", click(`s-link`), read("All right, not now."))
	w.Pictures("block-later")
	w.Accessible("the way out")
}
