package world

import (
	"slices"
)

// What happens to customers, whoever asked for it: an API call, a checkout or a
// button in the admin. The caller holds the lock.

// AddCustomer gives a person an id and a place in the shop.
func (w *World) AddCustomer(shop *Shop, c *Customer) {
	c.ID = w.NewID()
	c.CreatedAt, c.UpdatedAt = w.Now(), w.Now()
	shop.Customers = append(shop.Customers, c)
}

// RemoveCustomer deletes a person; her orders stay, without her.
func (w *World) RemoveCustomer(shop *Shop, c *Customer) {
	shop.Customers = slices.DeleteFunc(shop.Customers, func(other *Customer) bool { return other == c })
	for _, o := range shop.Orders {
		if o.Customer == c.ID {
			o.Customer = 0
		}
	}
	shop.orders = nil
	w.Announce(shop, "customers/delete", Payload{
		"id": c.ID, "phone": nil, "addresses": []any{},
		"tax_exemptions": []any{}, "admin_graphql_api_id": GID("Customer", c.ID),
	})
}

// Touch moves a customer's updated_at and tells subscribers.
func (w *World) Touch(shop *Shop, c *Customer) {
	c.UpdatedAt = w.Now()
	w.Announce(shop, "customers/update", w.CustomerPayload(shop, c))
}

// Buyer finds or makes the customer of an email address: Shopify makes one for
// every buyer, logged in or not. The caller holds the lock.
func (w *World) Buyer(shop *Shop, email, first, last string) *Customer {
	if c := shop.CustomerByEmail(email); c != nil {
		return c
	}
	c := &Customer{
		Email: email, First: first, Last: last, Locale: shop.Languages[0],
		EmailConsent: Consent{State: "NOT_SUBSCRIBED"}, SMSConsent: Consent{State: "NOT_SUBSCRIBED"},
	}
	w.AddCustomer(shop, c)
	w.Announce(shop, "customers/create", w.CustomerPayload(shop, c))
	return c
}

// Speaker finds a customer by email or gid; none is a guest.
func (s *Shop) Speaker(who *string) (int64, string) {
	if who == nil || *who == "" {
		return 0, ""
	}
	if kind, id, _ := ParseGID(*who); kind == "Customer" && s.Customer(id) != nil {
		return id, ""
	}
	if c := s.CustomerByEmail(*who); c != nil {
		return c.ID, ""
	}
	return 0, "no customer " + *who
}
