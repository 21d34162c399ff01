package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const setMetafields = `mutation Set($m: [MetafieldsSetInput!]!) {
	metafieldsSet(metafields: $m) { metafields { namespace key value type } userErrors { field message code elementIndex } } }`

func TestAMetafieldIsWrittenTypedAndReadBackByTheAppsOwnNamespace(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	id := b.ada().ID
	got := b.graphql(setMetafields, map[string]any{"m": []any{
		map[string]any{"ownerId": id, "key": "source", "type": "single_line_text_field", "value": "podcast"},
		map[string]any{"ownerId": id, "key": "topics", "type": "list.single_line_text_field", "value": `["tea","coffee"]`},
	}})
	require.Empty(t, got.Errors)
	require.Equal(t, 10, *got.Extensions.Cost.Actual)

	got = b.graphql(`query Read($id: ID!) { customer(id: $id) { one: metafield(namespace: "$app", key: "source") { value type namespace }
		... on HasMetafields { metafields(first: 5) { nodes { key jsonValue } } } } }`, map[string]any{"id": id})
	customer := got.Data["customer"].(map[string]any)
	require.Equal(t, "podcast", customer["one"].(map[string]any)["value"])
	require.True(t, strings.HasPrefix(customer["one"].(map[string]any)["namespace"].(string), "app--"))
	require.Equal(t, "podcast", b.ada().Metafields["$app.source"].Value)
	require.Equal(t, `["tea","coffee"]`, b.ada().Metafields["$app.topics"].Value)
}

func TestOneBadMetafieldRefusesAllAndSaysWhich(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	id := b.ada().ID
	got := b.graphql(setMetafields, map[string]any{"m": []any{
		map[string]any{"ownerId": id, "key": "source", "type": "single_line_text_field", "value": "podcast"},
		map[string]any{"ownerId": "gid://shopify/Customer/1", "key": "source", "type": "single_line_text_field", "value": "podcast"},
		map[string]any{"ownerId": id, "key": "lines", "type": "single_line_text_field", "value": "a\nb"},
	}})
	payload := got.Data["metafieldsSet"].(map[string]any)
	require.Empty(t, payload["metafields"])
	errs := payload["userErrors"].([]any)
	require.Len(t, errs, 2)
	require.Equal(t, []any{"metafields", "1", "ownerId"}, errs[0].(map[string]any)["field"])
	require.Equal(t, []any{"metafields", "2", "value"}, errs[1].(map[string]any)["field"])
	require.Equal(t, "INVALID_VALUE", errs[1].(map[string]any)["code"])
	require.Empty(t, b.ada().Metafields)
}

func TestTwentySixMetafieldsAreTooMany(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	var many []any
	for i := range 26 {
		many = append(many, map[string]any{"ownerId": b.ada().ID, "key": fmt.Sprintf("key%d", i), "type": "boolean", "value": "true"})
	}
	got := b.graphql(setMetafields, map[string]any{"m": many}).Data["metafieldsSet"].(map[string]any)
	require.Equal(t, "LESS_THAN_OR_EQUAL_TO", got["userErrors"].([]any)[0].(map[string]any)["code"])
	require.Empty(t, b.ada().Metafields)
}

func TestTagsAreAddedAndRemovedBesideTheMerchantsOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	id := b.ada().ID
	got := b.graphql(`mutation Tags($id: ID!) { a: tagsAdd(id: $id, tags: ["askwell:source:podcast", "VIP"]) { node { id } userErrors { message } }
		b: tagsRemove(id: $id, tags: ["none"]) { node { id } } }`, map[string]any{"id": id})
	require.Empty(t, got.Errors)
	require.Equal(t, 20, *got.Extensions.Cost.Actual)
	require.Equal(t, []string{"askwell:source:podcast", "vip"}, b.ada().Tags)
	b.graphql(`mutation Off($id: ID!) { tagsRemove(id: $id, tags: "askwell:source:podcast") { userErrors { message } } }`, map[string]any{"id": id})
	require.Equal(t, []string{"vip"}, b.ada().Tags)
}

func TestADefinitionHoldsItsTypeAndIsTakenTheSecondTime(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	create := `mutation Define($d: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $d) {
		createdDefinition { namespace key capabilities { adminFilterable { enabled status } } } userErrors { code field } } }`
	in := map[string]any{"d": map[string]any{
		"ownerType": "CUSTOMER", "key": "source", "name": "Source", "type": "single_line_text_field",
		"capabilities": map[string]any{"adminFilterable": map[string]any{"enabled": true}},
	}}
	got := b.graphql(create, in).Data["metafieldDefinitionCreate"].(map[string]any)
	require.Empty(t, got["userErrors"])
	got = b.graphql(create, in).Data["metafieldDefinitionCreate"].(map[string]any)
	require.Equal(t, "TAKEN", got["userErrors"].([]any)[0].(map[string]any)["code"])

	wrong := b.graphql(setMetafields, map[string]any{"m": []any{map[string]any{"ownerId": b.ada().ID, "key": "source", "type": "boolean", "value": "true"}}})
	require.Equal(t, "INVALID_TYPE", wrong.Data["metafieldsSet"].(map[string]any)["userErrors"].([]any)[0].(map[string]any)["code"])
	untyped := b.graphql(setMetafields, map[string]any{"m": []any{map[string]any{"ownerId": b.ada().ID, "key": "source", "value": "friend"}}})
	require.Empty(t, untyped.Data["metafieldsSet"].(map[string]any)["userErrors"])
	require.Equal(t, "single_line_text_field", b.ada().Metafields["$app.source"].Type)
}

