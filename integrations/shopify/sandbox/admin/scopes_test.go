package admin_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// behind are the roots that want each scope, asked for something that is there
// and for something that is not: neither is told without the scope.
var behind = map[string][]string{
	"customers": {
		`{ customers(first: 1) { nodes { id } } }`, `{ customers(first: 1, query: "nobody") { nodes { id } } }`, `{ customersCount { count } }`,
		`{ customer(id: "«ada»") { id } }`, `{ customer(id: "gid://shopify/Customer/1") { id } }`, `{ customerByIdentifier(identifier: {emailAddress: "none@example.com"}) { id } }`,
		`{ segments(first: 1) { nodes { id } } }`, `{ customerSegmentMembers(first: 1, query: "number_of_orders > 900") { edges { node { id } } } }`,
		`{ order(id: "«order»") { customer { id } } }`, `{ metafieldDefinitions(first: 1, ownerType: CUSTOMER) { nodes { id } } }`,
		`mutation { customerCreate(input: {email: "new@example.com"}) { customer { id } } }`, `mutation { customerUpdate(input: {id: "«ada»", note: "x"}) { customer { id } } }`,
		`mutation { customerDelete(input: {id: "«ada»"}) { deletedCustomerId } }`, `mutation { segmentCreate(name: "n", query: "number_of_orders > 1") { segment { id } } }`,
		`mutation { tagsAdd(id: "«ada»", tags: ["x"]) { node { id } } }`, `mutation { tagsRemove(id: "«ada»", tags: ["vip"]) { node { id } } }`,
		`mutation { customerEmailMarketingConsentUpdate(input: {customerId: "«ada»", emailMarketingConsent: {marketingState: UNSUBSCRIBED}}) { customer { id } } }`,
		`mutation { metafieldDefinitionCreate(definition: {ownerType: CUSTOMER, key: "tea", name: "Tea", type: "single_line_text_field"}) { createdDefinition { id } } }`,
	},
	"orders": {
		`{ orders(first: 1) { nodes { id } } }`, `{ orders(first: 1, query: "name:none") { nodes { id } } }`, `{ ordersCount { count } }`, `{ order(id: "gid://shopify/Order/1") { id } }`,
		`{ customer(id: "«ada»") { orders(first: 1) { nodes { id } } } }`, `{ customer(id: "«ada»") { lastOrder { id } } }`,
		`mutation { orderUpdate(input: {id: "«order»", note: "x"}) { order { id } } }`, `mutation { tagsAdd(id: "«order»", tags: ["x"]) { node { id } } }`,
	},
	"products": {
		`{ products(first: 1) { nodes { id } } }`, `{ products(first: 1, query: "title:none") { nodes { id } } }`, `{ product(id: "gid://shopify/Product/1") { id } }`,
		`{ productVariants(first: 1) { nodes { id } } }`, `{ collections(first: 1) { nodes { id } } }`, `{ collection(id: "gid://shopify/Collection/1") { id } }`,
		`mutation { productCreate(product: {title: "x"}) { product { id } } }`, `mutation { productUpdate(product: {id: "«product»", title: "x"}) { product { id } } }`,
	},
	"discounts": {
		`{ discountNodes(first: 1) { nodes { id } } }`, `{ codeDiscountNode(id: "gid://shopify/DiscountCodeNode/1") { id } }`, `{ codeDiscountNodeByCode(code: "none") { id } }`,
		`mutation { discountCodeDelete(id: "gid://shopify/DiscountCodeNode/1") { deletedCodeDiscountId } }`,
	},
}

func TestWithoutAScopeNothingBehindItIsToldOrChanged(t *testing.T) {
	t.Parallel()
	for resource, asked := range behind {
		d := newDesk(t, world.Size{})
		ada := d.customer("ada@example.com")
		fill := strings.NewReplacer(
			"«ada»", world.GID("Customer", ada.ID), "«order»", world.GID("Order", d.shop.Orders[0].ID), "«product»", world.GID("Product", d.shop.Products[0].ID))
		g := d.shop.Installed.Grants[0]
		g.Scopes = slices.DeleteFunc(append(strings.Split(everyScope, ","), "write_discounts"), func(scope string) bool {
			return scope == "read_"+resource || scope == "write_"+resource || strings.HasPrefix(scope, "read_all_")
		})
		customers, definitions := len(d.shop.Customers), len(d.shop.Definitions)
		for _, query := range asked {
			got := d.ask(fill.Replace(query), nil)
			require.NotEmpty(t, got.Errors, query)
			require.Equal(t, "ACCESS_DENIED", got.Errors[0].Extensions["code"], query)
		}
		require.Len(t, d.shop.Customers, customers)
		require.Len(t, d.shop.Definitions, definitions)
		require.Empty(t, d.shop.Segments)
		require.Equal(t, []string{"vip"}, ada.Tags)
		require.Empty(t, d.announced())
	}
}

func TestADenialNamesTheFieldAndTheScope(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	d.shop.Installed.Grants[0].Scopes = []string{"read_orders"}
	got := d.ask(`{ customers(first: 1) { nodes { id } } }`, nil)
	require.Equal(t, "Access denied for customers field. Required access: `read_customers` access scope.", got.Errors[0].Message)
	require.Equal(t, []any{"customers"}, got.Errors[0].Path)
	require.Equal(t, "https://shopify.dev/api/usage/access-scopes", got.Errors[0].Extensions["documentation"])
}
