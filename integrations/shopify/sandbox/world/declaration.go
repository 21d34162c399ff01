package world

import (
	"encoding/json"
	"fmt"
	"strings"
)

// declared are the metafields of one kind of owner that shopify.app.toml
// declares: [customer.metafields.app.source].
type declared struct {
	Metafields struct {
		App map[string]declaration `toml:"app"`
	} `toml:"metafields"`
}

// declaration is a definition as shopify.app.toml says it.
type declaration struct {
	Type         string            `toml:"type"`
	Name         string            `toml:"name"`
	Description  string            `toml:"description"`
	Access       map[string]string `toml:"access"`       // customer_account = "read_write"
	Capabilities map[string]bool   `toml:"capabilities"` // admin_filterable = true
	Validations  map[string]any    `toml:"validations"`  // max = 50
}

// Declare makes the metafield definitions shopify.app.toml declares, and keeps
// them as it says, as Shopify does when an app is installed or deployed. The
// caller holds the lock.
func (w *World) Declare(shop *Shop) {
	for kind, d := range map[string]declared{"Customer": w.App.Manifest.Customer, "Order": w.App.Manifest.Order, "Shop": w.App.Manifest.Shop} {
		for _, key := range Sorted(d.Metafields.App) {
			said := d.Metafields.App[key].definition(kind, key)
			if there := shop.Definition(kind, OwnNamespace, key); there != nil {
				said.ID, said.Pinned = there.ID, there.Pinned
				*there = *said
				continue
			}
			w.AddDefinition(shop, said)
		}
	}
}

func (d declaration) definition(kind, key string) *Definition {
	out := &Definition{
		Owner: kind, Namespace: OwnNamespace, Key: key, Name: d.Name, Description: d.Description, Type: d.Type,
		Access: map[string]string{}, Managed: true,
	}
	for whom, what := range d.Access {
		if whom == "customer_account" {
			whom = "customerAccount"
		}
		out.Access[whom] = strings.ToUpper(what)
	}
	for _, name := range Sorted(Capabilities) {
		switch {
		case !d.Capabilities[Capabilities[name]]:
		case name == "adminFilterable":
			out.Filterable = true
		default:
			out.Enabled = append(out.Enabled, name)
		}
	}
	for _, name := range Sorted(d.Validations) {
		out.Validations = append(out.Validations, Validation{name, declaredValue(d.Validations[name])})
	}
	return out
}

// declaredValue writes a validation's value as the API does: lists are JSON.
func declaredValue(v any) string {
	if list, ok := v.([]any); ok {
		text, _ := json.Marshal(list) // of what TOML has: cannot fail
		return string(text)
	}
	return fmt.Sprint(v)
}
