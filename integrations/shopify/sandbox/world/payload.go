package world

import (
	"strings"
	"time"
)

// The bodies of webhooks, in the shape of the REST resources Shopify sends.

// CustomerPayload is the body of customers/create and customers/update.
func (w *World) CustomerPayload(shop *Shop, c *Customer) Payload {
	return Payload{
		"id": c.ID, "admin_graphql_api_id": GID("Customer", c.ID), "email": OrNil(c.Email), "phone": OrNil(c.Phone),
		"first_name": OrNil(c.First), "last_name": OrNil(c.Last), "state": "enabled", "note": nil, "verified_email": true,
		"multipass_identifier": nil, "tax_exempt": false, "tax_exemptions": []any{}, "currency": shop.Currency,
		"addresses": []any{}, "created_at": Stamp(c.CreatedAt), "updated_at": Stamp(c.UpdatedAt),
	}
}

func (w *World) orderPayload(shop *Shop, o *Order) Payload {
	lines := make([]any, len(o.Lines))
	for i, l := range o.Lines {
		line := Payload{
			"id": l.ID, "admin_graphql_api_id": GID("LineItem", l.ID), "title": l.Title, "name": l.Title, "sku": nil, "vendor": nil,
			"product_id": nil, "variant_id": nil, "product_exists": false, "quantity": l.Quantity, "current_quantity": l.Quantity,
			"price": Money(l.Price), "gift_card": false, "taxable": true, "requires_shipping": true,
		}
		if p, v := shop.Sold(l); p != nil {
			line["product_id"], line["variant_id"], line["product_exists"] = p.ID, v.ID, true
			line["sku"], line["vendor"] = v.SKU, p.Vendor
		}
		lines[i] = line
	}
	var person any
	if c := shop.Customer(o.Customer); c != nil {
		person = w.CustomerPayload(shop, c)
	}
	return Payload{
		"id": o.ID, "admin_graphql_api_id": GID("Order", o.ID), "name": o.Name(), "number": o.Number - 1000, "order_number": o.Number,
		"email": o.Email, "contact_email": OrNil(o.Email), "phone": nil, "customer": person, "customer_locale": OrNil(o.Locale),
		"currency": shop.Currency, "presentment_currency": shop.Currency, "total_price": Money(o.Total()),
		"current_total_price": Money(o.Total() - o.Refunded), "subtotal_price": Money(o.Total()), "total_tax": "0.00", "total_discounts": Money(o.Off),
		"financial_status": "paid", "fulfillment_status": nil, "cancelled_at": OrNil(o.Cancelled), "cancel_reason": nil, "closed_at": nil,
		"tags": strings.Join(o.Tags, ", "), "note": nil, "note_attributes": []any{}, "discount_codes": shop.discountPayload(o), "line_items": lines,
		"landing_site": OrNil(o.Landing), "referring_site": nil, "source_name": o.Channel(), "test": false, "confirmed": true,
		"shipping_address": o.addressPayload(), "shipping_lines": o.shippingPayload(), "cart_token": OrNil(o.Cart), "checkout_token": o.Token, "order_status_url": w.OrderStatusURL(o),
		"created_at": Stamp(o.CreatedAt), "updated_at": Stamp(o.UpdatedAt), "processed_at": Stamp(o.CreatedAt),
	}
}

// addressPayload is where an order goes, nil when that is not known.
func (o *Order) addressPayload() any {
	to := o.Address
	if to == nil && o.Country != "" {
		to = &Address{Country: o.Country}
	}
	if to == nil {
		return nil
	}
	return Payload{
		"first_name": OrNil(to.First), "last_name": OrNil(to.Last), "company": OrNil(to.Company), "address1": OrNil(to.Line1), "address2": OrNil(to.Line2),
		"city": OrNil(to.City), "zip": OrNil(to.Zip), "phone": OrNil(to.Phone), "country": CountryName(to.Country), "country_code": OrNil(to.Country),
		"province": OrNil(ProvinceName(to.Country, to.Province)), "province_code": OrNil(to.Province),
	}
}

