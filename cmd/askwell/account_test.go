package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web/browsertest"
)

// owed is what a shopper is owed with a question, in two languages.
func owed(why, get, use string) string {
	return `"why": {"en": "` + why + `", "sv": "` + why + `"}, "get": {"en": "` + get + `", "sv": "` + get + `"}, "use": {"en": "` + use + `", "sv": "` + use + `"}`
}

// centre is a survey that fills every part of the preference centre.
var centre = `{"handle": "centre", "title": "Centre", "languages": ["en", "sv"], "placements": ["thank-you"], "questions": [
	{"key": "brew", "type": "multiple_choice", "prompt": {"en": "How do you brew?", "sv": "Hur brygger du?"}, ` + owed("To grind it right.", "The right grind.", "We choose the grind by it.") + `,
	 "options": [{"key": "filter", "label": {"en": "Filter", "sv": "Filter"}}, {"key": "espresso", "label": {"en": "Espresso", "sv": "Espresso"}}], "half_life": 30, "mapping": {"metafield": true}},
	{"key": "wish", "type": "text", "prompt": {"en": "What should we roast next?", "sv": "Vad ska vi rosta härnäst?"}, ` + owed("To have what you want.", "A say in it.", "Our roaster reads it.") + `, "mapping": {"metafield": true}},
	{"key": "cake_day", "type": "birthday", "prompt": {"en": "When is your birthday?", "sv": "När fyller du år?"}, ` + owed("To congratulate you.", "A small surprise.", "We write to you that day.") + `, "keep_days": 730},
	{"key": "way", "type": "single_choice", "prompt": {"en": "How shall we reach you?", "sv": "Hur ska vi nå dig?"}, ` + owed("To write where you read.", "Fewer messages.", "We choose the channel by it.") + `, "purpose": "marketing",
	 "options": [{"key": "email", "label": {"en": "Email", "sv": "E-post"}}, {"key": "sms", "label": {"en": "SMS", "sv": "Sms"}}]},
	{"key": "news", "type": "consent", "prompt": {"en": "Yes, email me news from the roastery.", "sv": "Ja, mejla mig nytt från rosteriet."}, ` + owed("Only if you say so.", "News first.", "We email you.") + `, "channel": "email", "purpose": "marketing"}]}`

// cameTo waits until a question's change has come to something.
func cameTo(key, text string) browsertest.Step {
	return chromedp.WaitVisible(chromedp.Search(`//s-stack[@id="question-` + key + `"]//s-text[text()="` + text + `"]`))
}

// press presses a button of an extension by its words, within whatever has an id.
func press(id, text string) browsertest.Step {
	return chromedp.Click(chromedp.Search(`(//*[@id="` + id + `"]//s-button[normalize-space()="` + text + `"])[1]`))
}

// pressFirst presses the first button of the page with these words.
func pressFirst(text string) browsertest.Step {
	return chromedp.Click(chromedp.Search(`(//s-button[normalize-space()="` + text + `"])[1]`))
}

// evaluate asks the page something.
func evaluate(script string, into *string) browsertest.Step {
	return func(ctx context.Context, target *chromedp.Target) (none chromedp.Void, err error) {
		*into, err = chromedp.Evaluate[string](script)(ctx, target)
		return none, err
	}
}

