// Package question owns the kinds of question: what a definition must look
// like, and how an answer becomes a canonical value. Each kind is one file and
// one word in types; its fixtures in testdata are read by the front ends too.
package question

import (
	"encoding/json"
	"errors"

	"github.com/askwell/askwell/app"
)

// Type is one kind of question.
type Type interface {
	// Name is what a definition calls the type.
	Name() string
	// Kind is the shape of its values.
	Kind() app.ValueKind
	// Check tells what is wrong with a definition, field names relative to it.
	Check(q app.Question) []app.FieldError
	// Parse makes an answer's canonical value, the zero Value for an answer left
	// blank. Errors: Invalid with one field, named relative to the answer.
	Parse(q app.Question, raw json.RawMessage) (app.Value, error)
}

// types is the one list of them.
var types = []Type{singleChoice{}, multipleChoice{}, text{}}

// Find is the type of a name.
func Find(name string) (Type, bool) {
	for _, t := range types {
		if t.Name() == name {
			return t, true
		}
	}
	return nil, false
}

// Parse makes the canonical value of an answer to a question, the zero Value
// for an answer left blank. Errors: Invalid with one field, "" for the answer
// itself.
func Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	t, known := Find(q.Type)
	if !known {
		return app.Value{}, refuse("unknown_type", "This question cannot be answered.")
	}
	if len(raw) == 0 || string(raw) == "null" {
		return app.Value{}, nil
	}
	return t.Parse(q, raw)
}

// Problem is the field error of an error from Parse, under the name given.
func Problem(err error, field string) app.FieldError {
	var known *app.Error
	if !errors.As(err, &known) || len(known.Fields) == 0 {
		return app.FieldError{Field: field, Code: "invalid", Message: "This answer cannot be read."}
	}
	first := known.Fields[0]
	first.Field = field
	return first
}

func refuse(code, message string) error {
	return app.InvalidFields([]app.FieldError{{Code: code, Message: message}})
}

func wrongType(expected string) error {
	return refuse("wrong_type", "The answer must be "+expected+".")
}
