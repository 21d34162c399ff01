package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

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
	written, err := parseLine(raw, contact.PhoneLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	normal, err := contact.Phone(written, "")
	if err != nil {
		return app.Value{}, err
	}
	return value(app.KindPhone, normal), nil
}
