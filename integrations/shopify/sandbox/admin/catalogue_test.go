package admin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func TestAProductTellsItsVariantsOptionsAndShelves(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	got := d.data(`{ productByIdentifier(identifier: {handle: "low-tide"}) { title vendor productType status tags totalInventory hasOnlyDefaultVariant
		description(truncateAt: 12) descriptionHtml publishedAt
		options { name values optionValues { name } } priceRangeV2 { minVariantPrice { amount currencyCode } maxVariantPrice { amount } }
		variants(first: 10) { nodes { title displayName sku price compareAtPrice availableForSale selectedOptions { name value } product { handle } } }
		collections(first: 5) { nodes { handle } } featuredMedia { mediaContentType preview { image { url } } } } }`, nil)
	require.JSONEq(t, `{"productByIdentifier":{"title":"Low Tide","vendor":"Morgonljus","productType":"Coffee","status":"ACTIVE","tags":["blend","dark roast"],
		"totalInventory":`+world.Number(int64(d.shop.Product("low-tide").Stock()))+`,"hasOnlyDefaultVariant":false,"description":"Brazil an...",
		"descriptionHtml":"<p>Brazil and Sumatra, taken slow and dark. Made for milk, moka pots and long afternoons with the rain outside.</p>","publishedAt":"2025-05-18T12:00:00Z",
		"options":[{"name":"Size","values":["250 g","1 kg"],"optionValues":[{"name":"250 g"},{"name":"1 kg"}]},{"name":"Grind","values":["Whole beans","Filter"],"optionValues":[{"name":"Whole beans"},{"name":"Filter"}]}],
		"priceRangeV2":{"minVariantPrice":{"amount":"13.9","currencyCode":"EUR"},"maxVariantPrice":{"amount":"47.0"}},
		"variants":{"nodes":[
			{"title":"250 g / Whole beans","displayName":"Low Tide - 250 g / Whole beans","sku":"LOW-TIDE-1","price":"13.90","compareAtPrice":null,"availableForSale":true,"selectedOptions":[{"name":"Size","value":"250 g"},{"name":"Grind","value":"Whole beans"}],"product":{"handle":"low-tide"}},
			{"title":"250 g / Filter","displayName":"Low Tide - 250 g / Filter","sku":"LOW-TIDE-2","price":"13.90","compareAtPrice":null,"availableForSale":true,"selectedOptions":[{"name":"Size","value":"250 g"},{"name":"Grind","value":"Filter"}],"product":{"handle":"low-tide"}},
			{"title":"1 kg / Whole beans","displayName":"Low Tide - 1 kg / Whole beans","sku":"LOW-TIDE-3","price":"47.00","compareAtPrice":null,"availableForSale":true,"selectedOptions":[{"name":"Size","value":"1 kg"},{"name":"Grind","value":"Whole beans"}],"product":{"handle":"low-tide"}},
			{"title":"1 kg / Filter","displayName":"Low Tide - 1 kg / Filter","sku":"LOW-TIDE-4","price":"47.00","compareAtPrice":null,"availableForSale":true,"selectedOptions":[{"name":"Size","value":"1 kg"},{"name":"Grind","value":"Filter"}],"product":{"handle":"low-tide"}}]},
		"collections":{"nodes":[{"handle":"all"},{"handle":"coffee"},{"handle":"under-fifteen"}]},
		"featuredMedia":{"mediaContentType":"IMAGE","preview":{"image":{"url":"http://shop.example/cdn/products/low-tide.svg?shop=demo-shop.myshopify.com"}}}}}`, got)
}

