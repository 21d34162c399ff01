package main

import (
	"html/template"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/web/browsertest"
)

const (
	apiCalls = "*/api/v1/*"
	waits    = `[accessibilitylabel="Loading"]`
	broken   = `s-banner[tone="critical"]`
)

// state is how a page can be met.
type state struct {
	name string
	shop string // "" is the one with everything
	see  func(screen) string
	meet func(*browsertest.Window) (letGo func())
}

func nothing(*browsertest.Window) func() { return func() {} }

var states = []state{
	{name: "full", see: func(p screen) string { return p.full }, meet: nothing},
	{name: "empty", shop: candles, see: func(screen) string { return "s-page" }, meet: nothing},
	{name: "loading", see: func(screen) string { return waits }, meet: func(w *browsertest.Window) func() { return w.Hold(apiCalls) }},
	{name: "failed", see: func(screen) string { return broken }, meet: func(w *browsertest.Window) func() { return w.Refuse(apiCalls) }},
}

// TestEveryPageIsLookedAtInEveryState makes the gallery: each page of the admin full, empty,
// loading and failed, as a phone and as a desk show it, in light and in dark. Nothing may
// go sideways, and no program that reads pages aloud may stumble. It runs for `make gallery`.
func TestEveryPageIsLookedAtInEveryState(t *testing.T) {
	folder := browsertest.Folder()
	if folder == "" || !*full {
		t.Skip("SKIPPED: the gallery takes minutes; run make gallery")
	}
	sandbox := startSandbox(t, "--customers", "60", "--orders", "200")
	of := sandbox.lively()
	w := browsertest.Open(t)
	w.Do("install the app in a shop without anything", chromedp.Navigate(sandbox.shop+"/admin?shop="+candles), see(agree), click(agree), see(browsertest.Frame))
	w.Inside("s-page")
	var all []exhibit
	for _, page := range pages(of) {
		for _, state := range states {
			began := time.Now()
			one := exhibit{Page: page.name, State: state.name}
			letGo := state.meet(w)
			shop := state.shop
			if shop == "" {
				shop = "demo-shop.myshopify.com"
			}
			sandbox.atDesk(w, shop, page.path)
			w.Inside(state.see(page))
			files, tooWide := w.Sheet(folder, page.name+"-"+state.name)
			one.Files = files
			w.AccessibleInside(page.name + ", " + state.name)
			letGo()
			if len(tooWide) > 0 {
				t.Errorf("goes sideways: %v", tooWide)
			}
			all = append(all, one)
			t.Logf("%s, %s: %.1f s", page.name, state.name, time.Since(began).Seconds())
		}
	}
	hang(t, folder, all)
}

// exhibit is a page in a state.
type exhibit struct {
	Page, State string
	Files       []string // of a phone and of a desk, dark and light each
}

// wall is the sheet on which all of them hang.
var wall = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Every page, in every state</title>
<style>
body { font: 14px system-ui; margin: 2rem; background: #888; }
section > div { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; }
img { max-height: 900px; box-shadow: 0 2px 8px #0006; }
h2 { position: sticky; top: 0; background: #888; padding: .5rem 0; margin: 0; }
</style>
<h1>Every page, in every state</h1>
{{range .}}<section id="{{.Page}}-{{.State}}"><h2>{{.Page}}, {{.State}}</h2><div>{{range .Files}}<a href="{{.}}"><img loading="lazy" src="{{.}}" alt="{{.}}"></a>{{end}}</div></section>
{{end}}</html>
`))

func hang(t *testing.T, folder string, all []exhibit) {
	t.Helper()
	file, err := os.Create(filepath.Join(folder, "index.html"))
	require.NoError(t, err)
	require.NoError(t, wall.Execute(file, all))
	require.NoError(t, file.Close())
}
