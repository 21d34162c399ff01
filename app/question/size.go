package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// size is answered with one of a row of sizes, which keeps its order: letters,
// or numbers in a unit.
type size struct{}

var _ Type = size{}

// Name is "size".
func (size) Name() string { return "size" }

// Kind is a choice.
func (size) Kind(app.Question) app.ValueKind { return app.KindChoice }

// Check wants two options.
func (size) Check(q app.Question) []app.FieldError {
	return append(checkChoices(q, 2), unwanted(q, withOptions|withOther|withSource|withUnit|withLength)...)
}

// Parse reads "xl". Errors: Invalid.
func (size) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	return parseOne(q, raw)
}
