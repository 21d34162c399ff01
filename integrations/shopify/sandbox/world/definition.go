package world

import "slices"

// Definition says what a metafield of one kind of owner is.
type Definition struct {
	ID          int64
	Owner       string // "Customer"
	Namespace   string
	Key         string
	Name        string
	Description string
	Type        string
	Filterable  bool
	Access      map[string]string
}

// Filterable types can be used in admin filters and segments.
var Filterable = []string{
	"single_line_text_field", "boolean", "date", "date_time", "number_integer", "number_decimal",
	"list.single_line_text_field", "list.number_integer", "list.date", "customer_reference", "product_reference",
}

// Definition finds a definition, nil when there is none.
func (s *Shop) Definition(owner, ns, key string) *Definition {
	i := slices.IndexFunc(s.Definitions, func(d *Definition) bool {
		return d.Owner == owner && d.Namespace == ns && d.Key == key
	})
	if i < 0 {
		return nil
	}
	return s.Definitions[i]
}

// Update takes over what an input gives besides the definition's identity.
func (d *Definition) Update(in map[string]any) {
	if _, given := in["name"]; given {
		d.Name = Text(in, "name")
	}
	if _, given := in["description"]; given {
		d.Description = Text(in, "description")
	}
	capabilities, _ := in["capabilities"].(map[string]any)
	if admin, ok := capabilities["adminFilterable"].(map[string]any); ok {
		d.Filterable = admin["enabled"] == true
	}
	access, _ := in["access"].(map[string]any)
	for name, value := range access {
		d.Access[name], _ = value.(string)
	}
}

// OwnerType is the Admin API's name for a kind of owner: "Customer" → "CUSTOMER".
func OwnerType(kind string) string { return owners[kind] }

// OwnerKind is the kind of owner an Admin API name means, "" for one not kept here.
func OwnerKind(enum string) string {
	for kind, name := range owners {
		if name == enum {
			return kind
		}
	}
	return ""
}

// owners are the kinds of owner the sandbox keeps metafields of, as the Admin
// API's enum spells them.
var owners = map[string]string{"Customer": "CUSTOMER", "Order": "ORDER", "Shop": "SHOP", "AppInstallation": "API_PERMISSION"}
