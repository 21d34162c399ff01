package ledger_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

// stage is a page with the panel, and the parts of the control API it uses.
type stage struct {
	ledger *ledger.Ledger
	url    string

	mu     sync.Mutex
	faults map[string]any
	ahead  time.Duration
	resets int
	server *httptest.Server
}

// policy is as strict as the sandbox's own pages.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'"

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>
<link rel="stylesheet" href="/stage.css"><link rel="stylesheet" href="/_sandbox/ledger/ui/ledger.css"><script type="module" src="/_sandbox/ledger/ui/ledger.js"></script></head>
<body><main><h1>Morning roast</h1><p>A page of the shop, with what happens beside it.</p></main>
<section aria-label="What happens" data-ledger data-shop="` + demo + `" %s><p data-key="tag:vip">vip</p></section></body></html>`

const stageCSS = `body { margin: 0; background: #fbf7f1; color: #24201c; font: 1rem/1.6 system-ui } main { padding: 2rem 2rem 8rem }
@media (min-width: 1100px) { body { display: grid; grid-template-columns: minmax(0, 1fr) 26rem } }
@media (prefers-color-scheme: dark) { body { background: #151311; color: #f2ece3 } }`

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{faults: map[string]any{}}
	s.ledger = newLedger(ledger.Options{Now: s.now})
	mux := http.NewServeMux()
	mux.Handle("/_sandbox/ledger", s.ledger.Handler())
	mux.Handle("/_sandbox/ledger/", s.ledger.Handler())
	mux.HandleFunc("/_sandbox/faults", s.postFaults)
	mux.HandleFunc("/_sandbox/clock", s.postClock)
	mux.HandleFunc("POST /_sandbox/reset", func(w http.ResponseWriter, _ *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.resets++
		answer(w, map[string]bool{"reset": true})
	})
	mux.HandleFunc("GET /about", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, `<p data-key="tag:vip">vip</p><p data-key="tag:podcast">askwell:source:podcast</p>`)
	})
	mux.HandleFunc("GET /stage.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		_, _ = fmt.Fprint(w, stageCSS)
	})
	mux.HandleFunc("GET /{$}", s.page(`data-customer="`+ada+`" data-name="Ada" data-about="/about"`))
	mux.HandleFunc("GET /guest", s.page(""))
	server := httptest.NewServer(mux)
	t.Cleanup(func() {
		s.ledger.Close()
		server.Close()
	})
	s.server, s.url = server, server.URL
	return s
}

func (s *stage) page(attributes string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		_, _ = fmt.Fprintf(w, page, attributes)
	}
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

func (s *stage) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Now().Add(s.ahead)
}

func (s *stage) postFaults(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPost {
		s.faults = map[string]any{}
		_ = json.NewDecoder(r.Body).Decode(&s.faults)
	}
	answer(w, s.faults)
}

func (s *stage) postClock(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPost {
		var in struct {
			Advance float64 `json:"advance_s"`
		}
		_ = json.NewDecoder(r.Body).Decode(&in)
		s.ahead += time.Duration(in.Advance) * time.Second
	}
	at := time.Now().Add(s.ahead)
	answer(w, map[string]any{"now": at, "ahead_s": s.ahead.Seconds(), "next": []map[string]any{
		{"at": at.Add(47 * time.Minute), "what": "the access token expires"},
		{"at": at.Add(9 * 24 * time.Hour), "what": "Grace’s data must be forgotten"},
	}})
}

func (s *stage) moved() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ahead
}

// cut ends every connection, as a restart of the network does.
func (s *stage) cut() { s.server.CloseClientConnections() }
