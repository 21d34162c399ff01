package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// control lists the routes by which people and tests steer the sandbox.
func (s *Sandbox) control(mux *http.ServeMux) {
	mux.HandleFunc("GET /_sandbox/state", s.showState)
	mux.HandleFunc("POST /_sandbox/orders", s.postOrder)
	mux.HandleFunc("POST /_sandbox/tokens", s.postToken)
	mux.HandleFunc("POST /_sandbox/webhooks", s.postWebhook)
	mux.HandleFunc("GET /_sandbox/faults", s.showFaults)
	mux.HandleFunc("POST /_sandbox/faults", s.postFaults)
	mux.HandleFunc("POST /_sandbox/clock", s.postClock)
	mux.HandleFunc("POST /_sandbox/reset", s.postReset)
	mux.HandleFunc("POST /_sandbox/uninstall", s.postUninstall)
}

// body reads a control request. An unknown field is refused: a typing error in
// a test must not pass for a test.
func body[T any](w http.ResponseWriter, r *http.Request) (T, bool) {
	var in T
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 8<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil && err != io.EOF {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
		return in, false
	}
	return in, true
}

// lookup finds the shop a control request names, the first one for none.
func (s *Sandbox) lookup(w http.ResponseWriter, domain string) *shop {
	shop := s.world.shop(domain)
	if shop == nil {
		writeJSON(w, http.StatusNotFound, map[string]string{"error": "no shop " + domain})
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
	s.mu.Lock()
	defer s.mu.Unlock()
	shop := s.lookup(w, in.Shop)
	if shop == nil {
		return
	}
	lifetimes := map[string]time.Duration{"admin": time.Minute, "checkout": 5 * time.Minute, "account": 5 * time.Minute}
	ttl, known := lifetimes[in.Kind]
	if !known {
		writeJSON(w, http.StatusBadRequest, map[string]string{"error": "kind must be admin, checkout or account"})
		return
	}
	if in.TTL != nil {
		ttl = time.Duration(*in.TTL) * time.Second
	}
	c, err := s.speaker(shop, in.Customer)
	if err != "" {
		writeJSON(w, http.StatusNotFound, map[string]string{"error": err})
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"token": s.sessionToken(shop, in.Kind, c, ttl)})
}

// speaker finds a customer by email or gid; none is a guest.
func (s *Sandbox) speaker(shop *shop, who *string) (int64, string) {
	if who == nil || *who == "" {
		return 0, ""
	}
	if _, id, ok := parseGID(*who); ok {
		if shop.customer(id) != nil {
			return id, ""
		}
	}
	if c := shop.customerByEmail(*who); c != nil {
		return c.ID, ""
	}
	return 0, "no customer " + *who
}

func (s *Sandbox) showFaults(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	writeJSON(w, http.StatusOK, s.world.Faults)
}

func (s *Sandbox) postFaults(w http.ResponseWriter, r *http.Request) {
	in, ok := body[faults](w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.RevokeToken {
		for _, shop := range s.world.Shops {
			shop.revoke()
		}
		in.RevokeToken = false
	}
	s.world.Faults = in
	s.changed()
	writeJSON(w, http.StatusOK, in)
}

func (s *Sandbox) postClock(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct {
		Advance float64 `json:"advance_s"`
	}](w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.Ahead += time.Duration(in.Advance * float64(time.Second))
	s.ring()
	s.changed()
	writeJSON(w, http.StatusOK, map[string]string{"now": stamp(s.now())})
}

func (s *Sandbox) postReset(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.reset(s.cfg.Now())
	s.changed()
	writeJSON(w, http.StatusOK, map[string]bool{"reset": true})
}

func (s *Sandbox) postUninstall(w http.ResponseWriter, r *http.Request) {
	in, ok := body[struct{ Shop string }](w, r)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if shop := s.lookup(w, in.Shop); shop != nil {
		s.uninstall(shop)
		s.changed()
		writeJSON(w, http.StatusOK, map[string]bool{"uninstalled": true})
	}
}
