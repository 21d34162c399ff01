package admin

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

func (s *session) queryDefinition(a args) (any, error) {
	if d := s.findDefinition(a); d != nil {
		return s.definitionObject(d), nil
	}
	return nil, nil
}

// findDefinition finds by id or by identifier.
func (s *session) findDefinition(a args) *world.Definition {
	if by, ok := a["identifier"].(map[string]any); ok {
		return s.shop.Definition(world.OwnerKind(world.Text(by, "ownerType")), world.Namespace(world.Text(by, "namespace")), world.Text(by, "key"))
	}
	_, id, _ := world.ParseGID(world.Text(a, "id"))
	for _, d := range s.shop.Definitions {
		if d.ID == id {
			return d
		}
	}
	return nil
}

func (s *session) queryDefinitions(a args) (any, error) {
	var list []object
	for _, d := range s.shop.Definitions {
		if world.OwnerType(d.Owner) != world.Text(a, "ownerType") || a["namespace"] != nil && world.Namespace(world.Text(a, "namespace")) != d.Namespace ||
			a["key"] != nil && a["key"] != d.Key {
			continue
		}
		list = append(list, s.definitionObject(d))
	}
	return graphql.Connection("MetafieldDefinitionConnection", list)(a)
}

func (s *session) definitionCreate(a args) (any, error) {
	in, _ := a["definition"].(map[string]any)
	d := &world.Definition{
		Owner: world.OwnerKind(world.Text(in, "ownerType")), Namespace: world.Namespace(world.Text(in, "namespace")), Key: world.Text(in, "key"),
		Name: world.Text(in, "name"), Type: world.Text(in, "type"), Access: map[string]string{},
	}
	d.Update(in)
	if bad := s.refuseDefinition(d); bad != nil {
		return s.payload("MetafieldDefinitionCreatePayload", "MetafieldDefinitionCreateUserError", object{"createdDefinition": nil}, *bad), nil
	}
	d.ID = s.world.NewID()
	s.shop.Definitions = append(s.shop.Definitions, d)
	return s.payload("MetafieldDefinitionCreatePayload", "MetafieldDefinitionCreateUserError",
		object{"createdDefinition": s.definitionObject(d)}), nil
}

func (s *session) refuseDefinition(d *world.Definition) *world.UserError {
	refused := func(field, code, message string) *world.UserError {
		return &world.UserError{Field: []string{"definition", field}, Code: code, Message: message}
	}
	switch {
	case d.Owner == "":
		return refused("ownerType", "INCLUSION", "Owner type is not one the sandbox knows")
	case d.Name == "":
		return refused("name", "BLANK", "Name can't be blank")
	case len(d.Name) > 255:
		return refused("name", "TOO_LONG", "Name is too long (maximum is 255 characters)")
	case world.Foreign(d.Namespace):
		return refused("namespace", "RESERVED_NAMESPACE_KEY", "Namespace is reserved by another app")
	case !world.NamespaceForm.MatchString(d.Namespace):
		return refused("namespace", "INVALID_CHARACTER", "Namespace contains a character it may not")
	case !world.KeyForm.MatchString(d.Key):
		return refused("key", "INVALID_CHARACTER", "Key must be 2 to 64 letters, digits, hyphens or underscores")
	case !world.KnownType(d.Type):
		return refused("type", "INCLUSION", "Type name "+d.Type+" is not a valid type")
	case d.Filterable && !slices.Contains(world.Filterable, d.Type):
		return refused("capabilities", "INVALID_CAPABILITY", "The capability admin_filterable is not valid for this definition.")
	case s.shop.Definition(d.Owner, d.Namespace, d.Key) != nil:
		return refused("key", "TAKEN", "Key is in use for "+d.Owner+" metafields on the '"+d.Namespace+"' namespace.")
	case s.definitionsOf(d.Owner) >= 256:
		return refused("ownerType", "RESOURCE_TYPE_LIMIT_EXCEEDED_BY_APP", "Stores can only have 256 definitions for each store resource.")
	}
	return nil
}

func (s *session) definitionsOf(owner string) (n int) {
	for _, d := range s.shop.Definitions {
		if d.Owner == owner {
			n++
		}
	}
	return n
}

func (s *session) definitionUpdate(a args) (any, error) {
	in, _ := a["definition"].(map[string]any)
	const payloadType, errorType = "MetafieldDefinitionUpdatePayload", "MetafieldDefinitionUpdateUserError"
	d := s.shop.Definition(world.OwnerKind(world.Text(in, "ownerType")), world.Namespace(world.Text(in, "namespace")), world.Text(in, "key"))
	if d == nil {
		return s.payload(payloadType, errorType, object{"updatedDefinition": nil, "validationJob": nil},
			world.UserError{Field: []string{"definition"}, Code: "NOT_FOUND", Message: "Definition not found."}), nil
	}
	d.Update(in)
	return s.payload(payloadType, errorType, object{"updatedDefinition": s.definitionObject(d), "validationJob": nil}), nil
}

func (s *session) definitionDelete(a args) (any, error) {
	const payloadType, errorType = "MetafieldDefinitionDeletePayload", "MetafieldDefinitionDeleteUserError"
	out := object{"deletedDefinitionId": nil, "deletedDefinition": nil}
	d := s.findDefinition(a)
	if d == nil {
		return s.payload(payloadType, errorType, out, world.UserError{Field: []string{"id"}, Code: "NOT_FOUND", Message: "Definition not found."}), nil
	}
	s.shop.Definitions = slices.DeleteFunc(s.shop.Definitions, func(other *world.Definition) bool { return other == d })
	out["deletedDefinitionId"] = world.GID("MetafieldDefinition", d.ID)
	out["deletedDefinition"] = object{"__typename": "MetafieldDefinitionIdentifier", "key": d.Key, "namespace": d.Namespace, "ownerType": world.OwnerType(d.Owner)}
	return s.payload(payloadType, errorType, out), nil
}

func (s *session) definitionObject(d *world.Definition) object {
	status := "NOT_FILTERABLE"
	if d.Filterable {
		status = "FILTERABLE"
	}
	return object{
		"__typename": "MetafieldDefinition", "id": world.GID("MetafieldDefinition", d.ID), "namespace": d.Namespace, "key": d.Key,
		"name": d.Name, "description": world.OrNil(d.Description), "ownerType": world.OwnerType(d.Owner), "pinnedPosition": nil,
		"validationStatus": "ALL_VALID", "validations": []any{}, "useAsCollectionCondition": false,
		"type": object{"__typename": "MetafieldDefinitionType", "name": d.Type, "category": category(d.Type)},
		"access": object{
			"__typename": "MetafieldAccess", "admin": access(d, "admin", "PUBLIC_READ_WRITE"),
			"storefront": access(d, "storefront", "NONE"), "customerAccount": access(d, "customerAccount", "NONE"),
		},
		"capabilities": object{"__typename": "MetafieldCapabilities", "adminFilterable": object{
			"__typename": "MetafieldCapabilityAdminFilterable", "enabled": d.Filterable,
			"eligible": slices.Contains(world.Filterable, d.Type), "status": status,
		}},
	}
}

func access(d *world.Definition, name, otherwise string) string {
	if given := d.Access[name]; given != "" {
		return given
	}
	return otherwise
}

func category(kind string) string {
	switch kind = strings.TrimPrefix(kind, "list."); {
	case strings.HasSuffix(kind, "text_field"):
		return "TEXT"
	case strings.HasPrefix(kind, "number"):
		return "NUMBER"
	case strings.HasPrefix(kind, "date"):
		return "DATE_TIME"
	}
	return strings.ToUpper(kind)
}
