package graphql

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

func (c *checker) field(f *ast.Field, on *ast.Definition) {
	if f.Definition == nil {
		c.undefined(f, on)
		return
	}
	def := c.schema.Types[f.Definition.Type.Name()]
	if !c.selectsRightly(f, def) {
		return
	}
	c.given("Field", f.Name, f.Definition.Arguments, f.Arguments, f.Position)
	c.arguments("Field", f.Alias, f.Definition.Arguments, f.Arguments, f.Position)
	c.directives(f.Directives)
	if len(f.SelectionSet) > 0 {
		c.merges(f.SelectionSet, def)
		c.selections(f.SelectionSet, def)
	}
}

func (c *checker) undefined(f *ast.Field, on *ast.Definition) {
	if on.Kind == ast.Union {
		c.refuse("selectionMismatch", "Selections can't be made directly on unions (see selections on "+on.Name+")",
			map[string]any{"nodeName": on.Name}, f.Position)
		return
	}
	c.refuse("undefinedField", "Field '"+f.Name+"' doesn't exist on type '"+on.Name+"'",
		map[string]any{"typeName": on.Name, "fieldName": f.Name}, f.Position)
}

// selectsRightly reports whether an object has selections and a leaf none.
func (c *checker) selectsRightly(f *ast.Field, def *ast.Definition) bool {
	node := "field '" + f.Name + "'"
	message := ""
	switch {
	case def.IsLeafType() && len(f.SelectionSet) > 0:
		kind := strings.ToLower(string(def.Kind))
		message = fmt.Sprintf("Selections can't be made on %ss (%s returns %s but has selections [%s])",
			kind, node, def.Name, quoted(f.SelectionSet))
	case !def.IsLeafType() && def.Kind != ast.Union && len(f.SelectionSet) == 0: // a union may go without
		message = fmt.Sprintf("Field must have selections (%s returns %s but has no selections. Did you mean '%s { ... }'?)",
			node, def.Name, f.Name)
	default:
		return true
	}
	c.refuse("selectionMismatch", message, map[string]any{"nodeName": node, "typeName": def.Name}, f.Position)
	return false
}

func quoted(set ast.SelectionSet) string {
	var names []string
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			names = append(names, `"`+s.Name+`"`)
		case *ast.InlineFragment:
			names = append(names, `"... on `+s.TypeCondition+` { ... }"`)
		case *ast.FragmentSpread:
			names = append(names, `"`+s.Name+`"`)
		}
	}
	return strings.Join(names, ", ")
}

// given refuses a field or directive that lacks arguments it must have.
func (c *checker) given(kind, name string, defs ast.ArgumentDefinitionList, args ast.ArgumentList, where *ast.Position) {
	var missing []string
	for _, d := range defs {
		if d.Type.NonNull && d.DefaultValue == nil && args.ForName(d.Name) == nil {
			missing = append(missing, d.Name)
		}
	}
	if len(missing) == 0 {
		return
	}
	list := strings.Join(missing, ", ")
	c.refuse("missingRequiredArguments", kind+" '"+name+"' is missing required arguments: "+list,
		map[string]any{"className": kind, "name": name, "arguments": list}, where)
}

func (c *checker) arguments(kind, name string, defs ast.ArgumentDefinitionList, args ast.ArgumentList, where *ast.Position) {
	seen := map[string]bool{}
	for _, a := range args {
		if seen[a.Name] {
			c.refuse("argumentNotUnique", `There can be only one argument named "`+a.Name+`"`, map[string]any{"name": a.Name}, a.Position)
		}
		seen[a.Name] = true
		c.in(a.Name, func() {
			d := defs.ForName(a.Name)
			if d == nil {
				c.notAccepted(kind, name, a.Name, a.Position)
				return
			}
			c.value(literal{kind, name, a.Name, d.Type, d.DefaultValue != nil, a.Value, a.Position, where})
		})
	}
}

func (c *checker) notAccepted(kind, name, argument string, where *ast.Position) {
	c.refuse("argumentNotAccepted", kind+" '"+name+"' doesn't accept argument '"+argument+"'",
		map[string]any{"name": name, "typeName": kind, "argumentName": argument}, where)
}

// directives checks those at one place.
func (c *checker) directives(list ast.DirectiveList) {
	seen := map[string]bool{}
	for _, d := range list {
		where := sign(d.Position)
		switch {
		case d.Definition == nil:
			c.refuse("undefinedDirective", "Directive @"+d.Name+" is not defined", map[string]any{"directiveName": d.Name}, where)
			continue
		case !allowed(d):
			c.misplaced(d)
			continue
		case seen[d.Name] && !d.Definition.IsRepeatable:
			c.refuse("directiveNotUniqueForLocation", `The directive "`+d.Name+`" can only be used once at this location.`,
				map[string]any{"directiveName": d.Name}, where)
		}
		seen[d.Name] = true
		c.given("Directive", d.Name, d.Definition.Arguments, d.Arguments, where)
		c.arguments("Directive", d.Name, d.Definition.Arguments, d.Arguments, where)
	}
}

// places are what graphql-ruby calls the parts of a request a directive can stand at.
var places = map[ast.DirectiveLocation]string{
	ast.LocationQuery: "queries", ast.LocationMutation: "mutations", ast.LocationSubscription: "subscriptions",
	ast.LocationField: "fields", ast.LocationFragmentDefinition: "fragment definitions",
	ast.LocationFragmentSpread: "fragment spreads", ast.LocationInlineFragment: "inline fragments",
	ast.LocationVariableDefinition: "variable definitions",
}

func allowed(d *ast.Directive) bool {
	for _, l := range d.Definition.Locations {
		if l == d.Location {
			return true
		}
	}
	return false
}

func (c *checker) misplaced(d *ast.Directive) {
	var names []string
	for _, l := range d.Definition.Locations {
		names = append(names, places[l])
	}
	c.refuse("directiveCannotBeApplied",
		fmt.Sprintf("'@%s' can't be applied to %s (allowed: %s)", d.Name, places[d.Location], strings.Join(names, ", ")),
		map[string]any{"targetName": places[d.Location], "name": d.Name}, sign(d.Position))
}
