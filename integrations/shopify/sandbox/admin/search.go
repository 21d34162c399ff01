package admin

import (
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// customerSearch reads the part of Shopify's search syntax the sandbox knows:
// terms joined by AND (or a space), each "field:value" or a word. A field it
// does not know is an error, where Shopify would quietly ignore it.
func customerSearch(query string) (func(*world.Customer) bool, error) {
	var tests []func(*world.Customer) bool
	for _, term := range terms(query) {
		name, value, _ := strings.Cut(term, ":")
		value = strings.Trim(value, `"'`)
		test := customerTest(name, value)
		if test == nil {
			return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: searching customers by "+name)
		}
		tests = append(tests, test)
	}
	return func(c *world.Customer) bool {
		return !slices.ContainsFunc(tests, func(t func(*world.Customer) bool) bool { return !t(c) })
	}, nil
}

func customerTest(name, value string) func(*world.Customer) bool {
	if key, ok := strings.CutPrefix(name, "metafields."); ok {
		ns, key, _ := strings.Cut(key, ".")
		return func(c *world.Customer) bool {
			m := c.Metafields[world.Namespace(ns)+"."+key]
			return m != nil && m.Value == value
		}
	}
	switch name {
	case "id":
		return func(c *world.Customer) bool { return world.Number(c.ID) == value }
	case "email":
		return func(c *world.Customer) bool { return strings.EqualFold(c.Email, value) }
	case "phone":
		return func(c *world.Customer) bool { return c.Phone == value }
	case "tag":
		return func(c *world.Customer) bool { return world.HasTag(c.Tags, value) }
	case "updated_at":
		return func(c *world.Customer) bool { return compareTime(c.UpdatedAt, value) }
	}
	return nil
}

// terms splits a query at spaces, keeping quoted values whole.
func terms(query string) []string {
	var out []string
	quoted := rune(0)
	for _, word := range strings.FieldsFunc(query, func(r rune) bool {
		switch {
		case quoted != 0 && r == quoted:
			quoted = 0
		case quoted == 0 && (r == '"' || r == '\''):
			quoted = r
		}
		return quoted == 0 && r == ' '
	}) {
		if word != "AND" {
			out = append(out, word)
		}
	}
	return out
}

// compareTime holds a time against ">2026-11-01T00:00:00Z" and its kin.
func compareTime(at time.Time, value string) bool {
	operator := value[:len(value)-len(strings.TrimLeft(value, "<>="))]
	want, err := time.Parse(time.RFC3339, strings.Trim(value[len(operator):], `"'`))
	if err != nil {
		return false
	}
	switch operator {
	case ">":
		return at.After(want)
	case ">=":
		return !at.Before(want)
	case "<":
		return at.Before(want)
	case "<=":
		return !at.After(want)
	}
	return at.Equal(want)
}
