package graphql_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	shopify "github.com/askwell/askwell/integrations/shopify/schema"
)

func admin(t testing.TB) *ast.Schema {
	t.Helper()
	parsed, err := shopify.Admin()
	require.NoError(t, err)
	return parsed
}

func prepare(t *testing.T, query string, variables map[string]any) *graphql.Operation {
	t.Helper()
	op, errs := graphql.Prepare(admin(t), graphql.Request{Query: query, Variables: variables})
	require.Empty(t, errs, query)
	return op
}

// The rules, by letter:
//
//	S  scalars and enums cost 0, an object 1, a mutation 10, an interface or union
//	   the most its selections can cost
//	   https://shopify.dev/docs/api/usage/limits#cost-calculation
//	C  a connection costs 2 and, for a page of n, floor(2 ln max(2, n)) times what
//	   is below it; nothing more for edges and pageInfo. So 1 and 2 count 1,
//	   3 and 4 count 2, 5 to 7 count 3, 10 counts 4, 20 counts 5, 25 counts 6,
//	   50 counts 7, 100 counts 9, 250 counts 11
//	   https://community.shopify.dev/t/how-to-calculate-graphql-cost-estimates/24364
//	P  the objects a mutation's payload holds are in its price, what is below them
//	   is not
//	H  set by hand, as "Shopify reserves the right to"
//	   https://shopify.dev/docs/api/usage/limits#cost-calculation
func TestARequestCostsWhatShopifysRulesSay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, query string
		variables   map[string]any
		cost        int
	}{
		{"an object", `{ shop { name id } }`, nil, 1},                                // S: 1
		{"an object in an object", `{ shop { primaryDomain { url } } }`, nil, 1 + 1}, // S
		{"an object behind two names", `{ a: shop { name } b: shop { name } }`, nil, 1 + 1},
		{"the same field twice", `{ shop { name } shop { id primaryDomain { url } } }`, nil, 1 + 1},
		{"nothing but a type's name", `{ __typename }`, nil, 1}, // a request is never free
		{
			"a list of objects", `{ order(id: "gid://shopify/Order/1") { fulfillments { id } } }`, nil,
			1 + 1, // S: a list is no connection
		},
		{
			"money", `{ order(id: "gid://shopify/Order/1") { totalPriceSet { shopMoney { amount currencyCode } } } }`, nil,
			1 + 0 + 0, // H: a MoneyBag and its MoneyV2 are values
		},
		{"a count at the root", `{ customersCount { count } }`, nil, 10},                                                       // H
		{"a count inside", `{ product(id: "gid://shopify/Product/1") { variantsCount { count } } }`, nil, 1 + 1},               // S
		{"a consent", `{ customer(id: "gid://shopify/Customer/1") { emailMarketingConsent { marketingState } } }`, nil, 1 + 0}, // H
		{"an empty page", `{ products(first: 0) { nodes { id } } }`, nil, 2},                                                   // C: 2 + 0*1
		{"a page of one", `{ customers(first: 1) { nodes { id } } }`, nil, 2 + 1*1},
		{"a page of ten", `{ customers(first: 10) { nodes { id } } }`, nil, 2 + 4*1},
		{"the last fifty", `{ customers(last: 50) { nodes { id } } }`, nil, 2 + 7*1},
		{
			"edges, cursors and page info are free",
			`{ customers(first: 100) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`, nil, 2 + 9*1,
		},
		{"nodes and edges both count", `{ customers(first: 5) { nodes { id } edges { node { id } } } }`, nil, 2 + 3*(1+1)},
		{
			"a page in a variable", `query ($n: Int!) { customers(first: $n) { nodes { id } } }`, map[string]any{"n": 250}, 2 + 11*1,
		},
		{
			"a page in a default", `query ($n: Int = 20) { customers(first: $n) { nodes { id } } }`, nil, 2 + 5*1,
		},
		{
			"a connection in a connection",
			`{ customers(first: 25) { nodes { id metafields(first: 10, namespace: "askwell") { nodes { value } } } } }`, nil,
			2 + 6*(1+2+4*1), // C in C
		},
		{
			"three deep", `{ collections(first: 5) { nodes { products(first: 5) { nodes { variants(first: 5) { nodes { id } } } } } } }`, nil,
			2 + 3*(1+2+3*(1+2+3*1)),
		},
		{
			"the question of Shopify's own forum",
			`{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { inventoryItem { id tracked } } } } }`, nil,
			1 + 2 + 11*(1+1), // https://community.shopify.dev/t/23101 says 25
		},
		{
			"a fragment", `{ customers(first: 10) { nodes { ...who } } } fragment who on Customer { id lastOrder { id } }`, nil, 2 + 4*(1+1),
		},
		{"an interface's own fields", `{ node(id: "gid://shopify/Customer/1") { id } }`, nil, 1},
		{
			"an interface: the most of its selections",
			`{ node(id: "gid://shopify/Customer/1") {
				... on Customer { lastOrder { id } }
				... on Order { customer { id } shippingAddress { city } }
				... on Product { id } } }`, nil,
			1 + max(1, 1+1, 0),
		},
		{
			"a fragment on an interface adds to one on a type",
			`{ node(id: "gid://shopify/Order/1") { ... on HasMetafields { metafield(namespace: "a", key: "b") { value } }
				... on Order { customer { id } } ... on Shop { primaryDomain { url } } } }`, nil,
			1 + max(1+1, 1+1),
		},
		{
			"a union: the most of its selections",
			`{ codeDiscountNode(id: "gid://shopify/DiscountCodeNode/1") { codeDiscount {
				... on DiscountCodeBasic { codes(first: 10) { nodes { code } } }
				... on DiscountCodeApp { title } } } }`, nil,
			1 + 1 + max(2+4*1, 0),
		},
		{
			"nodes by id cost one, however many",
			`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { id tags } } }`,
			map[string]any{"ids": []any{"gid://shopify/Customer/1", "gid://shopify/Customer/2", "gid://shopify/Customer/3"}},
			1,
		},
		{
			"what is skipped costs nothing",
			`query ($no: Boolean!) { shop { name primaryDomain @include(if: $no) { url } } customers(first: 10) @skip(if: true) { nodes { id } } }`,
			map[string]any{"no": false},
			1,
		},
		{"a mutation", `mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["a"]) { node { id } userErrors { message } } }`, nil, 10}, // S, P
		{
			"a mutation with several roots",
			`mutation { a: tagsAdd(id: "gid://shopify/Customer/1", tags: "a") { userErrors { message } }
				b: tagsRemove(id: "gid://shopify/Customer/1", tags: "b") { userErrors { message } } }`, nil, 10 + 10,
		},
		{
			"below a payload's object",
			`mutation { metafieldsSet(metafields: [{ownerId: "gid://shopify/Customer/1", key: "a", value: "b"}]) {
				metafields { id definition { name } } userErrors { message } } }`, nil,
			10 + 1, // P
		},
		{
			"a connection below a payload's object",
			`mutation { customerUpdate(input: {id: "gid://shopify/Customer/1"}) { customer { metafields(first: 5) { nodes { id } } } } }`, nil,
			10 + 2 + 3*1, // P, C
		},
		{
			"a staged upload's parameters",
			`mutation { stagedUploadsCreate(input: [{resource: BULK_MUTATION_VARIABLES, filename: "a.jsonl", mimeType: "text/jsonl"}]) {
				stagedTargets { url parameters { name value } } userErrors { message } } }`, nil,
			10 + 1, // P
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.cost, prepare(t, c.query, c.variables).Cost)
		})
	}
}

