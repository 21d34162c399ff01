package theme_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// folder is a theme extension of some blocks, by handle.
func folder(blocks map[string]string) fstest.MapFS {
	files := fstest.MapFS{
		"card/shopify.extension.toml":  {Data: []byte("name = \"Card\"\ntype = \"theme\"\n")},
		"card/snippets/price.liquid":   {Data: []byte(`<b>{{ amount | money }}</b>`)},
		"card/locales/en.default.json": {Data: []byte(`{"hi": "Hello {{ name }} & co", "hi_html": "<b>{{ name }}</b>", "left": {"one": "{{ count }} left", "other": "{{ count }} left over"}, "only": "English"}`)},
		"card/locales/pl.json":         {Data: []byte(`{"left": {"one": "{{ count }} sztuka", "few": "{{ count }} sztuki", "many": "{{ count }} sztuk"}}`)},
		"card/locales/sl.json":         {Data: []byte(`{"left": {"one": "{{ count }} kos", "two": "{{ count }} kosa", "few": "{{ count }} kosi", "other": "{{ count }} kosov"}}`)},
	}
	for handle, source := range blocks {
		files["card/blocks/"+handle+".liquid"] = &fstest.MapFile{Data: []byte(source)}
	}
	return files
}

const section = `{% schema %}{"name": "Card", "target": "section"}{% endschema %}`

// product is the page of the demo shop's second product, for its first customer.
func product(t *testing.T) theme.Page {
	t.Helper()
	w := world.Seed(noon, world.Size{})
	shop := w.Shops[0]
	shop.Installed = &world.Installation{ID: 1, Metafields: world.Metafields{}}
	shop.Metafields = world.Metafields{world.OwnNamespace + ".surveys": {Namespace: world.OwnNamespace, Key: "surveys", Type: "json", Value: `{"n": 3, "list": ["a"]}`}}
	p := shop.Product("low-tide")
	return theme.Page{
		Shop: shop, Customer: shop.Customers[0], Cart: []*world.Line{p.Line(2)}, Template: "product", Path: "/sv/products/low-tide", Host: "127.0.0.1",
		Locale: "sv", Country: "SE", Product: p, Variant: p.Variants[1], Collection: shop.Collection("coffee"), Title: p.Title,
	}
}

func read(t *testing.T, files fstest.MapFS) *theme.Theme {
	t.Helper()
	all, err := extension.Read(files)
	require.NoError(t, err)
	made, err := theme.New(files, all, "/_extensions/")
	require.NoError(t, err)
	return made
}

// draw is one block's HTML, without the element around it.
func draw(t *testing.T, page theme.Page, source string) string {
	t.Helper()
	out := read(t, folder(map[string]string{"x": source + section})).Draw(page)
	require.Len(t, out.Sections, 1)
	const before, after = `<div id="shopify-block-sandbox-x-1" class="shopify-block shopify-app-block ">`, `</div>`
	html := string(out.Sections[0])
	require.Contains(t, html, before)
	return html[len(before) : len(html)-len(after)]
}

