package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Long keeps the whole of a page, however far it goes, as a phone and as a desk see it.
func (w *Window) Long(name string) {
	w.t.Helper()
	if *screenshots == "" {
		return
	}
	for _, width := range []int64{390, 1280} {
		for _, scheme := range schemes {
			w.wear(scheme)
			require.NoError(w.t, chromedp.Do(w.ctx, chromedp.EmulateViewport(width, 900), chromedp.Sleep(300*time.Millisecond)))
			png, err := chromedp.Run(w.ctx, chromedp.FullScreenshot(100))
			require.NoError(w.t, err)
			file := filepath.Join(*screenshots, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
			require.NoError(w.t, os.WriteFile(file, png, 0o600))
		}
	}
}

// Text is what an element says.
func (w *Window) Text(selector string) (text string) {
	w.t.Helper()
	w.Do("read "+selector, chromedp.WaitReady(chromedp.CSS(selector)))
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	require.NoError(w.t, settled(func() (err error) {
		text, err = chromedp.Run(ctx, chromedp.TextContent(chromedp.CSS(selector)))
		return err
	}))
	return text
}

// TextInside is what an element of the embedded app says.
func (w *Window) TextInside(selector string) string {
	w.t.Helper()
	return w.ask(w.Inside(selector), "function() { return [this.textContent]; }")[0]
}
