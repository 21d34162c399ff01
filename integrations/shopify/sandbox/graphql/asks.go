package graphql

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// Asks names the root fields of a request, whether or not the schema knows them;
// nil when it cannot be read.
func Asks(r Request) []string {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: r.Query}, maxTokens)
	if err != nil {
		return nil
	}
	op := doc.Operations.ForName(r.Name)
	if op == nil {
		return nil
	}
	var out []string
	for _, s := range op.SelectionSet {
		if field, ok := s.(*ast.Field); ok {
			out = append(out, field.Name)
		}
	}
	return out
}
