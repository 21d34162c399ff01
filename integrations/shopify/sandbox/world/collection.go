package world

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Collection is a shelf: products chosen by hand or by rules.
type Collection struct {
	ID          int64
	Handle      string
	Title       string
	Description string
	Products    []int64 // chosen by hand, in their order
	Rules       []Rule  // chosen by what they are; none: by hand
	Any         bool    // one rule is enough
	Sort        string  // CollectionSortOrder
	Metafields  Metafields
	UpdatedAt   time.Time
}

// Rule is one condition of a collection, in the Admin API's words: TAG EQUALS new.
type Rule struct{ Column, Relation, Condition string }

// Collection finds a collection by handle, nil when there is none.
func (s *Shop) Collection(handle string) *Collection {
	i := slices.IndexFunc(s.Collections, func(c *Collection) bool { return c.Handle == handle })
	if i < 0 {
		return nil
	}
	return s.Collections[i]
}

// CollectionByID finds a collection, nil when there is none.
func (s *Shop) CollectionByID(id int64) *Collection {
	i := slices.IndexFunc(s.Collections, func(c *Collection) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return s.Collections[i]
}

// In are a collection's products, in its order.
func (s *Shop) In(c *Collection) []*Product {
	var out []*Product
	if len(c.Rules) == 0 {
		for _, id := range c.Products {
			if p := s.ProductByID(id); p != nil {
				out = append(out, p)
			}
		}
	} else {
		for _, p := range s.Products {
			if c.takes(p) {
				out = append(out, p)
			}
		}
	}
	if by := shelfOrders[c.Sort]; by != nil {
		slices.SortStableFunc(out, by)
	}
	return out
}

// Holds reports whether a product is in a collection.
func (s *Shop) Holds(c *Collection, p *Product) bool {
	if len(c.Rules) == 0 {
		return slices.Contains(c.Products, p.ID)
	}
	return c.takes(p)
}

// CollectionsOf are the collections a product is in.
func (s *Shop) CollectionsOf(p *Product) []*Collection {
	return slices.DeleteFunc(slices.Clone(s.Collections), func(c *Collection) bool { return !s.Holds(c, p) })
}

// shelfOrders sort a collection; by hand and by success it stays as it is.
var shelfOrders = map[string]func(a, b *Product) int{
	"ALPHA_ASC":    func(a, b *Product) int { return strings.Compare(a.Title, b.Title) },
	"ALPHA_DESC":   func(a, b *Product) int { return strings.Compare(b.Title, a.Title) },
	"PRICE_ASC":    func(a, b *Product) int { return cmp.Compare(a.Price(), b.Price()) },
	"PRICE_DESC":   func(a, b *Product) int { return cmp.Compare(b.Price(), a.Price()) },
	"CREATED":      func(a, b *Product) int { return a.CreatedAt.Compare(b.CreatedAt) },
	"CREATED_DESC": func(a, b *Product) int { return b.CreatedAt.Compare(a.CreatedAt) },
}

func (c *Collection) takes(p *Product) bool {
	holds := func(r Rule) bool { return r.holds(p) }
	if c.Any {
		return slices.ContainsFunc(c.Rules, holds)
	}
	return !slices.ContainsFunc(c.Rules, func(r Rule) bool { return !r.holds(p) })
}

// holds is true when one of the values the column has meets the condition; for
// a negated relation, when all of them do.
func (r Rule) holds(p *Product) bool {
	relation, negated := strings.CutPrefix(r.Relation, "NOT_")
	return negated != slices.ContainsFunc(r.values(p), func(v string) bool { return meets(v, relation, r.Condition) })
}

func (r Rule) values(p *Product) []string {
	switch r.Column {
	case "TAG":
		return p.Tags
	case "TITLE":
		return []string{p.Title}
	case "TYPE":
		return []string{p.Type}
	case "VENDOR":
		return []string{p.Vendor}
	}
	var out []string
	for _, v := range p.Variants {
		switch r.Column {
		case "VARIANT_TITLE":
			out = append(out, v.Title())
		case "VARIANT_PRICE":
			out = append(out, Money(v.Price))
		case "VARIANT_COMPARE_AT_PRICE":
			out = append(out, Money(v.Compare))
		case "VARIANT_INVENTORY":
			out = append(out, strconv.Itoa(v.Stock))
		}
	}
	return out
}

func meets(value, relation, condition string) bool {
	if relation == "GREATER_THAN" || relation == "LESS_THAN" {
		have, err := strconv.ParseFloat(value, 64)
		want, bad := strconv.ParseFloat(condition, 64)
		return err == nil && bad == nil && (relation == "LESS_THAN" && have < want || relation == "GREATER_THAN" && have > want)
	}
	value, condition = strings.ToLower(value), strings.ToLower(condition)
	switch relation {
	case "EQUALS":
		return value == condition
	case "CONTAINS":
		return strings.Contains(value, condition)
	case "STARTS_WITH":
		return strings.HasPrefix(value, condition)
	case "ENDS_WITH":
		return strings.HasSuffix(value, condition)
	}
	return false
}
