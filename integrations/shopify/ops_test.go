package shopify

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/shopify/schema"
)

// sent is every operation the app can send, with the Go type its answer goes to.
func sent() map[string]struct {
	op  Operation
	out any
} {
	type one = struct {
		op  Operation
		out any
	}
	all := map[string]one{
		"AddCodes":               {opAddCodes, addCodes{}},
		"AddedCodes":             {opAddedCodes, addedCodes{}},
		"Bulks":                  {opBulks, bulks{}},
		"RecentBulks":            {opRecentBulks, recentBulks{}},
		"RunBulk":                {opRunBulk, runBulk{}},
		"StageBulk":              {opStageBulk, stageBulk{}},
		"BoughtProducts":         {opBoughtProducts, boughtProducts{}},
		"Held":                   {opHeld, held{}},
		"Looked":                 {opLooked, looked{}},
		"Memberships":            {opMemberships, memberships{}},
		"SegmentMembers":         {opSegmentMembers, segmentMembers{}},
		"Segments":               {opSegments, segmentList{}},
		"Standings":              {opStandings, standings{}},
		"StartFlow":              {opStartFlow, startFlow{}},
		"Connection":             {opConnection, connection{}},
		"Consents":               {opConsents, consentsHeld{}},
		"CreateBasicDiscount":    {opCreateBasicDiscount, createBasicDiscount{}},
		"CreateShippingDiscount": {opCreateShippingDiscount, createShippingDiscount{}},
		"DiscountOf":             {opDiscountOf, discountOf{}},
		"ChangeBasicDiscount":    {opChangeBasicDiscount, changeBasicDiscount{}},
		"ChangeShippingDiscount": {opChangeShippingDiscount, changeShippingDiscount{}},
		"Gift":                   {opGift, giftProduct{}},
		"CollectionProducts":     {opCollectionProducts, collectionProducts{}},
		"Collections":            {opCollections, collectionsPage{}},
		"Products":               {opProducts, productsPage{}},
		"Tags":                   {opTags, namesPage{}},
		"Types":                  {opTypes, namesPage{}},
		"Vendors":                {opVendors, namesPage{}},
		"CreateDefinition":       {opCreateDefinition, createDefinition{}},
		"UpdateDefinition":       {opUpdateDefinition, updateDefinition{}},
		"Definitions":            {opDefinitions, definitionsPage{}},
		"OrderCustomer":          {opOrderCustomer, orderCustomer{}},
		"SetShopMetafields":      {opSetShopMetafields, setShopMetafields{}},
		"ShopInfo":               {opShopInfo, shopInfo{}},
	}
	write, _ := document(everyWrite())
	all["Write"] = one{write, map[string]*writeAnswer{}}
	return all
}

func everyWrite() []write {
	return plan([]integrations.Change{{
		Subject:    integrations.Subject{Customer: 1},
		Set:        []integrations.Property{{Key: "source", Value: app.Value{Kind: app.KindChoice, JSON: []byte(`"podcast"`)}}},
		Unset:      []string{"gone"},
		AddTags:    []string{"askwell:source:podcast"},
		RemoveTags: []string{"askwell:source:friend"},
		Consents:   []integrations.Consent{{Channel: app.ChannelEmail, State: app.ConsentWithdrawn}, {Channel: app.ChannelSMS, State: app.ConsentPending}},
	}})
}

func TestEveryOperationFileIsSent(t *testing.T) {
	t.Parallel()
	files, err := ops.ReadDir("ops")
	require.NoError(t, err)
	for _, file := range files {
		require.Contains(t, sent(), strings.TrimSuffix(file.Name(), ".graphql"))
	}
	require.Len(t, sent(), len(files)+1, "the files, and Write")
}

func TestEveryOperationIsValidByShopifysSchemaAndFitsItsStruct(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	for name, s := range sent() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query, errs := gqlparser.LoadQueryWithRules(admin, s.op.Text, nil)
			require.Empty(t, errs)
			require.Len(t, query.Operations, 1)
			require.Equal(t, name, query.Operations[0].Name)
			fits(t, name, query.Operations[0].SelectionSet, reflect.TypeOf(s.out))
		})
	}
}

// fits checks that a selection and a struct name the same fields, that what may
// be null is a pointer or empty by nature, and that nothing is deprecated.
func fits(t *testing.T, path string, selection ast.SelectionSet, typ reflect.Type) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	var names []string
	for _, field := range fieldsOf(selection) {
		at := path + "." + field.Alias
		require.Nil(t, field.Definition.Directives.ForName("deprecated"), at)
		if !slices.Contains(names, field.Alias) { // of several types, one field each
			names = append(names, field.Alias)
		}
		var inner reflect.Type
		if typ.Kind() == reflect.Map {
			inner = typ.Elem()
		} else {
			inner = goField(t, typ, field.Alias, at)
		}
		if len(field.SelectionSet) > 0 {
			if !field.Definition.Type.NonNull {
				require.Contains(t, []reflect.Kind{reflect.Pointer, reflect.Slice}, inner.Kind(), "%s may be null", at)
			}
			fits(t, at, field.SelectionSet, inner)
		}
	}
	if typ.Kind() == reflect.Struct && typ != reflect.TypeFor[UserError]() && typ != reflect.TypeFor[writeAnswer]() {
		require.Len(t, names, typ.NumField(), "%s: the struct has fields that are not selected", path)
	}
}