func TestTheCostOfEveryFieldIsToldInnermostFirst(t *testing.T) {
	t.Parallel()
	op := prepare(t, `{ mine: customers(first: 10) { nodes { id lastOrder { id } } } }`, nil)
	text, err := json.Marshal(op.CostFields())
	require.NoError(t, err)
	require.JSONEq(t, `[
		{"path": ["mine", "nodes", "id"], "definedCost": 0, "requestedTotalCost": 0, "requestedChildrenCost": null},
		{"path": ["mine", "nodes", "lastOrder", "id"], "definedCost": 0, "requestedTotalCost": 0, "requestedChildrenCost": null},
		{"path": ["mine", "nodes", "lastOrder"], "definedCost": 1, "requestedTotalCost": 1, "requestedChildrenCost": 0},
		{"path": ["mine", "nodes"], "definedCost": 1, "requestedTotalCost": 2, "requestedChildrenCost": 1},
		{"path": ["mine"], "definedCost": null, "requestedTotalCost": 10, "requestedChildrenCost": 2}
	]`, string(text))
}

func TestARequestOverAThousandPointsIsRefused(t *testing.T) {
	t.Parallel()
	fits := prepare(t, `{ customers(first: 250) { nodes { orders(first: 50) { nodes { lineItems(first: 50) { nodes { id } } } } } } }`, nil)
	require.Equal(t, 2+11*(1+2+7*(1+2+7)), fits.Cost)
	require.Nil(t, fits.TooExpensive())

	op := prepare(t, `{ customers(first: 250) { nodes { orders(first: 250) { nodes { lineItems(first: 50) { nodes { id } } } } } } }`, nil)
	require.Equal(t, 2+11*(1+2+11*(1+2+7)), op.Cost)
	refused := op.TooExpensive()
	require.Contains(t, refused.Message, "Query cost is 1245, which exceeds the single query max cost limit (1000).\n\nSee ")
	require.Equal(t, map[string]any{
		"code": "MAX_COST_EXCEEDED", "cost": 1245, "maxCost": 1000,
		"documentation": "https://shopify.dev/api/usage/limits#rate-limits",
	}, refused.Extensions)
}

