package graphql

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// usage is what a definition uses: variables, where and by whom, and fragments.
type usage struct {
	variables []used
	spreads   []string
}

type used struct {
	name  string
	where *ast.Position
	path  []any
}

// variables checks those an operation declares.
func (c *checker) variables(op *ast.OperationDefinition) {
	seen := map[string]bool{}
	for _, v := range op.VariableDefinitions {
		if seen[v.Variable] {
			c.refuse("variableNotUnique", `There can only be one variable named "`+v.Variable+`"`,
				map[string]any{"variableName": v.Variable}, v.Position)
		}
		seen[v.Variable] = true
		name := v.Type.Name()
		def := c.schema.Types[name]
		details := map[string]any{"typeName": name, "variableName": v.Variable}
		switch {
		case def == nil:
			c.refuse("variableRequiresValidType", name+" isn't a defined input type (on $"+v.Variable+")", details, v.Position)
		case !def.IsInputType():
			c.refuse("variableRequiresValidType", name+" isn't a valid input type (on $"+v.Variable+")", details, v.Position)
		default:
			c.defaultOf(v)
		}
	}
}

func (c *checker) defaultOf(v *ast.VariableDefinition) {
	if v.DefaultValue == nil {
		return
	}
	before := len(c.errs)
	why, ok := c.fits(v.Type, v.DefaultValue)
	if ok {
		c.inside(v.Type, v.DefaultValue)
		ok = len(c.errs) == before
		c.errs = c.errs[:before]
	}
	if ok {
		return
	}
	message := why.Explanation
	if message == "" {
		message = "Default value for $" + v.Variable + " doesn't match type " + v.Type.String()
	}
	c.refuse("defaultValueInvalidType", message,
		map[string]any{"variableName": v.Variable, "typeName": v.Type.String()}, v.Position)
}

// use notes the variables a value is made of.
func (c *checker) use(v *ast.Value) {
	if v.Kind == ast.Variable {
		c.scope.variables = append(c.scope.variables, used{v.Raw, v.Position, slices.Clone(c.path)})
	}
	for _, child := range v.Children {
		c.use(child.Value)
	}
}

// variablesIn notes and checks those that are the whole of an argument, or items
// of its list: then they stand for lists as deep.
func (c *checker) variablesIn(l literal, v *ast.Value, deep int) {
	switch {
	case v.Kind == ast.Variable:
		c.use(v)
		for _, op := range c.ops {
			if declared := op.VariableDefinitions.ForName(v.Raw); declared != nil {
				c.mismatch(l, declared, deep)
			}
		}
	case v.Kind == ast.ListValue && dimensions(l.expected) > deep:
		for _, child := range v.Children {
			c.variablesIn(l, child.Value, deep+1)
		}
	}
}

// mismatch refuses a variable whose declared type is not what its place asks for.
func (c *checker) mismatch(l literal, v *ast.VariableDefinition, deep int) {
	if c.schema.Types[v.Type.Name()] == nil {
		return
	}
	has, wants := *v.Type, *l.expected
	has.NonNull = has.NonNull || v.DefaultValue != nil && v.DefaultValue.Kind != ast.NullValue
	for range deep {
		inner := has
		has = ast.Type{Elem: &inner, NonNull: true}
	}
	wants.NonNull = wants.NonNull && !l.optional
	problem := ""
	switch {
	case has.Name() != wants.Name():
		problem = "Type mismatch"
	case dimensions(&has) != dimensions(&wants):
		problem = "List dimension mismatch"
	case !has.IsCompatible(&wants):
		problem = "Nullability mismatch"
	default:
		return
	}
	c.refuse("variableMismatch",
		problem+" on variable $"+v.Variable+" and argument "+l.name+" ("+has.String()+" / "+l.expected.String()+")",
		map[string]any{"variableName": v.Variable, "typeName": has.String(), "argumentName": l.name, "errorMessage": problem}, l.position)
}

func dimensions(t *ast.Type) int {
	if t.Elem == nil {
		return 0
	}
	return 1 + dimensions(t.Elem)
}

// variablesUsed refuses what an operation declares in vain, and what it or its
// fragments use undeclared.
func (c *checker) variablesUsed(op *ast.OperationDefinition, scope *usage) {
	uses := map[string]used{}
	var order []string
	seen := map[string]bool{}
	var follow func(u *usage)
	follow = func(u *usage) {
		for _, v := range u.variables {
			if _, ok := uses[v.name]; !ok {
				order = append(order, v.name)
			}
			uses[v.name] = v
		}
		for _, name := range u.spreads {
			if inner := c.scopes[name]; inner != nil && !seen[name] {
				seen[name] = true
				follow(inner)
			}
		}
	}
	follow(scope)
	who := op.Name
	if who == "" {
		who = "anonymous " + string(op.Operation)
	}
	c.path = []any{title(op)}
	for _, v := range op.VariableDefinitions {
		if _, ok := uses[v.Variable]; !ok {
			c.refuse("variableNotUsed", "Variable $"+v.Variable+" is declared by "+who+" but not used",
				map[string]any{"variableName": v.Variable}, op.Position)
		}
	}
	for _, name := range order {
		if op.VariableDefinitions.ForName(name) == nil {
			c.path = uses[name].path
			c.refuse("variableNotDefined", "Variable $"+name+" is used by "+who+" but not declared",
				map[string]any{"variableName": name}, uses[name].where)
		}
	}
	c.path = nil
}
