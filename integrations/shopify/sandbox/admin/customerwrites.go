package admin

import (
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) customerCreate(a args) (any, error) {
	in, _ := a["input"].(args)
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CustomerCreatePayload", "UserError", object{"customer": c}, errs...), nil
	}
	if err := lacks(in, "CustomerInput", "multipassIdentifier", "taxExemptions"); err != nil {
		return nil, err
	}
	if in["id"] != nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Cannot specify ID on creation"})
	}
	c := s.stranger()
	if errs := s.fillCustomer(c, in); errs != nil {
		return answer(nil, errs...)
	}
	if errs, err := s.consentAtBirth(c, in); errs != nil || err != nil {
		if err != nil {
			return nil, err
		}
		return answer(nil, errs...)
	}
	if errs := s.born(c, in); errs != nil {
		return answer(nil, errs...)
	}
	return answer(s.customerObject(c))
}

// stranger is a customer of whom nothing is known.
func (s *session) stranger() *world.Customer {
	return &world.Customer{
		Locale: s.shop.Languages[0], State: "DISABLED",
		EmailConsent: world.Consent{State: "NOT_SUBSCRIBED"}, SMSConsent: world.Consent{State: "NOT_SUBSCRIBED"},
	}
}

// born adds a customer with the metafields of an input, or none of both.
func (s *session) born(c *world.Customer, in args) []world.UserError {
	s.world.AddCustomer(s.shop, c)
	if errs := s.attach(world.GID("Customer", c.ID), in); errs != nil {
		s.shop.Customers = s.shop.Customers[:len(s.shop.Customers)-1]
		return errs
	}
	s.world.Announce(s.shop, "customers/create", s.world.CustomerPayload(s.shop, c))
	return nil
}

// customerUpdate replaces what is given, tags included, as Shopify does.
func (s *session) customerUpdate(a args) (any, error) {
	in, _ := a["input"].(args)
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CustomerUpdatePayload", "UserError", object{"customer": c}, errs...), nil
	}
	if err := lacks(in, "CustomerInput", "multipassIdentifier", "taxExemptions"); err != nil {
		return nil, err
	}
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	c := s.shop.Customer(id)
	if c == nil {
		return answer(nil, world.UserError{Field: []string{"id"}, Message: "Customer does not exist"})
	}
	changed := *c
	errs := consentElsewhere(in)
	if errs == nil {
		errs = s.fillCustomer(&changed, in)
	}
	if errs == nil {
		errs = s.attach(world.GID("Customer", id), in)
	}
	if errs != nil {
		return answer(nil, errs...)
	}
	changed.Metafields = c.Metafields // attached meanwhile
	s.replace(c, changed)
	return answer(s.customerObject(c))
}

// replace takes over a checked change of a customer and tells of it.
func (s *session) replace(c *world.Customer, changed world.Customer) {
	before := c.Tags
	*c = changed
	s.world.Touch(s.shop, c)
	s.world.AnnounceTags(s.shop, c, before)
}

func (s *session) customerDelete(a args) (any, error) {
	in, _ := a["input"].(args)
	_, id, _ := world.ParseGID(world.Text(in, "id"))
	gone := object{"deletedCustomerId": nil, "shop": s.shopObject()}
	refused := func(message string) (any, error) {
		return s.payload("CustomerDeletePayload", "UserError", gone, world.UserError{Field: []string{"id"}, Message: message}), nil
	}
	c := s.shop.Customer(id)
	switch {
	case c == nil:
		return refused("Customer can't be found")
	case len(s.shop.OrdersOf(id)) > 0:
		return refused("Customer can’t be deleted because they have associated orders")
	}
	s.world.RemoveCustomer(s.shop, c)
	gone["deletedCustomerId"] = world.GID("Customer", id)
	return s.payload("CustomerDeletePayload", "UserError", gone), nil
}

func (s *session) requestErasure(a args) (any, error) {
	const payloadType, errorType = "CustomerRequestDataErasurePayload", "CustomerRequestDataErasureUserError"
	c, refused := s.erasable(a)
	if refused != nil {
		return s.payload(payloadType, errorType, object{"customerId": nil}, *refused), nil
	}
	s.world.RequestErasure(s.shop, c)
	return s.payload(payloadType, errorType, object{"customerId": a["customerId"]}), nil
}

func (s *session) cancelErasure(a args) (any, error) {
	const payloadType, errorType = "CustomerCancelDataErasurePayload", "CustomerCancelDataErasureUserError"
	c, refused := s.erasable(a)
	if refused == nil && c.EraseAfter.IsZero() {
		refused = &world.UserError{Field: []string{"customerId"}, Message: "Customer is not being erased", Code: "NOT_BEING_ERASED"}
	}
	if refused != nil {
		return s.payload(payloadType, errorType, object{"customerId": nil}, *refused), nil
	}
	s.world.CancelErasure(s.shop, c)
	return s.payload(payloadType, errorType, object{"customerId": a["customerId"]}), nil
}

func (s *session) erasable(a args) (*world.Customer, *world.UserError) {
	_, id, _ := world.ParseGID(world.Text(a, "customerId"))
	if c := s.shop.Customer(id); c != nil {
		return c, nil
	}
	return nil, &world.UserError{Field: []string{"customerId"}, Message: "Customer does not exist", Code: "DOES_NOT_EXIST"}
}