// What ran costs what was found: never more than was asked for.
func TestWhatWasNotFoundIsNotPaidFor(t *testing.T) {
	t.Parallel()
	roots := func(name string) (graphql.Field, bool) {
		customers := make([]graphql.Object, 3)
		for i := range customers {
			customers[i] = graphql.Object{"id": "gid://shopify/Customer/1", "lastOrder": nil}
		}
		f, ok := map[string]graphql.Field{
			"QueryRoot.product":        func(map[string]any) (any, error) { return nil, nil },
			"QueryRoot.customers":      graphql.Connection("CustomerConnection", customers),
			"QueryRoot.orders":         graphql.Connection("OrderConnection", nil),
			"QueryRoot.customersCount": func(map[string]any) (any, error) { return graphql.Object{"count": 3}, nil },
		}[name]
		return f, ok
	}
	for _, c := range []struct {
		query             string
		requested, actual int
	}{
		{`{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { inventoryItem { id } } } } }`, 25, 1},
		{`{ customersCount { count } }`, 10, 10},
		{`{ customers(first: 20) { nodes { id } } }`, 7, 2 + 1},                 // 3/20 of 5, rounded up
		{`{ customers(first: 3) { nodes { id } } }`, 4, 4},                      // a full page
		{`{ customers(first: 250) { nodes { lastOrder { id } } } }`, 24, 2 + 1}, // (3 + 3)/250 of 11, rounded up
		{`{ orders(first: 10) { nodes { id } } }`, 6, 6},                        // no nodes: as much as the page
		{`{ orders(first: 10) { edges { node { id } } } }`, 6, 2},               // no edges: nothing
	} {
		op := prepare(t, c.query, nil)
		require.Equal(t, c.requested, op.Cost, c.query)
		result := op.Run(roots, func(string) *graphql.Error { return nil })
		require.Empty(t, result.Errors, c.query)
		require.Equal(t, c.actual, result.Cost, c.query)
	}
}
