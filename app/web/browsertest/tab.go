package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Tab does what opens a tab of its own, and hands that tab on. It closes when do is done,
// and the window is where it was.
func (w *Window) Tab(opens func(), do func(*Window)) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	opened := chromedp.WaitNewTarget(ctx, func(info *target.Info) bool { return info.Type == "page" })
	opens()
	id, there := <-opened
	require.True(w.t, there, "no tab was opened")
	tab, shut := chromedp.NewContext(w.ctx, chromedp.WithTargetID(id))
	defer shut()
	require.NoError(w.t, chromedp.Do(tab)) // attaches, for longer than a wait
	do(&Window{t: w.t, ctx: tab, prefers: w.prefers})
}