func TestWhatTheSchemaOrTheSandboxDoesNotKnowIsNamed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	require.Contains(t, b.graphql(`{ shop { nope } }`, nil).Errors[0].Message, "nope")
	require.Contains(t, b.graphql(`query ($id: ID!) { customer(id: $id) { id } }`, nil).Errors[0].Message, "Variable $id of type ID! was provided invalid value")
	missing := b.graphql(`{ taxonomy { categories(first: 1) { nodes { id } } } }`, nil)
	require.Equal(t, "not implemented in the sandbox: Query.taxonomy", missing.Errors[0].Message)
	require.Equal(t, []any{"taxonomy"}, missing.Errors[0].Path)
}

func TestACustomerPageIsPagedAndPriced(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	query := `query Page($after: String) { customers(first: 2, after: $after) { nodes { id defaultEmailAddress { emailAddress } } pageInfo { hasNextPage endCursor } } }`
	first := b.graphql(query, nil)
	require.Equal(t, 2+1*2, first.Extensions.Cost.Requested) // a page of two counts once
	page := first.Data["customers"].(map[string]any)
	require.Len(t, page["nodes"], 2)
	info := page["pageInfo"].(map[string]any)
	require.Equal(t, true, info["hasNextPage"])
	rest := b.graphql(query, map[string]any{"after": info["endCursor"]}).Data["customers"].(map[string]any)
	require.Len(t, rest["nodes"], 1)
	require.Equal(t, false, rest["pageInfo"].(map[string]any)["hasNextPage"])
}

func TestAnEmptyBucketThrottlesAndTimeFillsIt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.send("", "/_sandbox/faults", map[string]any{"throttle": map[string]any{"restore_rate": 5, "bucket": 20}}, nil)
	tag := `mutation Tag($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }`
	id := map[string]any{"id": b.ada().ID}
	require.Empty(t, b.graphql(tag, id).Errors)
	require.Empty(t, b.graphql(tag, id).Errors)
	refused := b.graphql(tag, id)
	require.Equal(t, "THROTTLED", refused.Errors[0].Extensions["code"])
	require.Nil(t, refused.Extensions.Cost.Actual)
	require.Equal(t, 5.0, refused.Extensions.Cost.Status.Rate)
	b.send("", "/_sandbox/clock", map[string]any{"advance_s": 2}, nil)
	require.Empty(t, b.graphql(tag, id).Errors)
	calls := b.state().Shops[0].Calls
	require.True(t, calls[2].Throttled)
	require.Equal(t, 10, calls[3].Actual)
}

func TestProtectedDataIsDeniedBesideTheRest(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	b.send("", "/_sandbox/faults", map[string]any{"deny_protected": true}, nil)
	got := b.graphql(`query ($id: ID!) { customer(id: $id) { id email } }`, map[string]any{"id": b.ada().ID})
	require.Equal(t, "ACCESS_DENIED", got.Errors[0].Extensions["code"])
	require.Equal(t, []any{"customer", "email"}, got.Errors[0].Path)
	require.Equal(t, map[string]any{"id": b.ada().ID, "email": nil}, got.Data["customer"])
}

func TestAFieldBeyondTheGrantedScopesIsDenied(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	got := b.graphql(`{ shopLocales { locale } }`, nil)
	require.Equal(t, "ACCESS_DENIED", got.Errors[0].Extensions["code"])
}

func TestOnlyVersionsThatFallForwardAreAnsweredBesideTheSandboxsOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.install()
	for version, status := range map[string]int{
		"2026-10": http.StatusOK, "2025-10": http.StatusOK, "2019-04": http.StatusOK,
		"2026-01": http.StatusNotFound, "2026-07": http.StatusNotFound, "2027-01": http.StatusNotFound,
		"2025-11": http.StatusNotFound, "unstable": http.StatusNotFound,
	} {
		got := b.send(demo, "/admin/api/"+version+"/graphql.json", map[string]any{"query": "{ shop { id } }"}, nil, "X-Shopify-Access-Token", b.token)
		require.Equal(t, status, got, version)
	}
}
