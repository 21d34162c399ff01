package theme

import (
	"slices"

	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *scene) product(p *world.Product) any {
	if p == nil {
		return nil
	}
	low, high := p.PriceRange()
	return &object{"product", props{
		"id": p.ID, "handle": p.Handle, "title": p.Title, "description": p.Description, "content": p.Description, "vendor": p.Vendor, "type": p.Type,
		"tags": p.Tags, "price": low, "price_min": low, "price_max": high, "price_varies": low != high, "available": p.Stock() > 0,
		"compare_at_price": compareAt(p.Variants[0]), "url": s.at("/products/" + p.Handle), "metafields": fields(p.Metafields),
		"published_at": world.Stamp(p.PublishedAt), "created_at": world.Stamp(p.CreatedAt), "gift_card?": false, "requires_selling_plan": false,
		"has_only_default_variant": len(p.Variants) == 1 && slices.Equal(p.Variants[0].Values, []string{"Default Title"}),
		"options":                  list(p.Options, func(o *world.Option) any { return o.Name }),
		"options_with_values":      list(p.Options, option),
		"variants":                 func() any { return list(p.Variants, s.variant(p)) },
		"variants_count":           len(p.Variants),
		"first_available_variant":  func() any { return s.variant(p)(firstForSale(p)) },
		"selected_variant":         func() any { return s.variant(p)(s.chosen(p)) },
		"selected_or_first_available_variant": func() any {
			if v := s.chosen(p); v != nil {
				return s.variant(p)(v)
			}
			return s.variant(p)(firstForSale(p))
		},
		"collections": func() any {
			return list(s.Shop.CollectionsOf(p), func(c *world.Collection) any { return s.collection(c) })
		},
		"featured_image": image(p), "images": []any{image(p)}, "featured_media": image(p),
	}, p.Title}
}

// chosen is the variant in the page's address, when the page is the product's.
func (s *scene) chosen(p *world.Product) *world.Variant {
	if p == s.Product {
		return s.Variant
	}
	return nil
}

func firstForSale(p *world.Product) *world.Variant {
	for _, v := range p.Variants {
		if v.ForSale() {
			return v
		}
	}
	return nil
}

func option(o *world.Option) any {
	return &object{"product_option", props{"name": o.Name, "values": o.Values}, o.Name}
}

func (s *scene) variant(p *world.Product) func(*world.Variant) any {
	return func(v *world.Variant) any {
		if v == nil {
			return nil
		}
		value := func(n int) any {
			if n < len(v.Values) {
				return v.Values[n]
			}
			return nil
		}
		return &object{"variant", props{
			"id": v.ID, "title": v.Title(), "price": v.Price, "compare_at_price": compareAt(v), "sku": v.SKU, "barcode": v.Barcode, "available": v.ForSale(),
			"options": v.Values, "option1": value(0), "option2": value(1), "option3": value(2), "inventory_quantity": v.Stock, "selected": v == s.chosen(p),
			"url": s.at("/products/" + p.Handle + "?variant=" + world.Number(v.ID)), "metafields": fields(v.Metafields), "requires_shipping": true,
			"product": func() any { return s.product(p) }, "image": nil, "featured_image": nil,
		}, v.Title()}
	}
}

func compareAt(v *world.Variant) any {
	if v.Compare == 0 {
		return nil
	}
	return v.Compare
}

// image is a product's drawing.
func image(p *world.Product) any {
	return &object{"image", props{"src": Picture(p), "alt": p.Title, "width": int64(400), "height": int64(460), "aspect_ratio": 400.0 / 460}, Picture(p)}
}

// Picture is where the browser finds a product's drawing.
func Picture(p *world.Product) string { return "/cdn/products/" + p.Handle + ".svg" }

func (s *scene) collection(c *world.Collection) any {
	if c == nil {
		return nil
	}
	products := func() []*world.Product {
		return slices.DeleteFunc(s.Shop.In(c), func(p *world.Product) bool { return !p.Published() })
	}
	return &object{"collection", props{
		"id": c.ID, "handle": c.Handle, "title": c.Title, "description": c.Description, "url": s.at("/collections/" + c.Handle), "metafields": fields(c.Metafields),
		"products":           func() any { return list(products(), s.product) },
		"products_count":     func() any { return len(products()) },
		"all_products_count": func() any { return len(products()) },
	}, c.Title}
}

func (s *scene) collections() liquid.Object {
	return shelf{"collections", func(handle string) any {
		if c := s.Shop.Collection(handle); c != nil {
			return s.collection(c)
		}
		return nil
	}}
}

func (s *scene) products() liquid.Object {
	return shelf{"all_products", func(handle string) any {
		if p := s.Shop.Product(handle); p != nil && p.Published() {
			return s.product(p)
		}
		return nil
	}}
}
