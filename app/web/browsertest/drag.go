package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// DragInside drags one element of the embedded app onto another with the mouse, by way of
// what lies between them.
func (w *Window) DragInside(from, to string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	node, onto := w.Inside(from), w.Inside(to)
	require.NoError(w.t, still(ctx, node))
	x, y := w.middle(ctx, node)
	toX, toY := w.middle(ctx, onto)
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1})
		require.NoError(w.t, err)
	}
	mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	const steps = 8
	for n := 1.0; n <= steps; n++ {
		mouse(input.DispatchMouseEventTypeMouseMoved, x+(toX-x)*n/steps, y+(toY-y)*n/steps)
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, toX, toY)
}

// middle is where a node is in the window.
func (w *Window) middle(ctx context.Context, node *chromedp.Node) (x, y float64) {
	w.t.Helper()
	found, err := chromedp.Call(ctx, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: node.BackendNodeID})
	require.NoError(w.t, err)
	require.NotEmpty(w.t, found.Quads)
	quad := found.Quads[0]
	for i := 0; i < len(quad); i += 2 {
		x, y = x+quad[i]/4, y+quad[i+1]/4
	}
	return x, y
}
