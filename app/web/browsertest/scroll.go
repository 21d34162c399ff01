package browsertest

import "github.com/stretchr/testify/require"

// ScrollInside brings an element of the embedded app into view.
func (w *Window) ScrollInside(selector string) {
	w.t.Helper()
	require.Empty(w.t, w.ask(w.Inside(selector), `function () { document.querySelector(`+"`"+selector+"`"+`).scrollIntoView({block: 'start'}); return []; }`))
}
