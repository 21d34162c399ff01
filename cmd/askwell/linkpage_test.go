package main

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// grinding asks one thing, and of who grinds at home another.
const grinding = `{"handle": "grinding", "title": "Grinding", "languages": ["en", "sv"], "placements": ["link"], "poll": {"least": 5},
	"thanks": {"en": "Good to know. Thank you.", "sv": "Bra att veta. Tack."}, "questions": [
	{"key": "grinds", "type": "single_choice", "required": true, "prompt": {"en": "Who grinds your coffee?", "sv": "Vem maler ditt kaffe?"}, ` + owing + `,
	 "options": [{"key": "self", "label": {"en": "I do, at home", "sv": "Jag, hemma"}}, {"key": "shop", "label": {"en": "You do", "sv": "Ni"}}], "mapping": {"metafield": true}},
	{"key": "mill", "type": "text", "prompt": {"en": "With which grinder?", "sv": "Med vilken kvarn?"}, ` + owing + `, "max_length": 40, "if": {"==": [{"var": "answers.grinds"}, "self"]}, "mapping": {"metafield": true}}]}`

func TestASurveyIsAnsweredOnItsOwnPageWithoutScripts(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(grinding)
	var link struct{ URL, QR string }
	sandbox.asMerchant(http.MethodGet, "/api/v1/surveys/grinding/link?utm_source=receipt&locale=en", nil, http.StatusOK, &link)
	at, err := url.Parse(link.URL)
	require.NoError(t, err)
	page := sandbox.shop + at.RequestURI()

	w := browsertest.Open(t)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), click(`button[value="ada@example.com"]`), see(`form[action="/account/logout"]`))
	w.Do("scan the code", chromedp.Navigate(page), see(`input[value="self"]`), read("We choose by it."))
	w.Accessible("the page of a survey") // by a script of its own
	w.WithoutScripts()
	w.Do("scan it again, without scripts", chromedp.Navigate(page), see(`input[value="self"]`))
	w.Pictures("link-page")
	w.Do("answer by keys alone", chromedp.Focus(chromedp.CSS(`input[value="self"]`)), chromedp.KeyEvent(" "),
		chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), see(`textarea[name="answers[mill]"]`))
	w.Pictures("link-next")
	w.Do("say which", chromedp.SetValue(chromedp.CSS(`textarea[name="answers[mill]"]`), "An old Zassenhaus"), click(`form button`), read("Good to know. Thank you."))
	w.Pictures("link-thanks")
	require.Eventually(t, func() bool {
		ada := sandbox.state().customer("ada@example.com").Metafields
		return ada["$app.grinds"].Value == "self" && ada["$app.mill"].Value == "An old Zassenhaus"
	}, patience, 50*time.Millisecond)

	w.Do("come back", chromedp.Navigate(page), read("You have answered this already"))
	w.Pictures("link-said")
	w.Do("go where it can be changed", click(`a[href="../preferences"]`), see(`form`))
	w.Do("ask for a page there is not", chromedp.Navigate(sandbox.shop+"/apps/askwell/surveys/nothing"), read("There is nothing to answer here"))

	type counts struct{ Shown, Answered, Completed int }
	require.Eventually(t, func() bool {
		var reach struct {
			Surfaces []struct {
				Surface string
				counts
			}
		}
		sandbox.asMerchant(http.MethodGet, "/api/v1/surfaces", nil, http.StatusOK, &reach)
		for _, one := range reach.Surfaces {
			if one.Surface == "link" {
				return one.counts == counts{2, 1, 1}
			}
		}
		return false
	}, patience, 50*time.Millisecond, "she saw it twice and answered it once")
}

func TestEveryStepOfASurveysPageIsAccessible(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(grinding)
	w := browsertest.Open(t)
	for range 5 {
		w.Do("answer before her", chromedp.Navigate(sandbox.shop+"/apps/askwell/surveys/grinding?kiosk=1&locale=en"), click(`input[value="shop"]`), click(`form button`), read("Start again"))
	}
	sandbox.later(time.Minute)
	w.Do("open it in Swedish", chromedp.Navigate(sandbox.shop+"/apps/askwell/surveys/grinding?locale=sv"), see(`input[value="self"]`))
	w.Accessible("the question")
	w.Do("answer", click(`input[value="self"]`), click(`form button`), see(`textarea[name="answers[mill]"]`))
	w.Accessible("the next question")
	w.Do("finish", chromedp.SetValue(chromedp.CSS(`textarea[name="answers[mill]"]`), "Comandante"), click(`form button`), read("Bra att veta. Tack."))
	w.Do("see how others answered", read("17 %"))
	w.Pictures("link-poll")
	w.Accessible("the thanks and how others answered")
	w.Do("ask for a page there is not", chromedp.Navigate(sandbox.shop+"/apps/askwell/surveys/nothing?locale=sv"), read("Här finns inget att svara på"))
	w.Accessible("a page that is not there")
}
