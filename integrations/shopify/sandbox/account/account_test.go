package account_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/account"
	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// desk is Ada's account in a shop where the app keeps three values of hers.
type desk struct {
	*testing.T
	api   *account.API
	world *world.World
	shop  *world.Shop
	ada   *world.Customer
}

func open(t *testing.T, scopes ...string) *desk {
	t.Helper()
	w := world.Seed(time.Now(), world.Size{})
	address, err := url.Parse("http://app.example")
	require.NoError(t, err)
	w.Meet(world.App{URL: address}, "http://shop.example", time.Now, nil)
	shop := w.Shops[0]
	shop.Installed = &world.Installation{ID: 1, Metafields: world.Metafields{}, Scopes: scopes}
	d := &desk{t, nil, w, shop, shop.Customers[0]}
	for key, access := range map[string]string{"source": "READ", "brewing": "READ_WRITE", "hidden": "NONE"} {
		shop.Definitions = append(shop.Definitions, &world.Definition{
			Owner: "Customer", Namespace: world.OwnNamespace, Key: key, Type: "single_line_text_field", Access: map[string]string{"customerAccount": access},
		})
		w.SetMetafield(&d.ada.Metafields, &world.Metafield{Namespace: world.OwnNamespace, Key: key, Type: "single_line_text_field", Value: key + "!"})
	}
	w.SetMetafield(&d.ada.Metafields, &world.Metafield{Namespace: "custom", Key: "undefined", Type: "single_line_text_field", Value: "x"})
	d.api, err = account.New(w)
	require.NoError(t, err)
	return d
}

// ask gives data and the first error of a request of somebody's.
func (d *desk) ask(who *world.Customer, query string, variables map[string]any) (data, problem string) {
	d.Helper()
	text, err := json.Marshal(d.api.Answer(d.shop, who, graphql.Request{Query: query, Variables: variables}))
	require.NoError(d, err)
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	require.NoError(d, json.Unmarshal(text, &answer))
	if len(answer.Errors) > 0 {
		problem = answer.Errors[0].Message
	}
	return string(answer.Data), problem
}

var reading = []string{"customer_read_customers", "customer_read_orders", "customer_write_customers"}

func TestACustomerSeesWhatItsDefinitionOpensAndNothingElse(t *testing.T) {
	t.Parallel()
	d := open(t, reading...)
	data, problem := d.ask(d.ada, `query ($in: [HasMetafieldsIdentifier!]!) { customer { metafields(identifiers: $in) { key value type } } }`, map[string]any{"in": []any{
		map[string]any{"namespace": "$app", "key": "source"},
		map[string]any{"namespace": "$app", "key": "hidden"},
		map[string]any{"namespace": "custom", "key": "undefined"},
		map[string]any{"namespace": "$app", "key": "none"},
	}})
	require.Empty(t, problem)
	require.JSONEq(t, `{"customer":{"metafields":[{"key":"source","value":"source!","type":"single_line_text_field"},null,null,null]}}`, data)

	d.shop.Metafields = world.Metafields{world.OwnNamespace + ".surveys": {Namespace: world.OwnNamespace, Key: "surveys", Type: "json", Value: `{"a":1}`}}
	const surveys = `{ shop { name metafield(namespace: "$app", key: "surveys") { value jsonValue } } }`
	data, _ = d.ask(d.ada, surveys, nil)
	require.JSONEq(t, `{"shop":{"name":"Morgonljus","metafield":null}}`, data, "not declared")
	d.shop.Definitions = append(d.shop.Definitions, &world.Definition{Owner: "Shop", Namespace: world.OwnNamespace, Key: "surveys", Type: "json", Access: map[string]string{"customerAccount": "READ"}})
	data, _ = d.ask(d.ada, surveys, nil)
	require.JSONEq(t, `{"shop":{"name":"Morgonljus","metafield":{"value":"{\"a\":1}","jsonValue":{"a":1}}}}`, data)
}

func TestAnAppNeedsItsScopesAndAShopperHerLogin(t *testing.T) {
	t.Parallel()
	const query = `{ customer { id emailAddress { emailAddress } orders(first: 1) { nodes { name } } } }`
	d := open(t)
	_, problem := d.ask(d.ada, query, nil)
	require.Contains(t, problem, "`customer_read_customers` access scope")
	d = open(t, "customer_read_customers")
	_, problem = d.ask(d.ada, query, nil)
	require.Contains(t, problem, "`customer_read_orders` access scope")
	d = open(t, reading...)
	data, problem := d.ask(d.ada, query, nil)
	require.Empty(t, problem)
	require.JSONEq(t, `{"customer":{"id":"`+world.GID("Customer", d.ada.ID)+`","emailAddress":{"emailAddress":"ada@example.com"},"orders":{"nodes":[{"name":"#1001"}]}}}`, data)
	_, problem = d.ask(nil, query, nil)
	require.Contains(t, problem, "Access denied for customer field")
	d.world.Faults.DenyProtected = true
	data, problem = d.ask(d.ada, `{ customer { emailAddress { emailAddress marketingState } } }`, nil)
	require.Contains(t, problem, "not approved to use the emailAddress field")
	require.JSONEq(t, `{"customer":{"emailAddress":{"emailAddress":null,"marketingState":"SUBSCRIBED"}}}`, data)
}

