// Package search owns Shopify's search syntax: what the query argument of a
// connection says ("tag:vip updated_at:>'2026-01-01'") and whether a record is
// what it looks for. It knows nothing of shops.
//
// Like Shopify's, it refuses nothing that is only badly written: an open
// bracket or a dangling OR is passed over.
package search

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// Default is the field a word without a field searches.
const Default = "default"

// A longer or deeper query is refused: Shopify publishes no bound, we need one.
const (
	maxLength = 20_000
	maxDepth  = 50
)

// Record gives what it has in a field, nothing when the field is empty.
type Record func(field string) []Value

// Query is a parsed search. The zero Query finds everything.
type Query struct{ root node }

// Parse reads a query. It fails only on one too long or too deep.
func Parse(query string) (Query, error) {
	if n := utf8.RuneCountInString(query); n > maxLength {
		return Query{}, fmt.Errorf("the search query has %d characters: the sandbox reads %d", n, maxLength)
	}
	p := parser{text: []rune(query)}
	root := p.and()
	if p.tooDeep {
		return Query{}, fmt.Errorf("the search query has more than %d brackets in brackets", maxDepth)
	}
	return Query{root}, nil
}

// Match reports whether the record is found. Now is in the shop's time zone,
// which dates without one are read in.
func (q Query) Match(r Record, now time.Time) bool {
	return q.root == nil || q.root.match(r, now)
}

// Fields lists the fields searched, each once, in the order written.
func (q Query) Fields() []string {
	var fields []string
	seen := map[string]bool{}
	q.each(func(t *term) {
		if !seen[t.field] {
			seen[t.field] = true
			fields = append(fields, t.field)
		}
	})
	return fields
}

// Timeless reports whether a term on a field of times names none.
func (q Query) Timeless(field string) (found bool) {
	q.each(func(t *term) {
		_, ok := parseSpan(t.value, time.Time{})
		found = found || t.field == field && !ok && !t.exists()
	})
	return found
}

// each visits every term in the order written.
func (q Query) each(visit func(*term)) {
	if q.root != nil {
		q.root.keep(func(t *term) bool { visit(t); return true })
	}
}

// node is a part of a query.
type node interface {
	match(r Record, now time.Time) bool
	// keep is the node without the terms refused, nil when none is left.
	keep(wanted func(*term) bool) node
	parsed(zone *time.Location) map[string]any
}

type (
	every []node
	some  []node
	none  struct{ of node }
)

func (e every) match(r Record, now time.Time) bool {
	for _, n := range e {
		if !n.match(r, now) {
			return false
		}
	}
	return true
}

func (s some) match(r Record, now time.Time) bool {
	for _, n := range s {
		if n.match(r, now) {
			return true
		}
	}
	return false
}

func (n none) match(r Record, now time.Time) bool { return !n.of.match(r, now) }

// group makes one node of several: a single one stands for itself.
func group(nodes []node, join func([]node) node) node {
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return join(nodes)
}

func allOf(nodes []node) node { return every(nodes) }

func anyOf(nodes []node) node { return some(nodes) }

func negate(n node) node {
	if n == nil {
		return nil
	}
	return none{n}
}
