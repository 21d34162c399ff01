package ledger

import "slices"

// ring is what is kept of one shop.
type ring struct {
	ids   []uint64 // the oldest first
	bytes int
	keys  map[string]uint64
}

// The rest of this file needs mu.

func (l *Ledger) find(id uint64) *Entry {
	if element := l.entries[id]; element != nil {
		return element.Value.(*Entry)
	}
	return nil
}

func (l *Ledger) keyed(shop, key string) (uint64, bool) {
	r := l.shops[shop]
	if r == nil {
		return 0, false
	}
	id, there := r.keys[key]
	return id, there
}

func (l *Ledger) add(e *Entry) uint64 {
	r := l.shops[e.Shop]
	if r == nil {
		r = &ring{keys: map[string]uint64{}}
		l.shops[e.Shop] = r
	}
	l.lastID++
	e.ID = l.lastID
	r.ids = append(r.ids, e.ID)
	if e.Key != "" {
		r.keys[e.Key] = e.ID
	}
	l.change++
	e.change = l.change
	l.entries[e.ID] = l.changes.PushBack(e)
	l.weigh(r, e.size)
	l.announce()
	return e.ID
}

// replace puts after in the place of before, unless somebody else already did.
func (l *Ledger) replace(before, after *Entry) bool {
	element := l.entries[before.ID]
	if element == nil {
		return true // forgotten meanwhile: nothing is left to change
	}
	if element.Value != before {
		return false
	}
	l.change++
	after.change = l.change
	element.Value = after
	l.changes.MoveToBack(element)
	l.weigh(l.shops[after.Shop], after.size-before.size)
	l.announce()
	return true
}

// weigh counts bytes and forgets what no longer fits. The shop that keeps most
// gives first: a noisy one cannot silence the others.
func (l *Ledger) weigh(r *ring, bytes int) {
	r.bytes += bytes
	l.bytes += bytes
	for len(r.ids) > l.Entries {
		l.forget(r)
	}
	for l.bytes > l.Bytes && len(l.entries) > 1 {
		largest := r
		for _, other := range l.shops {
			if other.bytes > largest.bytes {
				largest = other
			}
		}
		l.forget(largest)
	}
}

// forget drops a shop's oldest entry.
func (l *Ledger) forget(r *ring) {
	id := r.ids[0]
	e := l.find(id)
	r.ids = r.ids[1:]
	if e.Key != "" && r.keys[e.Key] == id {
		delete(r.keys, e.Key)
	}
	r.bytes -= e.size
	l.bytes -= e.size
	l.changes.Remove(l.entries[id])
	delete(l.entries, id)
	if len(r.ids) == 0 {
		delete(l.shops, e.Shop)
	}
}

// announce wakes who waits for a change.
func (l *Ledger) announce() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// newest lists what a filter may want, the newest first.
func (l *Ledger) newest(f Filter) []*Entry {
	var out []*Entry
	for shop, r := range l.shops {
		if !f.wantsShop(shop) {
			continue
		}
		for _, id := range r.ids {
			if f.Before == 0 || id < f.Before {
				out = append(out, l.find(id))
			}
		}
	}
	slices.SortFunc(out, func(a, b *Entry) int {
		if a.ID > b.ID {
			return -1
		}
		return 1
	})
	return out
}

// since lists what changed after a change, in that order.
func (l *Ledger) since(f Filter, change uint64) []*Entry {
	var out []*Entry
	for element := l.changes.Back(); element != nil; element = element.Prev() {
		e := element.Value.(*Entry)
		if e.change <= change {
			break
		}
		if f.wantsShop(e.Shop) {
			out = append(out, e)
		}
	}
	slices.Reverse(out)
	return out
}
