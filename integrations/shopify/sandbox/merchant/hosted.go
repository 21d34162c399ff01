package merchant

import (
	"encoding/json"
	"html/template"

	"github.com/askwell/askwell/integrations/shopify/sandbox/extension"
)

// hosted is one of the app's extensions on a page: what the page host needs to
// run it (admin-ui/src/host/extension/contract.ts).
type hosted struct {
	Name   string
	Config template.JS
}

// hosted are the extensions at a target that looks at one record. Without the
// app there are none.
func (v *visit) hosted(target, about string) []hosted {
	if v.shop.Installed == nil {
		return nil
	}
	var out []hosted
	app := v.a.world.App
	for _, e := range extension.At(v.a.extensions, target) {
		text, err := json.Marshal(map[string]any{
			"target": target, "src": "/_extensions/" + e.Bundle, "locale": "en", "locales": e.Locales, "apiVersion": e.APIVersion,
			"capabilities": e.Capabilities, "app": app.URL.Scheme + "://" + app.URL.Host, "appPath": app.Manifest.AdminPath(),
			"session": map[string]string{"kind": "admin", "shop": v.shop.Domain},
			"api":     map[string]any{"data": map[string]any{"selected": []any{map[string]string{"id": about}}}},
		})
		if err != nil {
			v.a.log.Error("sandbox: extension not hosted", "extension", e.Handle, "error", err)
			continue
		}
		out = append(out, hosted{e.Name, template.JS(text)}) // json.Marshal escapes what could end the script element
	}
	return out
}
