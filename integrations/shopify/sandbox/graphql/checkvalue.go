package graphql

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// literal is a value written in a request, with what it is given to.
type literal struct {
	kind, owner, name string // "Field" "tagsAdd" "tags", "InputObject" "OrderInput" "id"
	expected          *ast.Type
	optional          bool // there is a default for it
	value             *ast.Value
	position          *ast.Position // the argument
	place             *ast.Position // what holds the argument
}

// value checks what an argument is given: variables in it first, then what is
// inside, then the whole, unless the inside was already refused.
func (c *checker) value(l literal) {
	before := len(c.errs)
	c.variablesIn(l, l.value, 0)
	c.inside(l.expected, l.value)
	if len(c.errs) > before || l.value.Kind == ast.Variable {
		return
	}
	why, ok := c.fits(l.expected, l.value)
	switch {
	case ok:
	case why.Message != "":
		c.refuse("argumentLiteralsIncompatible", why.Message, map[string]any{"typeName": "CoercionError"}, l.place)
	default:
		c.refuse("argumentLiteralsIncompatible",
			"Argument '"+l.name+"' on "+l.kind+" '"+l.owner+"' has an invalid value ("+printed(l.value)+"). Expected type '"+l.expected.String()+"'.",
			map[string]any{"typeName": l.kind, "argumentName": l.name}, l.place)
	}
}

// inside walks lists and input objects.
func (c *checker) inside(t *ast.Type, v *ast.Value) {
	def := c.schema.Types[t.Name()]
	switch {
	case v.Kind == ast.ListValue && t.Elem != nil:
		for i, child := range v.Children {
			if child.Value.Kind == ast.ObjectValue {
				c.in(i, func() { c.inside(t.Elem, child.Value) })
			} else {
				c.inside(t.Elem, child.Value)
			}
		}
	case v.Kind == ast.ObjectValue && def != nil && def.Kind == ast.InputObject:
		c.required(def, v)
		c.members(def, v)
	case v.Kind == ast.ObjectValue, v.Kind == ast.ListValue:
		c.use(v) // a scalar made of parts: JSON
	}
}

func (c *checker) required(def *ast.Definition, v *ast.Value) {
	for _, f := range def.Fields {
		if f.Type.NonNull && f.DefaultValue == nil && v.Children.ForName(f.Name) == nil {
			c.in(f.Name, func() {
				c.refuse("missingRequiredInputObjectAttribute",
					"Argument '"+f.Name+"' on InputObject '"+def.Name+"' is required. Expected type "+f.Type.String(),
					map[string]any{"argumentName": f.Name, "argumentType": f.Type.String(), "inputObjectType": def.Name}, v.Position)
			})
		}
	}
	if def.Directives.ForName("oneOf") != nil && len(v.Children) != 1 {
		c.refuse("invalidOneOfInputObject", "OneOf Input Object '"+def.Name+"' must specify exactly one key.",
			map[string]any{"inputObjectType": def.Name}, v.Position)
	}
}

func (c *checker) members(def *ast.Definition, v *ast.Value) {
	seen := map[string]bool{}
	for _, child := range v.Children {
		if seen[child.Name] {
			c.refuse("inputFieldNotUnique", `There can be only one input field named "`+child.Name+`"`,
				map[string]any{"name": child.Name}, child.Position)
		}
		seen[child.Name] = true
		c.in(child.Name, func() {
			f := def.Fields.ForName(child.Name)
			if f == nil {
				c.notAccepted("InputObject", def.Name, child.Name, child.Position)
				return
			}
			c.value(literal{"InputObject", def.Name, child.Name, f.Type, f.DefaultValue != nil, child.Value, child.Position, v.Position})
		})
	}
}

// fits reports whether a value as written is of a type, and why not where the
// type can say. What is inside an input object was checked before.
func (c *checker) fits(t *ast.Type, v *ast.Value) (why problem, ok bool) {
	switch {
	case v.Kind == ast.Variable:
		return problem{}, true
	case v.Kind == ast.NullValue:
		return problem{}, !t.NonNull
	case t.Elem != nil:
		if v.Kind != ast.ListValue {
			return c.fits(t.Elem, v)
		}
		for _, child := range v.Children {
			if why, ok := c.fits(t.Elem, child.Value); !ok {
				return why, false
			}
		}
		return problem{}, true
	}
	def := c.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return fitsEnum(def, v)
	case ast.InputObject:
		return problem{}, v.Kind == ast.ObjectValue
	}
	return fitsScalar(def.Name, v)
}

func fitsEnum(def *ast.Definition, v *ast.Value) (problem, bool) {
	if v.Kind != ast.EnumValue {
		return problem{}, false
	}
	if _, why := coerceEnum(def, v.Raw); why != nil {
		return why[0], false
	}
	return problem{}, true
}

func fitsScalar(name string, v *ast.Value) (problem, bool) {
	if v.Kind == ast.EnumValue || holdsVariable(v) {
		return problem{}, name == "JSON" && v.Kind != ast.EnumValue
	}
	plain, err := v.Value(nil)
	if err != nil { // a number no machine word holds
		return problem{}, false
	}
	if why := coerceScalar(name, plain); why != nil {
		return *why, false
	}
	return problem{}, true
}

func holdsVariable(v *ast.Value) bool {
	return slices.ContainsFunc(v.Children, func(c *ast.ChildValue) bool {
		return c.Value.Kind == ast.Variable || holdsVariable(c.Value)
	})
}

// printed is a value as graphql-ruby prints it.
func printed(v *ast.Value) string {
	switch v.Kind {
	case ast.ListValue:
		return "[" + printedAll(v.Children) + "]"
	case ast.ObjectValue:
		return "{" + printedAll(v.Children) + "}"
	}
	return v.String()
}

func printedAll(children ast.ChildValueList) string {
	parts := make([]string, 0, len(children))
	for _, c := range children {
		name := ""
		if c.Name != "" {
			name = c.Name + ": "
		}
		parts = append(parts, name+printed(c.Value))
	}
	return strings.Join(parts, ", ")
}
