package question

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// leapYear stands for the year nobody needs: it has a 29 February.
const leapYear = "2000-"

// birthday is answered with a day and a month. The year would tell an age,
// which a greeting does not need.
type birthday struct{}

var _ Type = birthday{}

// Name is "birthday".
func (birthday) Name() string { return "birthday" }

// Kind is birthday.
func (birthday) Kind(app.Question) app.ValueKind { return app.KindBirthday }

// Check wants nothing but the prompt.
func (birthday) Check(q app.Question) []app.FieldError { return unwanted(q, 0) }

// Parse reads "--11-22"; of a whole date it keeps day and month. Errors: Invalid.
func (birthday) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	written, err := parseLine(raw, dateLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	if day, yearless := strings.CutPrefix(written, "--"); yearless {
		written = leapYear + day
	}
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		return app.Value{}, refuse("format", "Write the day as --11-22.")
	}
	return value(app.KindBirthday, day.Format("--01-02")), nil
}
