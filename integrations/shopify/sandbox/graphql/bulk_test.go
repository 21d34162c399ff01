package graphql_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

func TestABulkQueryKeepsToShopifysRestrictions(t *testing.T) {
	t.Parallel()
	const none = "Bulk queries must contain at least one connection."
	for _, c := range []struct {
		query    string
		messages []string
	}{
		{`{ customers { edges { node { id } } } }`, nil},
		{`{ customers(first: 3) { edges { node { id orders { edges { node { id lineItems { edges { node { id } } } } } } } } } }`, nil},
		{`{ shop { id } }`, []string{none}},
		{`{ node(id: "gid://shopify/Product/0") { id } }`, []string{"Bulk queries cannot contain a top level `node` field.", none}},
		{
			`mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: "a") { userErrors { message } } }`,
			[]string{"Invalid operation type. Only `query` operations are supported."},
		},
		{`{ customers { nodes { id } } }`, []string{"All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'customers { edges { node {'. " +
			"Selecting via 'nodes' is not supported. Invalid connection fields: 'customers'."}},
		{
			`{ customers { edges { node { email orders { edges { node { id } } } } } } }`,
			[]string{"The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': customers."},
		},
		{
			`{ products { edges { node { id variants { edges { node { id } } } metafields { edges { node { id } } } collections { edges { node { id } } }
			media { edges { node { id } } } sellingPlanGroups { edges { node { id } } } } } } }`,
			[]string{"Bulk queries cannot contain more than 5 connections."},
		},
		{
			`{ collections { edges { node { id products { edges { node { id variants { edges { node { id metafields { edges { node { id } } } } } } } } } } } } }`,
			[]string{"Bulk queries cannot contain connections with a nesting depth greater than 2."},
		},
		{
			`{ orders { edges { node { id fulfillments { events { edges { node { id } } } } } } } }`,
			[]string{"Queries that contain a connection field within a list field are not currently supported."},
		},
		{" ", []string{"Invalid bulk query: syntax error, unexpected end of file"}},
		{`{ customers {`, []string{"Invalid bulk query: syntax error, unexpected end of file"}},
		{`{ customers { edges { node { nope } } } }`, []string{"Invalid bulk query: Field 'nope' doesn't exist on type 'Customer'"}},
	} {
		_, refusals := graphql.PrepareBulkQuery(admin(t), c.query)
		var messages []string
		for _, r := range refusals {
			require.Equal(t, []string{"query"}, r.Field)
			require.Equal(t, "INVALID", r.Code)
			messages = append(messages, r.Message)
		}
		require.Equal(t, c.messages, messages, c.query)
	}
}

func TestABulkQueryWritesEveryNodeAboveItsChildren(t *testing.T) {
	t.Parallel()
	line := func(id string) graphql.Object {
		return graphql.Object{"id": "gid://shopify/LineItem/" + id, "title": "a/b"}
	}
	order := func(id string, lines ...graphql.Object) graphql.Object {
		return graphql.Object{"id": "gid://shopify/Order/" + id, "lineItems": graphql.Connection("LineItemConnection", lines)}
	}
	customers := make([]graphql.Object, 300) // more than a page holds
	for i := range customers {
		customers[i] = graphql.Object{"id": fmt.Sprintf("gid://shopify/Customer/%d", i+1), "orders": graphql.Connection("OrderConnection", nil)}
	}
	customers[0]["orders"] = graphql.Connection("OrderConnection", []graphql.Object{order("1", line("1"), line("2")), order("2")})

	op, refusals := graphql.PrepareBulkQuery(admin(t),
		`{ customers(first: 1) { edges { node { id orders(last: 1) { edges { node { id lineItems { edges { node { name: title } } } } } } } } } }`)
	require.Empty(t, refusals)
	var out strings.Builder
	roots := func(string) (graphql.Field, bool) { return graphql.Connection("CustomerConnection", customers), true }
	require.Equal(t, []int{200, 104}, objects(t, op, graphql.Bulk{Nodes: 196, Grouped: true}, roots, &out))
	lines := strings.SplitAfter(out.String(), "\n")
	require.Equal(t, []string{
		`{"id":"gid:\/\/shopify\/Customer\/1"}` + "\n",
		`{"id":"gid:\/\/shopify\/Order\/1","__parentId":"gid:\/\/shopify\/Customer\/1"}` + "\n",
		`{"name":"a\/b","__parentId":"gid:\/\/shopify\/Order\/1"}` + "\n",
		`{"name":"a\/b","__parentId":"gid:\/\/shopify\/Order\/1"}` + "\n",
		`{"id":"gid:\/\/shopify\/Order\/2","__parentId":"gid:\/\/shopify\/Customer\/1"}` + "\n",
		`{"id":"gid:\/\/shopify\/Customer\/2"}` + "\n",
	}, lines[:6])
}

// objects runs a bulk query to its end and counts what each part wrote.
func objects(t *testing.T, op *graphql.Operation, b graphql.Bulk, roots graphql.Roots, to io.Writer) []int {
	t.Helper()
	var out []int
	for part := (graphql.BulkPart{More: true}); part.More; {
		next, errs, err := op.RunBulk(b, part.Next, roots, func(string) *graphql.Error { return nil }, to)
		require.NoError(t, err)
		require.Empty(t, errs)
		out, part = append(out, next.Objects), next
	}
	return out
}

