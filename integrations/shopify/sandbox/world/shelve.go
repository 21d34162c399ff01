package world

import (
	"slices"
	"strings"
)

// What happens to the catalogue, whoever asked for it. The caller holds the lock.

// AddProduct gives a product its numbers and a place in the shop.
func (w *World) AddProduct(shop *Shop, p *Product) {
	p.ID, p.CreatedAt, p.UpdatedAt = w.NewID(), w.Now(), w.Now()
	if len(p.Variants) == 0 {
		p.Variants = []*Variant{{}}
	}
	w.choose(p)
	shop.Products = append(shop.Products, p)
	w.Announce(shop, "products/create", productPayload(p))
}

// TouchProduct moves a product's updated_at and tells subscribers.
func (w *World) TouchProduct(shop *Shop, p *Product) {
	p.UpdatedAt = w.Now()
	w.Announce(shop, "products/update", productPayload(p))
}

// RemoveProduct takes a product out of the shop; what was bought of it stays bought.
func (w *World) RemoveProduct(shop *Shop, p *Product) {
	shop.Products = slices.DeleteFunc(shop.Products, func(other *Product) bool { return other == p })
	for _, c := range shop.Collections {
		c.Products = slices.DeleteFunc(c.Products, func(id int64) bool { return id == p.ID })
	}
	w.Announce(shop, "products/delete", Payload{"id": p.ID})
}

// AddCollection gives a collection its number and a place in the shop.
func (w *World) AddCollection(shop *Shop, c *Collection) {
	c.ID, c.UpdatedAt = w.NewID(), w.Now()
	shop.Collections = append(shop.Collections, c)
	w.Announce(shop, "collections/create", collectionPayload(c))
}

// TouchCollection moves a collection's updated_at and tells subscribers.
func (w *World) TouchCollection(shop *Shop, c *Collection) {
	c.UpdatedAt = w.Now()
	w.Announce(shop, "collections/update", collectionPayload(c))
}

// RemoveCollection takes a collection down; its products stay.
func (w *World) RemoveCollection(shop *Shop, c *Collection) {
	shop.Collections = slices.DeleteFunc(shop.Collections, func(other *Collection) bool { return other == c })
	w.Announce(shop, "collections/delete", Payload{"id": c.ID, "published_scope": "web"})
}

func productPayload(p *Product) Payload {
	variants, options := make([]any, len(p.Variants)), make([]any, len(p.Options))
	for i, v := range p.Variants {
		variants[i] = Payload{
			"id": v.ID, "admin_graphql_api_id": GID("ProductVariant", v.ID), "product_id": p.ID, "title": v.Title(), "price": Money(v.Price),
			"compare_at_price": nil, "sku": OrNil(v.SKU), "barcode": OrNil(v.Barcode), "position": i + 1, "inventory_policy": "deny",
			"inventory_quantity": v.Stock, "inventory_item_id": v.ID, "taxable": true, "created_at": Stamp(v.CreatedAt), "updated_at": Stamp(v.UpdatedAt),
		}
		for n, value := range v.Values {
			variants[i].(Payload)["option"+Number(int64(n+1))] = value
		}
		if v.Compare > 0 {
			variants[i].(Payload)["compare_at_price"] = Money(v.Compare)
		}
	}
	for i, o := range p.Options {
		options[i] = Payload{"id": o.ID, "product_id": p.ID, "name": o.Name, "position": i + 1, "values": o.Values}
	}
	var published any
	if !p.PublishedAt.IsZero() {
		published = Stamp(p.PublishedAt)
	}
	return Payload{
		"id": p.ID, "admin_graphql_api_id": GID("Product", p.ID), "title": p.Title, "handle": p.Handle, "vendor": p.Vendor, "product_type": p.Type,
		"status": strings.ToLower(p.Status), "tags": strings.Join(p.Tags, ", "), "body_html": p.Description, "template_suffix": nil,
		"published_scope": "web", "published_at": published, "created_at": Stamp(p.CreatedAt), "updated_at": Stamp(p.UpdatedAt),
		"variants": variants, "options": options, "images": []any{}, "image": nil, "media": []any{},
	}
}

func collectionPayload(c *Collection) Payload {
	rules := make([]any, len(c.Rules))
	for i, r := range c.Rules {
		rules[i] = Payload{"column": strings.ToLower(r.Column), "relation": strings.ToLower(r.Relation), "condition": r.Condition}
	}
	body := Payload{
		"id": c.ID, "admin_graphql_api_id": GID("Collection", c.ID), "handle": c.Handle, "title": c.Title, "body_html": c.Description,
		"sort_order": strings.ReplaceAll(strings.ToLower(c.Sort), "_", "-"), "template_suffix": nil, "published_scope": "web", "updated_at": Stamp(c.UpdatedAt),
	}
	if len(rules) > 0 {
		body["rules"], body["disjunctive"] = rules, c.Any
	}
	return body
}
