package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// thisOrThat is answered with one of exactly two options.
type thisOrThat struct{}

var _ Type = thisOrThat{}

// Name is "this_or_that".
func (thisOrThat) Name() string { return "this_or_that" }

// Kind is a choice.
func (thisOrThat) Kind(app.Question) app.ValueKind { return app.KindChoice }

// Check wants two options.
func (thisOrThat) Check(q app.Question) []app.FieldError {
	return append(checkOptions("options", q.Options, 2, 2), unwanted(q, withOptions|withShuffle)...)
}

// Parse reads "this". Errors: Invalid.
func (thisOrThat) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	return parseOne(q, raw)
}
