package theme_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path"
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
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Liquid } from 'liquidjs';
const { sources, snippets, cases } = JSON.parse(readFileSync(0, 'utf8'));
const sorted = (_, v) => (v && v.constructor === Object ? Object.fromEntries(Object.entries(v).sort()) : v);
process.stdout.write(JSON.stringify(cases.map(({ block, locale, words, objects }) => {
  const engine = new Liquid({ strictFilters: true, templates: snippets });
  engine.registerFilter('t', (key, ...named) => {
    const values = Object.fromEntries(named);
    let text = key.split('.').reduce((at, part) => at[part], words);
    if (text instanceof Object) text = text[new Intl.PluralRules(locale).select(values.count)];
    return text.replace(/{{ (\w+) }}/g, (_, name) => values[name]);
  });
  engine.registerFilter('json', (value) => JSON.stringify(value ?? null, sorted).replace(/[<>&]/g, (c) => '\\u00' + c.charCodeAt(0).toString(16)));
  engine.registerFilter('md5', (text) => createHash('md5').update(String(text)).digest('hex'));
  engine.registerFilter('asset_url', (name) => '/_extensions/theme-blocks/assets/' + name);
  engine.registerFilter('money', (cents) => '€' + (cents / 100).toFixed(2).replace('.', ','));
  engine.registerFilter('image_url', (image, [, width]) => image.src + '?width=' + width);
  return engine.parseAndRenderSync(sources[block], {}, { globals: objects });
})));`

// published are surveys with everything the block draws, and hostile words.
const published = `{"app_url": "https://app.example", "proxy_path": "/apps/askwell", "surveys": [
	{"handle": "elsewhere", "version": 1, "languages": ["en"], "placements": ["thank-you"], "questions": []},
	{"handle": "all<kinds>", "version": 3, "languages": ["en", "sv"], "placements": ["theme", "cart", "prompt"], "thanks": {"en": "Thanks & bye"},
	 "reward": {"handle": "five", "kind": "amount", "value": "5", "currency": "EUR", "ends": "2999-01-01T00:00:00Z"}, "questions": [
		{"key": "source", "type": "single_choice", "required": true, "prompt": {"en": "How \"did\" you <hear>?", "sv": "Hur?"}, "why": {"en": "It's for us"},
		 "options": [{"key": "pod'cast", "label": {"en": "A <b>podcast</b>", "sv": "En podd"}, "collection": "coffee"}, {"key": "friend", "label": {"en": "A friend"}}], "other": {"label": {"en": "Else"}}, "max_length": 80},
		{"key": "brewing", "type": "multiple_choice", "prompt": {"sv": "Bara svenska"}, "options": [{"key": "moka", "label": {"en": "Moka"}}]},
		{"key": "wish", "type": "text", "prompt": {"en": "Anything?"}, "max_length": 300, "required": true, "if": {"<": [{"var": "shopper.orders"}, 2]},
		 "get": {"en": "A <gift>"}, "use": {"sv": "Till dig"}, "keep_days": 90, "next": [{"to": "end"}], "half_life": 30, "sensitive": true}]},
	{"handle": "which", "version": 2, "languages": ["en"], "placements": ["theme"], "audience": {"==": [{"var": "visit.country"}, "SE"]}, "sample": {"percent": 50}, "invited": true, "poll": {"least": 5},
	 "reward": {"handle": "thanks", "kind": "percentage", "value": "10"},
	 "endings": [{"key": "dark", "title": {"en": "Dark & strong"}, "text": {"en": "So it is."}, "image": "https://pictures.example/dark.png", "products": ["low-tide", "none"], "collections": ["coffee"]}],
	 "questions": [{"key": "brewing", "type": "picture_choice", "prompt": {"en": "How?"}, "again": {"mode": "every", "days": 30}, "options": [{"key": "moka", "label": {"en": "Moka & more"}, "weights": {"dark": 3}, "product": "low-tide", "collection": "coffee", "image": "https://pictures.example/\"moka.png"},
		{"key": "filter", "label": {"en": "Filter"}}, {"key": "none", "label": {"en": "None"}, "pinned": true}, {"key": "french", "label": {"en": "French press"}}], "shuffle": true}]},
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
			for _, one := range drawnBlocks {
				page := product(t)
				page.Locale = locale
				page.Shop.Metafields[world.OwnNamespace+".surveys"].Value = published
				on := "page"
				switch one.handle {
				case "prompt":
					on = world.Embeds
				case "cart-reason":
					on = "cart"
				}
				if page.Template = on; on == world.Embeds {
					page.Template = "index"
				}
				page.Shop.Theme = world.Theme{page.Template: {}, world.Embeds: {}}
				page.Shop.Theme[on] = []world.Placed{{Type: one.handle, Settings: one.settings}}
				page.Customer.Metafields = world.Metafields{}
				mine := map[string]any{}
				for key := range strings.FieldsSeq(answered) {
					field := &world.Metafield{Namespace: world.OwnNamespace, Key: key, Type: "single_line_text_field", Value: "moka"}
					mine[key] = map[string]any{"value": "moka"}
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
				require.Empty(t, drawn.Faults, one.handle)
				ours = append(ours, inner(drawn))
				cases = append(cases, map[string]any{"block": one.handle, "locale": locale, "words": wordsOf(t, locale), "objects": objectsOf(page, settingsOf(all, page, one.handle, one.settings), one.handle, mine)})
			}
		}
	}
	sources, snippets := map[string]string{}, map[string]string{}
	for _, into := range []struct {
		folder string
		files  map[string]string
	}{{"blocks", sources}, {"snippets", snippets}} {
		names, err := fs.Glob(extensions.FS, "theme-blocks/"+into.folder+"/*.liquid")
		require.NoError(t, err)
		for _, name := range names {
			text, err := fs.ReadFile(extensions.FS, name)
			require.NoError(t, err)
			body, _, _ := strings.Cut(string(text), "{% schema %}")
			into.files[strings.TrimSuffix(path.Base(name), ".liquid")] = body
		}
	}
	require.Len(t, sources, 8, "a block that is not drawn here is held against nothing")
	input, err := json.Marshal(map[string]any{"sources": sources, "snippets": snippets, "cases": cases})
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), "node", "--input-type=module", "-e", other)
	cmd.Dir, cmd.Stdin, cmd.Stderr = node, bytes.NewReader(input), os.Stderr
	output, err := cmd.Output()
	require.NoError(t, err)
	var theirs []string
	require.NoError(t, json.Unmarshal(output, &theirs))
	require.Len(t, theirs, len(ours))
	long := map[string]int{}
	for i := range ours {
		expected := strings.ReplaceAll(theirs[i], "&#34;", "&quot;") // Shopify's own spelling
		require.Equal(t, strings.TrimSpace(expected), strings.TrimSpace(ours[i]), "case %d: %s", i, cases[i]["block"])
		if len(ours[i]) > 500 {
			long[cases[i]["block"].(string)]++
		}
	}
	require.Len(t, long, len(sources), "every block shows something")
}

