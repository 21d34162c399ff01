package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// Handler answers everything: the Admin API on a shop's own domain, pages and
// the control API on any other.
func (s *Sandbox) Handler() http.Handler {
	mux := http.NewServeMux()
	s.control(mux)
	s.storage(mux)
	mux.Handle("/_sandbox/ledger", s.ledger.Handler())
	mux.Handle("/_sandbox/ledger/", s.ledger.Handler())
	pages := http.NewServeMux()
	s.site.Routes(pages)
	s.office.Routes(pages)
	mux.Handle("/", whole(pages))

	api := http.NewServeMux()
	api.Handle("POST /admin/api/{version}/graphql.json", s.recorded(ledger.Admin, s.foretold(s.troubled(s.admin.ServeHTTP))))
	api.HandleFunc("GET /admin/oauth/authorize", s.authorize)
	api.Handle("POST /admin/oauth/access_token", s.recorded(ledger.Token, s.troubled(s.accessToken)))
	api.Handle("/", mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(world.HostName(r.Host), ".myshopify.com") {
			api.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

const maxPosted = 1 << 20

// whole reads what was posted to a page before the page is asked: it holds the
// world's lock while it reads its form, and a browser that stalls must not hold
// it, too.
func whole(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			pages.ServeHTTP(w, r)
			return
		}
		text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPosted))
		if err != nil {
			http.Error(w, "The request is too large or was cut off", http.StatusRequestEntityTooLarge)
			return
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
		pages.ServeHTTP(w, r)
	})
}
