package admin

import (
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) consentRoots() map[string]field {
	return map[string]field{
		"Mutation.customerEmailMarketingConsentUpdate":    s.emailConsentUpdate,
		"Mutation.customerSmsMarketingConsentUpdate":      s.smsConsentUpdate,
		"Mutation.customerWhatsAppMarketingConsentUpdate": s.whatsAppConsentUpdate,
	}
}

// writable are the states an app may write; the others are Shopify's own.
var writable = []string{"SUBSCRIBED", "UNSUBSCRIBED", "PENDING"}

// consentInput are the names one channel's input gives to a consent.
type consentInput struct{ field, state, level, at string }

var (
	emailInput    = consentInput{"emailMarketingConsent", "marketingState", "marketingOptInLevel", "consentUpdatedAt"}
	smsInput      = consentInput{"smsMarketingConsent", "marketingState", "marketingOptInLevel", "consentUpdatedAt"}
	whatsAppInput = consentInput{"whatsAppMarketingConsent", "state", "optInLevel", "updatedAt"}
)

// read takes a consent out of an input, or says what Shopify says of it: a state
// of Shopify's own fails the whole field.
func (n consentInput) read(in args, now time.Time) (world.Consent, []world.UserError, error) {
	wish, _ := in[n.field].(args)
	given := world.Consent{State: world.Text(wish, n.state), OptIn: world.Text(wish, n.level), UpdatedAt: now}
	if !slices.Contains(writable, given.State) {
		return given, nil, graphql.Coded("INVALID", "Cannot specify "+given.State+" as a marketing state input")
	}
	if at, err := time.Parse(time.RFC3339, world.Text(wish, n.at)); err == nil {
		given.UpdatedAt = at
	}
	refused := func(field, code, message string) (world.Consent, []world.UserError, error) {
		return given, []world.UserError{{Field: []string{"input", n.field, field}, Code: code, Message: message}}, nil
	}
	switch {
	case given.OptIn == "" && given.State != "UNSUBSCRIBED":
		return refused(n.level, "MISSING_ARGUMENT", "Marketing opt in level must exist")
	case given.State == "PENDING" && given.OptIn != "CONFIRMED_OPT_IN":
		return refused(n.level, "INVALID", "Marketing opt in level must be confirmed opt-in for pending consent state")
	case given.UpdatedAt.After(now):
		return refused(n.at, "INVALID", "Consent updated at must not be in the future")
	}
	return given, nil, nil
}

func (s *session) consenting(in args) *world.Customer {
	_, id, _ := world.ParseGID(world.Text(in, "customerId"))
	return s.shop.Customer(id)
}

// emailConsentUpdate answers the customer also with a refusal, and nothing is
// refused of who has no address: there is nothing to write.
func (s *session) emailConsentUpdate(a args) (any, error) {
	in, _ := a["input"].(args)
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CustomerEmailMarketingConsentUpdatePayload", "CustomerEmailMarketingConsentUpdateUserError", object{"customer": c}, errs...), nil
	}
	given, refused, err := emailInput.read(in, s.world.Now())
	if err != nil {
		return nil, err
	}
	c := s.consenting(in)
	if c == nil {
		return answer(nil, world.UserError{Field: []string{"input", "customerId"}, Message: "Customer not found", Code: "INVALID"})
	}
	if refused == nil && c.Email != "" {
		s.world.SetConsent(s.shop, c, "email", given)
	}
	return answer(s.customerObject(c), refused...)
}

func (s *session) smsConsentUpdate(a args) (any, error) {
	answer := func(c any, errs ...world.UserError) (any, error) {
		return s.payload("CustomerSmsMarketingConsentUpdatePayload", "CustomerSmsMarketingConsentError", object{"customer": c}, errs...), nil
	}
	c, refused, err := s.phoneConsent(a, smsInput, "sms", "SMS")
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return answer(nil, refused...)
	}
	return answer(s.customerObject(c))
}

func (s *session) whatsAppConsentUpdate(a args) (any, error) {
	answer := func(number any, errs ...world.UserError) (any, error) {
		return s.payload("CustomerWhatsAppMarketingConsentUpdatePayload", "CustomerMarketingConsentError", object{"customerPhoneNumber": number}, errs...), nil
	}
	c, refused, err := s.phoneConsent(a, whatsAppInput, "whatsapp", "WhatsApp")
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return answer(nil, refused...)
	}
	return answer(s.customerObject(c)["defaultPhoneNumber"])
}

// phoneConsent writes the consent of a channel that reaches people by telephone.
func (s *session) phoneConsent(a args, names consentInput, channel, label string) (*world.Customer, []world.UserError, error) {
	in, _ := a["input"].(args)
	given, refused, err := names.read(in, s.world.Now())
	c := s.consenting(in)
	switch {
	case err != nil:
	case c == nil:
		refused = []world.UserError{{Message: "Customer not found"}}
	case c.Phone == "":
		refused = []world.UserError{{Field: []string{"input", names.field}, Code: "INVALID", Message: "A phone number is required to set the " + label + " consent state."}}
	case refused == nil:
		s.world.SetConsent(s.shop, c, channel, given)
	}
	return c, refused, err
}

// phoneConsentObject is a channel's consent as a telephone number shows it.
func phoneConsentObject(typename string, c world.Consent) object {
	o := object{"__typename": typename, "state": "NEVER_SUBSCRIBED", "optInLevel": nil, "updatedAt": nil, "collectedFrom": nil, "sourceLocation": nil}
	if c.State != "" && c.State != "NOT_SUBSCRIBED" {
		o["state"], o["collectedFrom"] = c.State, "OTHER"
		o["optInLevel"], o["updatedAt"] = world.OrNil(c.OptIn), world.OrNil(c.UpdatedAt)
	}
	return o
}
