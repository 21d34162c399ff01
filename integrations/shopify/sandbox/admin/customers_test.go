package admin_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const (
	createCustomer = `mutation ($i: CustomerInput!) { customerCreate(input: $i) { customer { id email phone displayName state tags locale } userErrors { field message } } }`
	updateCustomer = `mutation ($i: CustomerInput!) { customerUpdate(input: $i) { customer { id email phone tags note } userErrors { field message } } }`
	mergeCustomers = `mutation ($a: ID!, $b: ID!, $o: CustomerMergeOverrideFields) { customerMerge(customerOneId: $a, customerTwoId: $b, overrideFields: $o) { resultingCustomerId job { id done } userErrors { field message code } } }`
)

func input(more map[string]any) map[string]any { return map[string]any{"i": more} }

func TestACustomerTellsAllAnAppAsks(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada := d.customer("ada@example.com")
	got := d.data(`query ($id: ID!) { customer(id: $id) { displayName numberOfOrders amountSpent { amount currencyCode } canDelete dataSaleOptOut note
		mergeable { isMergeable errorFields } statistics { predictedSpendTier rfmGroup } productSubscriberStatus companyContactProfiles { id } lifetimeDuration
		defaultAddress { name city countryCodeV2 country formattedArea formatted(withName: true) } addressesV2(first: 2) { nodes { zip } }
		lastOrder { name } orders(first: 2) { nodes { name } } } }`, map[string]any{"id": world.GID("Customer", ada.ID)})
	require.JSONEq(t, `{"customer":{"displayName":"Ada Lindqvist","numberOfOrders":"1","amountSpent":{"amount":"14.5","currencyCode":"EUR"},"canDelete":false,"dataSaleOptOut":false,"note":null,
		"mergeable":{"isMergeable":true,"errorFields":[]},"statistics":{"predictedSpendTier":"LOW","rfmGroup":"ACTIVE"},"productSubscriberStatus":"NEVER_SUBSCRIBED","companyContactProfiles":[],
		"lifetimeDuration":"1 month","defaultAddress":{"name":"Ada Lindqvist","city":"Göteborg","countryCodeV2":"SE","country":"Sweden","formattedArea":"Göteborg, Sweden","formatted":["Ada Lindqvist","Hamngatan 4","411 14 Göteborg","Sweden"]},
		"addressesV2":{"nodes":[{"zip":"411 14"}]},"lastOrder":{"name":"#1001"},"orders":{"nodes":[{"name":"#1001"}]}}}`, got)
}

func TestACustomersInputIsCleanedAndRefusedInShopifysWords(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	require.Contains(t, d.data(createCustomer, input(map[string]any{"email": "new per son@example.com ", "phone": "+1 (613) 450-5293", "firstName": "  ", "tags": []any{"b, a", "A"}})),
		`"customer":{"displayName":"newperson@example.com","email":"newperson@example.com"`)
	made := d.customer("newperson@example.com")
	require.Equal(t, "+16134505293", made.Phone)
	require.Equal(t, []string{"a", "b"}, made.Tags)
	require.Equal(t, "DISABLED", made.Account())
	for want, in := range map[string]map[string]any{
		"A name, phone number, or email address must be present":                                        {"email": ""},
		"email: Email is invalid":                                                                       {"email": "foo@bar"},
		"email: Email has already been taken":                                                           {"email": "ADA @example.com"},
		"phone: Phone is invalid":                                                                       {"phone": "+1234abcd"},
		"phone: Phone has already been taken":                                                           {"phone": "+46 70 000 00 01"},
		"locale: Locale is invalid":                                                                     {"firstName": "A", "locale": "not-a-locale"},
		"note: Note is too long (maximum is 5000 characters)":                                           {"firstName": "A", "note": strings.Repeat("n", 5001)},
		"tags: Tags is too long (maximum is 255 characters)":                                            {"firstName": "A", "tags": []any{strings.Repeat("t", 256)}},
		"addresses.0.id: Cannot specify address ID on creation":                                         {"firstName": "A", "addresses": []any{map[string]any{"id": "gid://shopify/MailingAddress/1"}}},
		"metafields.0.id: Cannot specify metafield ID on creation":                                      {"firstName": "A", "metafields": []any{map[string]any{"id": "gid://shopify/Metafield/1"}}},
		"emailMarketingConsent: An email address is required to set the email marketing consent state.": {"firstName": "A", "emailMarketingConsent": map[string]any{"marketingState": "SUBSCRIBED", "marketingOptInLevel": "SINGLE_OPT_IN"}},
	} {
		before := len(d.shop.Customers)
		require.Equal(t, []string{want}, d.said(createCustomer, input(in)))
		require.Len(t, d.shop.Customers, before, want)
	}
}

