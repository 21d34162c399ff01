package admin

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// products are the shop's products as lists of them are searched and sorted.
func (s *session) products() *records[*world.Product] {
	type one = *world.Product
	offered := func(p one, of func(*world.Variant) []search.Value) (out []search.Value) {
		for _, v := range p.Variants {
			out = append(out, of(v)...)
		}
		return out
	}
	return &records[one]{
		session: s, connection: "ProductConnection", owner: "Product",
		id:         func(p one) int64 { return p.ID },
		show:       s.productObject,
		metafields: func(p one) world.Metafields { return p.Metafields },
		fields: map[string]func(one) []search.Value{
			search.Default: func(p one) []search.Value {
				return append(wordsOf(p.Title+" "+p.Vendor+" "+p.Type+" "+strings.Join(p.Tags, " ")), keywords(p.Tags...)...)
			},
			"id":           func(p one) []search.Value { return number(p.ID) },
			"title":        func(p one) []search.Value { return wordsOf(p.Title) },
			"handle":       func(p one) []search.Value { return keywords(p.Handle) },
			"vendor":       func(p one) []search.Value { return keywords(p.Vendor) },
			"product_type": func(p one) []search.Value { return keywords(p.Type) },
			"tag":          func(p one) []search.Value { return keywords(p.Tags...) },
			"tag_not":      func(p one) []search.Value { return without(p.Tags) },
			"status":       func(p one) []search.Value { return keywords(p.Status) },
			"created_at":   func(p one) []search.Value { return moment(p.CreatedAt) },
			"updated_at":   func(p one) []search.Value { return moment(p.UpdatedAt) },
			"published_at": func(p one) []search.Value { return moment(p.PublishedAt) },
			"published_status": func(p one) []search.Value {
				if p.Published() {
					return keywords("any", "published", "visible", "online_store:visible", "approved")
				}
				return keywords("any", "unpublished", "hidden", "online_store:hidden", "unavailable")
			},
			"sku": func(p one) []search.Value {
				return offered(p, func(v *world.Variant) []search.Value { return keywords(v.SKU) })
			},
			"barcode": func(p one) []search.Value {
				return offered(p, func(v *world.Variant) []search.Value { return keywords(v.Barcode) })
			},
			"price": func(p one) []search.Value {
				return offered(p, func(v *world.Variant) []search.Value { return amount(v.Price) })
			},
			"variant_id": func(p one) []search.Value {
				return offered(p, func(v *world.Variant) []search.Value { return number(v.ID) })
			},
			"variant_title": func(p one) []search.Value {
				return offered(p, func(v *world.Variant) []search.Value { return wordsOf(v.Title()) })
			},
			"collection_id":   s.shelves,
			"gift_card":       func(one) []search.Value { return yes(false) },
			"bundles":         func(one) []search.Value { return yes(false) },
			"inventory_total": func(p one) []search.Value { return number(int64(p.Stock())) },
			"is_price_reduced": func(p one) []search.Value {
				return yes(slices.ContainsFunc(p.Variants, func(v *world.Variant) bool { return v.Compare > v.Price }))
			},
			"out_of_stock_somewhere":   func(p one) []search.Value { return yes(p.SoldOut()) },
			"has_only_default_variant": func(p one) []search.Value { return yes(p.Plain()) },
		},
		absent: []string{
			"category_id", "combined_listing_role", "delivery_profile_id", "error_feedback", "has_only_composites",
			"has_variant_with_components", "product_configuration_owner", "product_publication_status", "publication_ids", "publishable_status",
		},
		sorts: map[string]func(one) any{
			"TITLE":           func(p one) any { return strings.ToLower(p.Title) },
			"VENDOR":          func(p one) any { return strings.ToLower(p.Vendor) },
			"PRODUCT_TYPE":    func(p one) any { return strings.ToLower(p.Type) },
			"INVENTORY_TOTAL": func(p one) any { return int64(p.Stock()) },
			"CREATED_AT":      func(p one) any { return p.CreatedAt.UnixMilli() },
			"UPDATED_AT":      func(p one) any { return p.UpdatedAt.UnixMilli() },
			"PUBLISHED_AT":    func(p one) any { return p.PublishedAt.UnixMilli() },
		},
	}
}

// collections are the shop's collections as lists of them are searched and sorted.
func (s *session) collections() *records[*world.Collection] {
	type one = *world.Collection
	return &records[one]{
		session: s, connection: "CollectionConnection", owner: "Collection",
		id:         func(c one) int64 { return c.ID },
		show:       s.collectionObject,
		metafields: func(c one) world.Metafields { return c.Metafields },
		fields: map[string]func(one) []search.Value{
			search.Default: func(c one) []search.Value { return wordsOf(c.Title, c.Description) },
			"id":           func(c one) []search.Value { return number(c.ID) },
			"title":        func(c one) []search.Value { return wordsOf(c.Title) },
			"handle":       func(c one) []search.Value { return keywords(c.Handle) },
			"updated_at":   func(c one) []search.Value { return moment(c.UpdatedAt) },
			"collection_type": func(c one) []search.Value {
				if len(c.Rules) > 0 {
					return keywords("smart")
				}
				return keywords("custom")
			},
			"product_id": func(c one) []search.Value {
				var out []search.Value
				for _, p := range s.shop.In(c) {
					out = append(out, search.Number(float64(p.ID)))
				}
				return out
			},
			"published_status": func(one) []search.Value { return keywords("any", "published", "visible") },
		},
		absent: []string{"product_publication_status", "publishable_status", "published_at"},
		sorts: map[string]func(one) any{
			"TITLE":      func(c one) any { return strings.ToLower(c.Title) },
			"UPDATED_AT": func(c one) any { return c.UpdatedAt.UnixMilli() },
		},
	}
}
