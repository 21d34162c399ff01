package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// write types into a field of the app.
func write(w *browsertest.Window, field, words string) {
	w.ClickInside(field)
	w.Do("write "+words, chromedp.KeyEvent(words))
}

func TestAMerchantThanksWhoeverAnswers(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open the rewards", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/rewards"), see(browsertest.Frame))
	w.Inside(`s-section s-button[href="/rewards/_new"]`)
	w.Pictures("rewards-none")
	w.AccessibleInside("no reward yet")
	w.ClickInside(`s-section s-button[href="/rewards/_new"]`)

	write(w, `s-text-field[label="Name"]`, "Ten off")
	w.Do("wait for the save bar", see(".host-save-bar .primary"))
	w.Do("save without a number", click(".host-save-bar .primary"))
	w.Inside(`s-number-field[label="Percentage"][error^="Give a number"]`)
	w.Pictures("reward-wrong")
	w.AccessibleInside("a reward with a field missing")
	write(w, `s-number-field[label="Percentage"]`, "10")
	write(w, `s-text-field[label="Codes begin with"]`, "ten")
	write(w, `s-number-field[label="At most so many codes"]`, "200")
	w.Pictures("reward-new")
	w.Do("save", click(".host-save-bar .primary"), read("Saved"))
	w.Inside(`s-badge[tone="success"]`) // its codes are ready
	w.Pictures("reward")
	w.AccessibleInside("a reward")
	require.Equal(t, "/admin/apps/askwell/rewards/ten-off", w.Address().Path)
	write(w, `s-number-field[label="At most so many codes"]`, "0")
	w.Do("raise the budget", see(".host-save-bar .primary"), click(".host-save-bar .primary"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))

	w.Do("go to the surveys", click(`#askwell-nav a[href="/surveys"]`))
	w.ClickInside(`s-link[href^="/surveys/"]`)
	w.Inside(`s-option[value="ten-off"]`)
	w.ClickInside(`s-select[label="Reward"]`)
	w.Do("choose the reward", chromedp.KeyEvent("Ten off\r"), see(".host-save-bar .primary"))
	w.Do("save", click(".host-save-bar .primary"), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	w.Pictures("survey-with-reward")
	w.ClickInside(`s-page > s-button[variant="primary"]`)
	w.Do("publish", read("Published"))
	w.Do("see it promised", click(`#askwell-nav a[href="/rewards"]`))
	w.Inside(`s-table-row`)
	w.Pictures("rewards")
	w.AccessibleInside("the rewards")

	w.ClickInside(`s-table-row`)
	w.ClickInside(`s-button[commandfor="end-reward"]`)
	w.Pictures("reward-end")
	w.AccessibleInside("the last question")
	w.ClickInside(`s-modal s-button[variant="primary"]`)
	require.Eventually(t, func() bool {
		var reward struct {
			State   string
			Surveys []struct{ Title string }
		}
		sandbox.asMerchant(http.MethodGet, "/api/v1/rewards/ten-off", nil, http.StatusOK, &reward)
		return reward.State == "ended" && len(reward.Surveys) == 1
	}, patience, 50*time.Millisecond)
}

func TestAMerchantSeesWhyAShopperIsAskedOrNot(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	buy(w, sandbox.shop, "first-light", "grace@example.com")
	w.Do("answer", click(`s-choice[value="podcast"]`), click(`s-button[type="submit"]`), read("Thank you. That helps"))

	w.Do("go to the people", chromedp.Navigate(sandbox.shop+"/admin/apps/askwell/people"), see(browsertest.Frame))
	w.Inside("s-table-row") // she answered lately
	w.Pictures("people")
	w.AccessibleInside("the people")
	write(w, "s-search-field", "nobody@")
	w.Inside(`s-section[accessibilitylabel="Nobody is known by this"]`)
	w.Pictures("people-none")
	w.AccessibleInside("nobody")
	w.Do("look for a customer who never answered", chromedp.KeyEvent(strings.Repeat("\b", len("nobody@"))+"4711"))
	w.Inside(`s-button[href="/people/4711"]`)
	w.Do("look for whoever ordered", chromedp.KeyEvent(strings.Repeat("\b", len("4711"))))
	w.Inside("s-table-row")
	w.ClickInside(`s-link[href^="/people/"]`)
	w.Inside(`s-link[href^="/surveys/"]`)
	w.Inside(`s-badge`) // why she is not asked again
	w.Pictures("person")
	w.AccessibleInside("a shopper")
	w.ClickInside(`s-select[label="Where"]`)
	w.Inside(`s-select[label="Their language"] s-option[value="shop"]`)
	w.Do("stand before the theme block", chromedp.KeyEvent("Theme block\r"))
	w.Inside(`s-badge[tone="success"]`) // what is asked there
	w.Pictures("person-theme")
	const refused = `s-section[heading^="Not asked:"] `
	w.ClickInside(refused + `s-button[accessibilitylabel*="did not: "]`)
	w.Inside(refused + `s-table s-badge[tone="warning"]`)
	require.Contains(t, w.TextInside(refused+"s-table"), "Nobody is left out to compare with.", "rules behind the one that refused")
	w.ScrollInside(refused + "s-table")
	w.Pictures("person-rules")
	w.AccessibleInside("every rule of a question")
	w.ClickInside(`s-select[label="Where"]`)
	w.Do("stand in the cart", chromedp.KeyEvent("Cart\r"))
	w.Inside(`s-select[label="Where"] s-option[value="cart"]`)
	require.Eventually(t, func() bool {
		return strings.Contains(w.InsideText(), "The survey is not shown on the cart.")
	}, patience, 50*time.Millisecond, "what is decided in the cart is not told")

	w.Do("go to the settings", click(`#askwell-nav a[href="/settings"]`))
	w.ClickInside(`s-number-field[label="Questions on one visit"]`)
	w.Do("ask one question a visit", chromedp.KeyEvent("\b1"), see(".host-save-bar .primary"))
	w.Pictures("settings")
	w.AccessibleInside("the settings")
	w.Do("save", click(".host-save-bar .primary"), read("Saved"))
	var kept struct {
		Budget struct{ Visit struct{ Questions int } }
	}
	sandbox.asMerchant(http.MethodGet, "/api/v1/settings", nil, http.StatusOK, &kept)
	require.Equal(t, 1, kept.Budget.Visit.Questions)
}
