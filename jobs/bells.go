package jobs

import (
	"sync"
	"time"
)

// restateAfter is how long a bell that was handed to the queue is believed to be
// there still. After that it is handed over again, should the queue have lost it.
const restateAfter = time.Second

// bells are the bells rung and not yet handed to the queue, and those handed
// over and not yet answered.
type bells struct {
	alone   bool // every bell is answered in this process, so we know which were
	mu      sync.Mutex
	dirty   map[Bell]bool
	pending map[Bell]time.Time
	working map[Bell]bool // being answered here; true when rung again meanwhile
	rung    chan struct{} // has a token while dirty may be non-empty
	done    chan struct{}
	once    sync.Once
}

func newBells(alone bool) *bells {
	return &bells{
		alone: alone,
		dirty: map[Bell]bool{}, pending: map[Bell]time.Time{}, working: map[Bell]bool{},
		rung: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// add rings a bell.
func (b *bells) add(one Bell) {
	b.mu.Lock()
	b.dirty[one] = true
	b.mu.Unlock()
	select {
	case b.rung <- struct{}{}:
	default:
	}
}

// take returns the bells to hand over. A bell whose task is known to wait is not
// among them: whoever answers that task will find the newer work, too. Nor is one
// that is being answered here: it is rung again when that is over.
func (b *bells) take(now time.Time) []Bell {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []Bell
	for one := range b.dirty {
		if _, here := b.working[one]; here {
			b.working[one] = true
			continue
		}
		if now.Sub(b.pending[one]) >= restateAfter {
			list = append(list, one)
		}
	}
	clear(b.dirty)
	for one, since := range b.pending {
		if now.Sub(since) >= restateAfter {
			delete(b.pending, one)
		}
	}
	return list
}

// waiting notes that a bell's task is about to wait in the queue. It is called
// before the task is handed over, or its answer could overtake the note.
func (b *bells) waiting(one Bell, now time.Time) {
	if !b.alone {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pending[one] = now
}

// lost forgets that a bell's task waits.
func (b *bells) lost(one Bell) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.pending, one)
}

// begin notes that a bell's task has begun: a ring from now on needs another. It
// refuses a bell that is being answered here already.
func (b *bells) begin(one Bell) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.pending, one)
	if _, here := b.working[one]; here {
		b.working[one] = true
		return false
	}
	b.working[one] = false
	return true
}

// end notes that a bell was answered and reports whether it was rung meanwhile.
func (b *bells) end(one Bell) (rung bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	rung = b.working[one]
	delete(b.working, one)
	return rung
}

func (b *bells) close() { b.once.Do(func() { close(b.done) }) }
