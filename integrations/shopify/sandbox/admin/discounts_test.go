package admin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestADiscountForASegmentIsShownAndFound(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	d.shop.Installed.Grants[0].Scopes = append(d.shop.Installed.Grants[0].Scopes, "write_discounts")
	g, _ := d.world.AddSegment(d.shop, "Friends", "customer_tags CONTAINS 'vip'")
	made := d.data(`mutation ($g: ID!, $p: ID!) { discountCodeBasicCreate(basicCodeDiscount: {
		title: "Thanks", code: "THANKS", startsAt: "2026-01-01T00:00:00Z", usageLimit: 5, appliesOncePerCustomer: true, tags: ["b", "a"],
		context: {customerSegments: {add: [$g]}}, minimumRequirement: {quantity: {greaterThanOrEqualToQuantity: "2"}},
		customerGets: {value: {discountAmount: {amount: "5.50", appliesOnEachItem: false}}, items: {products: {productsToAdd: [$p]}}}
	}) { codeDiscountNode { codeDiscount { ... on DiscountCodeBasic {
		status discountClasses usageLimit appliesOncePerCustomer tags summary
		context { ... on DiscountCustomerSegments { segments { name } } }
		minimumRequirement { ... on DiscountMinimumQuantity { greaterThanOrEqualToQuantity } }
		customerGets { value { ... on DiscountAmount { amount { amount } appliesOnEachItem } } items { ... on DiscountProducts { products(first: 2) { nodes { id } } } } }
	} } } userErrors { message } } }`, map[string]any{"g": world.GID("Segment", g.ID), "p": world.GID("Product", d.shop.Products[0].ID)})
	require.JSONEq(t, `{"discountCodeBasicCreate":{"codeDiscountNode":{"codeDiscount":{"status":"ACTIVE","discountClasses":["PRODUCT"],"usageLimit":5,
		"appliesOncePerCustomer":true,"tags":["a","b"],"summary":"€5.50 off 1 product • Minimum quantity of 2 • One use per customer",
		"context":{"segments":[{"name":"Friends"}]},"minimumRequirement":{"greaterThanOrEqualToQuantity":"2"},
		"customerGets":{"value":{"amount":{"amount":"5.5"},"appliesOnEachItem":false},"items":{"products":{"nodes":[{"id":"`+world.GID("Product", d.shop.Products[0].ID)+`"}]}}}
	}},"userErrors":[]}}`, made)
	const count = `query ($q: String!) { discountNodesCount(query: $q) { count } }`
	for query, want := range map[string]string{"status:active": "1", "status:expired": "0", "code:thanks": "1", "tag:a": "1", "thanks": "1"} {
		require.JSONEq(t, `{"discountNodesCount":{"count":`+want+`}}`, d.data(count, map[string]any{"q": query}), query)
	}
	require.Equal(t, []string{"search: Invalid search field(s): code. Check the query syntax."},
		d.said(`mutation { discountCodeBulkDelete(search: "code:THANKS") { userErrors { field message } } }`, nil))
	require.Empty(t, d.said(`mutation { discountCodeBulkDeactivate(search: "status:active") { userErrors { field message } } }`, nil))
	require.Equal(t, "EXPIRED", d.shop.Discounts[0].Status(d.world.Now()))
	require.Empty(t, d.said(`mutation ($id: ID!) { discountCodeActivate(id: $id) { userErrors { message } } }`, map[string]any{"id": world.GID("DiscountCodeNode", d.shop.Discounts[0].ID)}))
	require.Equal(t, "ACTIVE", d.shop.Discounts[0].Status(d.world.Now()))
}
