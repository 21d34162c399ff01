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

// regimen asks ten questions of every kind, one of them with a long name.
var regimen = `{"handle": "regimen", "title": "Regimen", "languages": ["en"], "placements": ["theme"], "priority": 50, "questions": [` + strings.Join([]string{
	tenth("skin_type", "single_choice", `, "prompt": {"en": "What is your skin like?"}, "mapping": {"tag": true}`+choices("Oily", "Dry")),
	tenth("concerns", "multiple_choice", `, "prompt": {"en": "What would you like to change about your skin in the next few months, if anything at all?"}`+choices("Acne", "Age spots", "Redness")),
	tenth("minutes", "number", `, "prompt": {"en": "How many minutes a day do you have?"}, "min": 0, "max": 60`),
	tenth("vegan", "yes_no", `, "prompt": {"en": "Only vegan products?"}`),
	tenth("scent", "single_choice", `, "prompt": {"en": "Which scent?"}`+choices("None", "Herbal")),
	tenth("started", "date", `, "prompt": {"en": "Since when do you care for it?"}`),
	tenth("loved", "rating", `, "prompt": {"en": "How do you like us?"}`),
	tenth("budget", "single_choice", `, "prompt": {"en": "What may it cost?"}`+choices("Little", "More")),
	tenth("routine", "multiple_choice", `, "prompt": {"en": "When?"}`+choices("Morning", "Evening")),
	tenth("wish", "text", `, "prompt": {"en": "What is missing?"}`),
}, ",") + `]}`

func tenth(key, kind, rest string) string {
	return fmt.Sprintf(`{"key": %q, "type": %q, "why": {"en": "To advise"}, "get": {"en": "Better advice"}, "use": {"en": "To sort"}%s}`, key, kind, rest)
}

func choices(labels ...string) string {
	all := make([]string, len(labels))
	for i, label := range labels {
		all[i] = fmt.Sprintf(`{"key": %q, "label": {"en": %q}}`, strings.ReplaceAll(strings.ToLower(label), " ", "_"), label)
	}
	return `, "options": [` + strings.Join(all, ",") + `]`
}

// tells answers all ten questions as a customer of the shop.
func (r *running) tells(email, skin, wish string) {
	r.t.Helper()
	shopper := r.browser()
	shopper.logIn(email)
	shopper.says(shopper.next("regimen"), map[string]any{
		"skin_type": skin, "concerns": []string{"acne", "redness"}, "minutes": 12, "vegan": true, "scent": "herbal", "started": "2024-03-01",
		"loved": 4, "budget": "more", "routine": []string{"evening"}, "wish": wish,
	})
	require.Eventually(r.t, func() bool { // the shop tells her address when it is written to her
		var found struct{ People []struct{ Email string } }
		r.merchant(http.MethodGet, "/people?query="+email, nil, http.StatusOK, &found)
		return len(found.People) == 1
	}, patience, 50*time.Millisecond)
}

// held is what a tool holds.
func (r *running) held(tool string) string {
	r.t.Helper()
	var state json.RawMessage
	r.get(r.shop+"/_sandbox/destinations/"+tool+"/_state", &state)
	return string(state)
}

// counting counts a merchant's clicks.
type counting struct {
	*browsertest.Window
	clicks int
}

func (c *counting) press(selector string) {
	c.clicks++
	c.ClickInside(selector)
}

// paste puts a text into a field of the app.
func paste(w *browsertest.Window, field, text string) {
	w.ClickInside(field)
	w.Do("paste", chromedp.KeyEvent(text))
}

