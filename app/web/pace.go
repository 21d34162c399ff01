package web

import (
	"sync"
	"time"
)

// mostTracked is how many are remembered at once: with more, all begin anew.
const mostTracked = 10_000

// Pace bounds how often each of many may do something in a minute, in this process. Only
// who is known should be counted, so that nobody fills it with made-up names. The zero
// Pace allows everything.
type Pace struct {
	Most int // in a minute; 0: any number

	mu    sync.Mutex
	since time.Time
	done  map[string]int
}

// Wait counts one more of somebody's, and tells how long to wait if it is too many; 0 if
// it is not.
func (p *Pace) Wait(name string, now time.Time) time.Duration {
	if p.Most == 0 {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if gone := now.Sub(p.since); gone < 0 || gone >= time.Minute || len(p.done) >= mostTracked || p.done == nil {
		p.since, p.done = now, map[string]int{}
	}
	p.done[name]++
	if p.done[name] <= p.Most {
		return 0
	}
	return p.since.Add(time.Minute).Sub(now)
}
