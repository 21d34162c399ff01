package admin

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) collectionObject(c *world.Collection) object {
	o := object{
		"__typename": "Collection", "id": world.GID("Collection", c.ID), "legacyResourceId": world.Number(c.ID), "handle": c.Handle, "title": c.Title,
		"description":     field(func(a args) (any, error) { return truncated(c.Description, a), nil }),
		"descriptionHtml": paragraph(c.Description), "sortOrder": c.Sort, "updatedAt": c.UpdatedAt, "templateSuffix": nil, "image": nil,
		"publishedOnCurrentPublication": true, "seo": object{"__typename": "SEO", "title": nil, "description": nil}, "ruleSet": ruleSet(c),
		"productsCount": field(func(args) (any, error) { return exactly(len(s.shop.In(c))), nil }),
		"products":      field(func(a args) (any, error) { return s.shelf(c, a) }),
		"hasProduct": field(func(a args) (any, error) {
			_, id, _ := world.ParseGID(world.Text(a, "id"))
			p := s.shop.ProductByID(id)
			return p != nil && s.shop.Holds(c, p), nil
		}),
	}
	return s.withMetafields(o, owner{kind: "Collection", id: c.ID, fields: &c.Metafields})
}

// ruleSet is null for a collection made by hand.
func ruleSet(c *world.Collection) any {
	if len(c.Rules) == 0 {
		return nil
	}
	rules := make([]any, len(c.Rules))
	for i, r := range c.Rules {
		rules[i] = object{"__typename": "CollectionRule", "column": r.Column, "relation": r.Relation, "condition": r.Condition, "conditionObject": nil}
	}
	return object{"__typename": "CollectionRuleSet", "appliedDisjunctively": c.Any, "rules": rules}
}

// shelf lists a collection's products: in the collection's own order, or in one
// asked for.
func (s *session) shelf(c *world.Collection, a args) (any, error) {
	all, r := s.shop.In(c), s.products()
	r.sorts["CREATED"] = r.sorts["CREATED_AT"]
	r.sorts["PRICE"] = func(p *world.Product) any { return p.Price() }
	switch key := world.Text(a, "sortKey"); key {
	case "ID", "TITLE", "CREATED", "PRICE":
		return r.list("products", all, a)
	}
	if a["reverse"] == true {
		slices.Reverse(all)
	}
	return graphql.Page(r.connection, all, func(p *world.Product) graphql.Mark { return graphql.Mark{ID: p.ID, Value: p.ID} },
		func(p *world.Product) any { return s.productObject(p) })(a)
}