func TestABlockSeesThePageAsInAShop(t *testing.T) {
	t.Parallel()
	page := product(t)
	for _, c := range []struct{ source, want string }{
		{`{{ shop.name }} {{ shop.permanent_domain }} {{ shop.metafields['$app'].surveys.value.list[0] }}{{ shop.metafields.app.surveys }}{{ shop.metafields['$app'].none.value }}`, "Morgonljus demo-shop.myshopify.com a"},
		{`{{ customer.first_name }} {{ customer.tags | join }} {{ customer.orders_count }} {{ customer.default_address.country.name }} {{ customer.metafields['$app'].x }}`, "Ada vip 1 Sweden "},
		{`{{ product.title }} {{ product.price | money }} {{ product.variants.size }} {{ product.selected_variant.title }} {{ product.options | join: ',' }}{% if product.compare_at_price %}!{% endif %}`, "Low Tide €13,90 4 250 g / Filter Size,Grind"},
		{`{{ product.url }} {{ collection.title }} {{ collection.products.first.handle }} {{ collections['coffee'].handle }}{{ collections['none'].handle }} {{ all_products['harbour-mug'].vendor }}`, "/sv/products/low-tide Coffee first-light coffee Ilse Lind Keramik"},
		{`{{ cart.item_count }} {{ cart.total_price | money_with_currency }} {{ cart.items[0].product.handle }} {{ cart.items.first.variant_title }} {{ 1234567 | money }} {{ 1000 | money_without_trailing_zeros }} {{ 1050 | money_without_currency }}`, "2 €27,80 EUR low-tide 250 g / Whole beans €12.345,67 €10 10,50"},
		{`{{ localization.language.iso_code }} {{ localization.language.endonym_name }} {{ localization.country.iso_code }} {{ localization.available_languages | map: 'iso_code' | join: ',' }} {{ localization.available_countries.first.name }}`, "sv Svenska SE en,sv,sl,pl,da,es Sweden"},
		{`{{ request.locale.iso_code }} {{ request.locale.primary }} {{ request.page_type }} {{ request.path }} {{ request.design_mode }} {{ routes.root_url }} {{ routes.cart_url }} {{ template }} {{ template.name }} {% if template == 'product' %}same{% endif %}`, "sv false product /sv/products/low-tide false /sv /sv/cart product product same"},
		{`{{ block.id }} {{ block.type }} {{ section.id }} {{ app.metafields.prefs.on.value }}`, "sandbox-x-1 x apps "},
		{
			`{% render 'price', amount: 250 %} {{ "a.js" | asset_url | script_tag }} {{ "Ö & Co" | handleize }} {{ product | image_url: width: 200 }} {{ 2 | pluralize: 'cup', 'cups' }}`,
			`<b>€2,50</b> <script src="/_extensions/card/assets/a.js" type="text/javascript"></script> ö-co /cdn/products/low-tide.svg?width=200 cups`,
		},
		{`{{ shop.metafields['$app'].surveys.value | json }} {{ "</script>" | json }}`, `{"list":["a"],"n":3} "\u003c/script\u003e"`},
		{`{% form 'product', product, id: 'f' %}in{% endform %}`, `<form method="post" action="/sv/cart/add" accept-charset="UTF-8" class="shopify-product-form" id="f"><input type="hidden" name="form_type" value="product" /><input type="hidden" name="utf8" value="✓" />in</form>`},
	} {
		require.Equal(t, c.want, draw(t, page, c.source), c.source)
	}
}

func TestWordsAreFilledInAndCounted(t *testing.T) {
	t.Parallel()
	page := product(t)
	require.Equal(t, "Hello &lt;Ada&gt; &amp; co|<b>&lt;Ada&gt;</b>|English|Translation missing: sv.none",
		draw(t, page, `{{ 'hi' | t: name: '<Ada>' }}|{{ 'hi_html' | t: name: '<Ada>' }}|{{ 'only' | t }}|{{ 'none' | t }}`))
	for locale, want := range map[string]string{
		"en": "1 left|2 left over|5 left over", "pl": "1 sztuka|2 sztuki|5 sztuk", "sl": "1 kos|2 kosa|5 kosov", "pl-PL": "1 sztuka|2 sztuki|5 sztuk",
	} {
		page.Locale = locale
		require.Equal(t, want, draw(t, page, `{{ 'left' | t: count: 1 }}|{{ 'left' | t: count: 2 }}|{{ 'left' | t: count: 5 }}`), locale)
	}
}

func TestWhatThePageLacksIsAnErrorOnIt(t *testing.T) {
	t.Parallel()
	page := product(t)
	for source, want := range map[string]string{
		`{{ product.swatch_image }}`:                             "not implemented in the sandbox: product.swatch_image",
		`{{ blogs.news.title }}`:                                 "not implemented in the sandbox: blogs",
		`{{ settings.colour }}`:                                  "not implemented in the sandbox: settings.colour",
		`{{ product | structured_data }}`:                        "the filter structured_data",
		`{% form 'contact' %}{% endform %}`:                      "form &#39;contact&#39;",
		`{{ block.settings.none }}`:                              "block.settings.none",
		`{% if %}`:                                               "Liquid syntax error",
		`{{ product | json }}`:                                   "product | json",
		`{% render 'nothing' %}`:                                 "Could not find asset snippets/nothing.liquid",
		`{{ customer.metafields.x.y.value }}{{ 'a' | img_url }}`: "the filter img_url",
	} {
		out := read(t, folder(map[string]string{"x": source + section})).Draw(page)
		require.Len(t, out.Faults, 1, source)
		require.Contains(t, string(out.Sections[0]), `<p class="liquid-error" role="alert">Liquid error (`, source)
		require.Contains(t, string(out.Sections[0]), want, source)
	}
}

