package site

import (
	"encoding/json"
	"html/template"
	"io/fs"
	"regexp"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
	"github.com/osteele/liquid"
)

const blocksFolder = "theme-blocks"

// blocks are the app's theme blocks, as a theme would draw them: osteele's
// Liquid with the objects and filters the blocks use.
type blocks struct {
	sources map[string]string         // file name → Liquid without its schema
	texts   map[string]map[string]any // locale → translations
	first   string                    // the locale of *.default.json
}

var schemaTag = regexp.MustCompile(`(?s)\{%-?\s*schema\s*-?%\}.*?\{%-?\s*endschema\s*-?%\}`)

func newBlocks(extensions fs.FS) (*blocks, error) {
	b := &blocks{sources: map[string]string{}, texts: map[string]map[string]any{}}
	if extensions == nil {
		return b, nil
	}
	names, err := fs.Glob(extensions, blocksFolder+"/blocks/*.liquid")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(extensions, name)
		if err != nil {
			return nil, err
		}
		b.sources[name] = schemaTag.ReplaceAllString(string(text), "")
	}
	return b, b.readTexts(extensions)
}

func (b *blocks) readTexts(extensions fs.FS) error {
	names, err := fs.Glob(extensions, blocksFolder+"/locales/*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".schema.json") {
			continue
		}
		text, err := fs.ReadFile(extensions, name)
		if err != nil {
			return err
		}
		var texts map[string]any
		if err := json.Unmarshal(text, &texts); err != nil {
			return err
		}
		locale := strings.TrimSuffix(name[strings.LastIndex(name, "/")+1:], ".json")
		if short, ok := strings.CutSuffix(locale, ".default"); ok {
			locale, b.first = short, short
		}
		b.texts[locale] = texts
	}
	return nil
}

// render draws every block for one page of a shop. A block that does not render
// is shown as its error: it is the developer who looks.
func (b *blocks) render(s *Site, f frame, p *world.Product) []template.HTML {
	if f.Shop.Installed == nil {
		return nil
	}
	var out []template.HTML
	for _, name := range world.Sorted(b.sources) {
		text, err := b.engine(f.Locale).ParseAndRenderString(b.sources[name], bindings(f, p))
		if err != nil {
			s.log.Error("sandbox: theme block not drawn", "block", name, "error", err)
			text = "<p>Liquid error: " + template.HTMLEscapeString(err.Error()) + "</p>"
		}
		if strings.TrimSpace(text) != "" {
			out = append(out, template.HTML(text)) // the block's own output: it escapes, as in a theme
		}
	}
	return out
}

func (b *blocks) engine(locale string) *liquid.Engine {
	e := liquid.NewEngine()
	e.RegisterFilter("t", func(key string) string { return b.translate(key, locale) })
	e.RegisterFilter("asset_url", func(name string) string { return "/_extensions/" + blocksFolder + "/assets/" + name })
	e.RegisterFilter("json", func(v any) string {
		text, _ := json.Marshal(v)
		return string(text)
	})
	return e
}

func (b *blocks) translate(key, locale string) string {
	for _, l := range []string{locale, b.first} {
		var at any = b.texts[l]
		for part := range strings.SplitSeq(key, ".") {
			node, _ := at.(map[string]any)
			at = node[part]
		}
		if text, ok := at.(string); ok {
			return text
		}
	}
	return "translation missing: " + locale + "." + key
}

// bindings are the Liquid objects of a product page.
func bindings(f frame, p *world.Product) map[string]any {
	out := map[string]any{
		"shop": map[string]any{
			"name": f.Shop.Name, "permanent_domain": f.Shop.Domain, "metafields": liquidFields(f.Shop.Metafields),
			"currency": f.Shop.Currency,
		},
		"product":  map[string]any{"id": p.ID, "handle": p.Handle, "title": p.Title, "price": p.Price(), "type": p.Type},
		"request":  map[string]any{"locale": map[string]any{"iso_code": f.Locale, "primary": f.Locale == f.Shop.Languages[0]}, "design_mode": false, "page_type": "product", "path": "/products/" + p.Handle},
		"template": map[string]any{"name": "product"},
		"block":    map[string]any{"id": "sandbox", "settings": map[string]any{}, "shopify_attributes": ""},
		"customer": nil,
	}
	if c := f.Customer; c != nil {
		out["customer"] = map[string]any{
			"id": c.ID, "email": c.Email, "first_name": c.First, "last_name": c.Last,
			"tags": c.Tags, "metafields": liquidFields(c.Metafields),
		}
	}
	return out
}

// liquid is metafields as Liquid reads them: by namespace ("$app" for the app's
// own), then key, each with a typed value.
func liquidFields(m world.Metafields) map[string]any {
	out := map[string]any{}
	for _, f := range m {
		ns, _, _ := world.CutLast(f.ShortName(), ".")
		keys, _ := out[ns].(map[string]any)
		if keys == nil {
			keys = map[string]any{}
			out[ns] = keys
		}
		keys[f.Key] = map[string]any{"value": typed(f), "type": f.Type}
	}
	return out
}

// typed is the value as Liquid sees it: lists and JSON parsed, the rest text.
func typed(m *world.Metafield) any {
	raw, ok := m.JSON().(json.RawMessage)
	if !ok {
		return m.Value
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return m.Value
	}
	return v
}
