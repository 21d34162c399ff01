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
	// Kind is the shape of the values of a question of this type.
	Kind(q app.Question) app.ValueKind
	// Check tells what is wrong with a definition, field names relative to it.
	Check(q app.Question) []app.FieldError
	// Parse makes an answer's canonical value, the zero Value for an answer left
	// blank. Errors: Invalid with one field, named relative to the answer.
	Parse(q app.Question, raw json.RawMessage) (app.Value, error)
}

// types is the one list of them.
var types = []Type{
	singleChoice{},
	multipleChoice{},
	pictureChoice{},
	yesNo{},
	thisOrThat{},
	rating{},
	nps{},
	number{},
	size{},
	text{},
	email{},
	phone{},
	date{},
	birthday{},
	ranking{},
	deliverySlot{},
	consent{},
}

// Names lists what types are called.
func Names() []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name()
	}
	return names
}

// Find is the type of a name.
func Find(name string) (Type, bool) {
	for _, t := range types {
		if t.Name() == name {
			return t, true
		}
	}
	return nil, false
}

// Kind is the shape of a question's values, "" for a type nobody knows.
func Kind(q app.Question) app.ValueKind {
	if t, known := Find(q.Type); known {
		return t.Kind(q)
	}
	return ""
}

// mostAnswer is the most bytes of one answer: the longest text, every character
// of it escaped twice.
const mostAnswer = 64 << 10

// Parse makes the canonical value of an answer to a question, the zero Value
// for an answer left blank. The options a question draws from the catalogue
// stand in its Options by then. Errors: Invalid with one field, "" for the
// answer itself.
func Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	t, known := Find(q.Type)
	switch {
	case !known:
		return app.Value{}, refuse("unknown_type", "This question cannot be answered.")
	case len(raw) == 0 || string(raw) == "null":
		return app.Value{}, nil
	case len(raw) > mostAnswer:
		return app.Value{}, refuse("too_long", "This answer is too long.")
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
