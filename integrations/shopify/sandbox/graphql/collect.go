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

// collect flattens fragments and merges fields that share a response key.
func (op *Operation) collect(set ast.SelectionSet, on *ast.Definition) []*selected {
	var out []*selected
	op.walk(set, on, &out)
	return out
}

func (op *Operation) walk(set ast.SelectionSet, on *ast.Definition, out *[]*selected) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if op.skipped(s.Directives) {
				continue
			}
			if i := slices.IndexFunc(*out, func(o *selected) bool { return o.key == s.Alias }); i >= 0 {
				(*out)[i].sets = append((*out)[i].sets, s.SelectionSet...)
				continue
			}
			*out = append(*out, &selected{s.Alias, s, slices.Clone(s.SelectionSet)})
		case *ast.InlineFragment:
			if !op.skipped(s.Directives) && op.applies(s.TypeCondition, on) {
				op.walk(s.SelectionSet, on, out)
			}
		case *ast.FragmentSpread:
			if !op.skipped(s.Directives) && op.applies(s.Definition.TypeCondition, on) {
				op.walk(s.Definition.SelectionSet, on, out)
			}
		}
	}
}

func (op *Operation) skipped(list ast.DirectiveList) bool {
	if d := list.ForName("skip"); d != nil && d.ArgumentMap(op.vars)["if"] == true {
		return true
	}
	d := list.ForName("include")
	return d != nil && d.ArgumentMap(op.vars)["if"] == false
}

// applies reports whether a fragment on the named type holds for an object of
// type on. For an abstract on (when estimating) every fragment may hold.
func (op *Operation) applies(condition string, on *ast.Definition) bool {
	if condition == "" || condition == on.Name || on.IsAbstractType() {
		return true
	}
	return slices.ContainsFunc(op.schema.PossibleTypes[condition],
		func(d *ast.Definition) bool { return d.Name == on.Name })
}
