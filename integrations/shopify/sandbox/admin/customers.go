package admin

import (
	"net/mail"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) queryCustomer(a args) (any, error) {
	kind, id, _ := world.ParseGID(world.Text(a, "id"))
	if c := s.shop.Customer(id); c != nil && kind == "Customer" {
		return s.customerObject(c), nil
	}
	return nil, nil
}

func (s *session) queryCustomerByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(map[string]any)
	for _, c := range s.shop.Customers {
		if world.GID("Customer", c.ID) == by["id"] || strings.EqualFold(c.Email, world.Text(by, "emailAddress")) && c.Email != "" ||
			c.Phone == world.Text(by, "phoneNumber") && c.Phone != "" {
			return s.customerObject(c), nil
		}
	}
	return nil, nil
}

func (s *session) queryCustomers(a args) (any, error) {
	matches, err := customerSearch(world.Text(a, "query"))
	if err != nil {
		return nil, err
	}
	list := make([]object, 0, len(s.shop.Customers))
	for _, c := range s.shop.Customers {
		if matches(c) {
			list = append(list, s.customerObject(c))
		}
	}
	if a["reverse"] == true {
		slices.Reverse(list)
	}
	return graphql.Connection("CustomerConnection", list)(a)
}

func (s *session) customerObject(c *world.Customer) object {
	o := object{
		"__typename": "Customer", "id": world.GID("Customer", c.ID), "legacyResourceId": world.Number(c.ID),
		"email":       world.OrNil(c.Email),
		"phone":       world.OrNil(c.Phone),
		"firstName":   world.OrNil(c.First),
		"lastName":    world.OrNil(c.Last),
		"displayName": c.Name(),
		"locale":      c.Locale, "tags": anys(c.Tags), "state": "ENABLED", "note": nil, "verifiedEmail": true, "taxExempt": false,
		"createdAt": c.CreatedAt, "updatedAt": c.UpdatedAt,
		"numberOfOrders":      field(func(args) (any, error) { return world.Number(int64(len(s.ordersOf(c)))), nil }),
		"amountSpent":         field(func(args) (any, error) { return s.moneyV2(s.spent(c)), nil }),
		"defaultEmailAddress": nil, "defaultPhoneNumber": nil,
		"lastOrder": field(func(args) (any, error) {
			if order := s.shop.NewestOrder(c.ID); order != nil {
				return s.orderObject(order), nil
			}
			return nil, nil
		}),
		"orders": field(func(a args) (any, error) {
			return graphql.Connection("OrderConnection", s.ordersOf(c))(a)
		}),
	}
	s.addReach(o, c)
	return s.withMetafields(o, owner{kind: "Customer", id: c.ID, fields: &c.Metafields})
}

// addReach adds the email address and phone number with their consent, where there are any.
func (s *session) addReach(o object, c *world.Customer) {
	if c.Email != "" {
		o["defaultEmailAddress"] = object{
			"__typename": "CustomerEmailAddress", "emailAddress": c.Email,
			"marketingState": c.EmailConsent.State, "marketingOptInLevel": world.OrNil(c.EmailConsent.OptIn),
			"marketingUpdatedAt": world.OrNil(c.EmailConsent.UpdatedAt), "validFormat": true,
		}
	}
	if c.Phone != "" {
		o["defaultPhoneNumber"] = object{
			"__typename": "CustomerPhoneNumber", "phoneNumber": c.Phone,
			"marketingState": c.SMSConsent.State, "marketingOptInLevel": world.OrNil(c.SMSConsent.OptIn),
			"marketingUpdatedAt": world.OrNil(c.SMSConsent.UpdatedAt), "marketingCollectedFrom": "OTHER",
		}
	}
}

func (s *session) ordersOf(c *world.Customer) []object {
	var list []object
	for _, o := range s.shop.Orders {
		if o.Customer == c.ID {
			list = append(list, s.orderObject(o))
		}
	}
	return list
}

