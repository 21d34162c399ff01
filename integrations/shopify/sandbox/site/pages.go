package site

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"sync"
)

//go:embed pages
var pageFiles embed.FS

// pages are the parsed templates, each with the layout it stands in.
type pages struct {
	byName map[string]*template.Template
	static fs.FS
}

// layouts says which layout draws which pages.
var layouts = map[string][]string{
	"store.html":    {"home.html", "collection.html", "product.html", "page.html", "search.html", "cart.html", "login.html", "account.html", "missing.html", "silent.html"},
	"checkout.html": {"pay.html", "thanks.html", "status.html"},
}

// newPages parses the templates once for all sandboxes of a process.
var newPages = sync.OnceValues(parsePages)

func parsePages() (*pages, error) {
	p := &pages{byName: map[string]*template.Template{}}
	for layout, names := range layouts {
		for _, name := range names {
			t, err := template.New(layout).Funcs(template.FuncMap{
				"art": drawArt, "ours": ours, "when": when, "initials": initials,
			}).ParseFS(pageFiles, "pages/"+layout, "pages/parts.html", "pages/shelf.html", "pages/panel.html", "pages/"+name)
			if err != nil {
				return nil, err
			}
			p.byName[name] = t
		}
	}
	var err error
	p.static, err = fs.Sub(pageFiles, "pages/static")
	return p, err
}

func (s *Site) show(w http.ResponseWriter, status int, name string, data any) {
	if err := Write(w, status, s.pages.byName[name], s.contentPolicy(), data); err != nil {
		s.log.Error("sandbox: page not drawn", "page", name, "error", err)
	}
}

// Write draws a page whole before the first byte is sent, so that a broken
// template is an error and not half a page.
func Write(w http.ResponseWriter, status int, page *template.Template, policy string, data any) error {
	var b bytes.Buffer
	if err := page.Execute(&b, data); err != nil {
		http.Error(w, "the sandbox could not draw this page: "+err.Error(), http.StatusInternalServerError)
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
	return nil
}

// contentPolicy is as strict as a careful theme's: the app's blocks must live
// with it.
func (s *Site) contentPolicy() string {
	app := s.world.App.URL.Scheme + "://" + s.world.App.URL.Host
	return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self' " + app + "; frame-src " + app + "; form-action 'self'; base-uri 'none'; object-src 'none'"
}
