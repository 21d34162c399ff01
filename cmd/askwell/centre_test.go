package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// liking is one question of every type, in every section.
var liking = `{"handle": "liking", "title": "Liking", "languages": ["en", "sv"], "placements": ["thank-you"], "questions": [
	{"key": "brew", "type": "multiple_choice", "prompt": {"en": "How do you brew?", "sv": "Hur brygger du?"}, ` + owing + `,
	 "options": [{"key": "filter", "label": {"en": "Filter", "sv": "Filter"}}, {"key": "espresso", "label": {"en": "Espresso", "sv": "Espresso"}, "hint": {"en": "with a machine", "sv": "med maskin"}},
	 {"key": "moka", "label": {"en": "Moka pot", "sv": "Mokabryggare"}}], "other": {"label": {"en": "In another way", "sv": "På annat vis"}}, "half_life": 30, "mapping": {"metafield": true}},
	{"key": "miss", "type": "text", "prompt": {"en": "What should we roast next?", "sv": "Vad ska vi rosta härnäst?"}, ` + owing + `, "max_length": 40, "mapping": {"metafield": true}},
	{"key": "strong", "type": "rating", "prompt": {"en": "How strong do you like it?", "sv": "Hur starkt vill du ha det?"}, ` + owing + `, "low": {"en": "mild", "sv": "milt"}, "high": {"en": "strong", "sv": "starkt"}},
	{"key": "best", "type": "ranking", "prompt": {"en": "What matters most?", "sv": "Vad är viktigast?"}, ` + owing + `,
	 "options": [{"key": "price", "label": {"en": "Price", "sv": "Pris"}}, {"key": "taste", "label": {"en": "Taste", "sv": "Smak"}}]},
	{"key": "cups", "type": "number", "prompt": {"en": "How many cups a day?", "sv": "Hur många koppar om dagen?"}, ` + owing + `, "min": 0, "max": 20},
	{"key": "cake_day", "type": "birthday", "prompt": {"en": "When is your birthday?", "sv": "När fyller du år?"}, ` + owing + `, "keep_days": 730},
	{"key": "mug", "type": "size", "prompt": {"en": "Which size of mug?", "sv": "Hur stor mugg?"}, ` + owing + `, "options": [{"key": "s", "label": {"en": "S", "sv": "S"}}, {"key": "m", "label": {"en": "M", "sv": "M"}}, {"key": "l", "label": {"en": "L", "sv": "L"}}]},
	{"key": "slot", "type": "delivery_slot", "prompt": {"en": "When and where may we leave it?", "sv": "När och var får vi lämna det?"}, ` + owing + `,
	 "parts": [{"key": "morning", "label": {"en": "Morning", "sv": "Morgon"}}, {"key": "evening", "label": {"en": "Evening", "sv": "Kväll"}}], "options": [{"key": "door", "label": {"en": "At the door", "sv": "Vid dörren"}}, {"key": "shop", "label": {"en": "In the shop", "sv": "I butiken"}}]},
	{"key": "way", "type": "single_choice", "prompt": {"en": "How shall we reach you?", "sv": "Hur ska vi nå dig?"}, ` + owing + `, "purpose": "marketing",
	 "options": [{"key": "email", "label": {"en": "Email", "sv": "E-post"}}, {"key": "sms", "label": {"en": "SMS", "sv": "Sms"}}]},
	{"key": "news", "type": "consent", "prompt": {"en": "Yes, email me news from the roastery.", "sv": "Ja, mejla mig nytt från rosteriet."}, ` + owing + `, "channel": "email", "purpose": "marketing"},
	{"key": "skin_ok", "type": "consent", "prompt": {"en": "Yes, keep what I say about my allergies, to warn me.", "sv": "Ja, spara vad jag säger om mina allergier, för att varna mig."}, ` + owing + `, "channel": "personalisation", "purpose": "personalisation"},
	{"key": "skin", "type": "text", "prompt": {"en": "Are you allergic to anything?", "sv": "Är du allergisk mot något?"}, ` + owing + `, "sensitive": true, "consent": "skin_ok", "purpose": "personalisation"}]}`

const owing = `"why": {"en": "To roast what you like.", "sv": "För att rosta det du gillar."}, "get": {"en": "Coffee you like.", "sv": "Kaffe du gillar."}, "use": {"en": "We choose by it.", "sv": "Vi väljer efter det."}`

// likes is a shop that asks it all, and a customer who has answered some of it a while
// ago.
func likes(t *testing.T) (*running, *browsertest.Window) {
	t.Helper()
	sandbox := startSandbox(t)
	sandbox.asks(roast)
	sandbox.asks(liking)
	ada := sandbox.browser().thanked(adasEmail)
	ada.prefers(`"set":{"roast":"light","brew":["filter"],"way":"sms","news":true},"consents":[{"channel":"sms","purpose":"marketing","granted":false}]`)
	sandbox.becomes(adasEmail, roasts("light"))
	sandbox.later(40 * day) // how she brews may have changed since
	return sandbox, browsertest.Open(t)
}

const adasEmail = "ada@example.com"

