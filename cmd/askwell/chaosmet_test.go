package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// What is counted besides the faults that are planned.
const (
	metMerge     faultKind = "merge"     // of two customers
	metDoubled   faultKind = "doubled"   // a webhook that came before
	metReordered faultKind = "reordered" // a webhook older than one that came before
)

// tally counts what went wrong and was met: what breaks while nobody looks proves nothing.
type tally struct {
	mu  sync.Mutex
	met map[faultKind]int
}

func (t *tally) add(kind faultKind, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.met[kind] += n
}

// lacks are the kinds that nobody met.
func (t *tally) lacks() (kinds []faultKind) {
	for _, kind := range append(slices.Clone(usual), metMerge, metDoubled, metReordered) {
		if t.met[kind] == 0 && !slices.Contains(kinds, kind) && !slices.Contains(strings.Split(*chaosWithout, ","), string(kind)) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// traffic counts calls by where they go: a fault is met when somebody calls meanwhile.
type traffic struct {
	mu    sync.Mutex
	calls map[string]int
}

func (t *traffic) count(where string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls[where]++
}

func (t *traffic) to(where string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.calls[where]
}

// counted counts the calls of shops and tools.
func (t *traffic) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if tool, below := strings.CutPrefix(r.URL.Path, "/_sandbox/destinations/"); below {
			tool, _, _ = strings.Cut(tool, "/")
			t.count(tool)
		} else if strings.Contains(r.URL.Path, "/admin/api/") {
			t.count("shopify")
		}
		next.ServeHTTP(w, r)
	})
}

// post watches the webhooks that pass the door.
type post struct {
	mu     sync.Mutex
	seen   map[string]bool
	latest map[string]string // of a shop, as they were sent
}

func (p *post) note(r *http.Request, met *tally) {
	id, shop, at := r.Header.Get("X-Shopify-Webhook-Id"), r.Header.Get("X-Shopify-Shop-Domain"), r.Header.Get("X-Shopify-Triggered-At")
	if id == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.seen[id]:
		met.add(metDoubled, 1)
	case at < p.latest[shop]:
		met.add(metReordered, 1)
	default:
		p.latest[shop] = at
	}
	p.seen[id] = true
}

// where is what somebody has to call for a fault to be met; "" for one that is met by itself.
func (f fault) where() string {
	switch f.kind {
	case faultTool, faultBusy, faultKey:
		return f.tool
	case faultShopify, faultStorm, faultRevoked:
		return "shopify"
	case faultClock:
		return fmt.Sprint("back", f.back)
	case faultLossy:
		return "lost"
	default:
		return ""
	}
}
