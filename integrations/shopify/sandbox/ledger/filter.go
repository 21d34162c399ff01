package ledger

import (
	"slices"
	"strings"
)

// Filter says which entries are wanted; its zero value wants all.
type Filter struct {
	Shop     string
	Subjects []string // about any of these
	Kinds    []Kind   // any of these
	Text     string   // found anywhere in it, in either case
	Before   uint64   // older than this id
	Limit    int      // no more than this; 100 when 0
}

const (
	defaultLimit = 100
	maxLimit     = 500
)

func (f Filter) limit() int {
	if f.Limit <= 0 {
		return defaultLimit
	}
	return min(f.Limit, maxLimit)
}

// List returns the newest entries a filter wants, and the id to ask for what is
// before them, 0 when nothing is.
func (l *Ledger) List(f Filter) (entries []Entry, next uint64) {
	l.mu.Lock()
	candidates := l.newest(f)
	l.mu.Unlock() // entries do not change: the rest is nobody's business
	f.Text = strings.ToLower(f.Text)
	limit := f.limit()
	entries = []Entry{}
	for _, e := range candidates {
		if !f.wants(e) {
			continue
		}
		if len(entries) == limit {
			return entries, entries[limit-1].ID
		}
		entries = append(entries, *e)
	}
	return entries, 0
}

func (f Filter) wantsShop(shop string) bool { return f.Shop == "" || shop == "" || f.Shop == shop }

// wants asks everything but the shop and the place; f.Text is in lower case.
func (f Filter) wants(e *Entry) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, e.Kind) {
		return false
	}
	if len(f.Subjects) > 0 && !slices.ContainsFunc(e.Subjects, func(s string) bool { return slices.Contains(f.Subjects, s) }) {
		return false
	}
	return f.Text == "" || e.says(f.Text)
}

func (e *Entry) says(text string) bool {
	for _, part := range []string{e.Title, e.Detail, e.Method + " " + e.URL, e.Request.Body, e.Answer.Body, e.From, e.To} {
		if strings.Contains(strings.ToLower(part), text) {
			return true
		}
	}
	return slices.ContainsFunc(e.Subjects, func(s string) bool { return strings.Contains(strings.ToLower(s), text) })
}
