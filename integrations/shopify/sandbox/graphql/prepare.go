package graphql

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Operation is a request found valid, ready to run once.
type Operation struct {
	Name  string   // as the client named it, else its root fields
	Roots []string // "shop"
	Cost  int      // points that must be in the bucket before it runs

	schema *ast.Schema
	def    *ast.OperationDefinition
	vars   map[string]any
}

// maxTokens bounds a request's text: a few hundred fields take a few thousand.
const maxTokens = 50_000

// Prepare parses and validates a request and estimates its cost.
func Prepare(schema *ast.Schema, req Request) (*Operation, []*Error) {
	doc, errs := parse(schema, req.Query)
	if errs != nil {
		return nil, errs
	}
	def := doc.Operations.ForName(req.Name)
	if def == nil {
		message := "An operation name is required"
		if req.Name != "" {
			message = fmt.Sprintf("No operation named %q", req.Name)
		}
		return nil, []*Error{{Message: message}}
	}
	if errs := check(schema, doc); errs != nil {
		return nil, errs
	}
	return bind(schema, def, req.Variables)
}

const emptyDocument = "Unexpected end of document"

// parse reads a document and writes the schema's types into it.
func parse(schema *ast.Schema, text string) (*ast.QueryDocument, []*Error) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, maxTokens)
	switch {
	case err != nil:
		return nil, []*Error{parseError(text, err)}
	case len(doc.Operations) == 0:
		return nil, []*Error{Coded("PARSE_ERROR", emptyDocument)}
	}
	// This one rule of the parser's own writes the schema's types into the
	// document on its way.
	if list := validator.ValidateWithRules(schema, doc, rules.NewRules(rules.MaxIntrospectionDepth)); len(list) > 0 {
		return nil, []*Error{Coded("BAD_REQUEST", list[0].Message)}
	}
	return doc, nil
}

// bind gives a valid operation its variables and its price.
func bind(schema *ast.Schema, def *ast.OperationDefinition, sent map[string]any) (*Operation, []*Error) {
	vars, errs := variables(schema, def, sent)
	if errs != nil {
		return nil, errs
	}
	op := &Operation{Name: def.Name, schema: schema, def: def, vars: vars}
	for _, f := range op.collect(def.SelectionSet, op.rootType()) {
		op.Roots = append(op.Roots, f.field.Name)
	}
	if op.Name == "" {
		op.Name = strings.Join(op.Roots, ", ")
	}
	points, tooLarge := op.requested()
	if tooLarge {
		return nil, []*Error{Coded("PARSE_ERROR", tooLargeToRun)}
	}
	op.Cost = points
	if errs := op.tooLong(); errs != nil {
		return nil, errs
	}
	return op, nil
}

// Mutates reports whether the operation is a mutation.
func (op *Operation) Mutates() bool { return op.def.Operation == ast.Mutation }

func (op *Operation) rootType() *ast.Definition {
	if op.Mutates() {
		return op.schema.Mutation
	}
	return op.schema.Query
}
