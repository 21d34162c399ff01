// Package site owns the sandbox's pages for shoppers: the storefront, the checkout
// and the customer account, with the app's theme blocks and UI extensions in
// them. It forwards what lies below the app proxy.
package site

import (
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// SiteConfig is what the pages need.
type Config struct {
	World      *world.World
	Host       fs.FS // the page host's scripts, served at /_host/; nil: none
	Extensions fs.FS // the app's extensions, served at /_extensions/; nil: none
	Logger     *slog.Logger
}

// Site draws the pages. Safe for concurrent use.
type Site struct {
	world      *world.World
	host       fs.FS
	extensions fs.FS
	pages      *pages
	blocks     *blocks
	forward    *http.Client // app proxy
	log        *slog.Logger
}

// NewSite reads the templates and the app's theme blocks.
func New(cfg Config) (*Site, error) {
	s := &Site{world: cfg.World, host: cfg.Host, extensions: cfg.Extensions, forward: newForwarder(), log: cfg.Logger}
	var err error
	if s.pages, err = newPages(); err != nil {
		return nil, err
	}
	s.blocks, err = newBlocks(cfg.Extensions)
	return s, err
}

// Close ends the connections kept to the app.
func (s *Site) Close() { s.forward.CloseIdleConnections() }

// Routes adds every page to mux; what no page answers is the app proxy's, or missing.
func (s *Site) Routes(mux *http.ServeMux) {
	s.storefront(mux)
	s.checkout(mux)
	s.account(mux)
	mux.HandleFunc("GET /cdn/products/{file}", s.picture)
	mux.HandleFunc("GET /_sandbox/panel", s.showPanel)
	mux.Handle("GET /_static/", http.StripPrefix("/_static/", http.FileServerFS(s.pages.static)))
	if s.host != nil {
		mux.Handle("GET /_host/", http.StripPrefix("/_host/", http.FileServerFS(s.host)))
	}
	if s.extensions != nil {
		mux.Handle("GET /_extensions/", http.StripPrefix("/_extensions/", http.FileServerFS(s.extensions)))
	}
	mux.HandleFunc("/", s.proxyOrMissing)
}

// here is the shop a browser is in: its domain when that is the host, else the
// one chosen with ?shop= and kept in a cookie, else the first.
func (s *Site) here(w http.ResponseWriter, r *http.Request) *world.Shop {
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
