package admin

import (
	"slices"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// writable are the states an app may write; the others are Shopify's own.
var writable = []string{"SUBSCRIBED", "UNSUBSCRIBED", "PENDING"}

func (s *session) emailConsentUpdate(a args) (any, error) {
	return s.consentUpdate(a, "email", "CustomerEmailMarketingConsentUpdatePayload", "CustomerEmailMarketingConsentUpdateUserError")
}

func (s *session) smsConsentUpdate(a args) (any, error) {
	return s.consentUpdate(a, "sms", "CustomerSmsMarketingConsentUpdatePayload", "CustomerSmsMarketingConsentError")
}

func (s *session) consentUpdate(a args, channel, payloadType, errorType string) (any, error) {
	in, _ := a["input"].(map[string]any)
	wanted, _ := in[channel+"MarketingConsent"].(map[string]any)
	refused := func(field, message string) (any, error) {
		return s.payload(payloadType, errorType, object{"customer": nil}, world.UserError{Field: []string{"input", field}, Message: message, Code: "INVALID"}), nil
	}
	_, id, _ := world.ParseGID(world.Text(in, "customerId"))
	c := s.shop.Customer(id)
	state := world.Text(wanted, "marketingState")
	switch {
	case c == nil:
		return refused("customerId", "Customer not found")
	case !slices.Contains(writable, state):
		return refused(channel+"MarketingConsent", "The state "+state+" cannot be written")
	case channel == "email" && c.Email == "":
		return refused("customerId", "The customer has no email address")
	case channel == "sms" && c.Phone == "":
		return refused("customerId", "The customer has no phone number")
	}
	given := world.Consent{State: state, OptIn: world.Text(wanted, "marketingOptInLevel"), UpdatedAt: s.world.Now()}
	if at, err := time.Parse(time.RFC3339, world.Text(wanted, "consentUpdatedAt")); err == nil {
		given.UpdatedAt = at
	}
	s.world.SetConsent(s.shop, c, channel, given)
	return s.payload(payloadType, errorType, object{"customer": s.customerObject(c)}), nil
}
