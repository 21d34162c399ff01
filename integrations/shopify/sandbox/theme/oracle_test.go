package theme_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/extensions"
	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
	"github.com/askwell/askwell/integrations/shopify/sandbox/theme"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// other draws the app's block with another implementation of Liquid, the one the
// block's own tests use.
const other = `
import { readFileSync } from 'node:fs';
import { Liquid } from 'liquidjs';
const { source, snippets, cases } = JSON.parse(readFileSync(0, 'utf8'));
const sorted = (_, v) => (v && v.constructor === Object ? Object.fromEntries(Object.entries(v).sort()) : v);
process.stdout.write(JSON.stringify(cases.map(({ locale, words, objects }) => {
  const engine = new Liquid({ strictFilters: true, templates: snippets });
  engine.registerFilter('t', (key, ...named) => {
    const values = Object.fromEntries(named);
    let text = key.split('.').reduce((at, part) => at[part], words);
    if (text instanceof Object) text = text[new Intl.PluralRules(locale).select(values.count)];
    return text.replace(/{{ (\w+) }}/g, (_, name) => values[name]);
  });
  engine.registerFilter('json', (value) => JSON.stringify(value ?? null, sorted).replace(/[<>&]/g, (c) => '\\u00' + c.charCodeAt(0).toString(16)));
  engine.registerFilter('asset_url', (name) => '/_extensions/theme-blocks/assets/' + name);
  return engine.parseAndRenderSync(source, {}, { globals: objects });
})));`

// published are surveys with everything the block draws, and hostile words.
const published = `{"app_url": "https://app.example", "proxy_path": "/apps/askwell", "surveys": [
	{"handle": "elsewhere", "version": 1, "languages": ["en"], "placements": ["thank-you"], "questions": []},
	{"handle": "all<kinds>", "version": 3, "languages": ["en", "sv"], "placements": ["theme"], "thanks": {"en": "Thanks & bye"}, "questions": [
		{"key": "source", "type": "single_choice", "required": true, "prompt": {"en": "How \"did\" you <hear>?", "sv": "Hur?"}, "why": {"en": "It's for us"},
		 "options": [{"key": "pod'cast", "label": {"en": "A <b>podcast</b>", "sv": "En podd"}}, {"key": "friend", "label": {"en": "A friend"}}], "other": {"label": {"en": "Else"}}, "max_length": 80},
		{"key": "brewing", "type": "multiple_choice", "prompt": {"sv": "Bara svenska"}, "options": [{"key": "moka", "label": {"en": "Moka"}}]},
		{"key": "wish", "type": "text", "prompt": {"en": "Anything?"}, "max_length": 300, "required": true, "if": {"<": [{"var": "shopper.orders"}, 2]},
		 "get": {"en": "A <gift>"}, "use": {"sv": "Till dig"}, "keep_days": 90, "next": [{"to": "end"}], "half_life": 30, "sensitive": true}]},
	{"handle": "which", "version": 2, "languages": ["en"], "placements": ["theme"], "audience": {"==": [{"var": "visit.country"}, "SE"]}, "sample": {"percent": 50}, "invited": true, "poll": {"least": 5},
	 "reward": {"handle": "thanks", "kind": "percentage", "value": "10"},
	 "endings": [{"key": "dark", "title": {"en": "Dark & strong"}, "text": {"en": "So it is."}, "image": "https://pictures.example/dark.png", "products": ["low-tide", "none"], "collections": ["coffee"]}],
	 "questions": [{"key": "brewing", "type": "picture_choice", "prompt": {"en": "How?"}, "again": {"mode": "every", "days": 30}, "options": [{"key": "moka", "label": {"en": "Moka"}, "weights": {"dark": 3}}]}]},
	{"handle": "second", "version": 1, "languages": ["pl"], "placements": ["theme"], "questions": [{"key": "brewing", "type": "text", "prompt": {"pl": "Jak?"}}]}]}`

// known is what the app tells its blocks of a customer.
const known = `{"answers": {"source": "pod'cast"}, "closed": {"source": 0, "brewing": 1}, "left": {"which": 4}}`

