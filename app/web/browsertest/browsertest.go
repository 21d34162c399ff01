// Package browsertest owns the browser of the tests: a headless Chromium that
// walks pages as a person does and keeps pictures of them when asked to.
package browsertest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

var screenshots = flag.String("screenshots", "", "folder for pictures of the walked pages; none are kept when empty")

// Patience bounds every wait: a busy machine is no failure.
const Patience = 60 * time.Second

// Frame is where the sandbox's admin embeds the app.
const Frame = "#askwell-frame iframe"

// Step is one thing a person does, or waits for.
type Step = chromedp.Action[chromedp.Void]

// Window is one headless Chromium.
type Window struct {
	t       *testing.T
	ctx     context.Context
	prefers []*emulation.MediaFeature // besides a colour scheme
	left    []target.ID               // frames that were looked into apart
}

// Open starts a Chromium that ends with the test. Without one the test is
// skipped, loudly; with CI set it fails.
func Open(t *testing.T) *Window {
	t.Helper()
	path := chromium()
	if path == "" && os.Getenv("CI") != "" {
		t.Fatal("Chromium is not installed")
	}
	if path == "" {
		t.Skip("SKIPPED: Chromium is not installed; this walk did not happen")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); free() })
	require.NoError(t, chromedp.Do(ctx)) // starts the browser, whose life must not end with a wait
	w := &Window{t: t, ctx: ctx}
	// A window nobody has turned to gives the keyboard away with the first frame that comes.
	enable(w, page.BringToFront, cdp.Empty{})
	return w
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Do takes steps, each waiting for what it needs.
func (w *Window) Do(what string, steps ...Step) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	for _, step := range steps {
		if err := settled(func() error { return chromedp.Do(ctx, step) }); err != nil {
			w.fail(what, err)
		}
	}
}

// settled tries again when the page put another node in the place of the one
// that was about to be read or clicked. The context in use bounds it.
func settled(try func() error) error {
	for {
		err := try()
		if err == nil || !strings.Contains(err.Error(), "(-32000)") {
			return err
		}
	}
}

func (w *Window) fail(what string, err error) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience) // a page that asks before it is left answers nothing else
	defer cancel()
	body, unread := chromedp.Run(ctx, chromedp.OuterHTML(chromedp.CSS("body")))
	if unread != nil {
		w.t.Fatalf("%s: %v; nor does the page say how it stands: %v", what, err, unread)
	}
	w.t.Logf("the page as it stands:\n%.3000s", body)
	w.t.Logf("the embedded app as it stands:\n%.3000s", w.embedded(ctx))
	w.Picture("failed", 1280)
	w.t.Fatalf("%s: %v", what, err)
}

// embedded is how the app stands in its frame, "" where none is: what has the keyboard,
// and all it says.
func (w *Window) embedded(ctx context.Context) string {
	found, err := w.glance(ctx, "body")
	if err != nil {
		return ""
	}
	said, err := on[string](ctx, found[0], `function () {
		const {activeElement: at} = document;
		return 'the keyboard is ' + (document.hasFocus() ? '' : 'not ') + 'in ' + at?.outerHTML.slice(0, 300) + '\n' + this.innerText;
	}`)
	if err != nil {
		return err.Error()
	}
	return said
}

// Inside waits for an element of the app, which lives in the admin's iframe.
func (w *Window) Inside(selector string) *chromedp.Node {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	var found []*chromedp.Node
	if err := settled(func() error {
		for {
			var err error
			if found, err = w.glance(ctx, selector); err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
				return err
			}
		}
	}); err != nil {
		w.fail(selector, err)
	}
	return found[0]
}

// glance looks for a while into the document the frame has now: one that the
// frame leaves behind would be looked into for ever.
func (w *Window) glance(ctx context.Context, selector string) ([]*chromedp.Node, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	frames, err := chromedp.Run(ctx, chromedp.Nodes(chromedp.CSS(Frame)))
	if err != nil {
		return nil, err
	}
	return chromedp.Run(ctx, chromedp.Nodes(chromedp.CSS(selector), chromedp.FromNode(frames[0])))
}

// ClickInside clicks an element of the embedded app, once it stands still.
func (w *Window) ClickInside(selector string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, Patience)
	defer cancel()
	if err := settled(func() error {
		node := w.Inside(selector)
		if err := still(ctx, node); err != nil {
			return err
		}
		return chromedp.Do(ctx, chromedp.MouseClickNode(node))
	}); err != nil {
		w.fail("click "+selector, err)
	}
}

// Address is where the page says it is.
func (w *Window) Address() *url.URL {
	w.t.Helper()
	location, err := chromedp.Run(w.ctx, chromedp.Location())
	require.NoError(w.t, err)
	address, err := url.Parse(location)
	require.NoError(w.t, err)
	return address
}

// WithoutScripts turns JavaScript off from the next page on.
func (w *Window) WithoutScripts() {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	require.NoError(w.t, err)
}

// Pictures keeps the page as a phone and as a desk see it.
func (w *Window) Pictures(name string) {
	w.t.Helper()
	w.Picture(name, 390)
	w.Picture(name, 1280)
}

// Picture keeps the page at a width in pixels, in light and in dark.
func (w *Window) Picture(name string, width int64) {
	w.t.Helper()
	if *screenshots == "" {
		return
	}
	for _, scheme := range schemes {
		w.wear(scheme)
		require.NoError(w.t, chromedp.Do(w.ctx, chromedp.EmulateViewport(width, 900), chromedp.Sleep(300*time.Millisecond)))
		png, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
		require.NoError(w.t, err)
		file := filepath.Join(*screenshots, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
		require.NoError(w.t, os.WriteFile(file, png, 0o600))
	}
}

// schemes end with the one a window has when nobody asks.
var schemes = []string{"dark", "light"}

// wear shows the page as who prefers a colour scheme sees it.
func (w *Window) wear(scheme string) {
	w.t.Helper()
	_, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: append([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}, w.prefers...),
	})
	require.NoError(w.t, err)
}