// shippingPayload is how an order gets there: what is sold at a till is taken along.
func (o *Order) shippingPayload() []any {
	if o.Channel() == "pos" {
		return []any{}
	}
	return []any{Payload{
		"id": o.ID, "title": "Standard", "code": "Standard", "source": "shopify", "carrier_identifier": nil, "delivery_category": nil,
		"price": "0.00", "discounted_price": "0.00", "is_removed": false, "phone": nil, "tax_lines": []any{},
	}}
}

// purchasesPayload is the body of customers/purchasing_summary.
func (w *World) purchasesPayload(shop *Shop, c *Customer) Payload {
	body := Payload{
		"customerId": GID("Customer", c.ID), "numberOfOrders": len(shop.OrdersOf(c.ID)), "lastOrderId": nil,
		"amountSpent": Payload{"amount": Money(shop.Spent(c)), "currencyCode": shop.Currency}, "occurredAt": Stamp(w.Now()),
	}
	if last := shop.NewestOrder(c.ID); last != nil {
		body["lastOrderId"] = GID("Order", last.ID)
	}
	return body
}

func (w *World) shopPayload(shop *Shop) Payload {
	return Payload{
		"id": shop.ID, "name": shop.Name, "email": shop.Email, "domain": nil, "myshopify_domain": nil,
		"country": shop.Country, "currency": shop.Currency, "iana_timezone": shop.Timezone, "plan_name": strings.ToLower(shop.Plan),
		"primary_locale": shop.Languages[0],
	}
}

// Sample is a body for a topic when the control API gives none: about the
// newest order or the first customer.
func (w *World) Sample(shop *Shop, topic string) (Payload, bool) {
	var c *Customer
	if len(shop.Customers) > 0 {
		c = shop.Customers[0]
	}
	o := shop.NewestOrder(0)
	about := Payload{"shop_id": shop.ID, "shop_domain": shop.Domain}
	switch topic {
	case "app/uninstalled":
		return w.shopPayload(shop), true
	case "app/scopes_update":
		scopes := w.App.Manifest.AccessScopes()
		return Payload{"id": GID("AppInstallation", AppID), "shop_id": GID("Shop", shop.ID), "previous": scopes, "current": scopes, "updated_at": Stamp(w.Now())}, true
	case "shop/redact":
		return about, true
	}
	if strings.HasPrefix(topic, "orders/") && o != nil {
		return w.orderPayload(shop, o), true
	}
	if c == nil {
		return nil, false
	}
	return w.customerSample(topic, c, about, shop)
}

func (w *World) customerSample(topic string, c *Customer, about Payload, shop *Shop) (Payload, bool) {
	switch topic {
	case "customers/create", "customers/update":
		return w.CustomerPayload(shop, c), true
	case "customers/purchasing_summary":
		return w.purchasesPayload(shop, c), true
	case "customers/delete":
		return Payload{"id": c.ID, "admin_graphql_api_id": GID("Customer", c.ID)}, true
	case "customers/data_request":
		about["customer"], about["orders_requested"] = person(c), shop.orderIDs(c)
		about["data_request"] = Payload{"id": w.NewID()}
		return about, true
	case "customers/redact":
		about["customer"], about["orders_to_redact"] = person(c), shop.orderIDs(c)
		return about, true
	}
	return consentPayload(topic, c)
}

func person(c *Customer) Payload { return Payload{"id": c.ID, "email": c.Email, "phone": c.Phone} }

func (s *Shop) orderIDs(c *Customer) []int64 {
	ids := []int64{}
	for _, o := range s.OrdersOf(c.ID) {
		ids = append(ids, o.ID)
	}
	return ids
}

// Stamp is a time as webhooks write it.
func Stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
