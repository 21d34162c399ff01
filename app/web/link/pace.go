package link

import (
	"sync"
	"time"
)

// What one link may send, and how many links are remembered at once.
const (
	mostForms   = 30
	window      = time.Minute
	mostTracked = 10_000
	retryAfter  = "60" // seconds
)

// pace bounds how often one link is posted to. Only links that open are counted, so
// that nobody fills it with made-up ones.
type pace struct {
	mu    sync.Mutex
	since time.Time
	sent  map[string]int
}

func (p *pace) allows(token string, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Sub(p.since) >= window || len(p.sent) >= mostTracked || p.sent == nil {
		p.since, p.sent = now, map[string]int{}
	}
	p.sent[token]++
	return p.sent[token] <= mostForms
}
