// Package segment owns Shopify's segment query language as version 2026-10 has
// it: what a segment's query says ("customer_tags CONTAINS 'vip'"), in which
// words it is refused, and whether a customer belongs. It knows the filters,
// not the customers: their facts are asked for.
package segment

import (
	"time"
	"unicode/utf8"
)

// Shopify's bounds.
const (
	maxLength  = 5000
	maxClauses = 10
	maxList    = 500
)

// Shop is what the language must know of the shop it is used in.
type Shop interface {
	// Knows says whether customers have the facts or events of a filter.
	Knows(filter string) bool
	// Metafield finds the definition of a customers' metafield. The namespace
	// is as written, "$app" included.
	Metafield(namespace, key string) (Definition, bool)
}

// Definition is what decides whether a metafield is a filter.
type Definition struct {
	Type       string
	Filterable bool // the capability admin_filterable
}

// Customer tells one customer's facts.
type Customer interface {
	// Fact has a filter's values, none when the customer has no such thing.
	Fact(filter string) []Value
	// Events are what a function looks through: an order each for
	// "orders_placed", a line of one for "products_purchased".
	Events(function string) []Event
	// Metafield is a metafield's value as stored, "" when there is none.
	Metafield(namespace, key string) string
}

// Event has the parameters of a function: "date", "id", "amount".
type Event map[string][]Value

// Query is a parsed segment query.
type Query struct{ root node }

// Parse reads a query against the shop's filters. Errors: Errors with
// Shopify's words, NotImplementedError when only the sandbox is at fault.
func Parse(query string, shop Shop) (Query, error) {
	if utf8.RuneCountInString(query) > maxLength {
		return Query{}, Errors{{Message: "is too long (maximum is 5000 characters)"}}
	}
	p := parser{tokens: lex(query)}
	if p.peek().kind == end {
		return Query{}, Errors{{Message: "can't be blank"}}
	}
	c := checker{shop: shop}
	root, err := p.query()
	c.refuse(err)
	c.check(p.clauses)
	switch {
	case len(c.errors) > 0:
		return Query{}, c.errors
	case c.missing != "":
		return Query{}, NotImplementedError{c.missing}
	}
	return Query{root}, nil
}

// Match reports whether the customer belongs. Now is in the time zone the
// dates are meant in, the shop's unless another is asked for.
func (q Query) Match(c Customer, now time.Time) bool {
	return q.root != nil && q.root.match(scope{c, now})
}

// scope is what a query is held against.
type scope struct {
	customer Customer
	now      time.Time
}

// node is a part of a query.
type node interface{ match(s scope) bool }

type (
	every []node
	some  []node
	none  struct{ of node }
)

func (e every) match(s scope) bool {
	for _, n := range e {
		if !n.match(s) {
			return false
		}
	}
	return true
}

func (o some) match(s scope) bool {
	for _, n := range o {
		if n.match(s) {
			return true
		}
	}
	return false
}

func (n none) match(s scope) bool { return !n.of.match(s) }
