package question

import (
	"encoding/json"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"github.com/askwell/askwell/app"
)

const phoneLength = 40 // with spaces and brackets

// phone is answered with a phone number in its international form: without its
// country's code a number is somebody else's in every other country.
type phone struct{}

var _ Type = phone{}

// Name is "phone".
func (phone) Name() string { return "phone" }

// Kind is phone.
func (phone) Kind(app.Question) app.ValueKind { return app.KindPhone }

// Check wants nothing but the prompt.
func (phone) Check(q app.Question) []app.FieldError { return unwanted(q, 0) }

// Parse reads "+46 70 123 45 67" or "0046 70 …". Errors: Invalid.
func (phone) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	written, err := parseLine(raw, phoneLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	if abroad, dialled := strings.CutPrefix(written, "00"); dialled {
		written = "+" + abroad
	}
	parsed, err := phonenumbers.Parse(written, phonenumbers.UNKNOWN_REGION)
	if err != nil || !phonenumbers.IsValidNumber(parsed) || parsed.GetExtension() != "" {
		return app.Value{}, refuse("format", "Write the number with its country code, such as +46 70 123 45 67.")
	}
	return value(app.KindPhone, phonenumbers.Format(parsed, phonenumbers.E164)), nil
}
