package sandbox

import "slices"

// What happens to customers, whoever asked for it: an API call, a checkout or a
// button in the admin. All need mu.

// addCustomer gives a person an id and a place in the shop.
func (s *Sandbox) addCustomer(shop *shop, c *customer) {
	c.ID = s.world.newID()
	c.CreatedAt, c.UpdatedAt = s.now(), s.now()
	if c.Metafields == nil {
		c.Metafields = metafields{}
	}
	shop.Customers = append(shop.Customers, c)
}

// removeCustomer deletes a person; her orders stay, without her.
func (s *Sandbox) removeCustomer(shop *shop, c *customer) {
	shop.Customers = slices.DeleteFunc(shop.Customers, func(other *customer) bool { return other == c })
	for _, o := range shop.Orders {
		if o.Customer == c.ID {
			o.Customer = 0
		}
	}
	s.announce(shop, "customers/delete", payload{
		"id": c.ID, "phone": nil, "addresses": []any{},
		"tax_exemptions": []any{}, "admin_graphql_api_id": gid("Customer", c.ID),
	})
}

// mergeCustomers moves lost's orders, tags and missing details to kept.
func (s *Sandbox) mergeCustomers(shop *shop, kept, lost *customer) {
	for _, o := range shop.Orders {
		if o.Customer == lost.ID {
			o.Customer = kept.ID
		}
	}
	kept.Tags = addTags(kept.Tags, lost.Tags)
	for name, m := range lost.Metafields {
		if kept.Metafields[name] == nil {
			kept.Metafields[name] = m
		}
	}
	if kept.Phone == "" {
		kept.Phone, kept.SMSConsent = lost.Phone, lost.SMSConsent
	}
	shop.Customers = slices.DeleteFunc(shop.Customers, func(c *customer) bool { return c == lost })
	s.announce(shop, "customers/merge", payload{
		"admin_graphql_api_customer_kept_id":    gid("Customer", kept.ID),
		"admin_graphql_api_customer_deleted_id": gid("Customer", lost.ID),
		"admin_graphql_api_job_id":              gid("Job", s.world.newID()),
		"status":                                "completed", "errors": []any{},
	})
	s.touch(shop, kept)
}

// touch moves a customer's updated_at and tells subscribers.
func (s *Sandbox) touch(shop *shop, c *customer) {
	c.UpdatedAt = s.now()
	s.announce(shop, "customers/update", s.customerPayload(shop, c))
}
