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
func (singleChoice) Kind(app.Question) app.ValueKind { return app.KindChoice }

// Check wants two options, or one and a write-in.
func (singleChoice) Check(q app.Question) []app.FieldError {
	least := 2
	if q.Other != nil {
		least = 1
	}
	return append(checkChoices(q, least), unwanted(q, withChoices)...)
}

// Parse reads "podcast" or {"other":"text"}. Errors: Invalid.
func (singleChoice) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	return parseOne(q, raw)
}
