package graphql

import (
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
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

// Prepare parses and validates a request and estimates its cost.
func Prepare(schema *ast.Schema, req Request) (*Operation, []*Error) {
	doc, list := gqlparser.LoadQueryWithRules(schema, req.Query, nil)
	if len(list) > 0 {
		return nil, fromList(list)
	}
	def := doc.Operations.ForName(req.Name)
	if def == nil {
		return nil, []*Error{{Message: "An operation name is required"}}
	}
	vars, err := validator.VariableValues(schema, def, req.Variables)
	if err != nil {
		return nil, []*Error{{
			Message:    "Variable was provided invalid value: " + err.Error(),
			Extensions: map[string]any{"code": "INVALID_VARIABLE"},
		}}
	}
	op := &Operation{Name: def.Name, schema: schema, def: def, vars: vars}
	for _, f := range op.collect(def.SelectionSet, op.rootType()) {
		op.Roots = append(op.Roots, f.field.Name)
	}
	if op.Name == "" {
		op.Name = strings.Join(op.Roots, ", ")
	}
	op.Cost = op.estimate()
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

func fromList(list gqlerror.List) []*Error {
	out := make([]*Error, 0, len(list))
	for _, e := range list {
		converted := &Error{Message: e.Message}
		for _, l := range e.Locations {
			converted.Locations = append(converted.Locations, Location(l))
		}
		out = append(out, converted)
	}
	return out
}

// asError keeps an *Error as it is; anything else is the sandbox's own failure.
func asError(err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return Coded("INTERNAL_SERVER_ERROR", err.Error())
}
