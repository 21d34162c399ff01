package sandbox

import (
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
	s.site.Routes(mux)
	s.office.Routes(mux)

	api := http.NewServeMux()
	api.Handle("POST /admin/api/{version}/graphql.json", s.recorded(ledger.Admin, s.troubled(s.admin.ServeHTTP)))
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
