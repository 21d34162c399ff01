package graphql

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// selected is one response key: the field and every selection set below it.
type selected struct {
	key   string
	field *ast.Field
	sets  ast.SelectionSet
}

// gathering flattens one selection set for objects of one type.
type gathering struct {
	*Operation
	on   *ast.Definition
	seen map[string]bool // fragments already spread here: spreading again adds nothing
	out  []*selected
}

// collect flattens fragments and merges fields that share a response key. on is
// the type of the object at hand, never an interface or union.
func (op *Operation) collect(set ast.SelectionSet, on *ast.Definition) []*selected {
	g := &gathering{Operation: op, on: on}
	g.walk(set)
	return g.out
}

func (g *gathering) walk(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if !g.skipped(s.Directives) {
				g.add(s)
			}
		case *ast.InlineFragment:
			if !g.skipped(s.Directives) && g.applies(s.TypeCondition, g.on) {
				g.walk(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if !g.seen[s.Name] && !g.skipped(s.Directives) && g.applies(s.Definition.TypeCondition, g.on) {
				if g.seen == nil {
					g.seen = map[string]bool{}
				}
				g.seen[s.Name] = true
				g.walk(s.Definition.SelectionSet)
			}
		}
	}
}

func (g *gathering) add(f *ast.Field) {
	i := slices.IndexFunc(g.out, func(o *selected) bool { return o.key == f.Alias })
	if i < 0 {
		g.out = append(g.out, &selected{f.Alias, f, f.SelectionSet})
		return
	}
	// A clipped slice makes append copy: the document is shared between runs.
	g.out[i].sets = append(slices.Clip(g.out[i].sets), f.SelectionSet...)
}

func (op *Operation) skipped(list ast.DirectiveList) bool {
	if d := list.ForName("skip"); d != nil && d.ArgumentMap(op.vars)["if"] == true {
		return true
	}
	d := list.ForName("include")
	return d != nil && d.ArgumentMap(op.vars)["if"] == false
}

// applies reports whether a fragment on the named type holds for an object of type on.
func (op *Operation) applies(condition string, on *ast.Definition) bool {
	if condition == "" || condition == on.Name {
		return true
	}
	return slices.Contains(op.schema.PossibleTypes[condition], on)
}

// eachField visits the fields of a selection and of its fragments, whatever type
// those are on.
func eachField(set ast.SelectionSet, visit func(*ast.Field)) {
	each(set, map[string]bool{}, func(string) {}, visit)
}

// each visits fields and the types fragments are on; a fragment once.
func each(set ast.SelectionSet, seen map[string]bool, condition func(string), visit func(*ast.Field)) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			visit(s)
		case *ast.InlineFragment:
			condition(s.TypeCondition)
			each(s.SelectionSet, seen, condition, visit)
		case *ast.FragmentSpread:
			if !seen[s.Name] {
				seen[s.Name] = true
				condition(s.Definition.TypeCondition)
				each(s.Definition.SelectionSet, seen, condition, visit)
			}
		}
	}
}
