package graphql_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// answer runs a request that needs no roots of its own.
func answer(t *testing.T, query string) string {
	t.Helper()
	result := prepare(t, query, nil).Run(func(string) (graphql.Field, bool) { return nil, false }, func(string) *graphql.Error { return nil })
	require.Empty(t, result.Errors)
	text, err := json.Marshal(result.Data)
	require.NoError(t, err)
	return string(text)
}

func TestTheSchemaTellsOfItself(t *testing.T) {
	t.Parallel()
	require.JSONEq(t, `{"__typename": "QueryRoot", "__schema": {"queryType": {"name": "QueryRoot"}, "mutationType": {"name": "Mutation"}, "subscriptionType": null}}`,
		answer(t, `{ __typename __schema { queryType { name } mutationType { name } subscriptionType { name } } }`))
	require.JSONEq(t, `{"__type": {"kind": "INPUT_OBJECT", "isOneOf": true, "fields": null, "inputFields": [
		{"name": "customId", "type": {"kind": "INPUT_OBJECT", "name": "UniqueMetafieldValueInput", "ofType": null}},
		{"name": "id", "type": {"kind": "SCALAR", "name": "ID", "ofType": null}}]}}`,
		answer(t, `{ __type(name: "LocationIdentifierInput") { kind isOneOf fields { name } inputFields { name type { kind name ofType { name } } } } }`))
	require.JSONEq(t, `{"__type": {"kind": "ENUM", "possibleTypes": null, "enumValues": [
		{"name": "ACTIVE"}, {"name": "ARCHIVED"}, {"name": "DRAFT"}, {"name": "UNLISTED"}]}}`,
		answer(t, `{ __type(name: "ProductStatus") { kind possibleTypes { name } enumValues { name } } }`))
	require.JSONEq(t, `{"__type": null}`, answer(t, `{ __type(name: "Cat") { name } }`))
}

// This is what GraphiQL and code generators ask first.
func TestTheWholeSchemaCanBeRead(t *testing.T) {
	t.Parallel()
	text := answer(t, `{ __schema { types { ...type } directives { name locations args { ...input } } } }
		fragment type on __Type { kind name description
			fields(includeDeprecated: true) { name isDeprecated deprecationReason args { ...input } type { ...ref } }
			inputFields { ...input } interfaces { ...ref } possibleTypes { ...ref } enumValues(includeDeprecated: true) { name isDeprecated } }
		fragment input on __InputValue { name defaultValue type { ...ref } }
		fragment ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`)
	var read struct {
		Schema struct {
			Types []struct {
				Name   string
				Fields []struct{ Name string }
			}
		} `json:"__schema"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &read))
	require.Len(t, read.Schema.Types, len(admin(t).Types))
	for _, known := range read.Schema.Types {
		if known.Name == "Customer" {
			require.Len(t, known.Fields, len(admin(t).Types["Customer"].Fields))
			return
		}
	}
	t.Fatal("no Customer among the types")
}

func TestAskingForTheSchemaOverAndOverIsRefused(t *testing.T) {
	t.Parallel()
	_, errs := graphql.Prepare(admin(t), graphql.Request{Query: `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }`})
	require.Len(t, errs, 1)
	require.Equal(t, "Maximum introspection depth exceeded", errs[0].Message)

	again := ""
	for _, alias := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		again += alias + `: __schema { types { fields { type { fields { name } } } } } `
	}
	result := prepare(t, `{ `+again+` }`, nil).Run(func(string) (graphql.Field, bool) { return nil, false }, func(string) *graphql.Error { return nil })
	require.Nil(t, result.Data)
	require.NotEmpty(t, result.Errors)
	require.Equal(t, "This query is too large to execute.", result.Errors[0].Message)
}
