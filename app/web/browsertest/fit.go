package browsertest

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// tooWide names what stands out of the window at its end, for who must go sideways to
// read it; the sandbox's own panel is no part of a page.
const tooWide = `function () {
	const page = document.scrollingElement;
	if (page.scrollWidth <= innerWidth) return [];
	const out = [...document.querySelectorAll('body *')].filter((one) => {
		const { left, right, width } = one.getBoundingClientRect();
		return width && (right > innerWidth + 1 || left < -1) && !one.closest('[data-ledger]');
	});
	return [page.scrollWidth + ' of ' + innerWidth + ' pixels', ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
}`

// narrow are windows in which nothing may be lost or go sideways: a small phone, which
// is a desk at four times the size (WCAG 1.4.10), and a desk at twice (1.4.4).
var narrow = []struct {
	width, height int64
	scale         float64
}{{320, 568, 1}, {640, 450, 2}}

// Fits fails the test when the page must be moved sideways to be read, on the narrowest
// of phones or at twice its size.
func (w *Window) Fits(what string) {
	w.t.Helper()
	for _, size := range narrow {
		w.Do("be narrow", chromedp.EmulateViewport(size.width, size.height, chromedp.EmulateScale(size.scale)))
		body, err := chromedp.Run(w.ctx, chromedp.Nodes(chromedp.CSS("body")))
		require.NoError(w.t, err)
		require.Empty(w.t, w.ask(body[0], tooWide), "%s, %d pixels wide", what, size.width)
		w.Picture(fmt.Sprintf("%s-narrow", what), size.width)
	}
	w.Do("be wide again", chromedp.EmulateViewport(1280, 900))
}

// Prefers shows pages as who asked her system for something sees them: "forced-colors"
// "active", "prefers-reduced-motion" "reduce". It holds until the test ends.
func (w *Window) Prefers(feature, value string) {
	w.t.Helper()
	w.prefers = append(w.prefers, &emulation.MediaFeature{Name: feature, Value: value})
	w.wear("light")
}