func (s *session) spent(c *world.Customer) int64 {
	var sum int64
	for _, o := range s.shop.Orders {
		if o.Customer == c.ID {
			sum += o.Total()
		}
	}
	return sum
}

func (s *session) customerCreate(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	c := &world.Customer{Locale: s.shop.Languages[0], EmailConsent: world.Consent{State: "NOT_SUBSCRIBED"}, SMSConsent: world.Consent{State: "NOT_SUBSCRIBED"}}
	if errs := s.fillCustomer(c, in); errs != nil {
		return s.payload("CustomerCreatePayload", "UserError", object{"customer": nil}, errs...), nil
	}
	s.world.AddCustomer(s.shop, c)
	s.world.Announce(s.shop, "customers/create", s.world.CustomerPayload(s.shop, c))
	return s.payload("CustomerCreatePayload", "UserError", object{"customer": s.customerObject(c)}), nil
}

// customerUpdate replaces what is given, tags included, as Shopify does.
func (s *session) customerUpdate(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	c := s.shop.Customer(id)
	if c == nil {
		return s.payload("CustomerUpdatePayload", "UserError", object{"customer": nil}, world.UserError{Field: []string{"id"}, Message: "Customer does not exist"}), nil
	}
	changed := *c
	if errs := s.fillCustomer(&changed, in); errs != nil {
		return s.payload("CustomerUpdatePayload", "UserError", object{"customer": nil}, errs...), nil
	}
	*c = changed
	s.world.Touch(s.shop, c)
	return s.payload("CustomerUpdatePayload", "UserError", object{"customer": s.customerObject(c)}), nil
}

func (s *session) fillCustomer(c *world.Customer, in args) []world.UserError {
	for name, into := range map[string]*string{"email": &c.Email, "phone": &c.Phone, "firstName": &c.First, "lastName": &c.Last, "locale": &c.Locale} {
		if _, given := in[name]; given {
			*into = world.Text(in, name)
		}
	}
	if _, given := in["tags"]; given {
		c.Tags = world.AddTags(nil, texts(in, "tags"))
	}
	if _, err := mail.ParseAddress(c.Email); c.Email != "" && err != nil {
		return []world.UserError{{Field: []string{"email"}, Message: "Email is invalid"}}
	}
	if other := s.shop.CustomerByEmail(c.Email); other != nil && other.ID != c.ID {
		return []world.UserError{{Field: []string{"email"}, Message: "Email has already been taken"}}
	}
	if c.Email == "" && c.Phone == "" && c.Name() == "" {
		return []world.UserError{{Field: nil, Message: "A name, phone number, or email address must be present"}}
	}
	return nil
}

func (s *session) customerDelete(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	gone := object{"deletedCustomerId": nil, "shop": s.shopObject()}
	c := s.shop.Customer(id)
	if c == nil {
		return s.payload("CustomerDeletePayload", "UserError", gone, world.UserError{Field: []string{"id"}, Message: "Customer can't be found"}), nil
	}
	s.world.RemoveCustomer(s.shop, c)
	gone["deletedCustomerId"] = world.GID("Customer", id)
	return s.payload("CustomerDeletePayload", "UserError", gone), nil
}

func (s *session) customerMerge(a args) (any, error) {
	_, one, _ := world.ParseGID(world.Text(a, "customerOneId"))
	_, two, _ := world.ParseGID(world.Text(a, "customerTwoId"))
	out := object{"job": nil, "resultingCustomerId": nil}
	kept, lost := s.shop.Customer(one), s.shop.Customer(two)
	if kept == nil || lost == nil || kept == lost {
		return s.payload("CustomerMergePayload", "CustomerMergeUserError", out, world.UserError{Message: "Customers cannot be merged"}), nil
	}
	s.world.MergeCustomers(s.shop, kept, lost)
	out["resultingCustomerId"] = world.GID("Customer", kept.ID)
	out["job"] = object{"__typename": "Job", "id": world.GID("Job", s.world.NewID()), "done": true}
	return s.payload("CustomerMergePayload", "CustomerMergeUserError", out), nil
}
