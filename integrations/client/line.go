package client

import (
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/askwell/askwell/integrations"
)

// lastStraw is how many calls in a row may be lost before nobody is taken to be there: a
// single one may be about what was sent.
const lastStraw = 3

// Line is one piece of work's way to a destination. It notices that nothing gets through
// any more, so that a batch ends with the first refusal of that kind and not with one for
// each of its changes. The zero Line is open. Safe for concurrent use.
type Line struct {
	mu   sync.Mutex
	halt integrations.Outcome
	lost int
}

// Halted is the outcome that ended the line, and whether one has.
func (l *Line) Halted() (integrations.Outcome, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.halt, l.halt.Class != ""
}

// Call makes a call unless the line has ended, and learns from its outcome.
func (l *Line) Call(call func() integrations.Outcome) integrations.Outcome {
	if o, halted := l.Halted(); halted {
		return o
	}
	o := call()
	l.learn(o)
	return o
}

// Each makes n calls, a few at a time and begun in their order.
func (l *Line) Each(n, abreast int, call func(i int) integrations.Outcome) []integrations.Outcome {
	outcomes := make([]integrations.Outcome, n)
	var group errgroup.Group
	group.SetLimit(abreast)
	for i := range n {
		group.Go(func() error {
			outcomes[i] = l.Call(func() integrations.Outcome { return call(i) })
			return nil
		})
	}
	_ = group.Wait() // outcomes tell what failed
	return outcomes
}

func (l *Line) learn(o integrations.Outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if o.Class == integrations.Transient || o.Class == integrations.Ambiguous {
		l.lost++
	} else {
		l.lost = 0
	}
	ends := []integrations.Class{integrations.Throttled, integrations.Auth, integrations.Scope, integrations.Retired}
	if l.halt.Class == "" && (l.lost >= lastStraw || slices.Contains(ends, o.Class)) {
		l.halt = integrations.Outcome{Class: o.Class, After: o.After, Reason: o.Reason, Status: o.Status, Excerpt: o.Excerpt}
	}
}
