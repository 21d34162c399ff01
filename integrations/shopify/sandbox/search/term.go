package search

import (
	"slices"
	"strings"
	"time"
)

// term is one thing a record must have.
type term struct {
	field      string
	comparator string // "<", "<=", ">", ">=" or "" for equality
	value      string
	phrase     bool // quoted: taken as a whole
	prefix     bool // ended in "*", which value no longer has
}

// newTerm leaves out a word that says nothing: "*" or "???".
func newTerm(t term) node {
	if t.field == Default && len(words(t.value)) == 0 {
		return nil
	}
	return &t
}

func (t *term) match(r Record, now time.Time) bool {
	values := r(t.field)
	if t.exists() {
		return len(values) > 0
	}
	return slices.ContainsFunc(values, func(v Value) bool { return v.match(t, now) })
}

// exists is "field:*".
func (t *term) exists() bool { return t.prefix && t.value == "" && t.comparator == "" }

// parsed is the term as Shopify repeats it: {"field":"tag","match_all":"vip"}.
func (t *term) parsed(zone *time.Location) map[string]any {
	said := map[string]any{"field": t.field}
	switch {
	case t.exists():
		said["exists"] = true
	case t.comparator != "":
		said[ranges[t.comparator]] = rangeValue(t.value, zone)
	case t.prefix:
		said["match_prefix"] = t.value
	case t.phrase:
		said["match_phrase"] = t.value
	default:
		said["match_all"] = t.value
	}
	return said
}

// alternatives are the values of "status:active,draft".
func (t *term) alternatives() []string {
	if t.phrase {
		return []string{t.value}
	}
	return strings.Split(t.value, ",")
}

// holds says whether an ordering of record against value is what is asked.
func (t *term) holds(order int) bool {
	switch t.comparator {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	}
	return order == 0
}
