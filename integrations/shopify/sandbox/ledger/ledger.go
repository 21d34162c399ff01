// Package ledger owns the record of everything that passed between an app, its
// shops, their shoppers and the email tools behind it: bounded, searchable, live,
// and without a single secret. It brings the page that shows it.
//
// It knows nothing of shops: who wires it says what an entry is called, and a
// Recorder notes what goes through HTTP.
//
// A page shows it with the style sheet ledger.css and the module ledger.js, both
// below /_sandbox/ledger/ui, and
//
//	<section data-ledger data-shop="demo-shop.myshopify.com" data-customer="gid://shopify/Customer/1" data-name="Ada" data-about="/somewhere">
//
// of which only data-shop is needed. What stands in the section stays above the
// list; data-about is where to fetch it anew, with a data-key on each thing that
// is to light up when it is new.
package ledger

import (
	"container/list"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// Options say what the ledger cannot know by itself. All may be left out.
type Options struct {
	Words   Words
	Now     func() time.Time       // the sandbox's clock; time.Now when nil
	Known   func(shop string) bool // whom a browser may write about; any well-formed shop when nil
	Entries int                    // how many a shop keeps; 2,000 when 0
	Bytes   int                    // how much all shops keep together; 16 MB when 0
	// Concerned adds to ids whom else they concern, such as an order's customer.
	Concerned func(shop string, ids []string) []string
}

// Ledger is the record. It is safe for concurrent use.
type Ledger struct {
	Options
	epoch string // tells this ledger's changes from those before a restart

	mu      sync.Mutex
	shops   map[string]*ring
	entries map[uint64]*list.Element
	changes *list.List // of *Entry, the one changed last at the end
	lastID  uint64
	change  uint64
	cleared uint64 // the change at which something was last cleared
	bytes   int
	changed chan struct{} // closed at the next change
	closed  bool

	streams atomic.Int64
}

// New makes an empty ledger.
func New(o Options) *Ledger {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Known == nil {
		o.Known = wellFormed
	}
	if o.Concerned == nil {
		o.Concerned = func(_ string, ids []string) []string { return ids }
	}
	if o.Entries == 0 {
		o.Entries = 2000
	}
	if o.Bytes == 0 {
		o.Bytes = 16 << 20
	}
	if o.Words.App == "" {
		o.Words.App = "The app"
	}
	return &Ledger{
		Options: o, epoch: strconv.FormatInt(time.Now().UnixNano(), 36),
		shops: map[string]*ring{}, entries: map[uint64]*list.Element{}, changes: list.New(), changed: make(chan struct{}),
	}
}

// Record adds an entry and returns its id.
func (l *Ledger) Record(e Entry) uint64 {
	added := e.copy()
	l.ready(added, nil)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.add(added)
}

// Update puts a changed entry in the place of one; false says that it is no
// longer there. The change may be asked for again when another came between,
// and must not use the ledger.
func (l *Ledger) Update(id uint64, change func(*Entry)) bool {
	for {
		l.mu.Lock()
		before := l.find(id)
		l.mu.Unlock()
		if before == nil {
			return false
		}
		after := l.changedBy(before, change)
		l.mu.Lock()
		done := l.replace(before, after)
		l.mu.Unlock()
		if done {
			return true
		}
	}
}

// Revise is Update for the entry of a shop with that key, or for a new one. It
// returns the entry's id.
func (l *Ledger) Revise(shop, key string, change func(*Entry)) uint64 {
	key = clip(key, maxTitle)
	for {
		l.mu.Lock()
		id, there := l.keyed(shop, key)
		l.mu.Unlock()
		if there && l.Update(id, change) {
			return id
		}
		added := l.changedBy(&Entry{Shop: shop, Key: key}, change)
		l.mu.Lock()
		if _, there = l.keyed(shop, key); !there {
			id = l.add(added)
		}
		l.mu.Unlock()
		if !there {
			return id
		}
	}
}

// Find returns one entry.
func (l *Ledger) Find(id uint64) (Entry, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.find(id); e != nil {
		return *e, true
	}
	return Entry{}, false
}

// Clear forgets a shop's entries, everything for "".
func (l *Ledger) Clear(shop string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for domain, r := range l.shops {
		for len(r.ids) > 0 && (shop == "" || shop == domain) {
			l.forget(r)
		}
	}
	l.change++
	l.cleared = l.change
	l.announce()
}

// Close ends every subscription, so that a server can stop.
func (l *Ledger) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.announce()
}

func (l *Ledger) ready(e, before *Entry) {
	if e.At.IsZero() {
		e.At = l.Now()
	}
	e.tidy(before, l.Words.App)
}

// changedBy is a changed copy; what finds an entry stays as it was.
func (l *Ledger) changedBy(before *Entry, change func(*Entry)) *Entry {
	after := before.copy()
	change(after)
	after.ID, after.Shop, after.Key = before.ID, before.Shop, before.Key
	l.ready(after, before)
	return after
}
