package graphql

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// BulkRefusal is one of the user errors bulkOperationRunQuery or
// bulkOperationRunMutation answers. Field and Code may be empty: null.
type BulkRefusal struct {
	Field   []string
	Message string
	Code    string
}

// What a bulk query may hold:
// https://shopify.dev/docs/api/usage/bulk-operations/queries#operation-restrictions
const (
	maxBulkConnections = 5
	maxBulkDepth       = 2
)

var parsePlace = regexp.MustCompile(` at \[\d+, \d+\]$`)

// PrepareBulkQuery makes a bulk query ready for RunBulk.
func PrepareBulkQuery(schema *ast.Schema, text string) (*Operation, []BulkRefusal) {
	doc, errs := parse(schema, text)
	if errs == nil && doc.Operations[0].Operation != ast.Query {
		return nil, refuseQuery("Invalid operation type. Only `query` operations are supported.")
	}
	if errs == nil {
		errs = check(schema, doc)
	}
	var op *Operation
	if errs == nil {
		op, errs = bind(schema, doc.Operations[0], nil)
	}
	if errs != nil {
		return nil, refuseQuery("Invalid bulk query: " + parsePlace.ReplaceAllString(firstMessage(errs), ""))
	}
	if refused := op.bulkRestrictions(); refused != nil {
		return nil, refuseQuery(refused...)
	}
	return op, nil
}

func refuseQuery(messages ...string) []BulkRefusal {
	out := make([]BulkRefusal, len(messages))
	for i, m := range messages {
		out[i] = BulkRefusal{[]string{"query"}, m, "INVALID"}
	}
	return out
}

// bulkShape is what the restrictions look at.
type bulkShape struct {
	*Operation
	connections, deepest int
	inList               bool
	notEdges, noID       []string
}

func (op *Operation) bulkRestrictions() []string {
	s := &bulkShape{Operation: op}
	s.selection(op.def.SelectionSet, 0, false)
	var out []string
	for _, root := range op.Roots {
		if root == "node" || root == "nodes" {
			out = append(out, "Bulk queries cannot contain a top level `"+root+"` field.")
		}
	}
	for _, rule := range []struct {
		broken  bool
		message string
	}{
		{s.connections == 0, "Bulk queries must contain at least one connection."},
		{s.connections > maxBulkConnections, fmt.Sprintf("Bulk queries cannot contain more than %d connections.", maxBulkConnections)},
		{s.deepest > maxBulkDepth, fmt.Sprintf("Bulk queries cannot contain connections with a nesting depth greater than %d.", maxBulkDepth)},
		{s.inList, "Queries that contain a connection field within a list field are not currently supported."},
	} {
		if rule.broken {
			out = append(out, rule.message)
		}
	}
	if len(s.notEdges) > 0 {
		out = append(out, fmt.Sprintf("All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '%s { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '%s'.",
			s.notEdges[0], strings.Join(s.notEdges, "', '")))
	}
	if len(s.noID) > 0 {
		out = append(out, "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': "+
			strings.Join(s.noID, ", ")+".")
	}
	return out
}

func (s *bulkShape) selection(set ast.SelectionSet, depth int, listed bool) {
	eachField(set, func(f *ast.Field) { s.field(f, depth, listed) })
}

func (s *bulkShape) field(f *ast.Field, depth int, listed bool) {
	def := s.schema.Types[f.Definition.Type.Name()]
	if !isConnection(def) {
		s.selection(f.SelectionSet, depth, listed || f.Definition.Type.Elem != nil)
		return
	}
	s.connections++
	s.deepest = max(s.deepest, depth)
	s.inList = s.inList || listed
	nodes := nodesOf(f)
	if len(nodes) == 0 {
		s.notEdges = append(s.notEdges, f.Name)
	}
	for _, n := range nodes {
		before := s.connections
		s.selection(n.SelectionSet, depth+1, false)
		if s.connections > before && !selectsID(n.SelectionSet) {
			s.noID = append(s.noID, f.Name)
		}
	}
}

// nodesOf are a connection's edges { node }.
func nodesOf(f *ast.Field) []*ast.Field {
	var out []*ast.Field
	for _, edges := range fieldsNamed(f.SelectionSet, "edges") {
		out = append(out, fieldsNamed(edges.SelectionSet, "node")...)
	}
	return out
}

func selectsID(set ast.SelectionSet) bool {
	for _, f := range fieldsNamed(set, "id") {
		if f.Alias == "id" && f.Definition.Type.Name() == "ID" {
			return true
		}
	}
	return false
}

func fieldsNamed(set ast.SelectionSet, name string) []*ast.Field {
	var out []*ast.Field
	eachField(set, func(f *ast.Field) {
		if f.Name == name {
			out = append(out, f)
		}
	})
	return out
}

// PrepareBulkMutation makes a mutation ready to run with many sets of variables.
func PrepareBulkMutation(schema *ast.Schema, text string) (*BulkMutation, *BulkRefusal) {
	doc, errs := parse(schema, text)
	switch {
	case errs != nil:
		return nil, &BulkRefusal{nil, "Failed to parse the mutation - " + firstMessage(errs), "INVALID_MUTATION"}
	case doc.Operations[0].Operation != ast.Mutation:
		return nil, &BulkRefusal{nil, "Invalid operation type. Only `mutation` operations are supported.", "INVALID_MUTATION"}
	}
	if errs := check(schema, doc); errs != nil {
		return nil, &BulkRefusal{nil, "Failed to parse the mutation - " + firstMessage(errs), "INVALID_MUTATION"}
	}
	op := &Operation{schema: schema, def: doc.Operations[0], vars: map[string]any{}}
	roots := op.collect(op.def.SelectionSet, schema.Mutation)
	if len(roots) != 1 {
		return nil, &BulkRefusal{[]string{"mutation"}, "You must specify a single top level mutation.", ""}
	}
	if _, tooLarge := op.requested(); tooLarge {
		return nil, &BulkRefusal{nil, "Failed to parse the mutation - " + tooLargeToRun, "INVALID_MUTATION"}
	}
	shape := &bulkShape{Operation: op}
	if shape.selection(op.def.SelectionSet, 0, false); shape.connections > 1 {
		return nil, &BulkRefusal{[]string{"mutation"}, "Bulk mutations cannot contain more than 1 connection.", ""}
	}
	return &BulkMutation{Root: roots[0].field.Name, one: op}, nil
}