// connectKlaviyo connects the double of Klaviyo as a merchant does, and ends where its
// mapping is proposed.
func connectKlaviyo(w *browsertest.Window, sandbox *running) {
	w.Do("open the destinations", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/destinations"), see(browsertest.Frame))
	w.ClickInside(`s-button[href="/destinations/_new"]`)
	w.ClickInside(`s-button[href="/destinations/_new/klaviyo"]`)
	paste(w, `s-password-field[label="Private API key"]`, sandbox.playable()["klaviyo"]["api_key"])
	w.Inside(`s-select[label="List for consents"] s-option:nth-of-type(2)`) // read with the key
	w.ClickInside(`s-section[heading="Or connect with a key"] > s-stack > s-button`)
	w.Inside(`s-section[heading="Ready to use"]`)
}

func TestAMerchantConnectsAToolAndMapsTenQuestionsInTwoClicks(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(regimen)
	sandbox.tells("ada@example.com", "oily", "A balm from before")
	w := browsertest.Open(t)
	w.Do("open the destinations", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/destinations"), see(browsertest.Frame))
	w.Inside(`s-section s-button[href="/destinations/_new"]`)
	w.Long("destinations-none")
	w.AccessibleInside("nothing connected yet")
	w.ClickInside(`s-button[href="/destinations/_new"]`)
	w.Inside(`s-button[href="/destinations/_new/klaviyo"]`)
	w.Long("connect-which")
	w.AccessibleInside("what can be connected")
	w.ClickInside(`s-button[href="/destinations/_new/klaviyo"]`)
	w.Inside(`s-password-field[label="Private API key"]`)
	w.Long("connect")
	w.AccessibleInside("what is to be filled in")
	w.ClickInside(`s-section[heading="Or connect with a key"] > s-stack > s-button`)
	w.Inside(`s-password-field[error]:not([error=""])`)
	paste(w, `s-password-field[label="Private API key"]`, "pk_nobodyknowsthis")
	w.ClickInside(`s-section[heading="Or connect with a key"] > s-stack > s-button`)
	w.Inside(`s-password-field[error*="refused"]`)
	w.Long("connect-refused")
	w.AccessibleInside("a key that is refused")
	w.Do("think better of it", click(".host-save-bar button:not(.primary)"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))

	connectKlaviyo(w, sandbox)
	w.Inside(`s-section[slot="aside"] s-badge`) // what Ada would be told as
	w.Long("mapping")
	w.AccessibleInside("where answers go")
	require.NotContains(t, sandbox.held("klaviyo"), "ada@example.com", "nothing is sent before it is said where to")

	c := &counting{Window: w}
	c.press(`s-section[heading="Ready to use"] s-button[variant="primary"]`)
	c.Inside(`s-modal s-button[variant="primary"]`)
	w.Pictures("mapping-effect")
	w.AccessibleInside("what it comes to")
	c.press(`s-modal s-button[variant="primary"]`)
	require.LessOrEqual(t, c.clicks, 2, "ten questions are mapped in two clicks")
	w.Inside(`s-section[heading="Under way and done"] s-badge`)
	var board struct {
		Mapping struct {
			Targets []struct{ Question, Kind, Name string }
		}
	}
	sandbox.merchant(http.MethodGet, "/destinations/klaviyo/mapping", nil, http.StatusOK, &board)
	mapped := map[string]bool{}
	for _, target := range board.Mapping.Targets {
		mapped[target.Question] = true
	}
	require.GreaterOrEqual(t, len(mapped), 10)
	sandbox.holding("klaviyo", "ada@example.com", "askwell_skin_type", "Oily", "A balm from before")
	w.Inside(`s-section[heading="Under way and done"] s-badge[tone="success"]`)
	w.Long("destination")
	w.AccessibleInside("a destination")

	sandbox.tells("zofia@example.com", "dry", "A soap from now")
	sandbox.holding("klaviyo", "zofia@example.com", "Dry", "A soap from now", "Acne", "Redness")
}

func TestAMerchantPausesChangesAndLeavesATool(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.asks(regimen)
	sandbox.tells("ada@example.com", "oily", "A balm")
	w := browsertest.Open(t)
	connectKlaviyo(w, sandbox)
	w.ClickInside(`s-section[heading="Ready to use"] s-button[variant="primary"]`)
	w.ClickInside(`s-modal s-button[variant="primary"]`)
	sandbox.holding("klaviyo", "ada@example.com", "askwell_skin_type")

	const state = `s-section[heading="State"]`
	const checks = state + ` s-stack s-button:nth-of-type(1):not([disabled], [loading])` // while one works, the other waits
	const pauses = state + ` s-stack s-button:nth-of-type(2):not([disabled], [loading])`
	w.ClickInside(pauses)
	w.Inside(state + ` s-badge[tone="caution"]`)
	w.Pictures("destination-paused")
	w.AccessibleInside("a paused destination")
	sandbox.tells("zofia@example.com", "dry", "A soap")
	w.ClickInside(pauses)
	w.Inside(state + ` s-badge[tone="success"]`)
	sandbox.holding("klaviyo", "zofia@example.com")

	sandbox.post(sandbox.shop+"/_sandbox/destinations/klaviyo/_trouble", `{"Revoked": true}`, http.StatusOK, nil)
	w.ClickInside(checks)
	w.Inside(`s-banner[tone="critical"]`)
	w.Long("destination-stopped")
	w.AccessibleInside("a destination that refuses us")
	sandbox.post(sandbox.shop+"/_sandbox/destinations/klaviyo/_trouble", `{}`, http.StatusOK, nil)
	w.ClickInside(strings.Replace(checks, "(1)", "(2)", 1)) // before it stands the way to connect again
	w.Inside(state + ` s-badge[tone="success"]`)

	w.Do("come back later", chromedp.Reload(), see(browsertest.Frame))
	w.Inside(`s-section[heading="Under way and done"] s-badge`) // nothing moves any more
	paste(w, `s-text-field[label="Your name for it"]`, "Newsletter")
	w.Do("save", see(".host-save-bar .primary"), click(".host-save-bar .primary"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	w.Inside(`s-page[heading="Newsletter"]`)
	w.ClickInside(`s-section[heading="Disconnect"] > s-stack s-button`)
	w.Inside(`s-modal [role="status"] s-paragraph`) // in numbers
	w.Pictures("destination-leave")
	w.AccessibleInside("the last question")
	w.ClickInside(`s-modal s-button[variant="primary"]`)
	w.Inside(`s-button[href="/destinations/_new"]`) // it is no more
	require.Eventually(t, func() bool { return !strings.Contains(sandbox.held("klaviyo"), "A balm") }, patience, 50*time.Millisecond)
}
