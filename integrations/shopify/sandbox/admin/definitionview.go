package admin

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/search"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) queryDefinition(a args) (any, error) {
	if d := s.findDefinition(a); d != nil {
		return s.definitionObject(d), nil
	}
	return nil, nil
}

// findDefinition finds by id or by identifier; another app's stays unseen, and
// that of a record the app may not read.
func (s *session) findDefinition(a args) *world.Definition {
	if d := s.definitionNamed(a); d != nil && s.allowed(d.Owner, "read") {
		return d
	}
	return nil
}

func (s *session) definitionNamed(a args) *world.Definition {
	by, ok := a["identifier"].(args)
	if ok {
		return s.shop.Definition(world.OwnerKind(world.Text(by, "ownerType")), world.Namespace(world.Text(by, "namespace")), world.Text(by, "key"))
	}
	id := world.Text(a, "id")
	if id == "" {
		id = world.Text(a, "definitionId")
	}
	kind, n, _ := world.ParseGID(id)
	if kind != "MetafieldDefinition" {
		return nil
	}
	return s.shop.DefinitionByID(n)
}

func (s *session) definitions() *records[*world.Definition] {
	text := func(read func(*world.Definition) string) func(*world.Definition) []search.Value {
		return func(d *world.Definition) []search.Value { return []search.Value{search.Text(read(d))} }
	}
	return &records[*world.Definition]{
		session: s, connection: "MetafieldDefinitionConnection",
		id:   func(d *world.Definition) int64 { return d.ID },
		show: s.definitionObject,
		fields: map[string]func(*world.Definition) []search.Value{
			"id":           func(d *world.Definition) []search.Value { return []search.Value{search.Number(float64(d.ID))} },
			"key":          text(func(d *world.Definition) string { return d.Key }),
			"namespace":    text(func(d *world.Definition) string { return d.Namespace }),
			"type":         text(func(d *world.Definition) string { return d.Type }),
			"owner_type":   text(func(d *world.Definition) string { return world.OwnerType(d.Owner) }),
			search.Default: text(func(d *world.Definition) string { return d.Name }),
		},
		absent: []string{"created_at", "updated_at"},
		sorts: map[string]func(*world.Definition) any{
			"NAME":            func(d *world.Definition) any { return d.Name },
			"PINNED_POSITION": func(d *world.Definition) any { return int64(d.Pinned) },
		},
	}
}

func (s *session) queryDefinitions(a args) (any, error) {
	if owner := world.OwnerKind(world.Text(a, "ownerType")); !s.allowed(owner, "read") {
		return nil, denied("metafieldDefinitions", "`read_"+resources[owner]+"` access scope.")
	}
	ns := world.Namespace(world.Text(a, "namespace"))
	list := slices.DeleteFunc(slices.Clone(s.shop.Definitions), func(d *world.Definition) bool {
		return world.OwnerType(d.Owner) != world.Text(a, "ownerType") || world.Foreign(d.Namespace) ||
			a["namespace"] != nil && ns != d.Namespace || a["key"] != nil && a["key"] != d.Key ||
			a["pinnedStatus"] == "PINNED" && d.Pinned == 0 || a["pinnedStatus"] == "UNPINNED" && d.Pinned > 0 ||
			a["constraintStatus"] == "CONSTRAINED_ONLY"
	})
	return s.definitions().list("metafieldDefinitions", list, a)
}

func (s *session) definitionObject(d *world.Definition) object {
	validations := make([]any, len(d.Validations))
	for i, v := range d.Validations {
		validations[i] = object{"__typename": "MetafieldDefinitionValidation", "name": v.Name, "type": d.OptionType(v.Name), "value": v.Value}
	}
	var pinned any
	if d.Pinned > 0 {
		pinned = d.Pinned
	}
	return object{
		"__typename": "MetafieldDefinition", "id": world.GID("MetafieldDefinition", d.ID), "namespace": d.Namespace, "key": d.Key,
		"name": d.Name, "description": world.OrNil(d.Description), "ownerType": world.OwnerType(d.Owner), "pinnedPosition": pinned,
		"validationStatus": "ALL_VALID", "validations": validations, "useAsCollectionCondition": d.Has("smartCollectionCondition"),
		"standardTemplate": nil, "type": typeObject(d.Type), "capabilities": capabilityObjects(d),
		"metafieldsCount": field(func(args) (any, error) { return s.shop.Values(d), nil }),
		"constraints": object{
			"__typename": "MetafieldDefinitionConstraints", "key": nil,
			"values": field(func(a args) (any, error) {
				return graphql.Connection("MetafieldDefinitionConstraintValueConnection", nil)(a)
			}),
		},
		"access": object{
			"__typename": "MetafieldAccess", "admin": d.AccessFor("admin"),
			"storefront": d.AccessFor("storefront"), "customerAccount": d.AccessFor("customerAccount"),
		},
	}
}

func capabilityObjects(d *world.Definition) object {
	out := object{"__typename": "MetafieldCapabilities"}
	for name := range world.Capabilities {
		out[name] = object{
			"__typename": "MetafieldCapability" + strings.ToUpper(name[:1]) + name[1:],
			"enabled":    d.Has(name), "eligible": d.Eligible(name),
		}
	}
	status := "NOT_FILTERABLE"
	if d.Filterable {
		status = "FILTERABLE"
	}
	out["adminFilterable"].(object)["status"] = status
	return out
}

func typeObject(name string) object {
	options := world.ValidationsOf(name)
	validations := make([]any, len(options))
	for i, option := range options {
		validations[i] = object{"__typename": "MetafieldDefinitionSupportedValidation", "name": option, "type": (&world.Definition{Type: name}).OptionType(option)}
	}
	return object{
		"__typename": "MetafieldDefinitionType", "name": name, "category": world.TypeCategory(name),
		"supportedValidations": validations, "supportsDefinitionMigrations": false,
	}
}

func (s *session) queryDefinitionTypes(args) (any, error) {
	var out []any
	for _, name := range world.TypeNames() {
		out = append(out, typeObject(name))
	}
	return out, nil
}
