// Package site owns the sandbox's pages for shoppers: the storefront, the checkout
// and the customer account, in the shop's languages, with the app's theme blocks
// and UI extensions in them. It forwards what lies below the app proxy.
package site

import (
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/account"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Config is what the pages need.
type Config struct {
	World      *world.World
	Host       fs.FS // the page host's scripts, served at /_host/; nil: none
	Extensions fs.FS // the app's extensions, served at /_extensions/; nil: none
	Logger     *slog.Logger
	Transport  http.RoundTripper // the app proxy's requests go through it
}

// Site draws the pages. Safe for concurrent use.
type Site struct {
	world      *world.World
	host       fs.FS
	files      fs.FS // the extensions' folders
	extensions []*extension.Extension
	theme      *theme.Theme
	api        *account.API // what extensions in the account ask
	pages      *pages
	words      words
	forward    *http.Client // app proxy
	log        *slog.Logger
}

// extensionPath is where the browser finds the extensions' folders.
const extensionPath = "/_extensions/"

// New reads the templates, their words and the app's extensions.
func New(cfg Config) (*Site, error) {
	s := &Site{world: cfg.World, host: cfg.Host, files: cfg.Extensions, forward: newForwarder(cfg.Transport), log: cfg.Logger}
	var err error
	if s.pages, err = newPages(); err != nil {
		return nil, err
	}
	if s.words, err = readWords(); err != nil {
		return nil, err
	}
	if s.api, err = account.New(cfg.World); err != nil {
		return nil, err
	}
	if s.extensions, err = extension.Read(cfg.Extensions); err != nil {
		return nil, err
	}
	s.theme, err = theme.New(cfg.Extensions, s.extensions, extensionPath)
	return s, err
}

// Close ends the connections kept to the app.
func (s *Site) Close() { s.forward.CloseIdleConnections() }

// Routes adds every page to mux; what no page answers is the app proxy's, or missing.
func (s *Site) Routes(mux *http.ServeMux) {
	shop := http.NewServeMux()
	s.storefront(shop)
	s.checkout(shop)
	s.account(shop)
	shop.HandleFunc("/", s.proxyOrMissing)
	mux.Handle("/", s.inLanguage(shop))

	mux.HandleFunc("GET /_sandbox/panel", s.showPanel)
	mux.HandleFunc("GET /_sandbox/theme", s.showTheme)
	mux.HandleFunc("POST /_sandbox/theme", s.arrange)
	mux.HandleFunc("POST /_sandbox/customer-account", s.customerAccount)
	mux.HandleFunc("GET /cdn/products/{file}", s.picture)
	mux.Handle("GET /_static/", http.StripPrefix("/_static/", http.FileServerFS(s.pages.static)))
	if s.host != nil {
		mux.Handle("GET /_host/", http.StripPrefix("/_host/", http.FileServerFS(s.host)))
	}
	if s.files != nil {
		mux.Handle("GET "+extensionPath, http.StripPrefix(extensionPath, http.FileServerFS(s.files)))
	}
}

// Here is the shop a browser is in: its domain when that is the host, else the
// one chosen with ?shop= and kept in a cookie, else the first. The caller holds
// the lock.
func (s *Site) Here(w http.ResponseWriter, r *http.Request) *world.Shop {
	if shop := s.world.Shop(world.HostName(r.Host)); shop != nil {
		return shop
	}
	if chosen := r.URL.Query().Get("shop"); chosen != "" {
		if shop := s.world.Shop(chosen); shop != nil {
			setCookie(w, cookieShop, shop.Domain)
			return shop
		}
	}
	if shop := s.world.Shop(cookie(r, cookieShop)); shop != nil {
		return shop
	}
	return s.world.Shops[0]
}
