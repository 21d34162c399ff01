package browsertest

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Vitals are what Google and Shopify measure of a page somebody works with
// (https://web.dev/articles/vitals).
type Vitals struct {
	LCP     time.Duration // from asking for the page until its largest piece stood there
	CLS     float64       // how far things moved that nobody touched
	Moved   string        // what moved the most
	INP     time.Duration // the longest from a press until the page showed it
	On      string        // what that was
	Pressed int           // how often somebody pressed or typed
}

// String is for who reads a log.
func (v Vitals) String() string {
	return fmt.Sprintf("LCP %v, CLS %.3f (%.200s), INP %v (%s) of %d", v.LCP, v.CLS, v.Moved, v.INP, v.On, v.Pressed)
}

// keepVitals follows https://web.dev/articles/cls: what moves within a second of another
// thing that moved counts with it, five seconds at most, and what moves within half a second
// of a press or a key was asked to. That is counted here: Chromium tells it of the outermost
// frame of a process alone, and the sandbox's admin shares one with the app.
const keepVitals = `(() => {
	const v = (window.__vitals = {lcp: 0, cls: 0, moved: '', inp: 0, on: '', pressed: 0});
	const hear = (type, take, more) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true, ...more});
	hear('largest-contentful-paint', (e) => { v.lcp = e.startTime; });
	const named = (node) => { const is = node?.closest ? node : node?.parentElement; return is ? is.outerHTML.slice(0, 60) : 'what is gone'; };
	let sum = 0, first = 0, last = 0, most = 0, asked = -Infinity;
	for (const input of ['pointerdown', 'keydown']) addEventListener(input, (e) => { asked = e.timeStamp; }, true);
	hear('layout-shift', (e) => {
		const since = e.startTime - asked;
		if (e.hadRecentInput || (since >= 0 && since < 500)) return;
		if (e.startTime - last > 1000 || e.startTime - first > 5000) [sum, first] = [0, e.startTime];
		[sum, last] = [sum + e.value, e.startTime];
		v.cls = Math.max(v.cls, sum);
		if (e.value > most) [most, v.moved] = [e.value, e.sources.map(({node}) => named(node)).join(' ')];
	});
	const pressed = new Set();
	hear('event', (e) => {
		if (!e.interactionId) return;
		pressed.add(e.interactionId);
		v.pressed = pressed.size;
		if (e.duration > v.inp) [v.inp, v.on] = [e.duration, e.name];
	}, {durationThreshold: 16});
})();`

// Slow has the page's processor be so many times slower than the machine's, until the
// test ends.
func (w *Window) Slow(times float64) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
	require.NoError(w.t, err)
}

// Measuring begins to measure the pages that are opened from now on.
func (w *Window) Measuring() {
	w.t.Helper()
	w.First(keepVitals)
}

// Vitals are those of the embedded app's page, since it was loaded.
func (w *Window) Vitals() Vitals {
	w.t.Helper()
	said := w.InsideAll(`function () { return new Promise((next) => requestAnimationFrame(() => setTimeout(() => next([JSON.stringify(window.__vitals)]), 200))); }`)
	var raw struct {
		LCP, CLS, INP float64
		On, Moved     string
		Pressed       int
	}
	require.NoError(w.t, json.Unmarshal([]byte(said[0]), &raw))
	return Vitals{LCP: ms(raw.LCP), CLS: raw.CLS, Moved: raw.Moved, INP: ms(raw.INP), On: raw.On, Pressed: raw.Pressed}
}

func ms(n float64) time.Duration { return time.Duration(math.Round(n)) * time.Millisecond }
