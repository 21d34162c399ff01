package graphql

import "github.com/vektah/gqlparser/v2/ast"

// What a request really cost is counted while it runs: every object that was
// looked up, found or not, and of a connection the part of its page that came.
// Shopify keeps that sum to itself; this one gives its answers for what is
// simple and stays near them for the rest.

// charge counts a field that was resolved: its own price, for every item of a
// page, and one more point for every object whose type had to be told.
func (r *run) charge(on *ast.Definition, f *ast.Field, value any) {
	own := r.price(on, f.Definition)
	found := 0
	if value != nil {
		found = 1
	}
	if items, ok := value.([]any); ok {
		found = len(items)
		if isConnection(on) {
			own *= found
		}
	}
	r.spent += own
	if own > 0 && r.schema.Types[f.Definition.Type.Name()].IsAbstractType() {
		r.spent += found
	}
}

// chargePage replaces what a connection's items cost by their share of the page
// asked for. An empty list of nodes counts as the full page, as at Shopify.
func (r *run) chargePage(before int, f *selected, items Ordered) {
	page := pageSize(f.field.ArgumentMap(r.vars))
	if page <= 0 {
		r.spent = before
		return
	}
	times, below := scale(page), r.spent-before
	// Rounded up from a fifth of a point on.
	r.spent = before + (5*times*below+4*page)/(5*page)
	for _, m := range items {
		if list, ok := m.Value.([]any); ok && len(list) == 0 && r.selectsNodes(f, m.Key) {
			r.spent += times
		}
	}
}

func (r *run) selectsNodes(f *selected, key string) bool {
	def := r.schema.Types[f.field.Definition.Type.Name()]
	for _, sub := range r.collect(f.sets, def) {
		if sub.key == key {
			return sub.field.Name == "nodes"
		}
	}
	return false
}
