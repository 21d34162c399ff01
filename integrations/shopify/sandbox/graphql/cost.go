package graphql

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// CostField is one field's part in a request's cost, as Shopify tells it in
// extensions.cost.fields when the request says Shopify-GraphQL-Cost-Debug: 1. A
// connection has no price of its own, a leaf no children.
type CostField struct {
	Path     []string `json:"path"`
	Defined  *int     `json:"definedCost"`
	Total    int      `json:"requestedTotalCost"`
	Children *int     `json:"requestedChildrenCost"`
}

// maxVisits bounds the fields an estimate looks at: fragments that spread each
// other can ask for exponentially many.
const maxVisits = 100_000

// estimate adds up the most an operation can cost: every page full, every object there.
type estimate struct {
	*Operation
	fields []CostField
	visits int
}

// CostFields is the cost of every field selected, the innermost first.
func (op *Operation) CostFields() []CostField {
	e := &estimate{Operation: op}
	e.below(op.def.SelectionSet, op.rootType(), nil)
	return e.fields
}

func (op *Operation) requested() (points int, tooLarge bool) {
	e := &estimate{Operation: op}
	points = e.below(op.def.SelectionSet, op.rootType(), nil)
	return max(points, priceLeast), e.visits > maxVisits
}

// below is the cost of a selection: for an interface or union, that of the type
// for which it is highest.
func (e *estimate) below(set ast.SelectionSet, def *ast.Definition, path []string) int {
	if !def.IsAbstractType() {
		return e.object(set, def, path)
	}
	most, kept := 0, e.fields
	for i, t := range e.candidates(set, def) {
		tried := &estimate{Operation: e.Operation, visits: e.visits}
		points := tried.object(set, t, path)
		e.visits = tried.visits
		if i == 0 || points > most {
			most, kept = points, append(e.fields[:len(e.fields):len(e.fields)], tried.fields...)
		}
	}
	e.fields = kept
	return most
}

// candidates are the possible types that can differ in cost: those a fragment
// speaks of, and any one other.
func (e *estimate) candidates(set ast.SelectionSet, def *ast.Definition) []*ast.Definition {
	named := map[string]bool{}
	each(set, map[string]bool{}, func(c string) { named[c] = true }, func(*ast.Field) { e.visits++ })
	var out []*ast.Definition
	other := false
	for _, t := range e.schema.PossibleTypes[def.Name] {
		spoken := false
		for c := range named {
			spoken = spoken || c != "" && c != def.Name && e.applies(c, t)
		}
		if spoken || !other {
			out, other = append(out, t), other || !spoken
		}
	}
	return out
}

func (e *estimate) object(set ast.SelectionSet, def *ast.Definition, path []string) int {
	total := 0
	for _, f := range e.collect(set, def) {
		if e.visits++; e.visits > maxVisits {
			return total
		}
		total += e.field(f, def, append(path[:len(path):len(path)], f.key))
	}
	return total
}

func (e *estimate) field(f *selected, on *ast.Definition, path []string) int {
	if f.field.Name == "__typename" {
		return 0
	}
	own := e.price(on, f.field.Definition)
	if len(f.sets) == 0 {
		if e.schema.Types[f.field.Definition.Type.Name()].Kind == ast.Union {
			own = 0 // nothing of it is asked for
		}
		e.fields = append(e.fields, CostField{Path: path, Defined: &own, Total: own})
		return own
	}
	def := e.schema.Types[f.field.Definition.Type.Name()]
	children := e.below(f.sets, def, path)
	cost := CostField{Path: path, Defined: &own, Total: own + children, Children: &children}
	if isConnection(def) {
		cost.Defined, cost.Total = nil, own+scale(pageSize(f.field.ArgumentMap(e.vars)))*children
	}
	e.fields = append(e.fields, cost)
	return cost.Total
}

// TooExpensive is Shopify's refusal of a request that costs more than a single
// one may, whatever is in the bucket; nil when it may run.
func (op *Operation) TooExpensive() *Error {
	if op.Cost <= MaxCost {
		return nil
	}
	refused := Coded("MAX_COST_EXCEEDED", fmt.Sprintf(`Query cost is %d, which exceeds the single query max cost limit (%d).

See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the
cost of a query is calculated.

To query larger amounts of data with fewer limits, bulk operations should be used instead.
See https://shopify.dev/api/usage/bulk-operations/queries for usage details.
`, op.Cost, MaxCost))
	refused.Extensions["cost"] = op.Cost
	refused.Extensions["maxCost"] = MaxCost
	refused.Extensions["documentation"] = "https://shopify.dev/api/usage/limits#rate-limits"
	return refused
}
