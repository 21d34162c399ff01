package graphql

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// checker walks a document as graphql-ruby's validation does and refuses in its
// words. A rule that fails stops the walk below it, so that one mistake is told
// once; what was not walked was not used.
type checker struct {
	schema *ast.Schema
	doc    *ast.QueryDocument
	path   []any
	errs   []*Error

	ops      ast.OperationList // the one at hand; in a fragment all of them
	scope    *usage            // of the definition at hand
	scopes   map[string]*usage // of fragments, by name
	compared int               // steps of holding fields against each other
}

// maxErrors is how many mistakes are told of one request.
const maxErrors = 100

// check validates a parsed document; the types are written into it already.
func check(schema *ast.Schema, doc *ast.QueryDocument) []*Error {
	c := &checker{schema: schema, doc: doc, scopes: map[string]*usage{}}
	for _, f := range doc.Fragments {
		c.scopes[f.Name] = &usage{}
	}
	operations := make([]*usage, len(doc.Operations))
	for i, op := range doc.Operations {
		operations[i] = &usage{}
		c.operation(op, operations[i])
	}
	c.ops = doc.Operations
	for _, f := range doc.Fragments {
		c.fragment(f)
	}
	c.fragmentsUsed()
	for i, op := range doc.Operations {
		c.variablesUsed(op, operations[i])
	}
	c.uniqueNames()
	return c.errs
}

// refuse records a mistake at the places given, under graphql-ruby's code.
func (c *checker) refuse(code, message string, details map[string]any, where ...*ast.Position) {
	if len(c.errs) >= maxErrors {
		return
	}
	e := Coded(code, message)
	for k, v := range details {
		e.Extensions[k] = v
	}
	e.Path = append([]any{}, c.path...)
	for _, p := range where {
		e.Locations = append(e.Locations, at(p)...)
	}
	c.errs = append(c.errs, e)
}

func at(p *ast.Position) []Location {
	if p == nil {
		return nil
	}
	return []Location{{p.Line, p.Column}}
}

// in runs do one step deeper in the path.
func (c *checker) in(step any, do func()) {
	c.path = append(c.path, step)
	do()
	c.path = c.path[:len(c.path)-1]
}

func (c *checker) operation(op *ast.OperationDefinition, scope *usage) {
	c.ops, c.scope = ast.OperationList{op}, scope
	root := c.schema.Query
	switch op.Operation {
	case ast.Mutation:
		root = c.schema.Mutation
	case ast.Subscription:
		root = c.schema.Subscription
	}
	c.in(title(op), func() {
		if root == nil {
			c.refuse("missingSubscriptionConfiguration", "Schema is not configured for "+string(op.Operation)+"s", nil, op.Position)
			return
		}
		c.directives(op.Directives)
		c.variables(op)
		c.merges(op.SelectionSet, root)
		c.selections(op.SelectionSet, root)
	})
}

func title(op *ast.OperationDefinition) string {
	if op.Name == "" {
		return string(op.Operation)
	}
	return string(op.Operation) + " " + op.Name
}

func (c *checker) fragment(f *ast.FragmentDefinition) {
	c.scope = c.scopes[f.Name]
	c.in("fragment "+f.Name, func() {
		on := c.condition(f.TypeCondition, f.Position)
		if on == nil {
			return
		}
		c.directives(f.Directives)
		c.merges(f.SelectionSet, on)
		c.selections(f.SelectionSet, on)
	})
}

// condition is the type a fragment is on, or nil when there is no such object.
func (c *checker) condition(name string, where *ast.Position) *ast.Definition {
	def := c.schema.Types[name]
	switch {
	case def == nil:
		c.refuse("undefinedType", "No such type "+name+", so it can't be a fragment condition",
			map[string]any{"typeName": name}, where)
		return nil
	case !def.IsCompositeType():
		c.refuse("fragmentOnNonCompositeType", "Invalid fragment on type "+name+" (must be Union, Interface or Object)",
			map[string]any{"typeName": name}, where)
		return nil
	}
	return def
}

func (c *checker) selections(set ast.SelectionSet, on *ast.Definition) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			c.in(s.Alias, func() { c.field(s, on) })
		case *ast.InlineFragment:
			c.inline(s, on)
		case *ast.FragmentSpread:
			c.in("... "+s.Name, func() { c.spread(s, on) })
		}
	}
}

func (c *checker) inline(s *ast.InlineFragment, on *ast.Definition) {
	step := "..."
	if s.TypeCondition != "" {
		step = "... on " + s.TypeCondition
	}
	c.in(step, func() {
		inner := on
		if s.TypeCondition != "" {
			if inner = c.condition(s.TypeCondition, dots(s.Position)); inner == nil {
				return
			}
			c.spreadable("", inner, on, dots(s.Position))
		}
		c.directives(s.Directives)
		c.selections(s.SelectionSet, inner)
	})
}

func (c *checker) spread(s *ast.FragmentSpread, on *ast.Definition) {
	c.directives(s.Directives)
	c.scope.spreads = append(c.scope.spreads, s.Name)
	if s.Definition == nil {
		c.refuse("useAndDefineFragment", "Fragment "+s.Name+" was used, but not defined",
			map[string]any{"fragmentName": s.Name}, dots(s.Position))
		return
	}
	if inner := c.schema.Types[s.Definition.TypeCondition]; inner != nil && inner.IsCompositeType() {
		c.spreadable(s.Name, inner, on, dots(s.Position))
	}
}

// spreadable refuses a fragment that can never hold where it is spread.
func (c *checker) spreadable(name string, inner, on *ast.Definition, where *ast.Position) {
	for _, t := range c.schema.GetPossibleTypes(inner) {
		if slices.Contains(c.schema.GetPossibleTypes(on), t) {
			return
		}
	}
	shown, told := "", "unknown"
	if name != "" {
		shown, told = " "+name, " "+name
	}
	c.refuse("cannotSpreadFragment", "Fragment"+shown+" on "+inner.Name+" can't be spread inside "+on.Name,
		map[string]any{"typeName": inner.Name, "fragmentName": told, "parentName": on.Name}, where)
}
