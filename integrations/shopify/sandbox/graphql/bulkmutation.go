package graphql

import (
	"io"
	"strings"
)

// bulkLine is the line of result for the n-th line of variables.
func bulkLine(n int, result Result) Ordered {
	var line Ordered
	if result.Data != nil {
		line = append(line, Member{"data", result.Data})
	}
	if len(result.Errors) > 0 {
		line = append(line, Member{"errors", result.Errors})
	}
	return append(line, Member{"__lineNumber", n})
}

// BulkMutation is a mutation found fit to run once per line of variables.
type BulkMutation struct {
	Root string // "metafieldsSet": whether it is allowed in bulk is the caller's

	one *Operation
}

// RunLine runs the mutation with the n-th line of variables, counted from 0, and
// writes its line of result.
func (m *BulkMutation) RunLine(n int, vars map[string]any, roots Roots, guard Guard, to io.Writer) (Result, error) {
	var result Result
	op, errs := bind(m.one.schema, m.one.def, vars)
	if errs != nil {
		result.Errors = errs
	} else {
		result = op.Run(roots, guard)
	}
	return result, writeLine(to, bulkLine(n, result))
}

// RefuseLine writes the line of result for a line that holds no variables.
func (m *BulkMutation) RefuseLine(n int, problem string, to io.Writer) error {
	return writeLine(to, bulkLine(n, Result{Errors: []*Error{{Message: problem}}}))
}

// firstMessage is what bulk operations say of a text that does not read: nothing
// at all is a syntax error to them.
func firstMessage(errs []*Error) string {
	if errs[0].Message == emptyDocument {
		return "syntax error, unexpected end of file"
	}
	return strings.TrimSpace(errs[0].Message)
}