func TestProductsAreSearchedAndSorted(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	search := `query ($q: String, $key: ProductSortKeys, $back: Boolean) { products(first: 20, query: $q, sortKey: $key, reverse: $back) { nodes { handle } } }`
	found := func(q string) []any {
		t.Helper()
		got := d.ask(search, map[string]any{"q": q})
		require.Empty(t, got.Errors, q)
		require.Empty(t, got.Extensions.Search, q)
		var out []any
		for _, n := range got.Data["products"].(map[string]any)["nodes"].([]any) {
			out = append(out, n.(map[string]any)["handle"])
		}
		return out
	}
	coffee := world.Number(d.shop.Collection("coffee").ID)
	for q, want := range map[string][]any{
		"vendor:'Ilse Lind Keramik'":                {"harbour-mug", "pilot-cup"},
		"product_type:Book OR product_type:candle":  {"the-slow-pour", "roastery-candle"},
		"tag:decaf -tag:new":                        {"skerry-decaf"},
		"tag_not:gift price:<14":                    {"low-tide"},
		"sku:DOG-WATCH-1":                           {"dog-watch"},
		"title:slow*":                               {"the-slow-pour"},
		"is_price_reduced:true":                     {"roastery-candle"},
		"collection_id:" + coffee + " tag:espresso": {"lantern-espresso"},
		"variant_title:sand":                        {"harbour-mug", "pilot-cup"},
		"status:draft":                              nil,
		"keramik":                                   {"harbour-mug", "pilot-cup"},
	} {
		require.Equal(t, want, found(q), q)
	}
	got := d.data(search, map[string]any{"key": "TITLE", "back": true, "q": "product_type:Coffee"})
	require.JSONEq(t, `{"products":{"nodes":[{"handle":"skerry-decaf"},{"handle":"low-tide"},{"handle":"lantern-espresso"},{"handle":"first-light"},{"handle":"dog-watch"}]}}`, got)
	require.JSONEq(t, `{"productsCount":{"count":9,"precision":"EXACT"},"few":{"count":2,"precision":"AT_LEAST"}}`,
		d.data(`{ productsCount { count precision } few: productsCount(limit: 2) { count precision } }`, nil))
	require.JSONEq(t, `{"productVendors":{"nodes":["Ilse Lind Keramik","Morgonljus","Pappershamnen","Slow Wick"]},"productTypes":{"edges":[{"node":"Book"},{"node":"Candle"}],"pageInfo":{"hasNextPage":true}}}`,
		d.data(`{ productVendors(first: 9) { nodes } productTypes(first: 2) { edges { node } pageInfo { hasNextPage } } }`, nil))
}

func TestAFieldShopifyDoesNotSearchIsPassedOverWithAWarning(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	got := d.ask(`{ mine: products(first: 20, query: "colour:red tag:decaf") { nodes { handle } } }`, nil)
	require.Empty(t, got.Errors)
	require.Len(t, got.Data["mine"].(map[string]any)["nodes"], 2)
	require.Len(t, got.Extensions.Search, 1)
	note := got.Extensions.Search[0]
	require.Equal(t, []any{"mine"}, note.Path)
	require.Equal(t, "colour", note.Warnings[0].Field)
	require.Equal(t, "invalid_field", note.Warnings[0].Code)
	missing := d.ask(`{ products(first: 1, query: "category_id:1") { nodes { handle } } }`, nil)
	require.Equal(t, "not implemented in the sandbox: searching products by category_id", missing.Errors[0].Message)
}

func TestACollectionShowsItsProductsInItsOrder(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	got := d.data(`{ collectionByIdentifier(identifier: {handle: "under-fifteen"}) { title sortOrder productsCount { count }
		ruleSet { appliedDisjunctively rules { column relation condition } }
		products(first: 3) { nodes { handle } } byTitle: products(first: 1, sortKey: TITLE, reverse: true) { nodes { handle } } } }`, nil)
	require.JSONEq(t, `{"collectionByIdentifier":{"title":"Under fifteen","sortOrder":"PRICE_ASC","productsCount":{"count":4},
		"ruleSet":{"appliedDisjunctively":false,"rules":[{"column":"VARIANT_PRICE","relation":"LESS_THAN","condition":"15"}]},
		"products":{"nodes":[{"handle":"low-tide"},{"handle":"first-light"},{"handle":"dog-watch"}]},"byTitle":{"nodes":[{"handle":"skerry-decaf"}]}}}`, got)
	require.JSONEq(t, `{"collections":{"nodes":[{"handle":"for-the-table","ruleSet":null}]}}`,
		d.data(`{ collections(first: 5, query: "collection_type:custom") { nodes { handle ruleSet { appliedDisjunctively } } } }`, nil))
}

