package graphql_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// refused is what a request is refused with, as the client reads it.
func refused(t *testing.T, req graphql.Request) string {
	t.Helper()
	_, errs := graphql.Prepare(admin(t), req)
	text, err := json.Marshal(errs)
	require.NoError(t, err)
	return string(text)
}

// Shopify runs graphql-ruby; these are its words, codes and places.
func TestAWrongRequestIsRefusedInShopifysWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, query, errors string }{
		{
			"a field that does not exist", "query Q {\n  shop { nope }\n}",
			`[{"message": "Field 'nope' doesn't exist on type 'Shop'", "locations": [{"line": 2, "column": 10}], "path": ["query Q", "shop", "nope"],
			   "extensions": {"code": "undefinedField", "typeName": "Shop", "fieldName": "nope"}}]`,
		},
		{
			"a root that does not exist, and the variable it alone used", `query Q($id: ID!) { nope(id: $id) { id } }`,
			`[{"message": "Field 'nope' doesn't exist on type 'QueryRoot'", "locations": [{"line": 1, "column": 21}], "path": ["query Q", "nope"],
			   "extensions": {"code": "undefinedField", "typeName": "QueryRoot", "fieldName": "nope"}},
			  {"message": "Variable $id is declared by Q but not used", "locations": [{"line": 1, "column": 1}], "path": ["query Q"],
			   "extensions": {"code": "variableNotUsed", "variableName": "id"}}]`,
		},
		{
			"a field on a union", `{ codeDiscountNode(id: "gid://shopify/DiscountCodeNode/1") { codeDiscount { title } } }`,
			`[{"message": "Selections can't be made directly on unions (see selections on DiscountCode)", "locations": [{"line": 1, "column": 77}],
			   "path": ["query", "codeDiscountNode", "codeDiscount", "title"], "extensions": {"code": "selectionMismatch", "nodeName": "DiscountCode"}}]`,
		},
		{
			"an argument that does not exist", `{ customers(first: 1, limit: 2) { nodes { id } } }`,
			`[{"message": "Field 'customers' doesn't accept argument 'limit'", "locations": [{"line": 1, "column": 23}], "path": ["query", "customers", "limit"],
			   "extensions": {"code": "argumentNotAccepted", "name": "customers", "typeName": "Field", "argumentName": "limit"}}]`,
		},
		{
			"an input field that does not exist", `mutation { customerUpdate(input: {id: "gid://shopify/Customer/1", age: 3}) { customer { id } } }`,
			`[{"message": "InputObject 'CustomerInput' doesn't accept argument 'age'", "locations": [{"line": 1, "column": 67}],
			   "path": ["mutation", "customerUpdate", "input", "age"],
			   "extensions": {"code": "argumentNotAccepted", "name": "CustomerInput", "typeName": "InputObject", "argumentName": "age"}}]`,
		},
		{
			"an argument that is missing", `mutation M { tagsAdd { userErrors { message } } }`,
			`[{"message": "Field 'tagsAdd' is missing required arguments: id, tags", "locations": [{"line": 1, "column": 14}], "path": ["mutation M", "tagsAdd"],
			   "extensions": {"code": "missingRequiredArguments", "className": "Field", "name": "tagsAdd", "arguments": "id, tags"}}]`,
		},
		{
			"an input field that is missing, in a list", `mutation { metafieldsSet(metafields: [{key: "a", value: "b"}]) { userErrors { message } } }`,
			`[{"message": "Argument 'ownerId' on InputObject 'MetafieldsSetInput' is required. Expected type ID!", "locations": [{"line": 1, "column": 39}],
			   "path": ["mutation", "metafieldsSet", "metafields", 0, "ownerId"],
			   "extensions": {"code": "missingRequiredInputObjectAttribute", "argumentName": "ownerId", "argumentType": "ID!", "inputObjectType": "MetafieldsSetInput"}}]`,
		},
		{
			"a value of another type", `{ customers(first: "ten") { nodes { id } } }`,
			`[{"message": "Argument 'first' on Field 'customers' has an invalid value (\"ten\"). Expected type 'Int'.", "locations": [{"line": 1, "column": 3}],
			   "path": ["query", "customers", "first"], "extensions": {"code": "argumentLiteralsIncompatible", "typeName": "Field", "argumentName": "first"}}]`,
		},
		{
			"null where there must be a value", `mutation { tagsAdd(id: null, tags: ["a", "b"]) { userErrors { message } } }`,
			`[{"message": "Argument 'id' on Field 'tagsAdd' has an invalid value (null). Expected type 'ID!'.", "locations": [{"line": 1, "column": 12}],
			   "path": ["mutation", "tagsAdd", "id"], "extensions": {"code": "argumentLiteralsIncompatible", "typeName": "Field", "argumentName": "id"}}]`,
		},
		{
			"a list and a choice that are wrong", `mutation { customerAddTaxExemptions(customerId: "gid://shopify/Customer/1", taxExemptions: [FOO, BAR]) { userErrors { message } } }`,
			`[{"message": "Argument 'taxExemptions' on Field 'customerAddTaxExemptions' has an invalid value ([FOO, BAR]). Expected type '[TaxExemption!]!'.",
			   "locations": [{"line": 1, "column": 12}], "path": ["mutation", "customerAddTaxExemptions", "taxExemptions"],
			   "extensions": {"code": "argumentLiteralsIncompatible", "typeName": "Field", "argumentName": "taxExemptions"}}]`,
		},
		{
			"an id that is none", `{ customer(id: "12") { id } }`,
			`[{"message": "Invalid global id '12'", "locations": [{"line": 1, "column": 3}], "path": ["query", "customer", "id"],
			   "extensions": {"code": "argumentLiteralsIncompatible", "typeName": "CoercionError"}}]`,
		},
		{
			"an object without selections", `query Q { shop }`,
			`[{"message": "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
			   "locations": [{"line": 1, "column": 11}], "path": ["query Q", "shop"],
			   "extensions": {"code": "selectionMismatch", "nodeName": "field 'shop'", "typeName": "Shop"}}]`,
		},
		{
			"a scalar with selections", `{ shop { name { length } } }`,
			`[{"message": "Selections can't be made on scalars (field 'name' returns String but has selections [\"length\"])", "locations": [{"line": 1, "column": 10}],
			   "path": ["query", "shop", "name"], "extensions": {"code": "selectionMismatch", "nodeName": "field 'name'", "typeName": "String"}}]`,
		},
		{
			"a variable nobody declared", `{ customers(first: $n) { nodes { id } } }`,
			`[{"message": "Variable $n is used by anonymous query but not declared", "locations": [{"line": 1, "column": 20}], "path": ["query", "customers", "first"],
			   "extensions": {"code": "variableNotDefined", "variableName": "n"}}]`,
		},
		{
			"a variable of another type", `query Q($id: String!) { customer(id: $id) { id } }`,
			`[{"message": "Type mismatch on variable $id and argument id (String! / ID!)", "locations": [{"line": 1, "column": 34}], "path": ["query Q", "customer", "id"],
			   "extensions": {"code": "variableMismatch", "variableName": "id", "typeName": "String!", "argumentName": "id", "errorMessage": "Type mismatch"}}]`,
		},
		{
			"a variable that may be null", `query Q($id: ID) { customer(id: $id) { id } }`,
			`[{"message": "Nullability mismatch on variable $id and argument id (ID / ID!)", "locations": [{"line": 1, "column": 29}], "path": ["query Q", "customer", "id"],
			   "extensions": {"code": "variableMismatch", "variableName": "id", "typeName": "ID", "argumentName": "id", "errorMessage": "Nullability mismatch"}}]`,
		},
		{
			"a variable that is no list", `query Q($ids: ID!) { nodes(ids: $ids) { id } }`,
			`[{"message": "List dimension mismatch on variable $ids and argument ids (ID! / [ID!]!)", "locations": [{"line": 1, "column": 28}], "path": ["query Q", "nodes", "ids"],
			   "extensions": {"code": "variableMismatch", "variableName": "ids", "typeName": "ID!", "argumentName": "ids", "errorMessage": "List dimension mismatch"}}]`,
		},
		{
			"a variable of no type", `query Q($c: Cat!) { customer(id: $c) { id } }`,
			`[{"message": "Cat isn't a defined input type (on $c)", "locations": [{"line": 1, "column": 9}], "path": ["query Q"],
			   "extensions": {"code": "variableRequiresValidType", "typeName": "Cat", "variableName": "c"}}]`,
		},
		{
			"a default of another type", `query Q($n: Int = "two") { customers(first: $n) { nodes { id } } }`,
			`[{"message": "Could not coerce value \"two\" to Int", "locations": [{"line": 1, "column": 9}], "path": ["query Q"],
			   "extensions": {"code": "defaultValueInvalidType", "variableName": "n", "typeName": "Int"}}]`,
		},
		{
			"a fragment nobody wrote", `{ shop { ...gone } }`,
			`[{"message": "Fragment gone was used, but not defined", "locations": [{"line": 1, "column": 10}], "path": ["query", "shop", "... gone"],
			   "extensions": {"code": "useAndDefineFragment", "fragmentName": "gone"}}]`,
		},
		{
			"a fragment nobody uses", `{ shop { name } } fragment idle on Shop { id }`,
			`[{"message": "Fragment idle was defined, but not used", "locations": [{"line": 1, "column": 19}], "path": ["fragment idle"],
			   "extensions": {"code": "useAndDefineFragment", "fragmentName": "idle"}}]`,
		},
		{
			"a fragment in itself", `{ shop { ...loop } } fragment loop on Shop { name ...loop }`,
			`[{"message": "Fragment loop contains an infinite loop", "locations": [{"line": 1, "column": 22}], "path": ["fragment loop"],
			   "extensions": {"code": "infiniteLoop", "fragmentName": "loop"}}]`,
		},
		{
			"a fragment on no type", `{ node(id: "gid://shopify/Cat/1") { ... on Cat { id } } }`,
			`[{"message": "No such type Cat, so it can't be a fragment condition", "locations": [{"line": 1, "column": 37}], "path": ["query", "node", "... on Cat"],
			   "extensions": {"code": "undefinedType", "typeName": "Cat"}}]`,
		},
		{
			"a fragment on a scalar", `{ shop { ... on String { id } } }`,
			`[{"message": "Invalid fragment on type String (must be Union, Interface or Object)", "locations": [{"line": 1, "column": 10}],
			   "path": ["query", "shop", "... on String"], "extensions": {"code": "fragmentOnNonCompositeType", "typeName": "String"}}]`,
		},
		{
			"a fragment where it cannot hold", `{ shop { ... on Order { id } } }`,
			`[{"message": "Fragment on Order can't be spread inside Shop", "locations": [{"line": 1, "column": 10}], "path": ["query", "shop", "... on Order"],
			   "extensions": {"code": "cannotSpreadFragment", "typeName": "Order", "fragmentName": "unknown", "parentName": "Shop"}}]`,
		},
		{
			"a directive that does not exist", `{ shop @fast { name } }`,
			`[{"message": "Directive @fast is not defined", "locations": [{"line": 1, "column": 8}], "path": ["query", "shop"],
			   "extensions": {"code": "undefinedDirective", "directiveName": "fast"}}]`,
		},
		{
			"a directive in the wrong place", `query Q @skip(if: true) { shop { name } }`,
			`[{"message": "'@skip' can't be applied to queries (allowed: fields, fragment spreads, inline fragments)", "locations": [{"line": 1, "column": 9}],
			   "path": ["query Q"], "extensions": {"code": "directiveCannotBeApplied", "targetName": "queries", "name": "skip"}}]`,
		},
		{
			"a directive without what it needs", `mutation { inventorySetQuantities(input: {name: "a", reason: "b", quantities: []}) @idempotent { userErrors { message } } }`,
			`[{"message": "Directive 'idempotent' is missing required arguments: key", "locations": [{"line": 1, "column": 84}], "path": ["mutation", "inventorySetQuantities"],
			   "extensions": {"code": "missingRequiredArguments", "className": "Directive", "name": "idempotent", "arguments": "key"}}]`,
		},
		{
			"two fields under one name", `{ shop { a: name a: email } }`,
			`[{"message": "Field 'a' has a field conflict: name or email?", "locations": [{"line": 1, "column": 10}, {"line": 1, "column": 18}], "path": [],
			   "extensions": {"code": "fieldConflict", "fieldName": "a", "conflicts": "name or email"}}]`,
		},
		{
			"one field with two arguments", `{ customers(first: 1) { nodes { id } } customers(first: 2) { nodes { id } } }`,
			`[{"message": "Field 'customers' has an argument conflict: {first:\"1\"} or {first:\"2\"}?",
			   "locations": [{"line": 1, "column": 3}, {"line": 1, "column": 40}], "path": [],
			   "extensions": {"code": "fieldConflict", "fieldName": "customers", "conflicts": "{first:\"1\"} or {first:\"2\"}"}}]`,
		},
		{
			"one key too many", `{ location: locationByIdentifier(identifier: {}) { id } }`,
			`[{"message": "OneOf Input Object 'LocationIdentifierInput' must specify exactly one key.", "locations": [{"line": 1, "column": 46}],
			   "path": ["query", "location", "identifier"], "extensions": {"code": "invalidOneOfInputObject", "inputObjectType": "LocationIdentifierInput"}}]`,
		},
		{
			"the end of the file", "query Q {\n  shop {\n    id\n",
			`[{"message": "syntax error, unexpected end of file at [3, 5]", "locations": [{"line": 3, "column": 5}], "extensions": {"code": "PARSE_ERROR"}}]`,
		},
		{
			"a bracket too many", `{ shop { name ) } }`,
			`[{"message": "syntax error, unexpected RPAREN (\")\") at [1, 15]", "locations": [{"line": 1, "column": 15}], "extensions": {"code": "PARSE_ERROR"}}]`,
		},
		{"nothing but a fragment", `fragment f on Shop { id }`, `[{"message": "Unexpected end of document", "extensions": {"code": "PARSE_ERROR"}}]`},
		{
			"a subscription", `subscription { shop { name } }`,
			`[{"message": "Schema is not configured for subscriptions", "locations": [{"line": 1, "column": 1}], "path": ["subscription"],
			   "extensions": {"code": "missingSubscriptionConfiguration"}}]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.JSONEq(t, c.errors, refused(t, graphql.Request{Query: c.query}))
		})
	}
}

func TestTheOperationToRunMustBeKnown(t *testing.T) {
	t.Parallel()
	two := `query A { shop { name } } query B { shop { id } }`
	require.JSONEq(t, `[{"message": "An operation name is required"}]`, refused(t, graphql.Request{Query: two}))
	require.JSONEq(t, `[{"message": "No operation named \"C\""}]`, refused(t, graphql.Request{Query: two, Name: "C"}))
	require.Equal(t, `null`, refused(t, graphql.Request{Query: two, Name: "B"}))
	require.Contains(t, refused(t, graphql.Request{Query: `query A { shop { name } } query A { shop { id } }`, Name: "A"}),
		`Operation name \"A\" must be unique`)
	require.Contains(t, refused(t, graphql.Request{Query: `{ shop { name } } query A { shop { id } }`, Name: "A"}),
		`Operation name is required when multiple operations are present`)
}

func TestAVariableIsRefusedWithEverythingThatIsWrongInIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, operation, sent, told, problems string }{
		{
			"missing", `query Q($v: ID!) { customer(id: $v) { id } }`, `{}`, "ID! was provided invalid value",
			`[{"path": [], "explanation": "Expected value to not be null"}]`,
		},
		{
			"no id", `query Q($v: ID!) { customer(id: $v) { id } }`, `{"v": "nope"}`, "ID! was provided invalid value",
			`[{"path": [], "explanation": "Invalid global id 'nope'", "message": "Invalid global id 'nope'"}]`,
		},
		{
			"no number", `query Q($v: Int) { customers(first: $v) { nodes { id } } }`, `{"v": 1.5}`, "Int was provided invalid value",
			`[{"path": [], "explanation": "Could not coerce value 1.5 to Int"}]`,
		},
		{
			"no text", `query Q($v: String) { customers(first: 1, query: $v) { nodes { id } } }`, `{"v": 5}`, "String was provided invalid value",
			`[{"path": [], "explanation": "Could not coerce value 5 to String"}]`,
		},
		{
			"no choice", `mutation Q($v: ProductStatus!) { productChangeStatus(productId: "gid://shopify/Product/1", status: $v) { product { id } } }`,
			`{"v": "GONE"}`, "ProductStatus! was provided invalid value",
			`[{"path": [], "explanation": "Expected \"GONE\" to be one of: ACTIVE, ARCHIVED, DRAFT, UNLISTED"}]`,
		},
		{
			"no address", `mutation Q($v: URL!) { appPurchaseOneTimeCreate(name: "a", price: {amount: 1, currencyCode: EUR}, returnUrl: $v) { confirmationUrl } }`,
			`{"v": "example.com"}`, "URL! was provided invalid value",
			`[{"path": [], "explanation": "Invalid url 'example.com', missing scheme", "message": "Invalid url 'example.com', missing scheme"}]`,
		},
		{
			"no time", `mutation Q($v: DateTime!) { fulfillmentOrderReschedule(id: "gid://shopify/FulfillmentOrder/1", fulfillAt: $v) { fulfillmentOrder { id } } }`,
			`{"v": "soon"}`, "DateTime! was provided invalid value",
			`[{"path": [], "explanation": "invalid DateTime 'soon'", "message": "invalid DateTime 'soon'"}]`,
		},
		{
			"an item of a list", `mutation Q($v: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $v) { metafields { id } } }`,
			`{"v": [{"ownerId": "gid://shopify/Customer/1", "key": "k", "size": 1}]}`,
			"[MetafieldsSetInput!]! was provided invalid value for 0.size (Field is not defined on MetafieldsSetInput), 0.value (Expected value to not be null)",
			`[{"path": [0, "size"], "explanation": "Field is not defined on MetafieldsSetInput"},
			  {"path": [0, "value"], "explanation": "Expected value to not be null"}]`,
		},
		{
			"no object", `mutation Q($v: CustomerInput!) { customerUpdate(input: $v) { customer { id } } }`, `{"v": "Ada"}`,
			"CustomerInput! was provided invalid value", `[{"path": [], "explanation": "Expected \"Ada\" to be a key-value object."}]`,
		},
		{
			"one key too few", `query Q($v: CustomerIdentifierInput!) { customerByIdentifier(identifier: $v) { id } }`, `{"v": {}}`,
			"CustomerIdentifierInput! was provided invalid value",
			`[{"path": [], "explanation": "'CustomerIdentifierInput' requires exactly one argument, but 0 were provided."}]`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var sent map[string]any
			decoder := json.NewDecoder(strings.NewReader(c.sent))
			decoder.UseNumber()
			require.NoError(t, decoder.Decode(&sent))
			_, errs := graphql.Prepare(admin(t), graphql.Request{Query: c.operation, Variables: sent})
			require.Len(t, errs, 1)
			require.Equal(t, "Variable $v of type "+c.told, errs[0].Message)
			require.Equal(t, []graphql.Location{{Line: 1, Column: strings.Index(c.operation, "$v") + 1}}, errs[0].Locations)
			require.Equal(t, "INVALID_VARIABLE", errs[0].Extensions["code"])
			require.Equal(t, sent["v"], errs[0].Extensions["value"])
			problems, err := json.Marshal(errs[0].Extensions["problems"])
			require.NoError(t, err)
			require.JSONEq(t, c.problems, string(problems))
		})
	}
}

func TestAnInputListHoldsTwoHundredAndFiftyAtMost(t *testing.T) {
	t.Parallel()
	ids := make([]any, 251)
	for i := range ids {
		ids[i] = "gid://shopify/Customer/1"
	}
	req := graphql.Request{Query: `query ($ids: [ID!]!) { all: nodes(ids: $ids) { id } }`, Variables: map[string]any{"ids": ids[:250]}}
	require.Equal(t, `null`, refused(t, req))
	req.Variables["ids"] = ids
	require.JSONEq(t, `[{"message": "The input array size of 251 is greater than the maximum allowed of 250.", "locations": [{"line": 1, "column": 24}],
		"path": ["all", "ids"], "extensions": {"code": "MAX_INPUT_SIZE_EXCEEDED"}}]`, refused(t, req))
}
