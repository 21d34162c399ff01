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

// quietFor is how long a page is watched after it has loaded: longer than anything
// of ours waits before it would do something by itself.
const quietFor = 3 * time.Second

func TestABlockAsksTheServerNothingUntilAShopperActs(t *testing.T) {
	t.Parallel()
	sandbox := furnished(t)
	w := browsertest.Open(t)
	watch := w.Watching()
	app := strings.TrimPrefix(sandbox.app, "http://")
	for _, page := range []string{"/", "/products/low-tide", "/pages/quiz", "/pages/poll", "/pages/preferences", "/search", "/cart"} {
		w.Do("open "+page, chromedp.Navigate(sandbox.shop+page), see(`footer`), chromedp.Sleep(quietFor))
		require.Empty(t, watch.Requests(app, "/apps/"), page)
		require.Empty(t, w.Shifts(), page)
		require.Empty(t, watch.Complaints(), page)
		answer, err := http.Get(sandbox.shop + page)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		policy := answer.Header.Get("Content-Security-Policy")
		require.Contains(t, policy, "default-src 'self'")
		require.NotContains(t, policy, "unsafe")
	}

	w.Do("answer", chromedp.Navigate(sandbox.shop+"/products/low-tide"),
		click(`[data-survey]:not([hidden]) fieldset:not([disabled]) .askwell-choice`), click(`[data-survey]:not([hidden]) .askwell-send`))
	require.Eventually(t, func() bool { return len(watch.Requests("POST "+sandbox.shop+"/apps/askwell/responses")) == 1 }, patience, 20*time.Millisecond)
	require.Empty(t, w.Shifts(), "answering moved what she did not touch")
	require.Empty(t, watch.Complaints())
}