func TestThePreferenceCentreIsBeautifulAndInNobodysWay(t *testing.T) {
	t.Parallel()
	sandbox, w := likes(t)
	home := sandbox.shop + "/apps/askwell/preferences"
	w.Do("come as nobody", chromedp.Navigate(home), read("Log in to see your preferences"))
	w.Pictures("centre-guest")
	w.Accessible("the page for guests")
	w.Do("log in", click(`.next a`), see(`button[value="`+adasEmail+`"]`), click(`button[value="`+adasEmail+`"]`), see(`form[action="/account/logout"]`))
	w.Do("open the centre", chromedp.Navigate(home), read("You have answered 4 of"), read("Still true?"), read("You prefer text message, but"))
	w.Long("centre")
	w.Accessible("the preference centre")
	w.Do("allow it", click(`.allowance:nth-of-type(2) summary`), click(`input[name="allow[post/marketing]"]`), chromedp.SendKeys(chromedp.CSS("#cups"), "99"), click(".bar button"), read("Not saved yet"))
	w.Long("centre-refused")
	w.Accessible("the centre, refused")
	w.Do("save it", chromedp.SetValue(chromedp.CSS("#cups"), "9"), click(".bar button"), read("Saved"))
	w.Long("centre-saved")
	w.Accessible("the centre, saved")
	w.Do("read it in Swedish", chromedp.Navigate(home+"?locale=sv"), read("Du har svarat på 5 av"), read("Stämmer det fortfarande?"))
	w.Long("centre-swedish")
	w.Do("read it from right to left", chromedp.Navigate(home+"?locale=ar"), see(`html[dir="rtl"]`))
	w.Long("centre-rtl")
	w.Do("ask to be forgotten", chromedp.Navigate(home+"/erasure"), read("Delete everything about you?"))
	w.Pictures("centre-erase")
	w.Accessible("the question whether she means it")
	w.Do("mean it", click(`input[name="confirm"]`), click("button.delete"), read("Deleted here"))
	w.Pictures("centre-erasing")
	w.Accessible("an erasure under way")
}

func TestThePreferenceCentreWorksWithoutJavaScriptAndByKeyboardAlone(t *testing.T) {
	t.Parallel()
	sandbox, w := likes(t)
	home := sandbox.shop + "/apps/askwell/preferences"
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), click(`button[value="`+adasEmail+`"]`), see(`form[action="/account/logout"]`))
	w.WithoutScripts()
	w.Do("open the centre", chromedp.Navigate(home), read("Still true?"))
	w.Do("say that it is still true", tabTo(`button[value="keep:brew"]`), key(kb.Enter), read("still true"), chromedp.WaitNotPresent(chromedp.CSS(`button[value="keep:brew"]`)))
	w.Do("change the roast", tabTo(`input[name="answers[roast]"]`), key(kb.ArrowDown), key(kb.Enter), read("Saved"), see(".banner b"))
	sandbox.becomes(adasEmail, roasts("dark"))
	w.Do("think better of it", tabTo(".banner button"), key(kb.Enter), read("It is as it was before"))
	sandbox.becomes(adasEmail, roasts("light"))
	w.Do("take it back", tabTo(`button[value="clear:roast"]`), key(kb.Enter), read("taken back"))
	sandbox.becomes(adasEmail, roasts(""))
	w.Do("and not after all", tabTo(".banner button"), key(kb.Enter), read("It is as it was before"))
	sandbox.becomes(adasEmail, roasts("light"))
	w.Do("allow nothing to be chosen for her", tabTo(`summary:has(+ .row [name="allow[personalisation/personalisation]"])`), key(kb.Enter),
		tabTo(`input[name="allow[personalisation/personalisation]"]`), key(" "), tabTo(".bar button"), key(kb.Enter), read("you do not allow it"))
	sandbox.becomes(adasEmail, roasts("")) // it is hers still, and the shop has it no more
	w.Do("and allow it again", tabTo(".banner button"), key(kb.Enter), read("It is as it was before"))
	sandbox.becomes(adasEmail, roasts("light"))

	folder := w.Saving()
	w.Do("take a copy along", tabTo(`a[href*="format=html"]`), key(kb.Enter))
	require.Contains(t, string(w.Saved(folder, "what-we-know-of-you.html")), "Which roast?")
	w.Do("and one for programs", tabTo(`a[href*="format=json"]`), key(kb.Enter))
	require.True(t, json.Valid(w.Saved(folder, "what-we-know-of-you.json")))

	w.Do("ask to be forgotten", tabTo("a.danger"), key(kb.Enter), read("Delete everything about you?"))
	w.Do("mean it", tabTo(`input[name="confirm"]`), key(" "), tabTo("button.delete"), key(kb.Enter), read("Deleted here"))
	sandbox.becomes(adasEmail, roasts(""))
	require.Eventually(t, func() bool {
		sandbox.later(time.Hour)
		w.Do("look again", tabTo(`a[href^="erasure?id="], .back`), chromedp.Reload())
		return strings.Contains(w.Text("main h1"), "Everything is deleted")
	}, patience, 200*time.Millisecond)
}