// fieldsOf are the fields of a selection, with those that it asks of one type only.
func fieldsOf(selection ast.SelectionSet) []*ast.Field {
	var fields []*ast.Field
	for _, selected := range selection {
		switch s := selected.(type) {
		case *ast.Field:
			fields = append(fields, s)
		case *ast.InlineFragment:
			fields = append(fields, fieldsOf(s.SelectionSet)...)
		}
	}
	return fields
}

func goField(t *testing.T, typ reflect.Type, name, at string) reflect.Type {
	t.Helper()
	require.Equal(t, reflect.Struct, typ.Kind(), at)
	for field := range typ.Fields() {
		if field.Tag.Get("json") == name {
			return field.Type
		}
	}
	t.Fatalf("%s is selected but has no Go field", at)
	return nil
}

func TestEveryInputWeSendExistsInTheSchema(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	for name, typ := range map[string]reflect.Type{
		"MetafieldsSetInput":                        reflect.TypeFor[metafieldInput](),
		"MetafieldDefinitionInput":                  reflect.TypeFor[definitionInput](),
		"MetafieldDefinitionUpdateInput":            reflect.TypeFor[definitionUpdateInput](),
		"MetafieldCapabilityUpdateInput":            reflect.TypeFor[capableness](),
		"MetafieldAccessInput":                      reflect.TypeFor[accessInput](),
		"MetafieldCapabilityCreateInput":            reflect.TypeFor[capableness](),
		"CustomerEmailMarketingConsentInput":        reflect.TypeFor[consentInput](),
		"CustomerSmsMarketingConsentInput":          reflect.TypeFor[consentInput](),
		"DiscountContextInput":                      reflect.TypeFor[contextInput](),
		"DiscountCustomerGetsInput":                 reflect.TypeFor[getsInput](),
		"DiscountCustomerGetsValueInput":            reflect.TypeFor[valueInput](),
		"DiscountAmountInput":                       reflect.TypeFor[amountInput](),
		"DiscountItemsInput":                        reflect.TypeFor[itemsInput](),
		"DiscountProductsInput":                     reflect.TypeFor[productsInput](),
		"DiscountRedeemCodeInput":                   reflect.TypeFor[codeInput](),
		"DiscountShippingDestinationSelectionInput": reflect.TypeFor[shippingInput](),
	} {
		for field := range typ.Fields() {
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			require.NotNil(t, admin.Types[name].Fields.ForName(key), "%s.%s", name, key)
		}
	}
	for channel, m := range consentMutations {
		require.Contains(t, app.ShopifyConsents, channel)
		for _, field := range []string{"customerId", m.field} {
			require.NotNil(t, admin.Types[m.input].Fields.ForName(field), "%s.%s", m.input, field)
		}
	}
	for _, state := range consentStates {
		require.NotNil(t, admin.Types["CustomerEmailMarketingState"].EnumValues.ForName(state))
		require.NotNil(t, admin.Types["CustomerSmsMarketingState"].EnumValues.ForName(state))
	}
	for _, owner := range []Owner{OwnerCustomer, OwnerOrder} {
		require.NotNil(t, admin.Types["MetafieldOwnerType"].EnumValues.ForName(string(owner)))
	}
	deletes, _ := document([]write{{mutation: deleteMetafields, elements: []element{{0, metafieldInput{Owner: "o", Key: "k"}}}}})
	require.Contains(t, deletes.Text, "MetafieldIdentifierInput")
}

type manifest struct {
	Access struct {
		Scopes string `toml:"scopes"`
	} `toml:"access_scopes"`
	Webhooks struct {
		Version       string `toml:"api_version"`
		Subscriptions []struct {
			Topics     []string `toml:"topics"`
			Compliance []string `toml:"compliance_topics"`
			URI        string   `toml:"uri"`
		} `toml:"subscriptions"`
	} `toml:"webhooks"`
	Proxy struct {
		Prefix string `toml:"prefix"`
	} `toml:"app_proxy"`
}

func readManifest(t *testing.T) manifest {
	t.Helper()
	text, err := os.ReadFile("../../shopify.app.toml")
	require.NoError(t, err)
	var m manifest
	require.NoError(t, toml.Unmarshal(text, &m))
	return m
}

