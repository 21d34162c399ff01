package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

// tabTo goes on with the keyboard until an element has the focus, which may be inside
// it.
func tabTo(selector string) browsertest.Step {
	focused := chromedp.Evaluate[bool](fmt.Sprintf("document.activeElement.matches(%q)", selector))
	return func(ctx context.Context, target *chromedp.Target) (done chromedp.Void, err error) {
		for range 60 {
			if done, err = chromedp.KeyEvent(kb.Tab)(ctx, target); err != nil {
				return done, err
			}
			if there, err := focused(ctx, target); err != nil || there {
				return done, err
			}
		}
		return done, fmt.Errorf("the keyboard never comes to %s", selector)
	}
}

func key(text string) browsertest.Step { return chromedp.KeyEvent(text) }

func TestAnOrderIsTalkedAboutByKeyboardAlone(t *testing.T) {
	t.Parallel()
	sandbox := startSandbox(t)
	sandbox.publish(twoThings)
	w := browsertest.Open(t)
	buyAsked(sandbox, w, "grace@example.com", "Who will drink it?")
	require.Eventually(t, func() bool { return sandbox.displays() == 1 }, patience, 50*time.Millisecond, "it is told once that she sees it")
	w.Pictures("keyboard-asked")
	w.Do("come to the first question", tabTo(`s-choice-list[name="drinker"]`))
	w.Pictures("keyboard-focus")
	w.Do("answer and send it", key(" "), see(`s-choice[value="me"][selected]`), key(kb.ArrowDown), see(`s-choice[value="friend"][selected]`),
		tabTo(`s-button[type="submit"]`), key(kb.Enter), read("Two things noted."))
	w.Pictures("keyboard-thanks")
	w.Accessible("the thanks")
	require.Equal(t, 2, sandbox.displays(), "and once that she began")
	require.Eventually(t, func() bool {
		return sandbox.state().customer("grace@example.com").Metafields["$app.drinker"].Value == "friend"
	}, patience, 20*time.Millisecond, "the answer never reached the customer")

	w.Do("follow the order", tabTo(`.confirmed a[href^="/orders/"]`), key(kb.Enter), see(".steps"), read("How many cups a day?"),
		chromedp.WaitNotPresent(chromedp.CSS(`s-choice[value="me"]`)))
	w.Pictures("keyboard-order")
	w.Accessible("the rest, with the order")
	w.Do("answer the rest", tabTo(`s-choice-list[name="cups"]`), key(" "), tabTo(`s-button[type="submit"]`), key(" "), read("Two things noted."))
	require.Eventually(t, func() bool {
		return sandbox.state().customer("grace@example.com").Metafields["$app.cups"].Value == "few"
	}, patience, 20*time.Millisecond)
	require.Equal(t, 4, sandbox.displays())
}

// displays counts what blocks told of displays.
func (r *running) displays() (times int) {
	r.t.Helper()
	for _, call := range r.asked("extension") {
		if call == "POST /storefront/v1/displays" {
			times++
		}
	}
	return times
}
