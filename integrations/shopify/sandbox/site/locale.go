package site

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// A page's language stands at the front of its address, "/sv/cart"; addresses
// without one are in the language last chosen, else the customer's, else the
// shop's first. The country a shopper buys from is hers to choose as well.

const (
	cookieLocale  = "sandbox_locale"
	cookieCountry = "sandbox_country"
)

type localeKey struct{}

// inLanguage takes the language off a page's address and remembers it.
func (s *Site) inLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		language, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		s.world.Lock()
		known := slices.Contains(s.Here(w, r).Languages, language)
		s.world.Unlock()
		if !known {
			next.ServeHTTP(w, r)
			return
		}
		inner := r.WithContext(context.WithValue(r.Context(), localeKey{}, language))
		address := *r.URL
		address.Path, address.RawPath = "/"+rest, ""
		inner.URL = &address
		next.ServeHTTP(w, inner)
	})
}

// locale is the page's language, which the browser keeps when it was chosen.
func locale(w http.ResponseWriter, r *http.Request, shop *world.Shop, c *world.Customer) string {
	inPath, _ := r.Context().Value(localeKey{}).(string)
	for _, chosen := range []string{inPath, r.URL.Query().Get("locale")} {
		if slices.Contains(shop.Languages, chosen) {
			setCookie(w, cookieLocale, chosen)
			return chosen
		}
	}
	if kept := cookie(r, cookieLocale); slices.Contains(shop.Languages, kept) {
		return kept
	}
	if c != nil && slices.Contains(shop.Languages, c.Locale) {
		return c.Locale
	}
	return shop.Languages[0]
}

func country(r *http.Request, shop *world.Shop) string {
	if kept := cookie(r, cookieCountry); slices.Contains(shop.Countries(), kept) {
		return kept
	}
	return shop.Country
}

// localize is the form by which a shopper changes language or country, with the
// fields Shopify gives it. She comes back to where she was.
func (s *Site) localize(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.Here(w, r)
	language := locale(w, r, shop, shopper(r, shop))
	if wanted := r.FormValue("language_code"); slices.Contains(shop.Languages, wanted) {
		language = wanted
	}
	if wanted := r.FormValue("country_code"); slices.Contains(shop.Countries(), wanted) {
		setCookie(w, cookieCountry, wanted)
	}
	setCookie(w, cookieLocale, language)
	http.Redirect(w, r, inLocale(shop, language, own(r.FormValue("return_to"))), http.StatusSeeOther)
}

// inLocale is a path of the shop in a language. An order's pages and the account
// have one address for all.
func inLocale(shop *world.Shop, language, path string) string {
	bare := path
	if first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); slices.Contains(shop.Languages, first) {
		bare = "/" + rest
	}
	for _, one := range []string{"/orders/", "/checkouts/", "/account"} {
		if strings.HasPrefix(bare, one) {
			return bare
		}
	}
	return strings.TrimSuffix(theme.Root(shop, language), "/") + bare
}

// own is a path of this site, "/" for anything else.
func own(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	query := u.Query()
	query.Del("locale")
	u.RawQuery = query.Encode()
	return u.RequestURI()
}