// drawnBlocks are the blocks with the settings they are drawn with.
var drawnBlocks = []struct {
	handle   string
	settings map[string]any
}{
	{"question", nil},
	{"question", map[string]any{"survey": "second", "heading": "<b>Hi</b>", "inherit": false, "scheme": "scheme-2"}},
	{"question", map[string]any{"survey": "none"}},
	{"quiz", nil},
	{"poll", map[string]any{"survey": "which"}},
	{"cart-reason", nil},
	{"prompt", map[string]any{"exit": true, "position": "slide"}},
	{"preferences", nil},
	{"preferences", map[string]any{"questions": "wish, second,brewing"}},
	{"reward-progress", map[string]any{"link": "/pages/quiz?a=1&b=2"}},
	{"for-you", map[string]any{"question": "brewing", "products": float64(3)}},
	{"for-you", map[string]any{"question": "source", "collection": "coffee"}},
	{"for-you", map[string]any{"question": "wish", "ask": true}},
}

// settingsOf are a block's settings as Liquid has them.
func settingsOf(all []*extension.Extension, p theme.Page, handle string, chosen map[string]any) map[string]any {
	out := map[string]any{}
	for _, e := range all {
		for _, b := range e.Blocks {
			for _, s := range b.Settings {
				if b.Handle != handle || s.ID == "" {
					continue
				}
				if out[s.ID] = s.Default; s.Default == nil {
					out[s.ID] = nil
				}
				if v, ok := chosen[s.ID]; ok {
					out[s.ID] = v
				}
				if s.Type == "collection" && out[s.ID] != nil {
					out[s.ID] = collectionOf(p, out[s.ID].(string))
				}
			}
		}
	}
	return out
}

