// Package graphql owns the running of GraphQL requests over a schema it is
// given, as Shopify's servers do it: validation in graphql-ruby's words,
// variables, selection, null propagation, introspection, the point cost of a
// request and the lines of a bulk operation. It knows nothing of shops; the
// sandbox hands it the roots.
//
// It refuses rather than guesses: a field the schema has but the sandbox does
// not answers with an error that names it.
package graphql

// Object is a value of an object type. Its "__typename" is needed where the
// schema says interface or union. A member is a plain value, a []any, another
// Object or a Field.
type Object map[string]any

// Field computes a member when it is selected.
type Field func(args map[string]any) (any, error)

// Roots finds the root field of an operation: "QueryRoot.shop", "Mutation.tagsAdd".
type Roots func(name string) (Field, bool)

// Located is what a Field gives to be told where in the answer its value stands.
type Located struct {
	Value any
	Tell  func(path []any)
}

// Request is what a client posts.
type Request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables"`
	Name      string         `json:"operationName"`
}

// Error is one entry of a response's errors.
type Error struct {
	Message    string         `json:"message"`
	Locations  []Location     `json:"locations,omitempty"`
	Path       []any          `json:"path,omitzero"`
	Extensions map[string]any `json:"extensions,omitempty"`
}

// Location is a place in the request's text.
type Location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// Coded is an error with Shopify's extensions.code.
func Coded(code, message string) *Error {
	return &Error{Message: message, Extensions: map[string]any{"code": code}}
}

// Guard may refuse a type ("Customer") or a field ("Customer.email") before it
// is resolved; the field comes back null, with the refusal among the errors.
type Guard func(coordinate string) *Error
