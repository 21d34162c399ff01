package sandbox

import (
	"strings"
	"time"
)

// The bodies of webhooks, in the shape of the REST resources Shopify sends.

func (s *Sandbox) customerPayload(shop *shop, c *customer) payload {
	return payload{
		"id": c.ID, "admin_graphql_api_id": gid("Customer", c.ID), "email": orNil(c.Email), "phone": orNil(c.Phone),
		"first_name": orNil(c.First), "last_name": orNil(c.Last), "state": "enabled", "note": nil, "verified_email": true,
		"multipass_identifier": nil, "tax_exempt": false, "tax_exemptions": []any{}, "currency": shop.Currency,
		"addresses": []any{}, "created_at": stamp(c.CreatedAt), "updated_at": stamp(c.UpdatedAt),
	}
}

func (s *Sandbox) orderPayload(shop *shop, o *order) payload {
	lines := make([]any, len(o.Lines))
	for i, l := range o.Lines {
		lines[i] = payload{
			"id": l.ID, "admin_graphql_api_id": gid("LineItem", l.ID), "title": l.Title, "name": l.Title,
			"sku": l.Product, "quantity": l.Quantity, "price": money(l.Price), "gift_card": false, "taxable": true, "requires_shipping": true,
		}
	}
	codes := []any{}
	if o.Discount != "" {
		codes = append(codes, payload{"code": o.Discount, "amount": "0.00", "type": "percentage"})
	}
	var person any
	if c := shop.customer(o.Customer); c != nil {
		person = s.customerPayload(shop, c)
	}
	return payload{
		"id": o.ID, "admin_graphql_api_id": gid("Order", o.ID), "name": o.Name(), "number": o.Number - 1000, "order_number": o.Number,
		"email": o.Email, "contact_email": orNil(o.Email), "phone": nil, "customer": person, "customer_locale": orNil(o.Locale),
		"currency": shop.Currency, "presentment_currency": shop.Currency, "total_price": money(o.Total()),
		"current_total_price": money(o.Total()), "subtotal_price": money(o.Total()), "total_tax": "0.00", "total_discounts": "0.00",
		"financial_status": "paid", "fulfillment_status": nil, "cancelled_at": nil, "cancel_reason": nil, "closed_at": nil,
		"tags": strings.Join(o.Tags, ", "), "note": nil, "note_attributes": []any{}, "discount_codes": codes, "line_items": lines,
		"landing_site": orNil(o.Landing), "referring_site": nil, "source_name": "web", "test": true, "confirmed": true,
		"cart_token": nil, "checkout_token": o.Token, "order_status_url": s.orderStatusURL(o),
		"created_at": stamp(o.CreatedAt), "updated_at": stamp(o.UpdatedAt), "processed_at": stamp(o.CreatedAt),
	}
}

func (s *Sandbox) shopPayload(shop *shop) payload {
	return payload{
		"id": shop.ID, "name": shop.Name, "email": shop.Email, "domain": nil, "myshopify_domain": nil,
		"country": shop.Country, "currency": shop.Currency, "iana_timezone": shop.Timezone, "plan_name": strings.ToLower(shop.Plan),
		"primary_locale": shop.Languages[0],
	}
}

// sample is a body for a topic when the control API gives none: about the
// newest order or the first customer.
func (s *Sandbox) sample(shop *shop, topic string) (payload, bool) {
	var c *customer
	if len(shop.Customers) > 0 {
		c = shop.Customers[0]
	}
	o := shop.newestOrder(0)
	about := payload{"shop_id": shop.ID, "shop_domain": shop.Domain}
	switch topic {
	case "app/uninstalled":
		return s.shopPayload(shop), true
	case "app/scopes_update":
		scopes := s.manifest.scopes()
		return payload{"id": gid("AppInstallation", appID), "shop_id": gid("Shop", shop.ID), "previous": scopes, "current": scopes, "updated_at": stamp(s.now())}, true
	case "shop/redact":
		return about, true
	}
	if strings.HasPrefix(topic, "orders/") && o != nil {
		return s.orderPayload(shop, o), true
	}
	if c == nil {
		return nil, false
	}
	return s.customerSample(topic, c, about, shop)
}

func (s *Sandbox) customerSample(topic string, c *customer, about payload, shop *shop) (payload, bool) {
	switch topic {
	case "customers/create", "customers/update":
		return s.customerPayload(shop, c), true
	case "customers/delete":
		return payload{"id": c.ID, "admin_graphql_api_id": gid("Customer", c.ID)}, true
	case "customers/data_request":
		about["customer"], about["orders_requested"] = person(c), shop.orderIDs(c)
		about["data_request"] = payload{"id": s.world.newID()}
		return about, true
	case "customers/redact":
		about["customer"], about["orders_to_redact"] = person(c), shop.orderIDs(c)
		return about, true
	case "customers_email_marketing_consent/update":
		return payload{"customer_id": c.ID, "email_address": c.Email, "email_marketing_consent": payload{
			"state": strings.ToLower(c.EmailConsent.State), "opt_in_level": strings.ToLower(c.EmailConsent.OptIn), "consent_updated_at": stamp(c.EmailConsent.UpdatedAt),
		}}, true
	case "customers_marketing_consent/update":
		return payload{"id": c.ID, "phone": c.Phone, "sms_marketing_consent": payload{
			"state": strings.ToLower(c.SMSConsent.State), "opt_in_level": strings.ToLower(c.SMSConsent.OptIn), "consent_updated_at": stamp(c.SMSConsent.UpdatedAt),
		}}, true
	}
	return nil, false
}

func person(c *customer) payload { return payload{"id": c.ID, "email": c.Email, "phone": c.Phone} }

func (s *shop) orderIDs(c *customer) []int64 {
	ids := []int64{}
	for _, o := range s.Orders {
		if o.Customer == c.ID {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
