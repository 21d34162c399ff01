package graphql

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// The point prices Shopify publishes: a mutation 10, an object 1, a scalar
// nothing, a connection by what it asks for.
const (
	priceMutation   = 10
	priceObject     = 1
	priceConnection = 2
)

// estimate is the most the operation can cost: every page full, every object there.
func (op *Operation) estimate() int {
	total := 0
	for _, f := range op.collect(op.def.SelectionSet, op.rootType()) {
		if op.Mutates() {
			total += priceMutation // its payload's own objects are in the price
			continue
		}
		total += op.estimateField(f)
	}
	return total
}

func (op *Operation) estimateField(f *selected) int {
	if f.field.Definition == nil || len(f.sets) == 0 {
		return 0
	}
	def := op.schema.Types[f.field.Definition.Type.Name()]
	args := f.field.ArgumentMap(op.vars)
	switch {
	case isConnection(def):
		return priceConnection + pageSize(args)*op.estimateBelow(f, def)
	case isWrapper(def):
		return op.estimateBelow(f, def)
	}
	each := priceObject + op.estimateBelow(f, def)
	if ids, ok := args["ids"].([]any); ok {
		return each * len(ids)
	}
	return each
}

func (op *Operation) estimateBelow(f *selected, def *ast.Definition) int {
	total := 0
	for _, sub := range op.collect(f.sets, def) {
		total += op.estimateField(sub)
	}
	return total
}

func isConnection(def *ast.Definition) bool {
	return def != nil && strings.HasSuffix(def.Name, "Connection")
}

// isWrapper names the objects that only hold a page together; they are free.
func isWrapper(def *ast.Definition) bool {
	return def != nil && (strings.HasSuffix(def.Name, "Edge") || def.Name == "PageInfo")
}

// pageSize is how many items a connection's arguments ask for.
func pageSize(args map[string]any) int {
	for _, name := range []string{"first", "last"} {
		if n, ok := Int(args[name]); ok {
			return n
		}
	}
	return 0
}
