package graphql_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// Whatever is sent is answered, and what is let through another validator of
// GraphQL lets through too.
func FuzzARequestIsAnswered(f *testing.F) {
	for _, seed := range []string{
		`{ shop { name } }`,
		`query Q($n: Int = 5, $q: String) { customers(first: $n, query: $q) { edges { node { ...c } } } } fragment c on Customer { id tags }`,
		`mutation M($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { field message } } }`,
		`{ nodes(ids: ["gid://shopify/Order/1"]) { id ... on Order { name @skip(if: true) } ... on HasMetafields { metafield(key: "k") { value } } } }`,
		`{ a: pet(name: "x") { size } ...f } fragment f on Query { pet { name ... on Dog { barks } } }`,
		`{ __schema { types { name } } }`, `{ customers(first: 99999999999999999999) { nodes { id } } }`, "{ shop { name", `subscription { a }`,
	} {
		f.Add(seed, `{"n": 1, "m": [{"ownerId": "gid://shopify/Shop/1", "key": "a", "value": "b"}]}`)
	}
	roots := func(string) (graphql.Field, bool) {
		return func(map[string]any) (any, error) { return graphql.Object{"__typename": "Dog", "name": "Rex"}, nil }, true
	}
	allow := func(string) *graphql.Error { return nil }
	parsed := admin(f)
	f.Fuzz(func(t *testing.T, query, variables string) {
		var vars map[string]any
		_ = json.Unmarshal([]byte(variables), &vars) // what is no object is no variables
		for _, s := range []*ast.Schema{schema, parsed} {
			op, errs := graphql.Prepare(s, graphql.Request{Query: query, Variables: vars})
			if bulk, refusals := graphql.PrepareBulkQuery(s, query); len(refusals) == 0 {
				_, _, err := bulk.RunBulk(graphql.Bulk{Nodes: 10}, graphql.BulkPlace{}, roots, allow, io.Discard)
				require.NoError(t, err)
			}
			graphql.PrepareBulkMutation(s, query)
			if errs != nil {
				continue
			}
			op.CostFields()
			result := op.Run(roots, allow)
			require.LessOrEqual(t, result.Cost, op.Cost)
			_, err := json.Marshal(result)
			require.NoError(t, err)
			_, told := gqlparser.LoadQueryWithRules(s, query, nil)
			for _, e := range told {
				require.Contains(t, laxer, e.Rule, "%s: %s", query, e.Message)
			}
		}
	})
}

// laxer are rules Shopify does not keep: fields of different types under one
// name on types that never meet, unions without selections, and large numbers.
var laxer = []string{"OverlappingFieldsCanBeMerged", "ScalarLeafs", "ValuesOfCorrectType", "MaxIntrospectionDepth"}

// Fragments that spread each other double with every step: asked for much, they
// are refused in time.
func TestARequestThatGrowsWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	var deep, wide strings.Builder
	deep.WriteString(`{ shop { ...f0 } }`)
	wide.WriteString(`{ customer(id: "gid://shopify/Customer/1") { ...g0 } }`)
	for i := range 40 {
		n, next := string(rune('A'+i/10))+string(rune('0'+i%10)), string(rune('A'+(i+1)/10))+string(rune('0'+(i+1)%10))
		if i == 0 {
			n = ""
		}
		name, after := "f0"+n, "f0"+next
		deep.WriteString(` fragment ` + name + ` on Shop { ...` + after + ` ...` + after + ` }`)
		name, after = "g0"+n, "g0"+next
		wide.WriteString(` fragment ` + name + ` on Customer { lastOrder { customer { ...` + after + ` } again: customer { ...` + after + ` } } }`)
	}
	deep.WriteString(` fragment f0E0 on Shop { name }`)
	wide.WriteString(` fragment g0E0 on Customer { id }`)
	start := time.Now()
	op, errs := graphql.Prepare(admin(t), graphql.Request{Query: deep.String()})
	require.Empty(t, errs)
	require.Equal(t, 1, op.Cost)
	_, errs = graphql.Prepare(admin(t), graphql.Request{Query: wide.String()})
	require.Len(t, errs, 1)
	require.Equal(t, "This query is too large to execute.", errs[0].Message)
	_, errs = graphql.Prepare(admin(t), graphql.Request{Query: strings.Repeat("{ shop ", 5000)})
	require.Len(t, errs, 1)
	_, errs = graphql.Prepare(admin(t), graphql.Request{Query: `{ shop { ` + strings.Repeat("name ", 60_000) + ` } }`})
	require.Len(t, errs, 1)
	require.Less(t, time.Since(start), 20*time.Second)
}
