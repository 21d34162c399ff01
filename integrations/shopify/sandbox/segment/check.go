package segment

import (
	"fmt"
	"slices"
	"strings"
)

// checker binds clauses to the shop's filters.
type checker struct {
	shop    Shop
	errors  Errors
	missing string // the first filter Shopify has and the sandbox has not
}

func (c *checker) check(clauses []*clause) {
	for i, cl := range clauses {
		if i == maxClauses {
			c.refuse(cl.name.error(fmt.Sprintf("too many clauses (>%d).", maxClauses)))
		}
		c.refuse(c.bind(cl))
	}
}

func (c *checker) refuse(err *Error) {
	if err != nil {
		c.errors = append(c.errors, *err)
	}
}

func (c *checker) bind(cl *clause) *Error {
	name := cl.name.raw
	m, f, found := findMetafield(name, c.shop)
	if !found {
		f, found = filters[name]
		m = nil
	}
	switch {
	case !found:
		return notFound(cl.name)
	case !cl.whole:
		return nil
	case f.kind == anniversary:
		return c.bindAnniversary(cl, f)
	}
	if f.parameters != nil {
		if err := cl.modern(); err != nil {
			return err
		}
	}
	cl.metafield = m
	if err := cl.bind(f); err != nil {
		return err
	}
	// Nothing here measures distances.
	if m == nil && c.missing == "" && (!c.shop.Knows(name) || name == "customer_within_distance") {
		c.missing = name
	}
	return nil
}

func (c *checker) bindAnniversary(cl *clause, f filter) *Error {
	at, ok := cl.date()
	if !ok {
		return unexpected(cl.at)
	}
	m, of, found := findMetafield(at.text, c.shop)
	if !found || of.kind != date {
		return at.error(fmt.Sprintf("'%s' filter cannot be found.", at.text))
	}
	cl.metafield, cl.called, cl.parameters = m, token{}, nil
	return cl.bind(f)
}

// bind reads a clause's operator, values and parameters as the filter's.
func (c *clause) bind(f filter) *Error {
	switch {
	case c.called.raw != "":
		return unexpected(c.called)
	case !slices.Contains(f.operators(), c.operator):
		return unsupported(c.name, c.at, c.operator)
	case len(c.values) > maxList:
		return unexpected(c.values[maxList])
	case len(c.values) > 1 && c.operator != between && !strings.HasSuffix(c.operator, "IN") && f.kind != point:
		return unexpected(c.values[1])
	}
	c.filter = f
	for _, t := range c.values {
		o, ok := f.operand(t)
		if !ok {
			return unexpected(t)
		}
		c.operands = append(c.operands, o)
	}
	return c.bindParameters(f)
}

// bindParameters lets each parameter be named once.
func (c *clause) bindParameters(f filter) *Error {
	seen := map[string]bool{}
	for _, p := range c.parameters {
		of, ok := f.parameters[p.name.raw]
		if !ok || seen[p.name.raw] {
			return unexpected(p.name)
		}
		seen[p.name.raw] = true
		if err := p.bind(of); err != nil {
			return err
		}
	}
	return nil
}
