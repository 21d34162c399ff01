package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// control lists the routes by which people and tests steer the sandbox.
func (s *Sandbox) control(mux *http.ServeMux) {
	mux.HandleFunc("GET /_sandbox/state", s.showState)
	mux.HandleFunc("POST /_sandbox/orders", s.postOrder)
	mux.HandleFunc("POST /_sandbox/tokens", s.postToken)
	mux.HandleFunc("POST /_sandbox/webhooks", s.postWebhook)
	mux.HandleFunc("GET /_sandbox/faults", s.showFaults)
	mux.HandleFunc("POST /_sandbox/faults", s.postFaults)
	mux.HandleFunc("GET /_sandbox/clock", s.showClock)
	mux.HandleFunc("POST /_sandbox/clock", s.postClock)
	mux.HandleFunc("POST /_sandbox/products", s.postProduct)
	mux.HandleFunc("POST /_sandbox/reset", s.postReset)
	mux.HandleFunc("GET /_sandbox/scopes", s.showScopes)
	mux.HandleFunc("POST /_sandbox/scopes", s.postScopes)
	mux.HandleFunc("POST /_sandbox/uninstall", s.postUninstall)
	mux.HandleFunc("GET /_sandbox/catalogue", s.showCatalogue)
	mux.HandleFunc("GET /_sandbox/extensions", s.showExtensions)
	mux.HandleFunc("POST /_sandbox/direct", s.postDirect)
	s.destinations(mux)
}

// body reads a control request. An unknown field is refused: a typing error in
// a test must not pass for a test.
func body[T any](w http.ResponseWriter, r *http.Request) (T, bool) {
	var in T
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 8<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil && err != io.EOF {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return in, false
	}
	return in, true
}

// lookup finds the shop a control request names, the first one for none.
func (s *Sandbox) lookup(w http.ResponseWriter, domain string) *world.Shop {
	shop := s.world.Shop(domain)
	if shop == nil {
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": "no shop " + domain})
	}
	return shop
}

func (s *Sandbox) postToken(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Shop, Kind string
		Customer   *string
		TTL        *int `json:"ttl_s"`
	}](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	lifetimes := map[string]time.Duration{"admin": time.Minute, "checkout": 5 * time.Minute, "account": 5 * time.Minute}
	ttl, known := lifetimes[in.Kind]
	if !known {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "kind must be admin, checkout or account"})
		return
	}
	if in.TTL != nil {
		if ttl = time.Duration(*in.TTL) * time.Second; ttl.Abs() > maxAdvance || int(ttl/time.Second) != *in.TTL {
			admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": "ttl_s must be within ten years"})
			return
		}
	}
	c, err := shop.Speaker(in.Customer)
	if err != "" {
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": err})
		return
	}
	admin.WriteJSON(w, http.StatusOK, map[string]string{"token": s.world.SessionToken(shop, in.Kind, c, ttl)})
}

func (s *Sandbox) showFaults(w http.ResponseWriter, _ *http.Request) {
	s.world.Lock()
	defer s.world.Unlock()
	admin.WriteJSON(w, http.StatusOK, s.world.Faults)
}

func (s *Sandbox) postFaults(w http.ResponseWriter, r *http.Request) {
	in, ok := body[world.Faults](w, r)
	if !ok {
		return
	}
	if problem := in.Problem(); problem != "" {
		admin.WriteJSON(w, http.StatusBadRequest, map[string]string{"error": problem})
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	if in.RevokeToken {
		for _, shop := range s.world.Shops {
			shop.Revoke()
		}
		in.RevokeToken = false
		s.noteControl("The app’s access to every shop was revoked")
	}
	if now := weather(in); now != weather(s.world.Faults) {
		s.noteControl(now)
	}
	s.world.Faults = in
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, in)
}

func (s *Sandbox) postReset(w http.ResponseWriter, _ *http.Request) {
	s.resetDestinations() // they look at the world's clock: not while it is held
	s.world.Lock()
	defer s.world.Unlock()
	s.world.Reset(s.world.Now())
	s.ledger.Clear("")
	s.noteControl("The sandbox was put back to its beginning")
	s.world.Changed()
	admin.WriteJSON(w, http.StatusOK, map[string]bool{"reset": true})
}

func (s *Sandbox) postUninstall(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct{ Shop string }](w, r)
	if !ok {
		return
	}
	s.world.Lock()
	defer s.world.Unlock()
	if shop := s.lookup(w, in.Shop); shop != nil {
		s.world.Uninstall(shop)
		s.world.Changed()
		admin.WriteJSON(w, http.StatusOK, map[string]bool{"uninstalled": true})
	}
}
