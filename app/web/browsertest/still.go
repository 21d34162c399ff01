package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// standing comes back once an element has kept its place for a tenth of a second: what is
// drawn above it late would otherwise push it from under the mouse.
const standing = `async function () {
	this.scrollIntoView({block: 'nearest'});
	const place = () => { const {x, y, width, height} = this.getBoundingClientRect(); return [x, y, width, height].join(); };
	for (let before = '', same = 0; same < 3; ) {
		await new Promise((next) => setTimeout(next, 35));
		const now = place();
		same = now === before ? same + 1 : 0;
		before = now;
	}
}`

// still waits until a node stands still.
func still(ctx context.Context, node *chromedp.Node) error {
	_, err := on[any](ctx, node, standing)
	return err
}

// on asks a function whose this is a node, and waits for its answer.
func on[T any](ctx context.Context, node *chromedp.Node, function string) (T, error) {
	var none T
	resolved, err := chromedp.Call(ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node.BackendNodeID})
	if err != nil {
		return none, err
	}
	wait := true
	return chromedp.Run(ctx, chromedp.CallFunctionOn[T](function, func(p *runtime.CallFunctionOnParams) {
		p.ObjectID, p.AwaitPromise = resolved.Object.ObjectID, &wait
	}))
}
