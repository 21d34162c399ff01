package site

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const (
	maxProxied   = 1 << 20 // bytes of an answer
	proxyTimeout = 10 * time.Second
)

func newForwarder(through http.RoundTripper) *http.Client {
	return &http.Client{
		Timeout:       proxyTimeout,
		Transport:     through,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// proxyOrMissing forwards what lies below the shop's proxy path to the app; the
// rest of the unknown is a missing page.
func (s *Site) proxyOrMissing(w http.ResponseWriter, r *http.Request) {
	if shop, target := s.proxied(w, r); target != "" {
		s.forwardProxy(w, r, shop, target) // the app may take its time: without the lock
	}
}

// proxied is the app's address for what lies below the shop's proxy path; "" when
// it does not and the missing page was drawn.
func (s *Site) proxied(w http.ResponseWriter, r *http.Request) (*world.Shop, string) {
	s.world.Lock()
	defer s.world.Unlock()
	f := s.frame(w, r)
	rest, below := strings.CutPrefix(r.URL.Path, f.Shop.ProxyPath)
	if f.Shop.ProxyPath == "" || f.Shop.Installed == nil || !below || rest != "" && rest[0] != '/' {
		s.missing(w, f)
		return nil, ""
	}
	return f.Shop, s.proxyTarget(r, f, rest)
}

// forwardProxy sends the request on, signed, without cookies in either
// direction.
func (s *Site) forwardProxy(w http.ResponseWriter, r *http.Request, shop *world.Shop, target string) {
	out, err := http.NewRequestWithContext(r.Context(), r.Method, target, r.Body)
	if err != nil {
		http.Error(w, "the app proxy could not be reached", http.StatusBadGateway)
		return
	}
	copyHeaders(out.Header, r.Header, "Accept", "Accept-Language", "Content-Type", "Origin", "Referer", "User-Agent", "X-Requested-With", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")
	out.Header.Set("X-Forwarded-For", hostOnly(r.RemoteAddr))
	out.Header.Set("X-Forwarded-Host", shop.Domain)
	out.ContentLength = r.ContentLength
	s.asFromShop(out.Header, r, shop)
	answer, err := s.forward.Do(out)
	if err != nil {
		s.silent(w, r)
		return
	}
	defer answer.Body.Close()
	copyHeaders(w.Header(), answer.Header, "Content-Type", "Content-Language", "Content-Security-Policy", "Cache-Control", "Location")
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, io.LimitReader(answer.Body, maxProxied))
}

// asFromShop replaces the sandbox's own origin by the shop's: in the real world
// the storefront lives there.
func (s *Site) asFromShop(h http.Header, r *http.Request, shop *world.Shop) {
	home := "https://" + shop.Domain
	if origin := h.Get("Origin"); origin != "" && strings.HasSuffix(origin, "://"+r.Host) {
		h.Set("Origin", home)
	}
	if u, err := url.Parse(h.Get("Referer")); err == nil && u.Host == r.Host && u.Host != "" {
		h.Set("Referer", home+u.RequestURI())
	}
}

func (s *Site) proxyTarget(r *http.Request, f frame, rest string) string {
	query := r.URL.Query()
	query.Del("signature")
	add := func(key, value string) { query[key] = append(query[key], value) }
	add("shop", f.Shop.Domain)
	add("path_prefix", f.Shop.ProxyPath)
	add("timestamp", world.Number(s.world.Now().Unix()))
	loggedIn := ""
	if f.Customer != nil {
		loggedIn = world.Number(f.Customer.ID)
	}
	add("logged_in_customer_id", loggedIn)
	query.Set("signature", s.world.App.SignProxy(query))
	base, err := s.world.App.URL.Parse(s.world.App.Manifest.Proxy.URL)
	if err != nil {
		base = s.world.App.URL
	}
	return strings.TrimSuffix(base.String(), "/") + rest + "?" + query.Encode()
}

func copyHeaders(to, from http.Header, names ...string) {
	for _, name := range names {
		if values := from.Values(name); len(values) > 0 {
			to[http.CanonicalHeaderKey(name)] = slices.Clone(values)
		}
	}
}

func hostOnly(address string) string {
	host, _, _ := world.CutLast(address, ":")
	return host
}
