package sandbox

import (
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
)

// Destination is a tool beside the shop, played by its double.
type Destination struct {
	Name   string
	Title  string
	Double integrations.Double
}

// usualAccount is the account that is there without anybody opening one.
const usualAccount = "demo"

// destinations lets the doubles answer below /_sandbox/destinations/: the vendor's own
// paths, and beside them those that steer the double, which begin with an underscore.
func (s *Sandbox) destinations(mux *http.ServeMux) {
	const at = "/_sandbox/destinations"
	mux.HandleFunc("GET "+at, s.listDestinations)
	for _, d := range s.cfg.Destinations {
		d.Double.Open(usualAccount)
		base := at + "/" + d.Name
		mux.HandleFunc("GET "+base+"/_state", func(w http.ResponseWriter, r *http.Request) {
			admin.WriteJSON(w, http.StatusOK, d.Double.State(accountOf(r.URL.Query().Get("account"))))
		})
		mux.HandleFunc("POST "+base+"/_accounts", func(w http.ResponseWriter, r *http.Request) {
			if in, ok := body[struct{ Account string }](w, r); ok {
				admin.WriteJSON(w, http.StatusOK, map[string]any{"settings": d.Double.Open(accountOf(in.Account))})
			}
		})
		mux.HandleFunc("POST "+base+"/_trouble", func(w http.ResponseWriter, r *http.Request) {
			in, ok := body[struct {
				Account string
				integrations.Trouble
			}](w, r)
			if ok {
				d.Double.Trouble(accountOf(in.Account), in.Trouble)
				admin.WriteJSON(w, http.StatusOK, in.Trouble)
			}
		})
		mux.Handle(base+"/", http.StripPrefix(base, d.Double))
	}
}

// resetDestinations has the doubles forget everything but the account that is always there.
func (s *Sandbox) resetDestinations() {
	for _, d := range s.cfg.Destinations {
		d.Double.Reset()
		d.Double.Open(usualAccount)
	}
}

func accountOf(name string) string {
	if name = strings.TrimSpace(name); name == "" {
		return usualAccount
	}
	return name
}

func (s *Sandbox) listDestinations(w http.ResponseWriter, _ *http.Request) {
	type view struct {
		Name     string            `json:"name"`
		Title    string            `json:"title"`
		Settings map[string]string `json:"settings"` // what connects to the account "demo"
	}
	list := []view{}
	for _, d := range s.cfg.Destinations {
		list = append(list, view{d.Name, d.Title, d.Double.Open(usualAccount)})
	}
	admin.WriteJSON(w, http.StatusOK, map[string]any{"destinations": list})
}
