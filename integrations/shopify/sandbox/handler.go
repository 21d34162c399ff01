package sandbox

import (
	"net/http"
	"strings"
)

// Handler answers everything: the Admin API on a shop's own domain, pages and
// the control API on any other.
func (s *Sandbox) Handler() http.Handler {
	mux := http.NewServeMux()
	s.control(mux)
	s.storefront(mux)
	s.checkout(mux)
	s.account(mux)
	s.admin(mux)
	mux.HandleFunc("GET /_sandbox/panel", s.showPanel)
	mux.Handle("GET /_static/", http.StripPrefix("/_static/", http.FileServerFS(s.pages.static)))
	if s.cfg.Host != nil {
		mux.Handle("GET /_host/", http.StripPrefix("/_host/", http.FileServerFS(s.cfg.Host)))
	}
	if s.cfg.Extensions != nil {
		mux.Handle("GET /_extensions/", http.StripPrefix("/_extensions/", http.FileServerFS(s.cfg.Extensions)))
	}
	mux.HandleFunc("/", s.proxyOrMissing)

	api := http.NewServeMux()
	api.HandleFunc("POST /admin/api/{version}/graphql.json", s.troubled(s.adminAPI))
	api.HandleFunc("POST /admin/oauth/access_token", s.troubled(s.accessToken))
	api.Handle("/", mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(hostName(r), ".myshopify.com") {
			api.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// hostName is the Host header without its port.
func hostName(r *http.Request) string {
	name, _, _ := strings.Cut(r.Host, ":")
	return strings.ToLower(name)
}

// here is the shop a browser is in: its domain when that is the host, else the
// one chosen with ?shop= and kept in a cookie, else the first.
func (s *Sandbox) here(w http.ResponseWriter, r *http.Request) *shop {
	if shop := s.world.shop(hostName(r)); shop != nil {
		return shop
	}
	if chosen := r.URL.Query().Get("shop"); chosen != "" {
		if shop := s.world.shop(chosen); shop != nil {
			setCookie(w, cookieShop, shop.Domain)
			return shop
		}
	}
	if shop := s.world.shop(cookie(r, cookieShop)); shop != nil {
		return shop
	}
	return s.world.Shops[0]
}