func TestACustomerIsFoundByWhatShopifySearches(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	d.data(createCustomer, input(map[string]any{"email": "can@example.com", "firstName": "Can", "addresses": []any{map[string]any{"city": "Toronto", "provinceCode": "ON", "countryCode": "CA"}}}))
	mateo := d.customer("mateo@example.com")
	d.data(`mutation { metafieldDefinitionCreate(definition: {ownerType: CUSTOMER, namespace: "$app", key: "source", name: "Source", type: "single_line_text_field", capabilities: {adminFilterable: {enabled: true}}}) { userErrors { message } } }`, nil)
	d.data(`mutation ($o: ID!) { metafieldsSet(metafields: [{ownerId: $o, key: "source", value: "podcast"}]) { userErrors { message } } }`, map[string]any{"o": world.GID("Customer", mateo.ID)})
	for q, want := range map[string][]any{
		"email:ada*":                           {"ada@example.com"},
		"phone:+34600000003":                   {"mateo@example.com"},
		"first_name:zofia OR last_name:ibáñez": {"zofia@example.com", "mateo@example.com"},
		"state:DISABLED":                       {"can@example.com"},
		"country:Canada":                       {"can@example.com"},
		"country:SE":                           {"ada@example.com"},
		"province:Ontario":                     {"can@example.com"},
		"orders_count:>0":                      {"ada@example.com"},
		"total_spent:>=14.5":                   {"ada@example.com"},
		"accepts_marketing:true":               {"ada@example.com"},
		"tag_not:vip state:ENABLED":            {"zofia@example.com", "mateo@example.com"},
		"order_date:<2026-11-01":               {"ada@example.com"},
		"created_at:>=2026-11-22":              {"can@example.com"},
		"customer_date:<2026-11-01 -tag:vip":   {"zofia@example.com", "mateo@example.com"},
		"metafields.$app.source:podcast":       {"mateo@example.com"},
		"id:>=" + world.Number(mateo.ID):       {"mateo@example.com", "can@example.com"},
		"lindqvist":                            {"ada@example.com"},
	} {
		got := d.ask(`query ($q: String!) { customers(first: 10, query: $q) { nodes { email } } }`, map[string]any{"q": q})
		require.Empty(t, got.Errors, q)
		require.Empty(t, got.Extensions.Search, q)
		var emails []any
		for _, n := range got.Data["customers"].(map[string]any)["nodes"].([]any) {
			emails = append(emails, n.(map[string]any)["email"])
		}
		require.Equal(t, want, emails, q)
	}
	counted := d.ask(`{ matching: customersCount(query: "email:ada@example.com") { count precision } few: customersCount(query: "id:`+world.Number(mateo.ID)+`") { count } }`, nil)
	require.Equal(t, map[string]any{"count": 4.0, "precision": "EXACT"}, counted.Data["matching"], "counting does not search by email")
	require.Equal(t, []any{"matching"}, counted.Extensions.Search[0].Path)
	require.Equal(t, map[string]any{"count": 1.0}, counted.Data["few"])
	sorted := d.data(`{ customers(first: 2, sortKey: NAME, reverse: true) { nodes { lastName } } }`, nil)
	require.JSONEq(t, `{"customers":{"nodes":[{"lastName":"Łukasik"},{"lastName":"Lindqvist"}]}}`, sorted)
}

