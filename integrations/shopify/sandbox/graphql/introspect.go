package graphql

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// described answers questions about the schema itself, from the schema.
type described struct{ schema *ast.Schema }

// introspection is the root field "__schema" or "__type".
func (op *Operation) introspection(name string) (Field, bool) {
	d := described{op.schema}
	switch name {
	case "__schema":
		return func(map[string]any) (any, error) { return d.all(), nil }, true
	case "__type":
		return func(args map[string]any) (any, error) {
			name, _ := args["name"].(string)
			return d.named(op.schema.Types[name]), nil
		}, true
	}
	return nil, false
}

func (d described) all() Object {
	return Object{
		"description":      nil,
		"queryType":        d.named(d.schema.Query),
		"mutationType":     d.named(d.schema.Mutation),
		"subscriptionType": d.named(d.schema.Subscription),
		"types": Field(func(map[string]any) (any, error) {
			var out []any
			for _, name := range keys(d.schema.Types) {
				out = append(out, d.named(d.schema.Types[name]))
			}
			return out, nil
		}),
		"directives": Field(func(map[string]any) (any, error) {
			var out []any
			for _, name := range keys(d.schema.Directives) {
				out = append(out, d.directive(d.schema.Directives[name]))
			}
			return out, nil
		}),
	}
}

// named is a type with a name, nil where there is none.
func (d described) named(def *ast.Definition) any {
	if def == nil {
		return nil
	}
	hasFields := def.Kind == ast.Object || def.Kind == ast.Interface
	return Object{
		"kind": string(def.Kind), "name": def.Name, "description": optional(def.Description),
		"specifiedByURL": nil, "ofType": nil, "isOneOf": def.Directives.ForName("oneOf") != nil,
		"fields": listed(hasFields, def.Fields, d.field), "inputFields": listed(def.Kind == ast.InputObject, def.Fields, d.inputField),
		"enumValues": listed(def.Kind == ast.Enum, def.EnumValues, d.enumValue),
		"interfaces": Field(func(map[string]any) (any, error) { return d.types(hasFields, d.schema.GetImplements(def)), nil }),
		"possibleTypes": Field(func(map[string]any) (any, error) {
			return d.types(def.IsAbstractType(), d.schema.PossibleTypes[def.Name]), nil
		}),
	}
}

func (d described) types(has bool, defs []*ast.Definition) any {
	if !has {
		return nil
	}
	out := make([]any, 0, len(defs))
	for _, def := range defs {
		out = append(out, d.named(def))
	}
	return out
}

// ref is a type as used: named, or a list or a promise of another.
func (d described) ref(t *ast.Type) any {
	inner := *t
	switch {
	case t.NonNull:
		inner.NonNull = false
		return d.wrapper("NON_NULL", &inner)
	case t.Elem != nil:
		return d.wrapper("LIST", t.Elem)
	}
	return d.named(d.schema.Types[t.NamedType])
}

func (d described) wrapper(kind string, of *ast.Type) Object {
	out := Object{"kind": kind, "ofType": d.ref(of)}
	for _, name := range []string{
		"name", "description", "specifiedByURL", "isOneOf",
		"fields", "inputFields", "enumValues", "interfaces", "possibleTypes",
	} {
		out[name] = nil
	}
	return out
}

func (d described) field(f *ast.FieldDefinition) Object {
	out := d.input(f.Name, f.Description, f.Type, nil, f.Directives)
	out["args"] = listed(true, f.Arguments, d.argument)
	return out
}

func (d described) inputField(f *ast.FieldDefinition) Object {
	return d.input(f.Name, f.Description, f.Type, f.DefaultValue, f.Directives)
}

func (d described) argument(a *ast.ArgumentDefinition) Object {
	return d.input(a.Name, a.Description, a.Type, a.DefaultValue, a.Directives)
}

func (d described) input(name, description string, t *ast.Type, value *ast.Value, directives ast.DirectiveList) Object {
	out := Object{
		"name": name, "description": optional(description), "defaultValue": nil,
		"type": Field(func(map[string]any) (any, error) { return d.ref(t), nil }),
	}
	if value != nil {
		out["defaultValue"] = printed(value)
	}
	return deprecate(out, directives)
}

func (d described) enumValue(e *ast.EnumValueDefinition) Object {
	return deprecate(Object{"name": e.Name, "description": optional(e.Description)}, e.Directives)
}

func (d described) directive(def *ast.DirectiveDefinition) Object {
	var places []any
	for _, l := range def.Locations {
		places = append(places, string(l))
	}
	return Object{
		"name": def.Name, "description": optional(def.Description), "isRepeatable": def.IsRepeatable,
		"locations": places, "args": listed(true, def.Arguments, d.argument),
	}
}

func deprecate(o Object, directives ast.DirectiveList) Object {
	dep := directives.ForName("deprecated")
	o["isDeprecated"], o["deprecationReason"] = dep != nil, nil
	if dep != nil {
		o["deprecationReason"] = optional(dep.ArgumentMap(nil)["reason"])
	}
	return o
}

// listed shows what a type has, without the deprecated unless asked.
func listed[T any](has bool, all []T, show func(T) Object) Field {
	return func(args map[string]any) (any, error) {
		if !has {
			return nil, nil
		}
		out := make([]any, 0, len(all))
		for _, item := range all {
			out = append(out, show(item))
		}
		if args["includeDeprecated"] == true {
			return out, nil
		}
		return slices.DeleteFunc(out, func(o any) bool { return o.(Object)["isDeprecated"] == true }), nil
	}
}

func optional(v any) any {
	if v == "" {
		return nil
	}
	return v
}
