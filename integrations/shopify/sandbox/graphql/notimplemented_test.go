package graphql_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// A field the sandbox lacks says so wherever it stands: it is never just null.
func TestWhatIsNotImplementedIsNamed(t *testing.T) {
	t.Parallel()
	customer := graphql.Object{"__typename": "Customer", "id": "gid://shopify/Customer/1"}
	roots := func(name string) (graphql.Field, bool) {
		f, ok := map[string]graphql.Field{
			"QueryRoot.customer":  func(map[string]any) (any, error) { return customer, nil },
			"QueryRoot.customers": graphql.Connection("CustomerConnection", []graphql.Object{customer, customer}),
			"QueryRoot.node":      func(map[string]any) (any, error) { return customer, nil },
			"QueryRoot.nodes":     func(map[string]any) (any, error) { return []any{customer, nil}, nil },
			"Mutation.tagsAdd":    func(map[string]any) (any, error) { return graphql.Object{"node": customer}, nil },
		}[name]
		return f, ok
	}
	for _, c := range []struct{ query, name, path, data string }{
		{`{ giftCardsCount { count } }`, "Query.giftCardsCount", `["giftCardsCount"]`, `{"giftCardsCount": null}`},
		{`mutation { giftCardDeactivate(id: "gid://shopify/GiftCard/1") { userErrors { message } } }`, "Mutation.giftCardDeactivate", `["giftCardDeactivate"]`, `{"giftCardDeactivate": null}`},
		{
			`{ customer(id: "gid://shopify/Customer/1") { id note } }`, "Customer.note", `["customer", "note"]`,
			`{"customer": {"id": "gid://shopify/Customer/1", "note": null}}`,
		},
		{
			`{ customers(first: 1) { nodes { id mine: note } } }`, "Customer.note", `["customers", "nodes", 0, "mine"]`,
			`{"customers": {"nodes": [{"id": "gid://shopify/Customer/1", "mine": null}]}}`,
		},
		{`{ node(id: "gid://shopify/Customer/1") { ... on Customer { note } } }`, "Customer.note", `["node", "note"]`, `{"node": {"note": null}}`},
		{
			`{ nodes(ids: ["gid://shopify/Customer/1", "gid://shopify/Customer/2"]) { id ... on Customer { note } } }`, "Customer.note", `["nodes", 0, "note"]`,
			`{"nodes": [{"id": "gid://shopify/Customer/1", "note": null}, null]}`,
		},
		{`{ customer(id: "gid://shopify/Customer/1") { displayName } }`, "Customer.displayName", `["customer", "displayName"]`, `{"customer": null}`},
		{`mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: "a") { userErrors { message } } }`, "TagsAddPayload.userErrors", `["tagsAdd", "userErrors"]`, `{"tagsAdd": null}`},
	} {
		result := prepare(t, c.query, nil).Run(roots, func(string) *graphql.Error { return nil })
		require.Len(t, result.Errors, 1, c.query)
		require.Equal(t, "not implemented in the sandbox: "+c.name, result.Errors[0].Message)
		require.Equal(t, "NOT_IMPLEMENTED", result.Errors[0].Extensions["code"])
		require.Len(t, result.Errors[0].Locations, 1)
		requireJSON(t, c.path, result.Errors[0].Path)
		requireJSON(t, c.data, result.Data)
	}
}

func requireJSON(t *testing.T, want string, got any) {
	t.Helper()
	text, err := json.Marshal(got)
	require.NoError(t, err)
	require.JSONEq(t, want, string(text))
}
