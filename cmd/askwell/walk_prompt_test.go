package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/askwell/askwell/app/web/browsertest"
)

const prompt = `[data-prompt]:not([hidden])`

// prompts has the shop's prompt open as settings say.
func (r *running) prompts(settings string) {
	r.t.Helper()
	r.post(r.shop+"/_sandbox/theme", `{"template": "*", "blocks": [{"type": "prompt", "settings": `+settings+`}]}`, http.StatusOK, nil)
}

// still waits until it no longer moves: who clicks on what moves clicks beside it.
var still = chromedp.Poll[chromedp.Void](`document.querySelector('[data-prompt]:not([hidden])')?.getAnimations().length === 0`)

// alone takes the sandbox's own panel out of the way of the keyboard.
var alone = chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-ledger]').inert = true`)

// stays is how long a page is watched on which a prompt would open after a second.
const stays = 2500 * time.Millisecond

// unprompted opens a page on which no prompt opens.
func unprompted(w *browsertest.Window, address, why string) {
	w.Do(why, chromedp.Navigate(address), see(`footer`), chromedp.Sleep(stays), chromedp.WaitNotPresent(chromedp.CSS(prompt)))
}

func TestAPromptIsAnsweredAndClosedByKeyboardAlone(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	shop := startSandbox(t)
	shop.template("found-it")
	shop.prompts(`{"after": 0, "views": 2, "heading": "One question"}`)
	w := browsertest.Open(t)
	logsIn(w, shop.shop, email)
	unprompted(w, shop.shop+"/products/low-tide", "the first product opens none")
	w.Do("the second does", chromedp.Navigate(shop.shop+"/products/first-light"), see(prompt+` .askwell-choice`), still)
	w.Do("nothing was taken from her hands", chromedp.Poll[chromedp.Void](`document.activeElement === document.body`))
	w.Pictures("prompt")
	w.Accessible("an open prompt")
	w.Fits("prompt")
	w.Do("come to it and leave", alone, tabTo(`.brand`), tabTo(prompt+` [data-close]`))
	w.Pictures("prompt-focus")
	w.Do("close it", key(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(prompt)), chromedp.Poll[chromedp.Void](`document.activeElement !== document.body && !document.activeElement.closest('[data-prompt]')`))
	unprompted(w, shop.shop+"/products/first-light", "it comes once a visit")

	w.Prefers("prefers-reduced-motion", "reduce")
	w.Do("come again when all is forgotten", chromedp.Evaluate[chromedp.Void](`localStorage.clear(), sessionStorage.clear()`))
	shop.prompts(`{"after": 1, "position": "slide"}`)
	w.Do("wait a moment", chromedp.Navigate(shop.shop+"/"), see(prompt+` .askwell-choice`), still)
	w.Pictures("prompt-slide")
	w.Do("say no", tabTo(prompt+` input`), key(kb.ArrowRight), key(" "), see(prompt+` textarea`))
	w.Accessible("a prompt that asks on")
	w.Do("say what was missing", tabTo(prompt+` textarea`), key("A kettle"), tabTo(prompt+` .askwell-send`), key(kb.Enter), read("That helps us and those who come next."))
	w.Pictures("prompt-thanks")
	w.Accessible("a prompt that thanks")
	shop.holds(email, "found_it", "false")
	shop.holds(email, "looked_for", "A kettle")
	w.Do("close the thanks", key(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(prompt)))
}

func TestWhoWantsNoPromptIsNotPrompted(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("found-it")
	shop.prompts(`{"after": 1}`)
	visit := chromedp.Evaluate[chromedp.Void](`sessionStorage.clear()`)
	w := browsertest.Open(t)
	w.Do("close it", chromedp.Navigate(shop.shop+"/"), see(prompt), still, click(prompt+` [data-close]`), chromedp.WaitNotPresent(chromedp.CSS(prompt)), visit)
	unprompted(w, shop.shop+"/search", "the next visit is too soon")
	w.Do("come when she has forgotten", chromedp.Evaluate[chromedp.Void](`localStorage.clear(), sessionStorage.clear()`))
	w.Do("say never", chromedp.Navigate(shop.shop+"/search"), see(prompt), still, click(prompt+` [data-snooze="never"]`), read("All right, we will not ask."), visit)
	unprompted(w, shop.shop+"/", "never is never")
}

func TestTheThemeEditorShowsThePromptThatIsChosenThere(t *testing.T) {
	t.Parallel()
	shop := startSandbox(t)
	shop.template("found-it")
	w := browsertest.Open(t)
	opened := func(is string) browsertest.Step {
		return chromedp.Poll[chromedp.Void](`document.querySelector('.editor iframe').contentDocument.querySelector('[data-prompt]')?.hidden === ` + is)
	}
	w.Do("open the embeds", chromedp.Navigate(shop.shop+"/admin/themes/current/editor?template=*"), see(`[data-block="sandbox-prompt-1"]`), opened("true"))
	w.Do("choose it", click(`[data-block="sandbox-prompt-1"] .stretch`), opened("false"))
	w.Do("set it", chromedp.SetValue(chromedp.CSS(`[name="setting.heading"]`), "Before you go"), click(`button[value="set"]`), read("Theme saved"), opened("false"))
	w.Pictures("editor-prompt")
	w.Accessible("the theme editor")
}
