package admin_test

import (
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/web/browsertest"
)

const canary = `"><img src=x onerror="parent.ran=window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1">`

// TestADraftIsTriedBesideItsFields types a prompt, sees it in the real block, and answers
// there: nothing that the draft says runs, and nothing that is answered is kept.
func TestADraftIsTriedBesideItsFields(t *testing.T) {
	if _, err := fs.Stat(adminui.Host, "preview.js"); err != nil {
		require.Empty(t, os.Getenv("CI"), "the admin is not built")
		t.Skip("SKIPPED: the admin is not built; run make ui")
	}
	b := newBench(t, adminui.Dist)
	b.install(demo)
	draft := document("heard")
	draft.Placements = []app.Surface{app.SurfaceThankYou, app.SurfaceTheme, app.SurfacePrompt, app.SurfaceLink, app.SurfaceAccount, app.SurfaceOrderStatus, app.SurfaceCart, app.SurfaceEmail}
	draft.Questions[0].Why["en"] = canary
	draft.Questions[0].Options[1].Label["en"] = canary
	draft.Thanks = app.Text{"en": "Noted."}
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made)
	before := b.dump("displays") + b.dump("responses")
	says := func(f *browsertest.Window, words string) {
		t.Helper()
		require.Eventually(t, func() bool {
			return browsertest.Script[bool](f, `document.body.textContent.includes(`+"`"+words+"`"+`)`)
		}, browsertest.Patience, 50*time.Millisecond, words)
	}
	w := browsertest.Open(t)
	watch := w.Watching()
	w.Do("open the survey", chromedp.Navigate(b.shop+"/admin/apps/askwell/surveys/"+string(made.ID)))
	w.Inside(`s-section[heading="Preview"] iframe`)
	w.ClickInside(`s-text-field[label="Question"]`)
	w.Do("type", chromedp.KeyEvent(" Tell us!"))
	press := func(f *browsertest.Window, selector string) {
		t.Helper()
		require.Eventually(t, func() bool {
			return browsertest.Script[bool](f, `(() => { const found = document.querySelector('`+selector+`'); found?.click(); return Boolean(found) })()`)
		}, browsertest.Patience, 50*time.Millisecond, selector)
	}
	// What is drawn anew meanwhile has forgotten what was chosen: then it is chosen once more.
	answers := func(f *browsertest.Window, choice, send string) {
		t.Helper()
		require.Eventually(t, func() bool {
			return browsertest.Script[bool](f, `document.body.innerText.includes('Noted.') || // what is not hidden
				(document.querySelector('`+choice+`')?.click(), setTimeout(() => document.querySelector('`+send+`')?.click(), 50), false)`)
		}, browsertest.Patience, 300*time.Millisecond, choice)
	}
	frame := func(do func(*browsertest.Window)) {
		t.Helper()
		w.Inside(`s-section[heading="Preview"] iframe`)
		w.Apart("/preview", func(f *browsertest.Window) {
			says(f, "Tell us!")
			do(f)
			require.True(t, browsertest.Script[bool](f, `window.ran === undefined && window.origin === 'null'`))
			require.True(t, browsertest.Script[bool](f, `(() => { try { return !parent.document } catch { return true } })()`), "it reads nothing of the admin")
		})
	}
	frame(func(f *browsertest.Window) {
		says(f, "onerror") // as text
		answers(f, `s-choice[value="podcast"]`, `s-button[type="submit"]`)
	})
	w.AccessibleInside("a preview")
	w.Pictures("preview-thank-you")
	surface := func(name string) { // by script: the frame that was pressed in keeps the keyboard
		t.Helper()
		const where = `s-section[heading="Preview"] s-select[label="Where"]`
		require.Eventually(t, func() bool {
			return len(w.InsideAll("function () { const at = this.querySelector('"+where+"'), to = [...at.querySelectorAll('s-option')].find((one) => one.textContent === '"+name+
				"')?.getAttribute('value'); if (!to) return []; at.value = to; at.dispatchEvent(new Event('change', {bubbles: true})); return [to] }")) > 0
		}, browsertest.Patience, 200*time.Millisecond, name)
	}
	for _, name := range []string{"Theme block", "Corner card", "Cart"} {
		surface(name)
		frame(func(f *browsertest.Window) {
			answers(f, `[data-survey]:not([hidden]) input[value="podcast"]`, `[data-survey]:not([hidden]) .askwell-send`)
		})
		w.Picture("preview-"+name, 1280)
	}
	for _, name := range []string{"Order status page", "Customer account"} {
		surface(name)
		frame(func(f *browsertest.Window) {
			press(f, `s-choice[value="podcast"]`)
		})
		w.Picture("preview-"+name, 1280)
	}
	for _, name := range []string{"Link page", "Email"} {
		surface(name)
		w.Inside(`s-section[heading="Preview"] iframe[srcdoc*="Tell us!"][sandbox=""]`)
		w.Picture("preview-"+name, 1280)
	}
	require.Empty(t, watch.Requests("/storefront/", "/proxy/", "/apps/askwell/responses", "/apps/askwell/displays"))
	require.Equal(t, before, b.dump("displays")+b.dump("responses"))
}
