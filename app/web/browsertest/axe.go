package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// findings runs axe-core. By the next frame a page has heard that its reader likes it dark,
// and colours that fade are through with it.
const findings = `;return new Promise(requestAnimationFrame).then(() => {
	for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish();
	return axe.run(document, {iframes: false, resultTypes: ['violations']});
}).then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map((node) => id + ' at ' + node.target.flat().join(' ') + ': ' + node.failureSummary)))`

// Accessible fails the test for everything that axe-core finds in the page, in light and in
// dark.
func (w *Window) Accessible(what string) {
	w.t.Helper()
	w.accessible(what, func() *chromedp.Node {
		body, err := chromedp.Run(w.ctx, chromedp.Nodes(chromedp.CSS("body")))
		require.NoError(w.t, err)
		return body[0]
	})
}

// AccessibleInside is Accessible for the embedded app.
func (w *Window) AccessibleInside(what string) {
	w.t.Helper()
	w.accessible(what, func() *chromedp.Node { return w.Inside("body") })
}

func (w *Window) accessible(what string, body func() *chromedp.Node) {
	w.t.Helper()
	script := "function () {" + axeCore(w.t) + findings + "}"
	for _, scheme := range schemes {
		w.wear(scheme)
		require.Empty(w.t, w.ask(body(), script), "%s, %s", what, scheme)
	}
}

// ask calls a function in the world of a node's own document, whichever frame
// that is in; a page's policy for scripts does not bind it.
func (w *Window) ask(node *chromedp.Node, function string) []string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	answer, err := on[[]string](ctx, node, function)
	require.NoError(w.t, err)
	return answer
}

// axeCore is the script as npm brought it for the admin's tests.
func axeCore(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	require.NoError(t, err)
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		script, err := os.ReadFile(filepath.Join(folder, "admin-ui/node_modules/axe-core/axe.min.js"))
		if err == nil {
			return string(script)
		}
	}
	t.Fatal("axe-core is missing: run make ui")
	return ""
}
