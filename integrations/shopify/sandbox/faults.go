package sandbox

import (
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// troubled puts the faults in front of what an app calls: Admin API and tokens.
func (s *Sandbox) troubled(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.world.Lock()
		f := s.world.Faults
		s.world.Unlock()
		switch {
		case !before(f, w, r):
		case f.DropAfterCommit > 0 && rand.Float64() < f.DropAfterCommit:
			next(unheard{}, r)
			hangUp(w)
		default:
			next(w, r)
		}
	}
}

// unheard is an answer that gets lost on its way.
type unheard struct{}

func (unheard) Header() http.Header         { return http.Header{} }
func (unheard) Write(b []byte) (int, error) { return len(b), nil }
func (unheard) WriteHeader(int)             {}

// before plays the faults that come before an API request is looked at, and
// reports whether the request is still alive.
func before(f world.Faults, w http.ResponseWriter, r *http.Request) bool {
	if f.LatencyMS > 0 {
		select {
		case <-time.After(time.Duration(f.LatencyMS) * time.Millisecond):
		case <-r.Context().Done():
			return false
		}
	}
	if f.ErrorRate > 0 && rand.Float64() < f.ErrorRate {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte("<html><body><h1>Something went wrong</h1></body></html>"))
		return false
	}
	return true
}

// hangUp ends the connection without an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2: the standard way to cut the stream
	}
	_ = conn.Close()
}
