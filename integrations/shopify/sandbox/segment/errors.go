package segment

import "fmt"

// Error is one thing wrong with a query, in Shopify's words. Without a line it
// goes on from the name of what is wrong: "Query" + " can't be blank".
type Error struct {
	Line, Column int // the line from 1, the column from 0
	Message      string
}

func (e Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("Line %d Column %d: %s", e.Line, e.Column, e.Message)
}

// Errors is all that is wrong with a query: what could not be read, then what
// was read and is not so. Some of Shopify's answers have all, some the first.
type Errors []Error

func (e Errors) Error() string { return e[0].Error() }

// NotImplementedError is a filter Shopify has and the sandbox has no facts for.
type NotImplementedError struct{ Filter string }

func (e NotImplementedError) Error() string {
	return "not implemented in the sandbox: segment filter " + e.Filter
}

func unexpected(t token) *Error {
	return t.error(fmt.Sprintf("'%s' is unexpected.", t.raw))
}

func notFound(t token) *Error {
	return t.error(fmt.Sprintf("'%s' filter cannot be found.", t.raw))
}

func unsupported(name, operator token, written string) *Error {
	return operator.error(fmt.Sprintf("%s does not support operator '%s'", name.raw, written))
}

func (t token) error(message string) *Error { return &Error{t.line, t.column, message} }
