package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// till has one browser answer a block again and again, each time as somebody who was
// never here, and counts what waits to be sent.
const till = `
window.waiting = () => Object.keys(localStorage).filter((name) => name.startsWith('askwell:queue')).length;
window.answer = async (times) => {
	const ours = '[data-askwell]:has([data-survey="how-you-brew"])';
	const until = async (holds) => { while (!holds()) await new Promise((later) => setTimeout(later)); };
	for (let n = 0; n < times; n++) {
		for (const name of ['memory', 'visitor', 'seen']) delete localStorage['askwell:' + name];
		const block = document.importNode(window.untouched.querySelector(ours), true);
		const old = document.querySelector(ours);
		old.replaceWith(block);
		block.parentElement.dispatchEvent(new Event('shopify:section:load', { bubbles: true }));
		const form = block.querySelector('form');
		await until(() => form.noValidate);
		block.querySelector('fieldset:not([disabled]) [type=checkbox]').click();
		form.requestSubmit();
		await until(() => form.hidden);
	}
	return times;
};
fetch(location.href).then((page) => page.text()).then((html) => { window.untouched = new DOMParser().parseFromString(html, 'text/html'); return true; })`

func TestAThousandAnswersOutlastACutOfTheNetwork(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	w := browsertest.Open(t)
	w.Do("open a page", chromedp.Navigate(sandbox.shop+"/products/low-tide"), see(`[data-survey="how-you-brew"] .askwell-send`))
	require.True(t, browsertest.Script[bool](w, till))
	answer := func(times int) {
		for range times / 10 {
			browsertest.Script[int](w, "answer(10)")
		}
	}
	answer(400)
	browsertest.Script[bool](w, "window.under_way = answer(50), true")
	time.Sleep(300 * time.Millisecond) // whichever answer is on its way now
	w.Offline(true)
	require.Equal(t, 50, browsertest.Script[int](w, "under_way"))
	answer(300)
	require.GreaterOrEqual(t, browsertest.Script[int](w, "waiting()"), 300, "nothing was cut")
	w.Offline(false)
	answer(250)
	require.Eventually(t, func() bool { return browsertest.Script[int](w, "waiting()") == 0 }, 3*patience, time.Second)

	ids := map[string]bool{}
	for _, one := range sandbox.responses() {
		ids[one.ID] = true
	}
	require.Len(t, ids, 1000)
	require.Len(t, sandbox.responses(), 1000)
}
