package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// TestAMerchantTypesASurveyInThreeLanguages from nothing: three questions with a branch and a
// result, whom it asks, one question dragged by the mouse, every text that is missing typed
// side by side; it is published, and a shopper answers it in Danish.
func TestAMerchantTypesASurveyInThreeLanguages(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open the surveys", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/surveys"), see(browsertest.Frame))
	w.ClickInside(`s-page > s-button[variant="primary"]`)
	w.Inside(`s-section s-text-field[label="Question"]`)
	w.Inside(`s-section[heading="Preview"] iframe`)
	w.ClickInside(`s-choice[value="link"]`)
	w.ClickInside(`s-section[heading="Languages"] s-choice[value="sv"]`)
	w.ClickInside(`s-section[heading="Languages"] s-choice[value="da"]`)
	for n := 2; n <= 3; n++ {
		w.ClickInside(`s-page > s-stack > s-button[icon="plus"]`)
		w.Inside(fmt.Sprintf(`s-section[heading="Question %d"]`, n))
	}
	w.DragInside(`s-button[accessibilitylabel^="Question 3 of 3"]`, `s-button[accessibilitylabel^="Question 2 of 3"]`)
	require.Eventually(t, func() bool {
		return w.InsideAll(`function () { return [document.getElementById('questions.1.key').value] }`)[0] == "question_2"
	}, browsertest.Patience, 100*time.Millisecond, "the third question is second now")
	w.ClickInside(`s-section[heading="Results of a quiz"] s-button[icon="plus"]`)
	w.ClickInside(`s-section[heading="Question 1"] s-number-field[label="Result 1"]`)
	w.Do("have an option weigh for it", key(kb.Backspace), key(kb.Delete), key("2"))
	w.ClickInside(`s-button[accessibilitylabel="Add branch: Question 1"]`)
	w.ClickInside(`s-button[accessibilitylabel="Add condition: Question 1, branch 1"]`)
	w.ClickInside(`s-button[accessibilitylabel="Add condition: Who is asked"]`)
	w.Inside(`svg[role="list"] a`)
	w.AccessibleInside("a survey that is typed")
	w.Pictures("typed-survey")

	w.ClickInside(`s-section[heading="Languages"] s-button`)
	w.ClickInside(`s-section[heading="Languages side by side"] s-choice[value="sv"]`)
	w.Inside(`s-section[heading="Languages side by side"] s-choice[value="sv"][selected]`)
	w.Pictures("side-by-side")
	w.AccessibleInside("languages side by side")
	fill(t, w)
	w.Pictures("side-by-side-full")
	w.ClickInside(`s-section[heading="Languages side by side"] s-button[variant="tertiary"]`)
	w.ClickInside(`s-page > s-button[variant="primary"]:not([disabled], [loading])`)

	var list struct {
		Surveys []struct {
			ID, Handle string
			Version    int
		}
	}
	var id, handle string
	require.Eventually(t, func() bool {
		sandbox.asMerchant(http.MethodGet, "/api/v1/surveys", nil, http.StatusOK, &list)
		for _, one := range list.Surveys {
			if strings.HasPrefix(one.Handle, "survey-") && one.Version == 1 {
				id, handle = one.ID, one.Handle
			}
		}
		return id != ""
	}, browsertest.Patience, 100*time.Millisecond)
	w.Pictures("typed-published")

	var link struct{ URL string }
	sandbox.asMerchant(http.MethodGet, "/api/v1/surveys/"+handle+"/link?locale=da", nil, http.StatusOK, &link)
	at, err := url.Parse(link.URL)
	require.NoError(t, err)
	w.Do("log in", chromedp.Navigate(sandbox.shop+"/account"), click(`button[value="ada@example.com"]`), see(`form[action="/account/logout"]`))
	w.Do("read it in Danish", chromedp.Navigate(sandbox.shop+at.RequestURI()), read("0 prompt da"), click(`input[value="friend"]`), click(`form button`), read("thanks da"), read("Result 1"))
	w.Pictures("typed-answered")
	require.Eventually(t, func() bool {
		return sandbox.state().customer("ada@example.com").Metafields["$app.source"].Value == "friend"
	}, patience, 50*time.Millisecond)
}

// fill types every text that is missing, each found by the keyboard.
func fill(t *testing.T, w *browsertest.Window) {
	t.Helper()
	w.ClickInside(`s-section[heading="Languages side by side"] s-button[icon="arrow-down"]`)
	for range 100 {
		words := strings.Split(w.InsideAll(`function () { return [document.activeElement?.id ?? ''] }`)[0], ".") // beside.questions.0.prompt.da
		require.GreaterOrEqual(t, len(words), 3, "%s is no text", words)
		w.Do("type it", chromedp.KeyEvent(strings.Join(words[len(words)-3:], " ")))
		if len(w.InsideAll(`function () { return this.querySelector('s-button[icon="arrow-down"][disabled]') ? ['done'] : [] }`)) > 0 {
			return
		}
		w.Do("go to the next", chromedp.KeyEvent(kb.ArrowDown, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	}
	require.Fail(t, "there is always another")
}
