package admin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestConsentIsWrittenOnlyAsShopifyAllows(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada, zofia := d.customer("ada@example.com"), d.customer("zofia@example.com")
	email := func(c *world.Customer, state, level, at string) []string {
		consent := map[string]any{"marketingState": state}
		if level != "" {
			consent["marketingOptInLevel"] = level
		}
		if at != "" {
			consent["consentUpdatedAt"] = at
		}
		return d.said(`mutation ($i: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $i) { userErrors { field message } } }`,
			map[string]any{"i": map[string]any{"customerId": world.GID("Customer", c.ID), "emailMarketingConsent": consent}})
	}
	require.Empty(t, email(zofia, "SUBSCRIBED", "SINGLE_OPT_IN", "2026-04-25T01:00:00Z"))
	require.Equal(t, time.Date(2026, 4, 25, 1, 0, 0, 0, time.UTC), zofia.EmailConsent.UpdatedAt)
	require.Empty(t, email(zofia, "UNSUBSCRIBED", "", ""))
	before := zofia.EmailConsent
	require.Equal(t, []string{"input.emailMarketingConsent.marketingOptInLevel: Marketing opt in level must exist"}, email(zofia, "SUBSCRIBED", "", ""))
	require.Equal(t, []string{"input.emailMarketingConsent.consentUpdatedAt: Consent updated at must not be in the future"}, email(zofia, "SUBSCRIBED", "UNKNOWN", "2999-01-01T00:00:00Z"))
	require.Equal(t, before, zofia.EmailConsent, "a refusal writes nothing")
	ada.Email = ""
	require.Empty(t, email(ada, "UNSUBSCRIBED", "", ""), "nothing to write is no refusal")
	require.Equal(t, "SUBSCRIBED", ada.EmailConsent.State)

	whatsApp := func(c *world.Customer, state string) []string {
		return d.said(`mutation ($i: CustomerWhatsAppMarketingConsentUpdateInput!) { customerWhatsAppMarketingConsentUpdate(input: $i) { userErrors { field message } } }`,
			map[string]any{"i": map[string]any{"customerId": world.GID("Customer", c.ID), "whatsAppMarketingConsent": map[string]any{"state": state, "optInLevel": "SINGLE_OPT_IN"}}})
	}
	require.Empty(t, whatsApp(ada, "SUBSCRIBED"))
	require.Equal(t, "SUBSCRIBED", ada.WhatsApp.State)
	require.Equal(t, []string{"input.whatsAppMarketingConsent: A phone number is required to set the WhatsApp consent state."}, whatsApp(zofia, "SUBSCRIBED"))
}
