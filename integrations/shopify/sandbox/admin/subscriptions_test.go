package admin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestASubscriptionMadeThroughTheAPIIsSentItsWebhooks(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	require.Empty(t, d.said(`mutation { webhookSubscriptionCreate(topic: CUSTOMER_TAGS_ADDED, webhookSubscription: {uri: "https://example.com/hook", filter: "tags:tea"}) { userErrors { field message } } }`, nil))
	id := world.GID("Customer", d.customer("zofia@example.com").ID)
	for _, tag := range []string{"tea", "cake"} {
		require.Empty(t, d.said(`mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }`, map[string]any{"id": id, "tags": []string{tag}}))
	}
	var got []string
	for _, hook := range d.shop.Webhooks {
		if hook.Topic == "customer.tags_added" {
			got = append(got, string(hook.Body))
		}
	}
	require.Len(t, got, 1)
	require.Contains(t, got[0], `"tags":["tea"]`)
	require.Contains(t, d.said(`mutation { webhookSubscriptionCreate(topic: THEMES_CREATE, webhookSubscription: {uri: "https://example.com/hook"}) { userErrors { field message } } }`, nil)[0], "read_themes")
}