func TestAProductIsMadeChangedTaggedAndTakenAway(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	create := `mutation ($p: ProductCreateInput!) { productCreate(product: $p) { product { id handle status vendor tags variants(first: 2) { nodes { title price } } metafield(namespace: "custom", key: "origin") { value } } userErrors { field message } } }`
	product := func(more map[string]any) map[string]any {
		more["title"] = "Night Shift 7"
		return map[string]any{"p": more}
	}
	made := d.ask(create, product(map[string]any{
		"tags": []any{"Red", "red"}, "metafields": []any{map[string]any{"namespace": "custom", "key": "origin", "type": "single_line_text_field", "value": "Peru"}},
	})).Data["productCreate"].(map[string]any)["product"].(map[string]any)
	require.Equal(t, "night-shift-7", made["handle"])
	require.Equal(t, []any{"Red"}, made["tags"])
	require.Equal(t, "Peru", made["metafield"].(map[string]any)["value"])
	require.Equal(t, []any{map[string]any{"title": "Default Title", "price": "0.00"}}, made["variants"].(map[string]any)["nodes"])
	again := d.ask(create, product(map[string]any{"status": "DRAFT"})).Data["productCreate"].(map[string]any)["product"].(map[string]any)
	require.Equal(t, "night-shift-8", again["handle"], "a handle made from a title counts on")
	require.Equal(t, []string{"input.handle: Handle ' NIGHT-shift-7 ' already in use. Please provide a new handle."}, d.said(create, product(map[string]any{"handle": " NIGHT-shift-7 "})))
	require.Equal(t, []string{"title: Title can't be blank"}, d.said(create, map[string]any{"p": map[string]any{"title": " "}}))

	id := map[string]any{"id": made["id"]}
	d.data(`mutation ($id: ID!) { tagsAdd(id: $id, tags: ["blue"]) { userErrors { message } } }`, id)
	update := `mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { title handle tags } userErrors { field message } } }`
	require.JSONEq(t, `{"productUpdate":{"product":{"title":"Day Shift","handle":"mixed-case-東京-100","tags":["blue","Red"]},"userErrors":[]}}`,
		d.data(update, map[string]any{"p": map[string]any{"id": made["id"], "title": "Day Shift", "handle": "  Mixed CASE / 東京 100 % "}}))
	require.Equal(t, []string{"id: Product does not exist"}, d.said(update, map[string]any{"p": map[string]any{"id": "gid://shopify/Product/1"}}))

	gone := `mutation ($id: ID!) { productDelete(input: {id: $id}) { deletedProductId userErrors { field message } } }`
	require.Empty(t, d.said(gone, id))
	require.Equal(t, []string{"id: Product does not exist"}, d.said(gone, id))
	require.JSONEq(t, `{"product":null}`, d.data(`query ($id: ID!) { product(id: $id) { id } }`, id))
	require.Equal(t, []string{"products/create", "products/create", "products/update", "products/update", "products/delete"}, d.announced())
}

