package world_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
	"github.com/askwell/askwell/integrations/shopify/schema"
)

func TestEveryTopicOfTheSchemaHasTwoSpellings(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	for _, v := range admin.Types["WebhookSubscriptionTopic"].EnumValues {
		require.Equal(t, v.Name, world.TopicEnum(world.TopicOf(v.Name)))
	}
	for enum, topic := range map[string]string{
		"ORDERS_CREATE": "orders/create", "ORDERS_RISK_ASSESSMENT_CHANGED": "orders/risk_assessment_changed",
		"CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE": "customers_email_marketing_consent/update", "CUSTOMER_TAGS_ADDED": "customer.tags_added",
		"BULK_OPERATIONS_FINISH": "bulk_operations/finish", "APP_SCOPES_UPDATE": "app/scopes_update", "APP_SUBSCRIPTIONS_UPDATE": "app_subscriptions/update",
		"CUSTOMERS_PURCHASING_SUMMARY": "customers/purchasing_summary", "SUBSCRIPTION_BILLING_CYCLE_EDITS_CREATE": "subscription_billing_cycle_edits/create",
		"DISCOUNTS_REDEEMCODE_ADDED": "discounts/redeemcode_added",
	} {
		require.Equal(t, topic, world.TopicOf(enum))
	}
}

func TestAnAddressNobodyMaySendToIsRefused(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	for address, want := range map[string][]string{
		"https://example.com/hook":   nil,
		"http://app.example/webhook": nil, // where the app under test lives
		"":                           {"Address can't be blank"},
		"http://example.com":         {"Address protocol http:// is not supported"},
		"ftp://example.com":          {"Address protocol ftp:// is not supported"},
		"https://":                   {"Address is invalid"},
		"example.com/hook":           {"Address is invalid"},
		"https://shop.myshopify.com": {"Address cannot be a Shopify or an internal domain"},
		"https://127.0.0.1/hook":     {"Address cannot be a Shopify or an internal domain"},
		"https://localhost/hook":     {"Address cannot be a Shopify or an internal domain"},
		"pubsub://my-project":        {"Address protocol pubsub:// is not supported", "Address is not a valid GCP pub/sub format. Format should be pubsub://project:topic"},
		"pubsub://-bad:topic":        {"Address is invalid", "Address is not a valid GCP project id."},
		"pubsub://my-project:topic":  nil,
		"arn:aws:events:bogus":       {"Address is invalid", "Address is not a valid AWS ARN"},
		"arn:aws:events:us-east-1::event-source/aws.partner/shopify.com/1/source": {
			"Address is invalid", "Address is an AWS ARN and includes api_client_id '1' instead of '210000001'",
		},
	} {
		var got []string
		for _, e := range w.CheckSubscription(shop, &world.Subscription{Topics: []string{"orders/create"}, URI: address, Format: "JSON"}) {
			got = append(got, e.Message)
		}
		require.Equal(t, want, got, address)
	}
}
