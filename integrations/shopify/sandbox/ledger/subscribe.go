package ledger

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// ErrClosed says that the ledger ended its subscriptions.
var ErrClosed = errors.New("the ledger is closed")

// Subscription follows the ledger. It holds a place and no entries: a reader who
// is slow costs nothing, and finds the newest version of what is still kept.
type Subscription struct {
	ledger *Ledger
	filter Filter
	at     uint64
	fresh  bool
}

// Batch is what changed since the batch before.
type Batch struct {
	Reset   bool    // forget what was shown: entries were cleared, or lost
	Entries []Entry // new ones and new versions, the newest last
}

// Place says where to resume after an entry was seen.
func (l *Ledger) Place(e Entry) string { return l.epoch + "." + strconv.FormatUint(e.change, 10) }

// Subscribe follows what a filter wants, after a place that Place
// named. For "" and for a place it does not know, it starts with the newest.
func (l *Ledger) Subscribe(f Filter, place string) *Subscription {
	f.Text, f.Before = strings.ToLower(f.Text), 0
	s := &Subscription{ledger: l, filter: f, fresh: true}
	epoch, number, _ := strings.Cut(place, ".")
	if at, err := strconv.ParseUint(number, 10, 64); err == nil && epoch == l.epoch {
		s.at, s.fresh = at, false
	}
	return s
}

// Next waits for a change. The first batch of a fresh subscription comes at
// once, however empty.
func (s *Subscription) Next(ctx context.Context) (Batch, error) {
	l := s.ledger
	for ctx.Err() == nil {
		l.mu.Lock()
		closed, changed := l.closed, l.changed
		batch, some := s.take()
		l.mu.Unlock()
		switch {
		case closed:
			return Batch{}, ErrClosed
		case some:
			if batch = s.choose(batch); batch.Reset || len(batch.Entries) > 0 {
				return batch.Batch, nil
			}
			continue
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
	return Batch{}, ctx.Err()
}

// taken is a batch whose entries were not yet looked at.
type taken struct {
	Batch
	candidates []*Entry
}

// take moves on to now. Needs mu.
func (s *Subscription) take() (taken, bool) {
	l := s.ledger
	if !s.fresh && (s.at < l.cleared || s.at > l.change) {
		s.fresh = true
	}
	if !s.fresh && s.at == l.change {
		return taken{}, false
	}
	t := taken{Batch: Batch{Reset: s.fresh}}
	if s.fresh {
		t.candidates = l.newest(s.filter)
	} else {
		t.candidates = l.since(s.filter, s.at)
	}
	s.fresh, s.at = false, l.change
	return t, true
}

// choose keeps what the filter wants; a fresh start is bounded by its limit.
func (s *Subscription) choose(t taken) taken {
	for _, e := range t.candidates {
		if t.Reset && len(t.Entries) == s.filter.limit() {
			break
		}
		if s.filter.wants(e) {
			t.Entries = append(t.Entries, *e)
		}
	}
	slices.SortFunc(t.Entries, func(a, b Entry) int { return cmp.Compare(a.change, b.change) })
	return t
}