func TestACollectionIsMadeFilledAndTakenAway(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	create := `mutation ($c: CollectionInput!) { collectionCreate(input: $c) { collection { id handle products(first: 5) { nodes { handle } } } userErrors { field message } } }`
	mug := world.GID("Product", d.shop.Product("harbour-mug").ID)
	made := d.ask(create, map[string]any{"c": map[string]any{"title": "Gifts", "products": []any{mug}}}).Data["collectionCreate"].(map[string]any)["collection"].(map[string]any)
	require.Equal(t, "gifts", made["handle"])
	require.Equal(t, []string{"products.0: Product does not exist"}, d.said(create, map[string]any{"c": map[string]any{"title": "None", "products": []any{"gid://shopify/Product/1"}}}))
	require.Equal(t, []string{"id: id cannot be specified on collection creation"}, d.said(create, map[string]any{"c": map[string]any{"id": made["id"], "title": "None"}}))
	require.Equal(t, []string{"ruleSet.rules: Rules cannot be an empty set"}, d.said(create, map[string]any{"c": map[string]any{"title": "None", "ruleSet": map[string]any{"appliedDisjunctively": false}}}))

	add := `mutation ($id: ID!, $p: [ID!]!) { collectionAddProducts(id: $id, productIds: $p) { collection { productsCount { count } } userErrors { field message } } }`
	cup := world.GID("Product", d.shop.Product("pilot-cup").ID)
	require.JSONEq(t, `{"collectionAddProducts":{"collection":{"productsCount":{"count":2}},"userErrors":[]}}`, d.data(add, map[string]any{"id": made["id"], "p": []any{cup, mug}}))
	smart := world.GID("Collection", d.shop.Collection("coffee").ID)
	require.Equal(t, []string{"id: Can't manually add products to a smart collection"}, d.said(add, map[string]any{"id": smart, "p": []any{cup}}))
	remove := `mutation ($id: ID!, $p: [ID!]!) { collectionRemoveProducts(id: $id, productIds: $p) { job { done } userErrors { field message } } }`
	require.Empty(t, d.said(remove, map[string]any{"id": made["id"], "p": []any{cup}}))

	update := `mutation ($c: CollectionInput!) { collectionUpdate(input: $c) { collection { title productsCount { count } } userErrors { field message } } }`
	require.JSONEq(t, `{"collectionUpdate":{"collection":{"title":"Presents","productsCount":{"count":1}},"userErrors":[]}}`,
		d.data(update, map[string]any{"c": map[string]any{"id": made["id"], "title": "Presents"}}))
	require.Equal(t, []string{"Collection does not exist"}, d.said(update, map[string]any{"c": map[string]any{"id": "gid://shopify/Collection/1"}}))
	require.Equal(t, []string{"id: Cannot update rule set of a custom collection"},
		d.said(update, map[string]any{"c": map[string]any{"id": made["id"], "ruleSet": map[string]any{"appliedDisjunctively": false, "rules": []any{}}}}))
	require.Equal(t, "id must be specified on collectionUpdate", d.ask(update, map[string]any{"c": map[string]any{"title": "None"}}).Errors[0].Message)

	gone := `mutation ($id: ID!) { collectionDelete(input: {id: $id}) { deletedCollectionId shop { id } userErrors { field message } } }`
	require.Empty(t, d.said(gone, map[string]any{"id": made["id"]}))
	require.Equal(t, []string{"id: Collection does not exist"}, d.said(gone, map[string]any{"id": made["id"]}))
	require.Equal(t, []string{"collections/create", "collections/update", "collections/update", "collections/update", "collections/delete"}, d.announced())
}

func TestProductsVariantsAndCollectionsCarryMetafields(t *testing.T) {
	t.Parallel()
	d := newDesk(t, world.Size{})
	p := d.shop.Product("first-light")
	for kind, id := range map[string]int64{"Product": p.ID, "ProductVariant": p.Variants[0].ID, "Collection": d.shop.Collection("coffee").ID} {
		require.Empty(t, d.said(`mutation ($o: ID!) { metafieldsSet(metafields: [{ownerId: $o, namespace: "custom", key: "note", type: "single_line_text_field", value: "hi"}]) { userErrors { field message } } }`,
			map[string]any{"o": world.GID(kind, id)}))
		require.JSONEq(t, `{"node":{"metafield":{"value":"hi"}}}`,
			d.data(`query ($o: ID!) { node(id: $o) { ... on HasMetafields { metafield(namespace: "custom", key: "note") { value } } } }`, map[string]any{"o": world.GID(kind, id)}))
	}
}
