package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// yesNo is answered with yes or no, or in the words the definition gives: high
// for yes, low for no.
type yesNo struct{}

var _ Type = yesNo{}

// Name is "yes_no".
func (yesNo) Name() string { return "yes_no" }

// Kind is boolean.
func (yesNo) Kind(app.Question) app.ValueKind { return app.KindBoolean }

// Check wants nothing but the prompt.
func (yesNo) Check(q app.Question) []app.FieldError { return unwanted(q, withEnds) }

// Parse reads true or false. Errors: Invalid.
func (yesNo) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) { return parseBoolean(raw) }

func parseBoolean(raw json.RawMessage) (app.Value, error) {
	var yes bool
	if json.Unmarshal(raw, &yes) != nil {
		return app.Value{}, wrongType("true or false")
	}
	return value(app.KindBoolean, yes), nil
}
