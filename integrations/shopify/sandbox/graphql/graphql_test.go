package graphql_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

var schema = gqlparser.MustLoadSchema(&ast.Source{Input: `
	type Query { pet(name: String = "Rex"): Pet pets(first: Int): PetConnection! }
	interface Pet { name: String! size: Size }
	type Dog implements Pet { name: String! size: Size barks: Boolean! }
	type Cat implements Pet { name: String! size: Size }
	enum Size { SMALL LARGE }
	type PetConnection { nodes: [Pet!]! edges: [PetEdge!]! pageInfo: PageInfo! }
	type PetEdge { node: Pet! cursor: String! }
	type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
	type Mutation { rename(to: String!): Pet }`})

func dog(name string) graphql.Object {
	return graphql.Object{"__typename": "Dog", "id": name, "name": name, "size": "LARGE", "barks": true}
}

// ask runs a query over a world of dogs and returns data as JSON, the errors' messages and the cost.
func ask(t *testing.T, query string, variables map[string]any) (string, []string, int) {
	t.Helper()
	op, errs := graphql.Prepare(schema, graphql.Request{Query: query, Variables: variables})
	require.Empty(t, errs)
	result := op.Run(func(name string) (graphql.Field, bool) {
		f, ok := map[string]graphql.Field{
			"Query.pet":       func(a map[string]any) (any, error) { return dog(a["name"].(string)), nil },
			"Query.pets":      graphql.Connection("PetConnection", []graphql.Object{dog("a"), dog("b"), dog("c")}),
			"Mutation.rename": func(a map[string]any) (any, error) { return dog(a["to"].(string)), nil },
		}[name]
		return f, ok
	}, func(coordinate string) *graphql.Error {
		if coordinate == "Dog.size" {
			return graphql.Coded("ACCESS_DENIED", "no size")
		}
		if coordinate == "Dog.barks" {
			return graphql.Coded("ACCESS_DENIED", "no barks")
		}
		return nil
	})
	text, err := json.Marshal(result.Data)
	require.NoError(t, err)
	var messages []string
	for _, e := range result.Errors {
		messages = append(messages, e.Message)
	}
	return string(text), messages, result.Cost
}

func TestFragmentsAliasesAndDirectivesSelectWhatTheySay(t *testing.T) {
	t.Parallel()
	data, errs, cost := ask(t, `query ($on: Boolean!) { a: pet(name: "Ada") { ...f ... on Cat { name } } pet { name @skip(if: $on) __typename } }
		fragment f on Pet { name }`, map[string]any{"on": true})
	require.Equal(t, `{"a":{"name":"Ada"},"pet":{"__typename":"Dog"}}`, data)
	require.Empty(t, errs)
	require.Equal(t, 2, cost)
}

func TestANullMovesToTheNearestParentThatMayBeNull(t *testing.T) {
	t.Parallel()
	data, errs, _ := ask(t, `{ pet { name size } other: pet { ... on Dog { barks } } }`, nil)
	require.Equal(t, `{"pet":{"name":"Rex","size":null},"other":null}`, data)
	require.Equal(t, []string{"no size", "no barks"}, errs)
}

func TestAConnectionPagesBothWays(t *testing.T) {
	t.Parallel()
	data, _, cost := ask(t, `{ pets(first: 2) { nodes { name } pageInfo { hasNextPage hasPreviousPage } } }`, nil)
	require.Equal(t, `{"pets":{"nodes":[{"name":"a"},{"name":"b"}],"pageInfo":{"hasNextPage":true,"hasPreviousPage":false}}}`, data)
	require.Equal(t, 2+1*1, cost)
	_, errs, _ := ask(t, `{ pets { nodes { name } } }`, nil)
	require.Equal(t, []string{"you must provide one of first or last"}, errs)
}

func TestAMutationCostsTenWhateverItReturns(t *testing.T) {
	t.Parallel()
	data, _, cost := ask(t, `mutation { rename(to: "Bo") { name } again: rename(to: "Mo") { name } }`, nil)
	require.Equal(t, `{"rename":{"name":"Bo"},"again":{"name":"Mo"}}`, data)
	require.Equal(t, 20, cost)
}

func TestAnInvalidRequestIsRefusedBeforeItRuns(t *testing.T) {
	t.Parallel()
	for _, query := range []string{`{ nope }`, `{ pet { name `, `query A { pet { name } } query B { pet { name } }`, `mutation { rename { name } }`} {
		_, errs := graphql.Prepare(schema, graphql.Request{Query: query})
		require.NotEmpty(t, errs, query)
	}
}
