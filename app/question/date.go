package question

import (
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
)

const (
	firstYear  = 1900
	lastYear   = 2100
	dateLength = 10
)

// date is answered with a day.
type date struct{}

var _ Type = date{}

// Name is "date".
func (date) Name() string { return "date" }

// Kind is date.
func (date) Kind(app.Question) app.ValueKind { return app.KindDate }

// Check wants nothing but the prompt.
func (date) Check(q app.Question) []app.FieldError { return unwanted(q, 0) }

// Parse reads "2026-11-22". Errors: Invalid.
func (date) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	written, err := parseLine(raw, dateLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	day, err := time.Parse(time.DateOnly, written)
	switch {
	case err != nil:
		return app.Value{}, refuse("format", "Write the day as 2026-11-22.")
	case day.Year() < firstYear || day.Year() > lastYear:
		return app.Value{}, refuse("range", "This is too far away.")
	}
	return value(app.KindDate, day.Format(time.DateOnly)), nil
}
