package admin_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestTagsAreTakenAwayByTheirKindsRules(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada, order := d.customer("ada@example.com"), d.shop.Orders[0]
	order.Tags = []string{"Red"}
	const remove = `mutation ($id: ID!, $tags: [String!]!) { tagsRemove(id: $id, tags: $tags) { userErrors { field message } } }`
	const add = `mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { field message } } }`
	for _, c := range []struct {
		query, id string
		tags      []string
		said      []string
	}{
		{remove, world.GID("Customer", ada.ID), []string{"VIP"}, nil},
		{remove, world.GID("Order", order.ID), []string{"red"}, nil},
		{add, world.GID("Order", order.ID), []string{strings.Repeat("x", 41)}, []string{"tags: Tags is too long (maximum is 40 characters)"}},
		{add, world.GID("Customer", ada.ID), []string{strings.Repeat("x", 256)}, []string{"tags: Tags is too long (maximum is 255 characters)"}},
		{add, "gid://shopify/DraftOrder/1", []string{"x"}, []string{"id: DraftOrder does not exist"}},
	} {
		require.Equal(t, c.said, d.said(c.query, map[string]any{"id": c.id, "tags": c.tags}))
	}
	require.Empty(t, ada.Tags, "customers' whatever their case")
	require.Equal(t, []string{"Red"}, order.Tags, "others' as they are written")
	got := d.ask(add, map[string]any{"id": "gid://shopify/Shop/1", "tags": []string{"x"}})
	require.Equal(t, "invalid id", got.Errors[0].Message)
}
