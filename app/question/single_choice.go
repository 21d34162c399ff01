package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// singleChoice is answered with one option, or with a write-in.
type singleChoice struct{}

var _ Type = singleChoice{}

// Name is "single_choice".
func (singleChoice) Name() string { return "single_choice" }

// Kind is a choice.
func (singleChoice) Kind() app.ValueKind { return app.KindChoice }

// Check wants two options, or one and a write-in.
func (singleChoice) Check(q app.Question) []app.FieldError {
	if q.Other != nil {
		return checkOptions(q, 1)
	}
	return checkOptions(q, 2)
}

// Parse reads "podcast" or {"other":"text"}. Errors: Invalid.
func (singleChoice) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	chosen, err := parseChoice(q, raw)
	if err != nil || chosen == (choice{}) {
		return app.Value{}, err
	}
	return value(app.KindChoice, chosen.canonical()), nil
}