func TestACustomerKeepsHerPreferencesInHerAccount(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	sandbox := startSandbox(t)
	sandbox.asks(roast)
	sandbox.asks(centre)
	ada := sandbox.browser().thanked(email)
	ada.prefers(`"set":{"roast":"light","brew":["filter"],"way":"sms","news":true},"consents":[{"channel":"sms","purpose":"marketing","granted":false}]`)
	sandbox.becomes(email, roasts("light"))
	ada.roast(func(q preference.Item) bool { return q.Answer != nil && len(q.Answer.Written) == 2 })
	sandbox.later(40 * day) // how she brews may have changed, and leaves the shop
	sandbox.becomes(email, func(c customer) bool { return c.Metafields["$app.brew"].Value == "" })
	ada = ada.thanked(email) // by now her session was over

	w := browsertest.Open(t)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), click(`button[value="`+email+`"]`), see(`form[action="/account/logout"]`))
	w.Do("open the profile", click(`a[href="/account/profile"]`), read("How do you brew?"), read("Still true?"))
	w.Pictures("account-profile")
	w.Accessible("the profile")
	w.Do("go on to everything", click(`s-button[href="extension:preferences/"]`), read("You have answered 4 of"), read("Which roast?"))
	require.Equal(t, "/account/pages/preferences", strings.TrimSuffix(w.Address().Path, "/"))
	w.Pictures("preferences")
	w.Accessible("the preference centre")

	w.Do("say that it is still true", press("question-brew", "Yes, still true"), cameTo("brew", "Saved."), chromedp.WaitNotPresent(chromedp.CSS(`#question-brew s-badge`)))
	w.Do("change the roast", click(`#question-roast s-summary`), see(`s-choice[value="dark"]`), click(`s-choice[value="dark"]`))
	w.Pictures("preferences-form")
	w.Do("save it", click(`#question-roast s-button[type="submit"]`), cameTo("roast", "Saved."))
	sandbox.becomes(email, roasts("dark"))
	w.Do("think better of it", press("question-roast", "Undo"), cameTo("roast", "Undone."))
	sandbox.becomes(email, roasts("light"))
	w.Do("allow what she prefers", pressFirst("Allow it"), chromedp.WaitNotPresent(chromedp.Search(`//s-button[normalize-space()="Allow it"]`)))

	w.Do("object to being chosen for", click(`s-switch[name="personalisation/personalisation"]`), read("Not allowed since"))
	sandbox.becomes(email, roasts(""))
	ada.roast(func(q preference.Item) bool { return q.Answer != nil && len(q.Answer.Withheld) == 1 })
	w.Do("read what became of it", chromedp.Reload(), see(`#question-roast s-summary`), click(`#question-roast s-summary`), read("Kept from Shopify"))
	w.Pictures("preferences-withheld")

	w.Do("ask for a copy", pressFirst("Prepare my download"), see(`s-button[href*="format=json"]`))
	var address string
	w.Do("take the address", evaluate(`document.querySelector('s-button[href*="format=json"]').getAttribute("href")`, &address))
	require.Contains(t, ada.reads(address), `"light"`)

	w.Do("have it all deleted", pressFirst("Delete everything"), read("Nothing of it can be brought back"))
	w.Pictures("preferences-sure")
	w.Do("and mean it", pressFirst("Yes, delete everything"), read("Deleted here"), read("You have not told us anything yet"))
	require.Nil(t, ada.roast(func(preference.Item) bool { return true }).Answer)
	require.Eventually(t, func() bool {
		sandbox.later(time.Hour)
		var page string
		w.Do("see how far it is", evaluate(`document.body.textContent`, &page))
		return strings.Contains(page, "Everything was deleted on")
	}, patience, time.Second)
	w.Do("have it in writing", pressFirst("Copy the receipt"))
	w.Pictures("preferences-erased")
	w.Accessible("nothing left")
}

func TestPreferencesAreKeptByKeyboardAlone(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	sandbox := startSandbox(t)
	sandbox.asks(roast)
	sandbox.browser().thanked(email).prefers(`"set":{"roast":"light"}`)
	sandbox.becomes(email, roasts("light"))
	w := browsertest.Open(t)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account/login?return_to=/account/pages/preferences"), tabTo(`button[value="`+email+`"]`), key(kb.Enter), read("Which roast?"))
	w.Do("unfold the question", tabTo(`#question-roast s-details`), key(kb.Enter), see(`#question-roast s-choice[value="dark"]`))
	w.Do("choose and save", tabTo(`#question-roast s-choice-list`), key(kb.ArrowDown), see(`s-choice[value="dark"][selected]`),
		tabTo(`#question-roast s-button[type="submit"]`), key(kb.Enter), cameTo("roast", "Saved."))
	sandbox.becomes(email, roasts("dark"))
}