func TestAnUngroupedBulkQueryWritesChildrenAfterAllParents(t *testing.T) {
	t.Parallel()
	orders := func(ids ...string) graphql.Field {
		var out []graphql.Object
		for _, id := range ids {
			out = append(out, graphql.Object{"id": "gid://shopify/Order/" + id})
		}
		return graphql.Connection("OrderConnection", out)
	}
	customer := func(id string, of graphql.Field) graphql.Object {
		return graphql.Object{"id": "gid://shopify/Customer/" + id, "orders": of}
	}
	op, refusals := graphql.PrepareBulkQuery(admin(t),
		`{ customers { edges { node { id orders { edges { node { id } } } } } } recent: orders(reverse: true) { edges { node { id } } } }`)
	require.Empty(t, refusals)
	var out strings.Builder
	require.Equal(t, []int{4, 1, 1}, objects(t, op, graphql.Bulk{Nodes: 2}, func(name string) (graphql.Field, bool) {
		if name == "QueryRoot.orders" {
			return orders("9"), true
		}
		return graphql.Connection("CustomerConnection", []graphql.Object{
			customer("1", orders("1")), customer("2", orders("2")), customer("3", orders()),
		}), true
	}, &out))
	require.Equal(t, `{"id":"gid:\/\/shopify\/Customer\/1"}
{"id":"gid:\/\/shopify\/Customer\/2"}
{"id":"gid:\/\/shopify\/Order\/1","__parentId":"gid:\/\/shopify\/Customer\/1"}
{"id":"gid:\/\/shopify\/Order\/2","__parentId":"gid:\/\/shopify\/Customer\/2"}
{"id":"gid:\/\/shopify\/Customer\/3"}
{"id":"gid:\/\/shopify\/Order\/9"}
`, out.String())
}

func TestABulkQueryThatFailsWritesNothing(t *testing.T) {
	t.Parallel()
	op, refusals := graphql.PrepareBulkQuery(admin(t), `{ customers { edges { node { id } } } }`)
	require.Empty(t, refusals)
	var out strings.Builder
	_, errs, err := op.RunBulk(graphql.Bulk{Nodes: 10}, graphql.BulkPlace{}, func(string) (graphql.Field, bool) { return nil, false }, func(string) *graphql.Error { return nil }, &out)
	require.NoError(t, err)
	require.Len(t, errs, 1)
	require.Empty(t, out.String())
}

func TestABulkMutationHasOneRoot(t *testing.T) {
	t.Parallel()
	tags := `tagsAdd(id: $id, tags: $tags) { userErrors { message } }`
	for _, c := range []struct {
		text    string
		refusal graphql.BulkRefusal
	}{
		{`mutation { not parseable`, graphql.BulkRefusal{Message: "Failed to parse the mutation - syntax error, unexpected end of file at [1, 16]", Code: "INVALID_MUTATION"}},
		{`query { shop { id } }`, graphql.BulkRefusal{Message: "Invalid operation type. Only `mutation` operations are supported.", Code: "INVALID_MUTATION"}},
		{
			`mutation ($id: ID!, $tags: [String!]!) { ` + tags + ` b: ` + tags + ` }`,
			graphql.BulkRefusal{Field: []string{"mutation"}, Message: "You must specify a single top level mutation."},
		},
		{
			`mutation ($i: CustomerInput!) { customerUpdate(input: $i) { customer { orders(first: 1) { edges { node { id lineItems(first: 1) { edges { node { id } } } } } } } } }`,
			graphql.BulkRefusal{Field: []string{"mutation"}, Message: "Bulk mutations cannot contain more than 1 connection."},
		},
	} {
		_, refusal := graphql.PrepareBulkMutation(admin(t), c.text)
		require.Equal(t, &c.refusal, refusal, c.text)
	}
}

func TestABulkMutationRunsOncePerLine(t *testing.T) {
	t.Parallel()
	m, refusal := graphql.PrepareBulkMutation(admin(t), `mutation ($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }`)
	require.Nil(t, refusal)
	require.Equal(t, "tagsAdd", m.Root)
	var seen []any
	roots := func(string) (graphql.Field, bool) {
		return func(args map[string]any) (any, error) {
			seen = append(seen, args["tags"])
			return graphql.Object{"userErrors": []any{}}, nil
		}, true
	}
	var out strings.Builder
	for n, vars := range []map[string]any{
		{"id": "gid://shopify/Customer/1", "tags": []any{"a"}},
		{"id": "gid://shopify/Customer/2"},
		{"id": "gid://shopify/Customer/3", "tags": []any{"c"}},
	} {
		_, err := m.RunLine(n, vars, roots, func(string) *graphql.Error { return nil }, &out)
		require.NoError(t, err)
	}
	require.Equal(t, []any{[]any{"a"}, []any{"c"}}, seen)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Equal(t, `{"data":{"tagsAdd":{"userErrors":[]}},"__lineNumber":0}`, lines[0])
	require.Contains(t, lines[1], `{"errors":[{"message":"Variable $tags of type [String!]! was provided invalid value"`)
	require.Equal(t, `{"data":{"tagsAdd":{"userErrors":[]}},"__lineNumber":2}`, lines[2])
}
