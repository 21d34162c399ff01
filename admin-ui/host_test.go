package adminui_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	adminui "github.com/askwell/askwell/admin-ui"
)

// strict is the policy of a careful shop: nothing inline, nothing evaluated,
// frames only of the app.
const strict = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' %[1]s; " +
	"frame-src %[1]s; form-action 'self'; base-uri 'none'; object-src 'none'"

// site serves the host's scripts and pages of the sandbox's kind.
type site struct {
	*http.ServeMux
	policy string
}

func newSite(frames string) *site {
	s := &site{http.NewServeMux(), fmt.Sprintf(strict, frames)}
	s.Handle("GET /_host/", http.StripPrefix("/_host/", http.FileServerFS(adminui.Host)))
	return s
}

// page answers a path with a document under the strict policy.
func (s *site) page(path, text string) {
	s.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", s.policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(text))
	})
}

// script answers a path with a bundle, as Shopify's CLI builds them.
func (s *site) script(path, text string) {
	s.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(text))
	})
}

// json answers a pattern with what make gives.
func (s *site) json(pattern string, answer func(*http.Request) any) {
	s.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer(r))
	})
}

// longToken expires in 2286.
const longToken = "x.eyJpYXQiOjEsImV4cCI6OTk5OTk5OTk5OX0.y"

// browser is one tab of a headless Chromium.
type browser struct {
	*testing.T
	ctx context.Context
}

func open(t *testing.T, url string) *browser {
	t.Helper()
	missing := ""
	if _, err := fs.Stat(adminui.Host, "extensions.js"); err != nil {
		missing = "the page host is not built"
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		missing = "Chromium is not installed"
	}
	if missing != "" && os.Getenv("CI") != "" {
		t.Fatal(missing)
	} else if missing != "" {
		t.Skip("SKIPPED: " + missing)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() { cancel(); free() })
	require.NoError(t, chromedp.Do(ctx)) // starts the browser, whose life must not end with a wait
	b := &browser{t, ctx}
	b.do(chromedp.Navigate(url))
	return b
}

func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	require.NoError(b, chromedp.Do(ctx, steps...))
}

// press types keys, one after the other.
func (b *browser) press(keys ...string) {
	b.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
	}
}

func (b *browser) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// say evaluates an expression to a text.
func (b *browser) say(expression string) string {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	require.NoError(b, err, expression)
	return said
}

func (b *browser) until(condition string) {
	b.Helper()
	require.Eventually(b, func() bool { return b.say(`String(Boolean(`+condition+`))`) == "true" }, 30*time.Second, 50*time.Millisecond,
		strings.TrimSpace(condition))
}
