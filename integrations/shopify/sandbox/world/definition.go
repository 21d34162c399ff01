package world

import (
	"cmp"
	"slices"
	"strings"
)

// Definition says what a metafield of one kind of owner is.
type Definition struct {
	ID          int64
	Owner       string // "Customer"
	Namespace   string
	Key         string
	Name        string
	Description string
	Type        string
	Validations []Validation `json:",omitempty"`
	Filterable  bool         // merchants filter and segment by it
	Enabled     []string     `json:",omitempty"` // its other capabilities: "uniqueValues"
	Access      map[string]string
	Pinned      int  `json:",omitempty"` // its place on the admin's page, 0 for none
	Managed     bool `json:",omitempty"` // shopify.app.toml says it; the API cannot change it
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

// DefinitionByID finds a definition, nil when there is none.
func (s *Shop) DefinitionByID(id int64) *Definition {
	i := slices.IndexFunc(s.Definitions, func(d *Definition) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return s.Definitions[i]
}

// AddDefinition numbers a definition and keeps it.
func (w *World) AddDefinition(s *Shop, d *Definition) {
	d.ID = w.NewID()
	s.Definitions = append(s.Definitions, d)
}

// RemoveDefinition forgets a definition, and with its values all there are.
func (s *Shop) RemoveDefinition(d *Definition, values bool) {
	s.Unpin(d)
	s.Definitions = slices.DeleteFunc(s.Definitions, func(other *Definition) bool { return other == d })
	if !values {
		return
	}
	for _, fields := range s.fieldsOf(d.Owner) {
		delete(fields, d.Namespace+"."+d.Key)
	}
}

// Own reports whether the definition is the app's own, not the merchant's.
func (d *Definition) Own() bool { return Own(d.Namespace) }

// AccessFor is what the definition lets "admin", "storefront" or
// "customerAccount" do, in the Admin API's words.
func (d *Definition) AccessFor(whom string) string {
	return cmp.Or(d.Access[whom], defaultAccess[whom])
}

var defaultAccess = map[string]string{"admin": "PUBLIC_READ_WRITE", "storefront": "NONE", "customerAccount": "NONE"}

// Has reports whether a capability is enabled: "uniqueValues".
func (d *Definition) Has(capability string) bool {
	if capability == "adminFilterable" {
		return d.Filterable
	}
	return slices.Contains(d.Enabled, capability)
}

// Capabilities are what can be enabled of a definition, with the names Shopify's
// refusals have for them.
var Capabilities = map[string]string{
	"adminFilterable": "admin_filterable", "analyticsQueryable": "analytics_queryable", "cartToOrderCopyable": "cart_to_order_copyable",
	"smartCollectionCondition": "smart_collection_condition", "uniqueValues": "unique_values",
}

// unfiltered are the types nobody can filter by.
var unfiltered = []string{"json", "language", "link", "money", "multi_line_text_field", "rich_text_field", "file_reference", "mixed_reference"}

// Eligible reports whether a definition of this owner and type may have a capability.
func (d *Definition) Eligible(capability string) bool {
	element := strings.TrimPrefix(d.Type, "list.")
	switch capability {
	case "uniqueValues":
		return slices.Contains([]string{"id", "number_integer", "single_line_text_field", "url"}, d.Type)
	case "smartCollectionCondition":
		return (d.Owner == "Product" || d.Owner == "ProductVariant") && d.Type != "id" && !slices.Contains(unfiltered, element)
	case "cartToOrderCopyable":
		return d.Owner == "Order"
	}
	return !slices.Contains(unfiltered, element)
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
var owners = map[string]string{
	"Customer": "CUSTOMER", "Order": "ORDER", "Shop": "SHOP", "AppInstallation": "API_PERMISSION",
	"Product": "PRODUCT", "ProductVariant": "PRODUCTVARIANT", "Collection": "COLLECTION", "DiscountCodeNode": "DISCOUNT",
}

// Values counts the records that have a value of the definition.
func (s *Shop) Values(d *Definition) (n int) {
	for _, fields := range s.fieldsOf(d.Owner) {
		if fields[d.Namespace+"."+d.Key] != nil {
			n++
		}
	}
	return n
}
