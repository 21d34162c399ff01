package sandbox

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// faults are the troubles asked for; the zero value is fair weather. Each POST
// to /_sandbox/faults replaces them all.
type faults struct {
	Throttle *struct {
		RestoreRate float64 `json:"restore_rate"`
		Bucket      float64 `json:"bucket"`
	} `json:"throttle,omitempty"`
	LatencyMS       int     `json:"latency_ms,omitempty"`
	ErrorRate       float64 `json:"error_rate,omitempty"`             // answers 500 before doing anything
	DropAfterCommit float64 `json:"drop_after_commit_rate,omitempty"` // does it, then hangs up
	Duplicate       flag    `json:"duplicate_webhooks,omitempty"`
	Reorder         flag    `json:"reorder_webhooks,omitempty"`
	RevokeToken     bool    `json:"revoke_token,omitempty"`   // once, when posted
	DenyProtected   bool    `json:"deny_protected,omitempty"` // level 2 fields come back null with an error
}

// flag is a switch that also takes a number: how many times more.
type flag int

// UnmarshalJSON reads true, false or a count.
func (f *flag) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case "true":
		*f = 1
		return nil
	case "false", "null":
		*f = 0
		return nil
	}
	return unmarshal(text, (*int)(f))
}

// troubled puts the faults in front of what an app calls: Admin API and tokens.
func (s *Sandbox) troubled(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		f := s.world.Faults
		s.mu.Unlock()
		switch {
		case !f.before(w, r):
		case f.DropAfterCommit > 0 && rand.Float64() < f.DropAfterCommit:
			next(unheard{}, r)
			hangUp(w)
		default:
			next(w, r)
		}
	}
}

// unheard is an answer that gets lost on its way.
type unheard http.Header

func (u unheard) Header() http.Header         { return http.Header{} }
func (u unheard) Write(b []byte) (int, error) { return len(b), nil }
func (u unheard) WriteHeader(int)             {}

// before plays the faults that come before an API request is looked at, and
// reports whether the request is still alive.
func (f faults) before(w http.ResponseWriter, r *http.Request) bool {
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
