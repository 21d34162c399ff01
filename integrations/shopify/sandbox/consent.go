package sandbox

import (
	"slices"
	"strings"
	"time"
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
		return s.payload(payloadType, errorType, object{"customer": nil}, userError{Field: []string{"input", field}, Message: message, Code: "INVALID"}), nil
	}
	_, id, _ := parseGID(text(in, "customerId"))
	c := s.shop.customer(id)
	state := text(wanted, "marketingState")
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
	given := consent{State: state, OptIn: text(wanted, "marketingOptInLevel"), UpdatedAt: s.now()}
	if at, err := time.Parse(time.RFC3339, text(wanted, "consentUpdatedAt")); err == nil {
		given.UpdatedAt = at
	}
	s.setConsent(s.shop, c, channel, given)
	return s.payload(payloadType, errorType, object{"customer": s.customerObject(c)}), nil
}

// setConsent writes a channel's consent and tells subscribers. Needs mu.
func (s *Sandbox) setConsent(shop *shop, c *customer, channel string, given consent) {
	state := payload{
		"state": strings.ToLower(given.State), "opt_in_level": strings.ToLower(given.OptIn),
		"consent_updated_at": given.UpdatedAt.Format(time.RFC3339),
	}
	c.UpdatedAt = s.now()
	if channel == "email" {
		c.EmailConsent = given
		s.announce(shop, "customers_email_marketing_consent/update",
			payload{"customer_id": c.ID, "email_address": c.Email, "email_marketing_consent": state})
		return
	}
	c.SMSConsent = given
	state["consent_collected_from"] = "OTHER"
	s.announce(shop, "customers_marketing_consent/update", payload{"id": c.ID, "phone": c.Phone, "sms_marketing_consent": state})
}