func collectionOf(p theme.Page, handle string) map[string]any {
	c := p.Shop.Collection(handle)
	var products []any
	for _, one := range p.Shop.In(c) {
		if one.Published() {
			products = append(products, productOf(p, one))
		}
	}
	return map[string]any{"title": c.Title, "url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/collections/" + handle, "products": products}
}

func productOf(p theme.Page, one *world.Product) map[string]any {
	low, high := one.PriceRange()
	out := map[string]any{
		"handle": one.Handle, "title": one.Title, "url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/products/" + one.Handle, "price": low,
		"price_varies": low != high, "featured_image": map[string]any{"src": "/cdn/products/" + one.Handle + ".svg", "aspect_ratio": 400.0 / 460},
	}
	if was := one.Variants[0].Compare; was > 0 {
		out["compare_at_price"] = was
	}
	return out
}

// inner is the only section or the embed, without the element around it; "" for none.
func inner(d theme.Drawn) string {
	drawn := string(d.Body)
	if len(d.Sections) > 0 {
		drawn = string(d.Sections[0])
	}
	_, html, _ := strings.Cut(drawn, ">")
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
func objectsOf(p theme.Page, settings map[string]any, handle string, answers map[string]any) map[string]any {
	objects := map[string]any{
		"shop":  map[string]any{"currency": p.Shop.Currency, "metafields": map[string]any{"$app": map[string]any{"surveys": map[string]any{"value": json.RawMessage(published)}}}},
		"block": map[string]any{"id": "sandbox-" + handle + "-1", "settings": settings},
		"request": map[string]any{
			"locale": map[string]any{"iso_code": p.Locale}, "path": p.Path, "design_mode": false, "page_type": p.Template,
		},
		"localization": map[string]any{"country": map[string]any{"iso_code": p.Country}},
		"routes":       map[string]any{"cart_url": strings.TrimSuffix(theme.Root(p.Shop, p.Locale), "/") + "/cart"},
		"product":      map[string]any{"handle": p.Product.Handle},
		"cart": map[string]any{"currency": map[string]any{"iso_code": p.Shop.Currency}, "item_count": 2, "total_price": 2780, "items": []any{
			map[string]any{"vendor": p.Product.Vendor, "product": map[string]any{"handle": p.Product.Handle, "type": p.Product.Type}},
		}},
		"all_products": map[string]any{"low-tide": productOf(p, p.Product)},
		"collections":  map[string]any{"coffee": collectionOf(p, "coffee")},
	}
	if p.Customer != nil {
		objects["customer"] = map[string]any{
			"id": p.Customer.ID, "metafields": map[string]any{"$app": answers}, "orders_count": 1, "total_spent": p.Shop.OrdersOf(p.Customer.ID)[0].Total(),
			"tags": p.Customer.Tags, "last_order": map[string]any{"created_at": world.Stamp(p.Shop.OrdersOf(p.Customer.ID)[0].CreatedAt)},
		}
	}
	return objects
}