func TestACustomerWritesOnlyHerOwnAndOnlyWhatIsOpen(t *testing.T) {
	t.Parallel()
	d := open(t, reading...)
	set := func(owner, key, value string) (string, string) {
		return d.ask(d.ada, `mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { value } userErrors { field message code elementIndex } } }`,
			map[string]any{"m": []any{map[string]any{"ownerId": owner, "namespace": "$app", "key": key, "value": value}}})
	}
	ada := world.GID("Customer", d.ada.ID)
	data, problem := set(ada, "brewing", "moka")
	require.Empty(t, problem)
	require.JSONEq(t, `{"metafieldsSet":{"metafields":[{"value":"moka"}],"userErrors":[]}}`, data)
	require.Equal(t, "moka", d.ada.Metafields[world.OwnNamespace+".brewing"].Value)

	const refused = `{"metafieldsSet":{"metafields":null,"userErrors":[{"field":["metafields","0"],"message":"Access to this namespace and key on Metafields for this resource type is not allowed.","code":"APP_NOT_AUTHORIZED","elementIndex":null}]}}`
	data, _ = set(ada, "source", "friend")
	require.JSONEq(t, refused, data, "only to be read")
	data, _ = set(world.GID("Customer", d.shop.Customers[1].ID), "brewing", "press")
	require.Contains(t, data, "Owner does not exist.")
	data, _ = set(ada, "brewing", "two\nlines")
	require.Contains(t, data, `"code":"INVALID_VALUE"`)

	data, _ = d.ask(d.ada, `mutation ($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { message } } }`,
		map[string]any{"m": []any{map[string]any{"ownerId": ada, "namespace": "$app", "key": "brewing"}}})
	require.JSONEq(t, `{"metafieldsDelete":{"deletedMetafields":[{"key":"brewing"}],"userErrors":[]}}`, data)
	require.Nil(t, d.ada.Metafields[world.OwnNamespace+".brewing"])

	d.shop.Installed.Scopes = []string{"customer_read_customers"}
	data, _ = set(ada, "brewing", "moka")
	require.JSONEq(t, refused, data, "without the scope to write")
}

func TestACustomerChangesHerNameAndHerMind(t *testing.T) {
	t.Parallel()
	d := open(t, reading...)
	data, _ := d.ask(d.ada, `mutation { customerUpdate(input: {firstName: "Augusta"}) { customer { firstName lastName } userErrors { message } } customerEmailMarketingUnsubscribe { emailAddress { marketingState } userErrors { message } } }`, nil)
	require.JSONEq(t, `{"customerUpdate":{"customer":{"firstName":"Augusta","lastName":"Lindqvist"},"userErrors":[]},"customerEmailMarketingUnsubscribe":{"emailAddress":{"marketingState":"UNSUBSCRIBED"},"userErrors":[]}}`, data)
	require.Equal(t, "UNSUBSCRIBED", d.ada.EmailConsent.State)
}

func TestWhatTheSandboxLacksIsNamed(t *testing.T) {
	t.Parallel()
	d := open(t, reading...)
	for query, want := range map[string]string{
		`{ customer { storeCreditAccounts(first: 1) { nodes { id } } } }`: "not implemented in the sandbox: Customer.storeCreditAccounts",
		`{ draftOrder(id: "gid://shopify/DraftOrder/1") { id } }`:         "not implemented in the sandbox: Query.draftOrder",
		`{ nothing }`: "Field 'nothing' doesn't exist on type 'QueryRoot'",
	} {
		_, problem := d.ask(d.ada, query, nil)
		require.Contains(t, problem, want)
	}
	data, problem := d.ask(d.ada, `{ order(id: "`+world.GID("Order", d.shop.Orders[0].ID)+`") { name totalPrice { amount currencyCode } lineItems(first: 1) { nodes { title quantity } } } other: order(id: "gid://shopify/Order/1") { id } }`, nil)
	require.Empty(t, problem)
	require.JSONEq(t, `{"order":{"name":"#1001","totalPrice":{"amount":"14.50","currencyCode":"EUR"},"lineItems":{"nodes":[{"title":"First Light","quantity":1}]}},"other":null}`, data)
}
