package site

import (
	"encoding/json"
	"html/template"
	"io/fs"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// thankYouExtension is what the page host needs to run the app's thank-you
// extension from its real bundle, "" while there is no bundle.
func (s *Site) thankYouExtension(page orderPage) template.JS {
	const folder, bundle = "thank-you", "thank-you/dist/thank-you.js"
	if s.extensions == nil || page.Shop.Installed == nil {
		return ""
	}
	if _, err := fs.Stat(s.extensions, bundle); err != nil {
		return ""
	}
	o := page.Order
	session := map[string]string{"kind": "checkout", "shop": page.Shop.Domain, "order": world.GID("Order", o.ID)}
	if page.Customer != nil {
		session["customer"] = world.GID("Customer", page.Customer.ID)
	}
	config := map[string]any{
		"target": "purchase.thank-you.block.render", "src": "/_extensions/" + bundle, "session": session,
		"locale": page.Locale, "locales": s.locales(folder), "app": s.world.App.URL.Scheme + "://" + s.world.App.URL.Host,
		"api": map[string]any{
			"settings": map[string]any{}, "appMetafields": appMetafields(page.Shop),
			// Until the Admin API knows the order, Shopify names it OrderIdentity.
			"orderConfirmation": map[string]any{
				"order": map[string]string{"id": world.GID("OrderIdentity", o.ID)}, "number": world.Number(int64(o.Number)), "isFirstOrder": false,
			},
		},
	}
	text, err := json.Marshal(config)
	if err != nil {
		return ""
	}
	return template.JS(text) // json.Marshal escapes what could end the script element
}

// appMetafields are the shop's metafields the extension declares, as the
// checkout hands them over.
func appMetafields(shop *world.Shop) []any {
	m := shop.Metafields[world.OwnNamespace+".surveys"]
	if m == nil {
		return []any{}
	}
	return []any{map[string]any{
		"target":    map[string]string{"type": "shop", "id": world.GID("Shop", shop.ID)},
		"metafield": map[string]string{"namespace": "$app", "key": m.Key, "value": m.Value, "valueType": m.Type, "type": m.Type},
	}}
}

// locales are an extension's translations: "sv" or "en.default" → texts.
func (s *Site) locales(folder string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	names, _ := fs.Glob(s.extensions, folder+"/locales/*.json")
	for _, name := range names {
		text, err := fs.ReadFile(s.extensions, name)
		if err != nil || strings.HasSuffix(name, ".schema.json") {
			continue
		}
		short := name[strings.LastIndex(name, "/")+1:]
		out[strings.TrimSuffix(short, ".json")] = text
	}
	return out
}
