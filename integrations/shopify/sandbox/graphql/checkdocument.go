package graphql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// uniqueNames refuses operations and fragments that share a name, and an
// operation without one among several.
func (c *checker) uniqueNames() {
	operations := map[string][]*ast.Position{}
	for _, op := range c.doc.Operations {
		operations[op.Name] = append(operations[op.Name], op.Position)
	}
	for _, op := range c.doc.Operations {
		places := operations[op.Name]
		switch {
		case op.Name == "" && len(c.doc.Operations) > 1:
			c.refuse("uniquelyNamedOperations", "Operation name is required when multiple operations are present", nil, places...)
		case len(places) > 1:
			c.refuse("uniquelyNamedOperations", `Operation name "`+op.Name+`" must be unique`, map[string]any{"operationName": op.Name}, places...)
		}
		delete(operations, op.Name)
	}
	fragments := map[string][]*ast.Position{}
	for _, f := range c.doc.Fragments {
		fragments[f.Name] = append(fragments[f.Name], f.Position)
	}
	for _, f := range c.doc.Fragments {
		if len(fragments[f.Name]) > 1 {
			c.refuse("fragmentNotUnique", `Fragment name "`+f.Name+`" must be unique`, map[string]any{"fragmentName": f.Name}, fragments[f.Name]...)
		}
		delete(fragments, f.Name)
	}
}

// fragmentsUsed refuses fragments nobody spreads, and those that spread themselves.
func (c *checker) fragmentsUsed() {
	spread := map[string]bool{}
	for _, op := range c.doc.Operations {
		c.reach(op.SelectionSet, spread)
	}
	for _, f := range c.doc.Fragments {
		details := map[string]any{"fragmentName": f.Name}
		c.path = []any{"fragment " + f.Name}
		if !spread[f.Name] {
			c.refuse("useAndDefineFragment", "Fragment "+f.Name+" was defined, but not used", details, f.Position)
		}
		inner := map[string]bool{}
		if c.reach(f.SelectionSet, inner); inner[f.Name] {
			c.refuse("infiniteLoop", "Fragment "+f.Name+" contains an infinite loop", details, f.Position)
		}
	}
	c.path = nil
}

// reach adds the fragments a selection leads to.
func (c *checker) reach(set ast.SelectionSet, into map[string]bool) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			c.reach(s.SelectionSet, into)
		case *ast.InlineFragment:
			c.reach(s.SelectionSet, into)
		case *ast.FragmentSpread:
			if !into[s.Name] && s.Definition != nil {
				into[s.Name] = true
				c.reach(s.Definition.SelectionSet, into)
			}
		}
	}
}

// maxCompared bounds the comparing of fields that share a response key.
const maxCompared = 100_000

// together are fields of one response key at one place, each with the type it is selected on.
type together struct {
	fields []*ast.Field
	on     []*ast.Definition
}

// merges refuses fields that share a response key and are not the same field
// with the same arguments. Those on two different object types never meet.
func (c *checker) merges(set ast.SelectionSet, on *ast.Definition) {
	shared := map[string]*together{}
	c.gather(set, on, shared, map[string]bool{})
	for _, key := range keys(shared) {
		c.conflict(key, shared[key])
	}
}

func (c *checker) gather(set ast.SelectionSet, on *ast.Definition, into map[string]*together, seen map[string]bool) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			c.compared++
			t := into[s.Alias]
			if t == nil {
				t = &together{}
				into[s.Alias] = t
			}
			t.fields, t.on = append(t.fields, s), append(t.on, on)
		case *ast.InlineFragment:
			inner := on
			if def := c.schema.Types[s.TypeCondition]; def != nil {
				inner = def
			}
			c.gather(s.SelectionSet, inner, into, seen)
		case *ast.FragmentSpread:
			if s.Definition != nil && !seen[s.Name] && c.schema.Types[s.Definition.TypeCondition] != nil {
				seen[s.Name] = true
				c.gather(s.Definition.SelectionSet, c.schema.Types[s.Definition.TypeCondition], into, seen)
			}
		}
	}
}

func (c *checker) conflict(key string, t *together) {
	for i, a := range t.fields {
		for j := i + 1; j < len(t.fields); j++ {
			b := t.fields[j]
			if c.compared++; c.compared > maxCompared {
				return
			}
			if a == b || apart(t.on[i], t.on[j]) {
				continue
			}
			if a.Name != b.Name {
				c.conflicts("field", "a", key, a, b, a.Name, b.Name)
				return
			}
			if written(a) != written(b) {
				c.conflicts("argument", "an", key, a, b, written(a), written(b))
				return
			}
		}
	}
	c.conflictBelow(t)
}

// conflictBelow holds the selections of several fields of one key together.
func (c *checker) conflictBelow(t *together) {
	if len(t.fields) < 2 {
		return
	}
	shared := map[string]*together{}
	for _, f := range t.fields {
		if f.Definition != nil && len(f.SelectionSet) > 0 {
			c.gather(f.SelectionSet, c.schema.Types[f.Definition.Type.Name()], shared, map[string]bool{})
		}
	}
	for _, key := range keys(shared) {
		c.conflict(key, shared[key])
	}
}

func (c *checker) conflicts(kind, article, key string, a, b *ast.Field, first, second string) {
	both := first + " or " + second
	path := c.path
	c.path = []any{}
	c.refuse("fieldConflict", "Field '"+key+"' has "+article+" "+kind+" conflict: "+both+"?",
		map[string]any{"fieldName": key, "conflicts": both}, a.Position, b.Position)
	c.path = path
}

func apart(a, b *ast.Definition) bool {
	return a != nil && b != nil && a != b && a.Kind == ast.Object && b.Kind == ast.Object
}

// written is a field's arguments as graphql-ruby prints them in a conflict.
func written(f *ast.Field) string {
	parts := make([]string, 0, len(f.Arguments))
	for _, a := range f.Arguments {
		parts = append(parts, a.Name+":"+strconv.Quote(printed(a.Value)))
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ",") + "}"
}
