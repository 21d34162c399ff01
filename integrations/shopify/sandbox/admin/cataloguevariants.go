package admin

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// offer is a variant with its product and its place there.
type offer struct {
	*world.Variant
	of       *world.Product
	position int
}

func (s *session) offers(products []*world.Product) []offer {
	var out []offer
	for _, p := range products {
		for i, v := range p.Variants {
			out = append(out, offer{v, p, i + 1})
		}
	}
	return out
}

func (s *session) variants() *records[offer] {
	stock := func(o offer) any { return int64(o.Stock) }
	return &records[offer]{
		session: s, connection: "ProductVariantConnection", owner: "ProductVariant",
		id:         func(o offer) int64 { return o.ID },
		show:       func(o offer) object { return s.variantObject(o.of, o.Variant) },
		metafields: func(o offer) world.Metafields { return o.Metafields },
		fields: map[string]func(offer) []search.Value{
			search.Default:       func(o offer) []search.Value { return wordsOf(o.of.Title, o.Title(), o.SKU, o.of.Vendor) },
			"id":                 func(o offer) []search.Value { return number(o.ID) },
			"product_id":         func(o offer) []search.Value { return number(o.of.ID) },
			"sku":                func(o offer) []search.Value { return keywords(o.SKU) },
			"barcode":            func(o offer) []search.Value { return keywords(o.Barcode) },
			"title":              func(o offer) []search.Value { return wordsOf(o.Title()) },
			"option1":            func(o offer) []search.Value { return nth(o.Values, 0) },
			"option2":            func(o offer) []search.Value { return nth(o.Values, 1) },
			"option3":            func(o offer) []search.Value { return nth(o.Values, 2) },
			"vendor":             func(o offer) []search.Value { return keywords(o.of.Vendor) },
			"product_type":       func(o offer) []search.Value { return keywords(o.of.Type) },
			"product_status":     func(o offer) []search.Value { return keywords(o.of.Status) },
			"tag":                func(o offer) []search.Value { return keywords(o.of.Tags...) },
			"tag_not":            func(o offer) []search.Value { return without(o.of.Tags) },
			"inventory_quantity": func(o offer) []search.Value { return number(int64(o.Stock)) },
			"gift_card":          func(offer) []search.Value { return yes(false) },
			"taxable":            func(offer) []search.Value { return yes(true) },
			"updated_at":         func(o offer) []search.Value { return moment(o.UpdatedAt) },
			"collection":         func(o offer) []search.Value { return s.shelves(o.of) },
		},
		absent: []string{
			"delivery_profile_id", "exclude_composite", "exclude_variants_with_components", "location_id", "managed", "managed_by",
			"product_publication_status", "publishable_status", "published_status", "requires_components",
		},
		sorts: map[string]func(offer) any{
			"POSITION":                   func(o offer) any { return int64(o.position) },
			"SKU":                        func(o offer) any { return strings.ToLower(o.SKU) },
			"TITLE":                      func(o offer) any { return strings.ToLower(o.Title()) },
			"NAME":                       func(o offer) any { return strings.ToLower(o.of.Title + " " + o.Title()) },
			"FULL_TITLE":                 func(o offer) any { return strings.ToLower(o.of.Title + " - " + o.Title()) },
			"INVENTORY_QUANTITY":         stock,
			"INVENTORY_LEVELS_AVAILABLE": stock,
		},
	}
}

func nth(values []string, n int) []search.Value {
	if n >= len(values) {
		return nil
	}
	return keywords(values[n])
}

// shelves are the ids of the collections a product is in.
func (s *session) shelves(p *world.Product) []search.Value {
	var out []search.Value
	for _, c := range s.shop.CollectionsOf(p) {
		out = append(out, search.Number(float64(c.ID)))
	}
	return out
}

func (s *session) variantObject(p *world.Product, v *world.Variant) object {
	name := p.Title + " - " + v.Title()
	if p.Plain() {
		name = p.Title
	}
	o := object{
		"__typename": "ProductVariant", "id": world.GID("ProductVariant", v.ID), "legacyResourceId": world.Number(v.ID), "title": v.Title(),
		"displayName": name, "sku": world.OrNil(v.SKU), "barcode": world.OrNil(v.Barcode), "price": world.Money(v.Price), "compareAtPrice": nil,
		"availableForSale": v.ForSale(), "inventoryQuantity": v.Stock, "sellableOnlineQuantity": v.Stock, "inventoryPolicy": "DENY", "taxable": true,
		"position": slices.Index(p.Variants, v) + 1, "selectedOptions": selected(p, v), "requiresComponents": false, "showUnitPrice": false, "unitPrice": nil,
		"image": nil, "createdAt": v.CreatedAt, "updatedAt": v.UpdatedAt,
		"product": field(func(args) (any, error) { return s.productObject(p), nil }),
		"inventoryItem": object{
			"__typename": "InventoryItem", "id": world.GID("InventoryItem", v.ID), "legacyResourceId": world.Number(v.ID), "sku": world.OrNil(v.SKU),
			"tracked": true, "requiresShipping": true, "createdAt": v.CreatedAt, "updatedAt": v.UpdatedAt, "unitCost": nil, "duplicateSkuCount": 0,
		},
	}
	if v.Compare > 0 {
		o["compareAtPrice"] = world.Money(v.Compare)
	}
	return s.withMetafields(o, owner{kind: "ProductVariant", id: v.ID, fields: &v.Metafields})
}

func selected(p *world.Product, v *world.Variant) []any {
	out := make([]any, 0, len(v.Values))
	for i, value := range v.Values[:min(len(v.Values), len(p.Options))] {
		o := p.Options[i]
		out = append(out, object{
			"__typename": "SelectedOption", "name": o.Name, "value": value, "optionValue": optionValue(o, slices.Index(o.Values, value), value),
		})
	}
	return out
}

var markup = regexp.MustCompile(`<[^>]*>`)

// stripped is HTML as text.
func stripped(text string) string {
	return strings.TrimSpace(html.UnescapeString(markup.ReplaceAllString(text, "")))
}