func TestTheManifestAsksForExactlyTheScopesTheOperationsNeed(t *testing.T) {
	t.Parallel()
	asked := strings.Split(readManifest(t).Access.Scopes, ",")
	slices.Sort(asked)
	require.Equal(t, Scopes, asked)

	needed := map[string]bool{
		"write_app_proxy":     true, // no operation: the [app_proxy] section needs it
		"read_customer_merge": true, // no operation: the topic customers/merge needs it
	}
	admin, err := schema.Admin()
	require.NoError(t, err)
	access, err := schema.AdminAccess()
	require.NoError(t, err)
	for _, s := range sent() {
		query, errs := gqlparser.LoadQueryWithRules(admin, s.op.Text, nil)
		require.Empty(t, errs)
		collectScopes(query.Operations[0].SelectionSet, access, needed)
	}
	collectCustomerScopes(t, needed)
	// Metafields and tags need what changing their owner needs, which Shopify's
	// notes say in words only: the write side of reading it.
	for _, owner := range []string{"Customer", "Order"} {
		needed[strings.Replace(firstScope(access.Types[owner]), "read_", "write_", 1)] = true
	}
	var want []string
	for scope := range needed {
		want = append(want, scope)
	}
	slices.Sort(want)
	require.Equal(t, want, asked)
}

// accountQuery is a query in a customer account extension's source.
var accountQuery = regexp.MustCompile("(?s)`((?:query|mutation) [^`]+)`")

// collectCustomerScopes adds what our customer account extensions ask for. What
// Shopify grants a shopper by how she is logged in is no app's scope.
func collectCustomerScopes(t *testing.T, needed map[string]bool) {
	t.Helper()
	customer, err := schema.Customer()
	require.NoError(t, err)
	access, err := schema.CustomerAccess()
	require.NoError(t, err)
	source, err := os.ReadFile("../../extensions/account/src/answers.ts")
	require.NoError(t, err)
	found := accountQuery.FindAllSubmatch(source, -1)
	require.NotEmpty(t, found)
	asked := map[string]bool{}
	for _, text := range found {
		query, errs := gqlparser.LoadQueryWithRules(customer, string(text[1]), nil)
		require.Empty(t, errs)
		collectScopes(query.Operations[0].SelectionSet, access, asked)
	}
	for scope := range asked {
		if !strings.HasSuffix(scope, "authenticated") {
			needed[scope] = true
		}
	}
}

func collectScopes(selection ast.SelectionSet, access schema.Access, needed map[string]bool) {
	for _, field := range fieldsOf(selection) {
		for _, note := range []string{
			access.Fields[field.ObjectDefinition.Name+"."+field.Name],
			access.Types[field.Definition.Type.Name()],
		} {
			if scope := firstScope(note); scope != "" {
				needed[scope] = true
			}
		}
		collectScopes(field.SelectionSet, access, needed)
	}
}

var scopeName = regexp.MustCompile("`((?:customer_)?(?:read|write)_[a-z_]+)`")

// firstScope is the scope a note names first: the ordinary one, before those of
// special kinds of app.
func firstScope(note string) string {
	if m := scopeName.FindStringSubmatch(note); m != nil {
		return m[1]
	}
	return ""
}

func TestOnlyWhoHasAnsweredIsAskedHowSheIsReached(t *testing.T) {
	t.Parallel()
	admin, err := schema.Admin()
	require.NoError(t, err)
	access, err := schema.AdminAccess()
	require.NoError(t, err)
	read := map[string][]string{}
	var name string
	var walk func(ast.SelectionSet)
	walk = func(selection ast.SelectionSet) {
		for _, field := range fieldsOf(selection) {
			if kind, marked := access.Protected[field.ObjectDefinition.Name+"."+field.Name]; marked {
				read[name] = append(read[name], kind)
			}
			walk(field.SelectionSet)
		}
	}
	for at, s := range sent() {
		name = at
		query, errs := gqlparser.LoadQueryWithRules(admin, s.op.Text, nil)
		require.Empty(t, errs)
		walk(query.Operations[0].SelectionSet)
	}
	require.Equal(t, map[string][]string{"Standings": {"email", "phone"}}, read)
}

func TestTheManifestsTopicsAndVersionAreTheSchemas(t *testing.T) {
	t.Parallel()
	m := readManifest(t)
	access, err := schema.AdminAccess()
	require.NoError(t, err)
	require.Equal(t, APIVersion, m.Webhooks.Version)
	require.Equal(t, APIVersion, access.Version)
	require.Contains(t, []string{"a", "apps", "community", "tools"}, m.Proxy.Prefix)

	admin, err := schema.Admin()
	require.NoError(t, err)
	var compliance []string
	for _, s := range m.Webhooks.Subscriptions {
		require.Equal(t, "/webhooks/shopify", s.URI)
		compliance = append(compliance, s.Compliance...)
		for _, topic := range s.Topics {
			name := strings.ToUpper(strings.NewReplacer("/", "_", ".", "_").Replace(topic))
			require.NotNil(t, admin.Types["WebhookSubscriptionTopic"].EnumValues.ForName(name), topic)
		}
	}
	require.ElementsMatch(t, []string{"customers/data_request", "customers/redact", "shop/redact"}, compliance)
}
