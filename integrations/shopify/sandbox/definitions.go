package sandbox

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
)

// definition says what a metafield of one kind of owner is.
type definition struct {
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

// filterable types can be used in admin filters and segments.
var filterable = []string{
	"single_line_text_field", "boolean", "date", "date_time", "number_integer", "number_decimal",
	"list.single_line_text_field", "list.number_integer", "list.date", "customer_reference", "product_reference",
}

func (s *shop) definition(owner, ns, key string) *definition {
	i := slices.IndexFunc(s.Definitions, func(d *definition) bool {
		return d.Owner == owner && d.Namespace == ns && d.Key == key
	})
	if i < 0 {
		return nil
	}
	return s.Definitions[i]
}

func (s *session) queryDefinition(a args) (any, error) {
	if d := s.findDefinition(a); d != nil {
		return s.definitionObject(d), nil
	}
	return nil, nil
}

// findDefinition finds by id or by identifier.
func (s *session) findDefinition(a args) *definition {
	if by, ok := a["identifier"].(map[string]any); ok {
		return s.shop.definition(ownerKind(text(by, "ownerType")), namespace(text(by, "namespace")), text(by, "key"))
	}
	_, id, _ := parseGID(text(a, "id"))
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
		if ownerType(d.Owner) != text(a, "ownerType") || a["namespace"] != nil && namespace(text(a, "namespace")) != d.Namespace ||
			a["key"] != nil && a["key"] != d.Key {
			continue
		}
		list = append(list, s.definitionObject(d))
	}
	return graphql.Connection("MetafieldDefinitionConnection", list)(a)
}

func (s *session) definitionCreate(a args) (any, error) {
	in, _ := a["definition"].(map[string]any)
	d := &definition{
		Owner: ownerKind(text(in, "ownerType")), Namespace: namespace(text(in, "namespace")), Key: text(in, "key"),
		Name: text(in, "name"), Type: text(in, "type"), Access: map[string]string{},
	}
	d.update(in)
	if bad := s.refuseDefinition(d); bad != nil {
		return s.payload("MetafieldDefinitionCreatePayload", "MetafieldDefinitionCreateUserError", object{"createdDefinition": nil}, *bad), nil
	}
	d.ID = s.world.newID()
	s.shop.Definitions = append(s.shop.Definitions, d)
	return s.payload("MetafieldDefinitionCreatePayload", "MetafieldDefinitionCreateUserError",
		object{"createdDefinition": s.definitionObject(d)}), nil
}

func (s *session) refuseDefinition(d *definition) *userError {
	refused := func(field, code, message string) *userError {
		return &userError{Field: []string{"definition", field}, Code: code, Message: message}
	}
	switch {
	case d.Owner == "":
		return refused("ownerType", "INCLUSION", "Owner type is not one the sandbox knows")
	case d.Name == "":
		return refused("name", "BLANK", "Name can't be blank")
	case len(d.Name) > 255:
		return refused("name", "TOO_LONG", "Name is too long (maximum is 255 characters)")
	case foreign(d.Namespace):
		return refused("namespace", "RESERVED_NAMESPACE_KEY", "Namespace is reserved by another app")
	case !namespaceForm.MatchString(d.Namespace):
		return refused("namespace", "INVALID_CHARACTER", "Namespace contains a character it may not")
	case !keyForm.MatchString(d.Key):
		return refused("key", "INVALID_CHARACTER", "Key must be 2 to 64 letters, digits, hyphens or underscores")
	case !knownType(d.Type):
		return refused("type", "INCLUSION", "Type name "+d.Type+" is not a valid type")
	case d.Filterable && !slices.Contains(filterable, d.Type):
		return refused("capabilities", "INVALID_CAPABILITY", "The capability admin_filterable is not valid for this definition.")
	case s.shop.definition(d.Owner, d.Namespace, d.Key) != nil:
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

// update takes over what an input gives besides the definition's identity.
func (d *definition) update(in args) {
	if _, given := in["name"]; given {
		d.Name = text(in, "name")
	}
	if _, given := in["description"]; given {
		d.Description = text(in, "description")
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

func (s *session) definitionUpdate(a args) (any, error) {
	in, _ := a["definition"].(map[string]any)
	const payloadType, errorType = "MetafieldDefinitionUpdatePayload", "MetafieldDefinitionUpdateUserError"
	d := s.shop.definition(ownerKind(text(in, "ownerType")), namespace(text(in, "namespace")), text(in, "key"))
	if d == nil {
		return s.payload(payloadType, errorType, object{"updatedDefinition": nil, "validationJob": nil},
			userError{Field: []string{"definition"}, Code: "NOT_FOUND", Message: "Definition not found."}), nil
	}
	d.update(in)
	return s.payload(payloadType, errorType, object{"updatedDefinition": s.definitionObject(d), "validationJob": nil}), nil
}

func (s *session) definitionDelete(a args) (any, error) {
	const payloadType, errorType = "MetafieldDefinitionDeletePayload", "MetafieldDefinitionDeleteUserError"
	out := object{"deletedDefinitionId": nil, "deletedDefinition": nil}
	d := s.findDefinition(a)
	if d == nil {
		return s.payload(payloadType, errorType, out, userError{Field: []string{"id"}, Code: "NOT_FOUND", Message: "Definition not found."}), nil
	}
	s.shop.Definitions = slices.DeleteFunc(s.shop.Definitions, func(other *definition) bool { return other == d })
	out["deletedDefinitionId"] = gid("MetafieldDefinition", d.ID)
	out["deletedDefinition"] = object{"__typename": "MetafieldDefinitionIdentifier", "key": d.Key, "namespace": d.Namespace, "ownerType": ownerType(d.Owner)}
	return s.payload(payloadType, errorType, out), nil
}

func (s *session) definitionObject(d *definition) object {
	status := "NOT_FILTERABLE"
	if d.Filterable {
		status = "FILTERABLE"
	}
	return object{
		"__typename": "MetafieldDefinition", "id": gid("MetafieldDefinition", d.ID), "namespace": d.Namespace, "key": d.Key,
		"name": d.Name, "description": orNil(d.Description), "ownerType": ownerType(d.Owner), "pinnedPosition": nil,
		"validationStatus": "ALL_VALID", "validations": []any{}, "useAsCollectionCondition": false,
		"type": object{"__typename": "MetafieldDefinitionType", "name": d.Type, "category": category(d.Type)},
		"access": object{
			"__typename": "MetafieldAccess", "admin": access(d, "admin", "PUBLIC_READ_WRITE"),
			"storefront": access(d, "storefront", "NONE"), "customerAccount": access(d, "customerAccount", "NONE"),
		},
		"capabilities": object{"__typename": "MetafieldCapabilities", "adminFilterable": object{
			"__typename": "MetafieldCapabilityAdminFilterable", "enabled": d.Filterable,
			"eligible": slices.Contains(filterable, d.Type), "status": status,
		}},
	}
}

func access(d *definition, name, otherwise string) string {
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

// owners are the kinds of owner the sandbox keeps metafields of, as the Admin
// API's enum spells them.
var owners = map[string]string{"Customer": "CUSTOMER", "Order": "ORDER", "Shop": "SHOP", "AppInstallation": "API_PERMISSION"}

func ownerType(kind string) string { return owners[kind] }

func ownerKind(enum string) string {
	for kind, name := range owners {
		if name == enum {
			return kind
		}
	}
	return ""
}
