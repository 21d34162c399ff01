package browsertest

import (
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Saving has the browser save what pages give it to save, in the folder returned.
func (w *Window) Saving() (folder string) {
	w.t.Helper()
	folder = w.t.TempDir()
	_, err := chromedp.Call(w.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder,
	})
	require.NoError(w.t, err)
	return folder
}

// Saved waits for a file in a folder of Saving and reads it; a browser names it only
// when it is whole.
func (w *Window) Saved(folder, name string) []byte {
	w.t.Helper()
	var content []byte
	require.Eventually(w.t, func() bool {
		var err error
		content, err = os.ReadFile(filepath.Join(folder, name))
		return err == nil && len(content) > 0
	}, Patience, 20*time.Millisecond, name)
	return content
}
