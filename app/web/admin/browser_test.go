package admin_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
	"github.com/askwell/askwell/app"
)

var screenshots = flag.String("screenshots", "", "folder for screenshots of the admin; none are kept when empty")

// TestAMerchantEditsPublishesAndWatches drives the built admin in the sandbox's
// admin frame, over real session tokens.
func TestAMerchantEditsPublishesAndWatches(t *testing.T) {
	b := newBench(t, adminui.Dist)
	w := newWindow(t)
	b.install(demo)
	draft := document("heard")
	var made survey
	b.call("POST", "/surveys", demo, map[string]any{"document": draft}, &made)

	w.do("open the admin", chromedp.Navigate(b.shop+"/admin"))
	w.inside("s-table-row")
	w.pictures("surveys")
	w.click("s-table-row")

	w.inside(`s-section s-text-field[label="Question"]`)
	w.pictures("editor")
	w.click(`s-text-field[label="Question"]`)
	w.do("type", chromedp.KeyEvent(" Tell us!"))
	w.do("wait for the save bar", chromedp.WaitVisible(chromedp.CSS(".host-save-bar .primary")))
	w.pictures("editing")
	w.do("save", chromedp.Click(chromedp.CSS(".host-save-bar .primary")), chromedp.WaitVisible(chromedp.CSS(".host-toast")), chromedp.WaitNotPresent(chromedp.CSS(".host-save-bar")))
	saved, err := b.store.Survey(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Contains(t, saved.Draft.Questions[0].Prompt["en"], "Tell us!")

	w.click(`s-button[variant="primary"]`)
	require.Eventually(t, func() bool {
		saved, err = b.store.Survey(t.Context(), demo, made.ID)
		return err == nil && saved.Version == 1
	}, patience, 50*time.Millisecond)

	w.do("go to the responses", chromedp.Click(chromedp.CSS(`#askwell-nav a[href="/responses"]`)))
	w.inside("s-heading")
	w.pictures("no-responses")
	b.answered(made.ID, app.ResponseID(uuid.NewString()), 77, `"podcast"`, time.Now())
	w.inside("s-table-row") // it arrives by itself
	w.pictures("responses")
}

const patience = 30 * time.Second

// window is one headless Chromium on the admin frame.
type window struct {
	*testing.T
	ctx context.Context
}

func newWindow(t *testing.T) *window {
	t.Helper()
	missing := ""
	if _, err := fs.Stat(adminui.Dist, "index.html"); err != nil {
		missing = "the admin is not built"
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing = "Chromium is not installed"
	}
	if missing != "" {
		if os.Getenv("CI") != "" {
			t.Fatal(missing)
		}
		t.Skip("SKIPPED: " + missing)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); free() })
	require.NoError(t, chromedp.Do(ctx)) // starts the browser, whose life must not end with a wait
	return &window{t, ctx}
}

func (w *window) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.picture("failed", 1280)
		w.Fatalf("%s: %v", what, err)
	}
}

// inside waits for an element of the app, which lives in the frame's iframe.
func (w *window) inside(selector string) *chromedp.Node {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	frames, err := chromedp.Run(ctx, chromedp.Nodes(chromedp.CSS("#askwell-frame iframe")))
	require.NoError(w, err)
	found, err := chromedp.Run(ctx, chromedp.Nodes(chromedp.CSS(selector), chromedp.FromNode(frames[0])))
	if err != nil {
		w.picture("failed", 1280)
	}
	require.NoError(w, err, selector)
	return found[0]
}

func (w *window) click(selector string) {
	w.Helper()
	w.do("click "+selector, chromedp.MouseClickNode(w.inside(selector)))
}

// pictures keeps what the screen looks like, where one may want to look.
func (w *window) pictures(name string) {
	w.picture(name, 390)
	w.picture(name, 1280)
}

func (w *window) picture(name string, width int64) {
	if *screenshots == "" {
		return
	}
	require.NoError(w, chromedp.Do(w.ctx, chromedp.EmulateViewport(width, 900), chromedp.Sleep(300*time.Millisecond)))
	png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
	require.NoError(w, err)
	file := fmt.Sprintf("%s-%d.png", name, width)
	require.NoError(w, os.WriteFile(filepath.Join(*screenshots, file), png, 0o600))
}
