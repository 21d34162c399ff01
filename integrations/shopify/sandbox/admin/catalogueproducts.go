package admin

import (
	"html"
	"unicode/utf8"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) productObject(p *world.Product) object {
	low, high := p.PriceRange()
	o := object{
		"__typename": "Product", "id": world.GID("Product", p.ID), "legacyResourceId": world.Number(p.ID), "handle": p.Handle, "title": p.Title,
		"vendor": p.Vendor, "productType": p.Type, "tags": anys(p.Tags), "status": p.Status, "templateSuffix": nil,
		"descriptionHtml": paragraph(p.Description), "bodyHtml": paragraph(p.Description),
		"description": field(func(a args) (any, error) { return truncated(p.Description, a), nil }),
		"createdAt":   p.CreatedAt, "updatedAt": p.UpdatedAt, "publishedAt": world.OrNil(p.PublishedAt),
		"onlineStoreUrl": nil, "onlineStorePreviewUrl": s.storeURL("/products/" + p.Handle), "isGiftCard": false, "giftCardTemplateSuffix": nil,
		"hasOnlyDefaultVariant": p.Plain(), "hasOutOfStockVariants": p.SoldOut(), "requiresSellingPlan": false, "tracksInventory": true,
		"totalInventory": p.Stock(), "totalVariants": len(p.Variants), "variantsCount": exactly(len(p.Variants)), "mediaCount": exactly(1),
		"seo":           object{"__typename": "SEO", "title": nil, "description": nil},
		"category":      nil,
		"priceRangeV2":  s.priceRange("ProductPriceRangeV2", "VariantPrice", low, high),
		"featuredImage": s.image(p), "featuredMedia": s.media(p),
		"publishedOnCurrentPublication": p.Published(),
		"options":                       field(func(a args) (any, error) { return optionObjects(p, a), nil }),
		"images":                        field(func(a args) (any, error) { return graphql.Connection("ImageConnection", []object{s.image(p)})(a) }),
		"media":                         field(func(a args) (any, error) { return graphql.Connection("MediaConnection", []object{s.media(p)})(a) }),
		"variants": field(func(a args) (any, error) {
			return s.variants().list("variants", s.offers([]*world.Product{p}), a)
		}),
		"collections":  field(func(a args) (any, error) { return s.collections().list("collections", s.shop.CollectionsOf(p), a) }),
		"inCollection": field(func(a args) (any, error) { return s.inCollection(p, a), nil }),
	}
	if p.Published() {
		o["onlineStoreUrl"] = s.storeURL("/products/" + p.Handle)
	}
	s.addReduced(o, p)
	return s.withMetafields(o, owner{kind: "Product", id: p.ID, fields: &p.Metafields})
}

// addReduced adds what the variants cost before, where that is known of any.
func (s *session) addReduced(o object, p *world.Product) {
	o["compareAtPriceRange"] = nil
	var low, high int64
	for _, v := range p.Variants {
		if v.Compare > 0 && (low == 0 || v.Compare < low) {
			low = v.Compare
		}
		high = max(high, v.Compare)
	}
	if high > 0 {
		o["compareAtPriceRange"] = s.priceRange("ProductCompareAtPriceRange", "VariantCompareAtPrice", low, high)
	}
}

func (s *session) priceRange(typename, of string, low, high int64) object {
	return object{"__typename": typename, "min" + of: s.moneyV2(low), "max" + of: s.moneyV2(high)}
}

func (s *session) inCollection(p *world.Product, a args) bool {
	_, id, _ := world.ParseGID(world.Text(a, "id"))
	c := s.shop.CollectionByID(id)
	return c != nil && s.shop.Holds(c, p)
}

func optionObjects(p *world.Product, a args) []any {
	out := make([]any, 0, len(p.Options))
	for i, o := range p.Options {
		if first, ok := graphql.Int(a["first"]); ok && i >= first {
			break
		}
		values := make([]any, len(o.Values))
		for n, v := range o.Values {
			values[n] = optionValue(o, n, v)
		}
		out = append(out, object{
			"__typename": "ProductOption", "id": world.GID("ProductOption", o.ID), "name": o.Name, "position": i + 1,
			"values": anys(o.Values), "optionValues": values, "linkedMetafield": nil,
		})
	}
	return out
}

func optionValue(o *world.Option, n int, name string) object {
	return object{
		"__typename": "ProductOptionValue", "id": world.GID("ProductOptionValue", o.ID*100+int64(n)), "name": name, "hasVariants": true,
		"linkedMetafieldValue": nil, "swatch": nil,
	}
}

// image is a product's drawing, as large as it is drawn.
func (s *session) image(p *world.Product) object {
	at := s.storeURL("/cdn/products/" + p.Handle + ".svg")
	return object{
		"__typename": "Image", "id": world.GID("ProductImage", p.ID), "altText": p.Title, "width": 400, "height": 460,
		"url": at, "src": at, "originalSrc": at, "transformedSrc": at, "thumbhash": nil,
	}
}

func (s *session) media(p *world.Product) object {
	return object{
		"__typename": "MediaImage", "id": world.GID("MediaImage", p.ID), "alt": p.Title, "mediaContentType": "IMAGE", "status": "READY",
		"mediaErrors": []any{}, "mediaWarnings": []any{}, "fileErrors": []any{}, "fileStatus": "READY", "mimeType": "image/svg+xml",
		"createdAt": p.CreatedAt, "updatedAt": p.CreatedAt, "image": s.image(p),
		"preview": object{"__typename": "MediaPreviewImage", "status": "READY", "image": s.image(p)},
	}
}

// storeURL is an address in the online store as a browser here reaches it.
func (s *session) storeURL(path string) string {
	return s.world.BaseURL + path + "?shop=" + s.shop.Domain
}

func exactly(n int) object { return object{"__typename": "Count", "count": n, "precision": "EXACT"} }

// paragraph is a description as HTML; one written as HTML stays as it is.
func paragraph(text string) string {
	if text == "" || text[0] == '<' {
		return text
	}
	return "<p>" + html.EscapeString(text) + "</p>"
}

// truncated is a description as text, cut where asked.
func truncated(text string, a args) string {
	text = stripped(text)
	most, ok := graphql.Int(a["truncateAt"])
	if !ok || most < 0 || utf8.RuneCountInString(text) <= most {
		return text
	}
	const dots = "..."
	return string([]rune(text)[:max(0, most-len(dots))]) + dots
}
