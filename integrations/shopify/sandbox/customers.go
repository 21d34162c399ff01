package sandbox

import (
	"net/mail"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

func (s *session) queryCustomer(a args) (any, error) {
	kind, id, _ := parseGID(text(a, "id"))
	if c := s.shop.customer(id); c != nil && kind == "Customer" {
		return s.customerObject(c), nil
	}
	return nil, nil
}

func (s *session) queryCustomerByIdentifier(a args) (any, error) {
	by, _ := a["identifier"].(map[string]any)
	for _, c := range s.shop.Customers {
		if gid("Customer", c.ID) == by["id"] || strings.EqualFold(c.Email, text(by, "emailAddress")) && c.Email != "" ||
			c.Phone == text(by, "phoneNumber") && c.Phone != "" {
			return s.customerObject(c), nil
		}
	}
	return nil, nil
}

func (s *session) queryCustomers(a args) (any, error) {
	matches, err := customerSearch(text(a, "query"))
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

func (s *session) customerObject(c *customer) object {
	o := object{
		"__typename": "Customer", "id": gid("Customer", c.ID), "legacyResourceId": number(c.ID),
		"email":       orNil(c.Email),
		"phone":       orNil(c.Phone),
		"firstName":   orNil(c.First),
		"lastName":    orNil(c.Last),
		"displayName": c.Name(),
		"locale":      c.Locale, "tags": anys(c.Tags), "state": "ENABLED", "note": nil, "verifiedEmail": true, "taxExempt": false,
		"createdAt": c.CreatedAt, "updatedAt": c.UpdatedAt,
		"numberOfOrders":      field(func(args) (any, error) { return number(int64(len(s.ordersOf(c)))), nil }),
		"amountSpent":         field(func(args) (any, error) { return s.moneyV2(s.spent(c)), nil }),
		"defaultEmailAddress": nil, "defaultPhoneNumber": nil,
		"lastOrder": field(func(args) (any, error) {
			if order := s.shop.newestOrder(c.ID); order != nil {
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
func (s *session) addReach(o object, c *customer) {
	if c.Email != "" {
		o["defaultEmailAddress"] = object{
			"__typename": "CustomerEmailAddress", "emailAddress": c.Email,
			"marketingState": c.EmailConsent.State, "marketingOptInLevel": orNil(c.EmailConsent.OptIn),
			"marketingUpdatedAt": orNil(c.EmailConsent.UpdatedAt), "validFormat": true,
		}
	}
	if c.Phone != "" {
		o["defaultPhoneNumber"] = object{
			"__typename": "CustomerPhoneNumber", "phoneNumber": c.Phone,
			"marketingState": c.SMSConsent.State, "marketingOptInLevel": orNil(c.SMSConsent.OptIn),
			"marketingUpdatedAt": orNil(c.SMSConsent.UpdatedAt), "marketingCollectedFrom": "OTHER",
		}
	}
}

func (s *session) ordersOf(c *customer) []object {
	var list []object
	for _, o := range s.shop.Orders {
		if o.Customer == c.ID {
			list = append(list, s.orderObject(o))
		}
	}
	return list
}

func (s *session) spent(c *customer) int64 {
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
	c := &customer{Locale: s.shop.Languages[0], EmailConsent: consent{State: "NOT_SUBSCRIBED"}, SMSConsent: consent{State: "NOT_SUBSCRIBED"}}
	if errs := s.fillCustomer(c, in); errs != nil {
		return s.payload("CustomerCreatePayload", "UserError", object{"customer": nil}, errs...), nil
	}
	s.addCustomer(s.shop, c)
	s.announce(s.shop, "customers/create", s.customerPayload(s.shop, c))
	return s.payload("CustomerCreatePayload", "UserError", object{"customer": s.customerObject(c)}), nil
}

// customerUpdate replaces what is given, tags included, as Shopify does.
func (s *session) customerUpdate(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	_, id, _ := parseGID(text(in, "id"))
	c := s.shop.customer(id)
	if c == nil {
		return s.payload("CustomerUpdatePayload", "UserError", object{"customer": nil}, userError{Field: []string{"id"}, Message: "Customer does not exist"}), nil
	}
	changed := *c
	if errs := s.fillCustomer(&changed, in); errs != nil {
		return s.payload("CustomerUpdatePayload", "UserError", object{"customer": nil}, errs...), nil
	}
	*c = changed
	s.touch(s.shop, c)
	return s.payload("CustomerUpdatePayload", "UserError", object{"customer": s.customerObject(c)}), nil
}

func (s *session) fillCustomer(c *customer, in args) []userError {
	for name, into := range map[string]*string{"email": &c.Email, "phone": &c.Phone, "firstName": &c.First, "lastName": &c.Last, "locale": &c.Locale} {
		if _, given := in[name]; given {
			*into = text(in, name)
		}
	}
	if _, given := in["tags"]; given {
		c.Tags = addTags(nil, texts(in, "tags"))
	}
	if _, err := mail.ParseAddress(c.Email); c.Email != "" && err != nil {
		return []userError{{Field: []string{"email"}, Message: "Email is invalid"}}
	}
	if other := s.shop.customerByEmail(c.Email); other != nil && other.ID != c.ID {
		return []userError{{Field: []string{"email"}, Message: "Email has already been taken"}}
	}
	if c.Email == "" && c.Phone == "" && c.Name() == "" {
		return []userError{{Field: nil, Message: "A name, phone number, or email address must be present"}}
	}
	return nil
}

func (s *session) customerDelete(a args) (any, error) {
	in, _ := a["input"].(map[string]any)
	_, id, _ := parseGID(text(in, "id"))
	gone := object{"deletedCustomerId": nil, "shop": s.shopObject()}
	c := s.shop.customer(id)
	if c == nil {
		return s.payload("CustomerDeletePayload", "UserError", gone, userError{Field: []string{"id"}, Message: "Customer can't be found"}), nil
	}
	s.removeCustomer(s.shop, c)
	gone["deletedCustomerId"] = gid("Customer", id)
	return s.payload("CustomerDeletePayload", "UserError", gone), nil
}

func (s *session) customerMerge(a args) (any, error) {
	_, one, _ := parseGID(text(a, "customerOneId"))
	_, two, _ := parseGID(text(a, "customerTwoId"))
	out := object{"job": nil, "resultingCustomerId": nil}
	kept, lost := s.shop.customer(one), s.shop.customer(two)
	if kept == nil || lost == nil || kept == lost {
		return s.payload("CustomerMergePayload", "CustomerMergeUserError", out, userError{Message: "Customers cannot be merged"}), nil
	}
	s.mergeCustomers(s.shop, kept, lost)
	out["resultingCustomerId"] = gid("Customer", kept.ID)
	out["job"] = object{"__typename": "Job", "id": gid("Job", s.world.newID()), "done": true}
	return s.payload("CustomerMergePayload", "CustomerMergeUserError", out), nil
}

// orNil keeps an absent value null rather than empty.
func orNil[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}