func TestABlockStandsWhereItsSchemaAndTheMerchantSay(t *testing.T) {
	t.Parallel()
	page := product(t)
	files := folder(map[string]string{
		"everywhere": `e{{ block.settings.size }}{% schema %}{"name": "E", "target": "section", "class": "c", "tag": "aside", "settings": [{"type": "header", "content": "x"}, {"type": "range", "id": "size", "default": 3}]}{% endschema %}`,
		"carts":      `c{% schema %}{"name": "C", "target": "section", "enabled_on": {"templates": ["cart"]}}{% endschema %}`,
		"not_carts":  `n{% schema %}{"name": "N", "target": "section", "disabled_on": {"templates": ["cart"]}}{% endschema %}`,
		"paid":       `p{% schema %}{"name": "P", "target": "section", "available_if": "{{ app.metafields.plan.paid }}"}{% endschema %}`,
		"empty":      " {% schema %}{\"name\": \"0\", \"target\": \"section\"}{% endschema %}",
		"foot":       `f{% schema %}{"name": "F", "target": "body", "javascript": "a.js", "stylesheet": "a.css"}{% endschema %}`,
		"head":       `h{% schema %}{"name": "H", "target": "head", "javascript": "a.js"}{% endschema %}`,
	})
	blocks := read(t, files)
	out := blocks.Draw(page)
	require.Len(t, out.Sections, 2)
	require.Equal(t, `<aside id="shopify-block-sandbox-everywhere-2" class="shopify-block shopify-app-block c">e3</aside>`, string(out.Sections[0]))
	require.Equal(t, `<div id="shopify-block-sandbox-foot-1" class="shopify-block shopify-app-block ">f</div>`, string(out.Body))
	require.Equal(t, `<link href="/_extensions/card/assets/a.css" rel="stylesheet" type="text/css" media="all">`+
		`<script src="/_extensions/card/assets/a.js" async></script>h`, string(out.Head))

	page.Shop.Installed.Metafields["plan.paid"] = &world.Metafield{Namespace: "plan", Key: "paid", Type: "boolean", Value: "true"}
	require.Len(t, blocks.Draw(page).Sections, 3, "available now")
	page.Template = "cart"
	require.Len(t, blocks.Draw(page).Sections, 3, "carts for not_carts")

	var chosen world.Theme
	require.NoError(t, json.Unmarshal([]byte(`{"cart": [{"type": "everywhere", "settings": {"size": 9}}, {"type": "everywhere"}], "*": []}`), &chosen))
	require.Empty(t, blocks.Check("cart", chosen["cart"]))
	page.Shop.Theme = chosen
	out = blocks.Draw(page)
	require.Len(t, out.Sections, 2)
	require.Contains(t, string(out.Sections[0]), ">e9<")
	require.Contains(t, string(out.Sections[1]), ">e3<")
	require.Empty(t, out.Body)

	require.Equal(t, "no block x", blocks.Check("cart", []world.Placed{{Type: "x"}}))
	require.Equal(t, "the block carts may not stand on index", blocks.Check("index", []world.Placed{{Type: "carts"}}))
	require.Equal(t, "the block foot may not stand on index", blocks.Check("index", []world.Placed{{Type: "foot"}}))
	require.Equal(t, "the block everywhere has no setting colour", blocks.Check("cart", []world.Placed{{Type: "everywhere", Settings: map[string]any{"colour": 1}}}))

	page.Shop.Installed = nil
	require.Empty(t, blocks.Draw(page).Sections, "nothing of an app that is not installed")
}
