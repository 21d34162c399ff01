package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// nps is answered with 0 to 10: how likely she is to recommend.
type nps struct{}

var _ Type = nps{}

// Name is "nps".
func (nps) Name() string { return "nps" }

// Kind is number.
func (nps) Kind(app.Question) app.ValueKind { return app.KindNumber }

// Check refuses another scale: a score on it could not be compared.
func (nps) Check(q app.Question) []app.FieldError { return unwanted(q, withEnds) }

// Parse reads 9. Errors: Invalid.
func (nps) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	return parseWhole(raw, 0, 10)
}