func TestTwoCustomersBecomeOneByShopifysRules(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada, mateo := d.customer("ada@example.com"), d.customer("mateo@example.com")
	pair := map[string]any{"a": world.GID("Customer", ada.ID), "b": world.GID("Customer", mateo.ID)}
	require.Contains(t, d.data(`query ($a: ID!, $b: ID!) { customerMergePreview(customerOneId: $a, customerTwoId: $b) { resultingCustomerId defaultFields { displayName tags email { emailAddress } } alternateFields { firstName } } }`, pair),
		`"defaultFields":{"displayName":"Mateo Ibáñez","email":{"emailAddress":"mateo@example.com"},"tags":["vip","wholesale"]}`)
	got := d.ask(mergeCustomers, pair).Data["customerMerge"].(map[string]any)
	require.Equal(t, pair["b"], got["resultingCustomerId"], "of two alike the second goes on")
	job := got["job"].(map[string]any)["id"]
	require.JSONEq(t, `{"customerMergeJobStatus":{"status":"COMPLETED","resultingCustomerId":"`+pair["b"].(string)+`","customerMergeErrors":[]}}`,
		d.data(`query ($j: ID!) { customerMergeJobStatus(jobId: $j) { status resultingCustomerId customerMergeErrors { message } } }`, map[string]any{"j": job}))
	require.Nil(t, d.shop.CustomerByEmail("ada@example.com"))
	require.Len(t, d.shop.OrdersOf(mateo.ID), 1)
	require.Equal(t, []string{"vip", "wholesale"}, mateo.Tags)
	require.Equal(t, "+34600000003", mateo.Phone)
	require.Equal(t, "Göteborg", mateo.Home().City)
	require.Equal(t, []string{"customers/merge", "customers/update"}, d.announced())
}

func TestAMergeIsRefusedOrSteered(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada, zofia, mateo := d.customer("ada@example.com"), d.customer("zofia@example.com"), d.customer("mateo@example.com")
	gid := func(c *world.Customer) string { return world.GID("Customer", c.ID) }
	require.Equal(t, []string{"Customers IDs should not match"}, d.said(mergeCustomers, map[string]any{"a": gid(ada), "b": gid(ada)}))
	require.Equal(t, []string{"customerTwoId: Customer does not exist with ID 9"}, d.said(mergeCustomers, map[string]any{"a": gid(ada), "b": "gid://shopify/Customer/9"}))
	require.Equal(t, []string{"customerOneId: Customer does not exist with ID 9"}, d.said(mergeCustomers, map[string]any{"a": "gid://shopify/Customer/9", "b": "gid://shopify/Customer/9"}))
	kept := d.ask(mergeCustomers, map[string]any{"a": gid(ada), "b": gid(zofia), "o": map[string]any{
		"customerIdOfEmailToKeep": gid(ada), "customerIdOfFirstNameToKeep": gid(zofia), "note": "One now.", "tags": []any{"merged"},
	}}).Data["customerMerge"].(map[string]any)["resultingCustomerId"]
	require.Equal(t, gid(ada), kept, "whose address is chosen goes on")
	require.Equal(t, "Zofia", ada.First)
	require.Equal(t, "One now.", ada.Note)
	require.Equal(t, []string{"merged"}, ada.Tags)
	mateo.State = "DISABLED"
	kept = d.ask(mergeCustomers, map[string]any{"a": gid(ada), "b": gid(mateo)}).Data["customerMerge"].(map[string]any)["resultingCustomerId"]
	require.Equal(t, gid(ada), kept, "an account goes on before none")
}

func TestACustomerIsSetByWhatIdentifiesHer(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	set := `mutation ($by: CustomerSetIdentifiers, $i: CustomerSetInput!) { customerSet(identifier: $by, input: $i) { customer { id } userErrors { field message code } } }`
	by := func(by, in map[string]any) map[string]any { return map[string]any{"by": by, "i": in} }
	require.Empty(t, d.said(set, by(map[string]any{"email": "set@example.com"}, map[string]any{"email": "set@example.com", "firstName": "Set"})))
	require.Empty(t, d.said(set, by(map[string]any{"email": "set@example.com"}, map[string]any{"email": "set@example.com", "firstName": "Again"})))
	require.Equal(t, "Again", d.customer("set@example.com").First)
	for want, in := range map[string]map[string]any{
		"input: Resource matching the identifier was not found.":                                        by(map[string]any{"id": "gid://shopify/Customer/9"}, map[string]any{"firstName": "Ghost"}),
		"input: The id field is not allowed if identifier is provided.":                                 by(map[string]any{"email": "a@example.com"}, map[string]any{"id": "gid://shopify/Customer/9", "email": "a@example.com"}),
		"input: The input field corresponding to the identifier is required.":                           by(map[string]any{"email": "ada@example.com"}, map[string]any{"firstName": "A"}),
		"input: The identifier value does not match the value of the corresponding field in the input.": by(map[string]any{"email": "ada@example.com"}, map[string]any{"email": "b@example.com"}),
		"input: A name, phone number, or email address must be present":                                 by(nil, map[string]any{"email": ""}),
		"input.email: Email has already been taken":                                                     by(nil, map[string]any{"email": "ada@example.com"}),
		"input.phone: Phone is invalid":                                                                 by(map[string]any{"email": "p@example.com"}, map[string]any{"email": "p@example.com", "phone": "abc"}),
	} {
		require.Equal(t, []string{want}, d.said(set, in))
	}
	undefined := d.ask(set, by(map[string]any{"customId": map[string]any{"namespace": "custom", "key": "ref", "value": "1"}}, map[string]any{"firstName": "C"}))
	require.Equal(t, "Metafield definition of type 'id' is required when using custom ids.", undefined.Errors[0].Message)
}

