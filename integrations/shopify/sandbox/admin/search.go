package admin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// find is the part of all that a search finds. A field Shopify does not know is
// passed over with a warning, as it does; one that only the sandbox does not
// know is an error.
func (r *records[T]) find(root string, all []T, query string) ([]T, *searched, error) {
	if strings.TrimSpace(query) == "" {
		return all, nil, nil
	}
	q, err := search.Parse(query)
	if err != nil {
		return nil, nil, graphql.Coded("BAD_REQUEST", err.Error())
	}
	for _, name := range q.Fields() {
		if slices.Contains(r.absent, name) {
			return nil, nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: searching "+root+" by "+name)
		}
	}
	zone := r.shop.Zone()
	note := &searched{Query: query, Parsed: q.Parsed(zone)}
	q, note.Warnings = q.Check(r.known)
	now := r.world.Now().In(zone)
	return slices.DeleteFunc(slices.Clone(all), func(it T) bool {
		return !q.Match(func(field string) []search.Value { return r.values(it, field) }, now)
	}), note, nil
}

// known says whether a field can be searched: a metafield when its definition
// says so.
func (r *records[T]) known(field string) bool {
	if ns, key, ok := metafieldName(field); ok && r.owner != "" {
		d := r.shop.Definition(r.owner, ns, key)
		return d != nil && d.Filterable
	}
	return r.fields[field] != nil
}

func (r *records[T]) values(it T, field string) []search.Value {
	if ns, key, ok := metafieldName(field); ok {
		return metafieldValues(r.metafields(it)[ns+"."+key])
	}
	return r.fields[field](it)
}

// metafieldName reads "metafields.$app.source".
func metafieldName(field string) (ns, key string, ok bool) {
	rest, ok := strings.CutPrefix(field, "metafields.")
	if !ok {
		return "", "", false
	}
	ns, key, ok = world.CutLast(rest, ".")
	return world.Namespace(ns), key, ok
}

// metafieldValues is what a metafield is found by: each of a list's values.
func metafieldValues(m *world.Metafield) []search.Value {
	if m == nil {
		return nil
	}
	kind, ok := strings.CutPrefix(m.Type, "list.")
	var list []any
	if !ok || world.Unmarshal([]byte(m.Value), &list) != nil {
		return []search.Value{metafieldValue(m.Type, m.Value)}
	}
	out := make([]search.Value, 0, len(list))
	for _, item := range list {
		out = append(out, metafieldValue(kind, fmt.Sprint(item)))
	}
	return out
}

func metafieldValue(kind, text string) search.Value {
	switch kind {
	case "number_integer", "number_decimal":
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return search.Number(n)
		}
	case "date", "date_time":
		for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", time.RFC3339} {
			if at, err := time.Parse(layout, text); err == nil {
				return search.Time(at)
			}
		}
	case "boolean":
		return search.Keyword(text)
	}
	return search.Exact(text)
}

// remarks are the searches Shopify says something of unasked: those it passed a
// part of over.
func (s *session) remarks() []searched {
	return slices.DeleteFunc(s.searches, func(one searched) bool { return len(one.Warnings) == 0 })
}

// searched is what extensions.search says of one search.
type searched struct {
	Path     []any            `json:"path"`
	Query    string           `json:"query"`
	Parsed   map[string]any   `json:"parsed,omitempty"`
	Warnings []search.Warning `json:"warnings,omitempty"`
}

// What searches look at, in short.

func keywords(texts ...string) []search.Value {
	var out []search.Value
	for _, s := range texts {
		if s != "" {
			out = append(out, search.Keyword(s))
		}
	}
	return out
}

func wordsOf(all ...string) []search.Value {
	var out []search.Value
	for _, s := range all {
		if s != "" {
			out = append(out, search.Text(s))
		}
	}
	return out
}

func without(texts []string) []search.Value {
	return []search.Value{search.Without(keywords(texts...)...)}
}

func number(n int64) []search.Value { return []search.Value{search.Number(float64(n))} }

// amount is found by whole units of the currency.
func amount(hundredths int64) []search.Value {
	return []search.Value{search.Number(float64(hundredths) / 100)}
}

func moment(at time.Time) []search.Value {
	if at.IsZero() {
		return nil
	}
	return []search.Value{search.Time(at)}
}

func yes(b bool) []search.Value { return []search.Value{search.Bool(b)} }
