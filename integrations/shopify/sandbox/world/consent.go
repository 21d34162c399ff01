package world

import "strings"

// SetConsent writes a channel's consent — email, sms or whatsapp — and tells
// subscribers. The caller holds the lock.
func (w *World) SetConsent(shop *Shop, c *Customer, channel string, given Consent) {
	c.UpdatedAt = w.Now()
	topic := "customers_email_marketing_consent/update"
	switch channel {
	case "email":
		c.EmailConsent = given
	case "sms":
		c.SMSConsent, topic = given, "customers_marketing_consent/update"
	case "whatsapp":
		c.WhatsApp, topic = given, "customers_whats_app_marketing_consent/update"
	}
	body, _ := consentPayload(topic, c)
	w.Announce(shop, topic, body)
}

// consentPayload is the body of a consent's webhook, false for another topic.
func consentPayload(topic string, c *Customer) (Payload, bool) {
	switch topic {
	case "customers_email_marketing_consent/update":
		return Payload{"customer_id": c.ID, "email_address": c.Email, "email_marketing_consent": c.EmailConsent.payload(false)}, true
	case "customers_marketing_consent/update":
		return Payload{"id": c.ID, "phone": c.Phone, "sms_marketing_consent": c.SMSConsent.payload(true)}, true
	case "customers_whats_app_marketing_consent/update":
		return Payload{"id": c.ID, "phone": c.Phone, "whats_app_marketing_consent": c.WhatsApp.payload(true)}, true
	}
	return nil, false
}

func (c Consent) payload(collected bool) Payload {
	p := Payload{"state": strings.ToLower(c.State), "opt_in_level": OrNil(strings.ToLower(c.OptIn)), "consent_updated_at": nil}
	if !c.UpdatedAt.IsZero() {
		p["consent_updated_at"] = Stamp(c.UpdatedAt)
	}
	if collected {
		p["consent_collected_from"] = "OTHER"
	}
	return p
}