func TestACustomerWithOrdersStaysUntilHerDataIsErased(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	ada := d.customer("ada@example.com")
	id := map[string]any{"id": world.GID("Customer", ada.ID)}
	require.Equal(t, []string{"id: Customer can’t be deleted because they have associated orders"},
		d.said(`mutation ($id: ID!) { customerDelete(input: {id: $id}) { deletedCustomerId userErrors { field message } } }`, id))
	erase := `mutation ($id: ID!) { customerRequestDataErasure(customerId: $id) { customerId userErrors { field message } } }`
	cancel := `mutation ($id: ID!) { customerCancelDataErasure(customerId: $id) { customerId userErrors { field message } } }`
	require.Equal(t, []string{"customerId: Customer is not being erased"}, d.said(cancel, id))
	require.Empty(t, d.said(erase, id))
	hook := d.shop.Webhooks[0]
	require.Equal(t, "customers/redact", hook.Topic)
	require.Equal(t, d.shop.Orders[0].CreatedAt.Add(180*24*time.Hour), hook.NextAt, "not before her order is half a year old")
	require.Equal(t, []string{"customerOneId: Ada Lindqvist has a pending data erasure request and can’t be merged."},
		d.said(mergeCustomers, map[string]any{"a": id["id"], "b": world.GID("Customer", d.customer("zofia@example.com").ID)}))
	require.Empty(t, d.said(cancel, id))
	require.Empty(t, d.shop.Webhooks)
	require.Equal(t, []string{"customerId: Customer does not exist"}, d.said(erase, map[string]any{"id": "gid://shopify/Customer/9"}))
}

func TestAnUpdateLeavesConsentToItsOwnMutations(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	id := world.GID("Customer", d.customer("ada@example.com").ID)
	require.Equal(t, []string{"emailMarketingConsent: To update emailMarketingConsent, please use the customerEmailMarketingConsentUpdate Mutation instead"},
		d.said(updateCustomer, input(map[string]any{"id": id, "emailMarketingConsent": map[string]any{"marketingState": "UNSUBSCRIBED"}})))
	require.Equal(t, []string{"id: Customer does not exist"}, d.said(updateCustomer, input(map[string]any{"id": "gid://shopify/Customer/9"})))
	require.Equal(t, "not implemented in the sandbox: CustomerInput.multipassIdentifier",
		d.ask(updateCustomer, input(map[string]any{"id": id, "multipassIdentifier": "x"})).Errors[0].Message)
	require.Empty(t, d.said(updateCustomer, input(map[string]any{"id": id, "note": "Likes it dark", "metafields": []any{map[string]any{"namespace": "custom", "key": "roast", "type": "single_line_text_field", "value": "dark"}}})))
	ada := d.customer("ada@example.com")
	require.Equal(t, "Likes it dark", ada.Note)
	require.Equal(t, "dark", ada.Metafields["custom.roast"].Value)
}

func TestAnUpdateTellsWhichTagsCameAndWent(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	d.data(`mutation { a: webhookSubscriptionCreate(topic: CUSTOMER_TAGS_ADDED, webhookSubscription: {uri: "https://app.example/tags"}) { userErrors { message } }
		r: webhookSubscriptionCreate(topic: CUSTOMER_TAGS_REMOVED, webhookSubscription: {uri: "https://app.example/tags"}) { userErrors { message } } }`, nil)
	d.data(updateCustomer, input(map[string]any{"id": world.GID("Customer", d.customer("ada@example.com").ID), "tags": []any{"new"}}))
	require.Subset(t, d.announced(), []string{"customer.tags_added", "customer.tags_removed"})
}