func TestTheAppsBlockIsDrawnAsAnotherLiquidDrawsIt(t *testing.T) {
	t.Parallel()
	const node = "../../../../extensions"
	if _, err := os.Stat(node + "/node_modules/liquidjs"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("liquidjs is not installed: run make ui")
		}
		t.Skip("SKIPPED: liquidjs is not installed; nothing was compared")
	}
	all, err := extension.Read(extensions.FS)
	require.NoError(t, err)
	blocks, err := theme.New(extensions.FS, all, "/_extensions/")
	require.NoError(t, err)

	var ours []string
	var cases []map[string]any
	for _, locale := range []string{"en", "sv", "pl", "es"} {
		for _, answered := range []string{"", "source", "source brewing", "source brewing wish", "known"} {
			for _, survey := range []string{"", "second", "which", "none"} {
				page := product(t)
				page.Locale = locale
				page.Shop.Metafields[world.OwnNamespace+".surveys"].Value = published
				page.Shop.Theme = world.Theme{"product": {{Type: "question", Settings: map[string]any{"survey": survey}}}}
				page.Customer.Metafields = world.Metafields{}
				mine := map[string]any{}
				for key := range strings.FieldsSeq(answered) {
					field := &world.Metafield{Namespace: world.OwnNamespace, Key: key, Type: "single_line_text_field", Value: "x"}
					mine[key] = map[string]any{"value": "x"}
					if key == "known" {
						field.Type, field.Value = "json", known
						mine[key] = map[string]any{"value": json.RawMessage(known)}
					}
					page.Customer.Metafields[world.OwnNamespace+"."+key] = field
				}
				if answered == "" {
					page.Customer = nil
				}
				drawn := blocks.Draw(page)
				require.Empty(t, drawn.Faults)
				ours = append(ours, inner(drawn))
				cases = append(cases, map[string]any{"locale": locale, "words": wordsOf(t, locale), "objects": objectsOf(page, survey, mine)})
			}
		}
	}
	source, err := fs.ReadFile(extensions.FS, "theme-blocks/blocks/question.liquid")
	require.NoError(t, err)
	template, _, _ := strings.Cut(string(source), "{% schema %}")
	snippets := map[string]string{}
	for _, name := range []string{"facts", "fields"} {
		snippet, err := fs.ReadFile(extensions.FS, "theme-blocks/snippets/"+name+".liquid")
		require.NoError(t, err)
		snippets[name] = string(snippet)
	}
	input, err := json.Marshal(map[string]any{"source": template, "snippets": snippets, "cases": cases})
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), "node", "--input-type=module", "-e", other)
	cmd.Dir, cmd.Stdin, cmd.Stderr = node, bytes.NewReader(input), os.Stderr
	output, err := cmd.Output()
	require.NoError(t, err)
	var theirs []string
	require.NoError(t, json.Unmarshal(output, &theirs))
	require.Len(t, theirs, len(ours))
	long := 0
	for i := range ours {
		expected := strings.ReplaceAll(theirs[i], "&#34;", "&quot;") // Shopify's own spelling
		require.Equal(t, strings.TrimSpace(expected), strings.TrimSpace(ours[i]), "case %d", i)
		if len(ours[i]) > 1000 {
			long++
		}
	}
	require.Greater(t, long, len(ours)/4, "most pages ask something")
}

// inner is the only section without the element around it, "" for none.
func inner(d theme.Drawn) string {
	if len(d.Sections) == 0 {
		return ""
	}
	_, html, _ := strings.Cut(string(d.Sections[0]), ">")
	return strings.TrimSuffix(html, "</div>")
}

func wordsOf(t *testing.T, locale string) map[string]any {
	t.Helper()
	name := locale
	if locale == "en" {
		name = "en.default"
	}
	text, err := fs.ReadFile(extensions.FS, "theme-blocks/locales/"+name+".json")
	require.NoError(t, err)
	var words map[string]any
	require.NoError(t, json.Unmarshal(text, &words))
	return words
}

// objectsOf is the page for the other implementation.
func objectsOf(p theme.Page, survey string, answers map[string]any) map[string]any {
	objects := map[string]any{
		"shop":  map[string]any{"currency": p.Shop.Currency, "metafields": map[string]any{"$app": map[string]any{"surveys": map[string]any{"value": json.RawMessage(published)}}}},
		"block": map[string]any{"id": "sandbox-question-1", "settings": map[string]any{"survey": survey}},
		"request": map[string]any{
			"locale": map[string]any{"iso_code": p.Locale}, "path": p.Path, "design_mode": false, "page_type": p.Template,
		},
		"localization": map[string]any{"country": map[string]any{"iso_code": p.Country}},
		"routes":       map[string]any{"cart_url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/cart"},
		"product":      map[string]any{"handle": p.Product.Handle},
		"cart": map[string]any{"currency": map[string]any{"iso_code": p.Shop.Currency}, "item_count": 2, "total_price": 2780, "items": []any{
			map[string]any{"vendor": p.Product.Vendor, "product": map[string]any{"handle": p.Product.Handle, "type": p.Product.Type}},
		}},
		"all_products": map[string]any{"low-tide": map[string]any{"title": p.Product.Title, "url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/products/low-tide"}},
		"collections":  map[string]any{"coffee": map[string]any{"title": "Coffee", "url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/collections/coffee"}},
	}
	if p.Customer != nil {
		objects["customer"] = map[string]any{
			"id": p.Customer.ID, "metafields": map[string]any{"$app": answers}, "orders_count": 1, "total_spent": p.Shop.OrdersOf(p.Customer.ID)[0].Total(),
			"tags": p.Customer.Tags, "last_order": map[string]any{"created_at": world.Stamp(p.Shop.OrdersOf(p.Customer.ID)[0].CreatedAt)},
		}
	}
	return objects
}
