package theme

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/liquid"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// scene makes the objects of one page.
type scene struct{ Page }

func (s *scene) shop() liquid.Object {
	shop := s.Shop
	home := "https://" + shop.Domain
	return &object{"shop", props{
		"id": shop.ID, "name": shop.Name, "description": shop.Tagline, "domain": shop.Domain, "permanent_domain": shop.Domain, "url": home, "secure_url": home,
		"email": shop.Email, "currency": shop.Currency, "money_format": world.MoneyFormat(shop.Currency), "money_with_currency_format": world.MoneyFormat(shop.Currency) + " " + shop.Currency,
		"enabled_currencies": []any{s.currency()}, "published_locales": list(shop.Languages, s.language),
		"customer_accounts_enabled": true, "customer_accounts_optional": true, "metafields": fields(shop.Metafields),
		"products_count": len(shop.OnSale()), "collections_count": len(shop.Collections),
	}, shop.Name}
}

func (s *scene) currency() any {
	return thing("currency", props{"iso_code": s.Shop.Currency, "name": s.Shop.Currency, "symbol": symbols[s.Shop.Currency]})
}

var symbols = map[string]string{"EUR": "€", "SEK": "kr", "USD": "$", "GBP": "£"}

// customer is nil for a guest: Shopify tells a page nothing of her.
func (s *scene) customer() any {
	c := s.Customer
	if c == nil {
		return nil
	}
	orders := s.Shop.OrdersOf(c.ID)
	var spent int64
	for _, o := range orders {
		spent += o.Total()
	}
	return thing("customer", props{
		"id": c.ID, "email": text(c.Email), "phone": text(c.Phone), "first_name": text(c.First), "last_name": text(c.Last), "name": c.Name(),
		"tags": c.Tags, "metafields": fields(c.Metafields), "has_account": true, "b2b?": false, "tax_exempt": c.TaxExempt,
		"accepts_marketing": c.EmailConsent.State == "SUBSCRIBED", "orders_count": len(orders), "total_spent": spent,
		"orders":     func() any { return list(orders, s.order) },
		"last_order": func() any { return s.lastOrder(orders) },
		"addresses":  list(c.Addresses, address), "addresses_count": len(c.Addresses), "default_address": s.home(),
	})
}

func text(v string) any {
	if v == "" {
		return nil
	}
	return v
}

func (s *scene) home() any {
	if a := s.Customer.Home(); a != nil {
		return address(a)
	}
	return nil
}

func address(a *world.Address) any {
	return thing("address", props{
		"id": a.ID, "first_name": text(a.First), "last_name": text(a.Last), "address1": text(a.Line1), "address2": text(a.Line2), "city": text(a.City),
		"zip": text(a.Zip), "country_code": a.Country, "province_code": text(a.Province), "phone": text(a.Phone), "company": text(a.Company),
		"country": thing("country", props{"iso_code": a.Country, "name": world.CountryName(a.Country)}),
	})
}

func (s *scene) lastOrder(orders []*world.Order) any {
	if len(orders) == 0 {
		return nil
	}
	return s.order(orders[len(orders)-1])
}

func (s *scene) order(o *world.Order) any {
	return thing("order", props{
		"id": o.ID, "name": o.Name(), "order_number": o.Number, "email": text(o.Email), "created_at": world.Stamp(o.CreatedAt), "tags": o.Tags,
		"total_price": o.Total(), "line_items": list(o.Lines, s.line), "item_count": items(o.Lines), "customer_url": "/orders/" + o.Token,
		"metafields": fields(o.Metafields), "financial_status": "paid", "cancelled": !o.Cancelled.IsZero(),
	})
}

func items(lines []*world.Line) (n int) {
	for _, l := range lines {
		n += l.Quantity
	}
	return n
}

func (s *scene) cart() any {
	var sum int64
	for _, l := range s.Cart {
		sum += l.Sum()
	}
	return thing("cart", props{
		"item_count": items(s.Cart), "items": list(s.Cart, s.line), "total_price": sum, "original_total_price": sum, "items_subtotal_price": sum,
		"total_discount": int64(0), "currency": s.currency(), "note": nil, "attributes": map[string]any{}, "empty?": len(s.Cart) == 0,
		"metafields": map[string]any{}, "requires_shipping": true, "checkout_charge_amount": sum,
	})
}

func (s *scene) line(l *world.Line) any {
	p, v := s.Shop.Sold(l)
	o := props{
		"id": l.Variant, "title": l.Title, "product_title": l.Title, "quantity": l.Quantity, "price": l.Price, "original_price": l.Price, "final_price": l.Price,
		"line_price": l.Sum(), "final_line_price": l.Sum(), "original_line_price": l.Sum(), "variant_id": l.Variant, "properties": map[string]any{},
		"product": nil, "variant": nil, "product_id": nil, "sku": nil, "vendor": nil, "url": nil, "variant_title": nil, "key": world.Number(l.Variant),
	}
	if p != nil {
		o["product"], o["product_id"], o["vendor"], o["url"] = s.product(p), p.ID, p.Vendor, s.at("/products/"+p.Handle)
		o["variant"], o["sku"], o["variant_title"] = s.variant(p)(v), v.SKU, v.Title()
	}
	return thing("line_item", o)
}
