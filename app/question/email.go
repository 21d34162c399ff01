package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

// email is answered with an email address.
type email struct{}

var _ Type = email{}

// Name is "email".
func (email) Name() string { return "email" }

// Kind is email.
func (email) Kind(app.Question) app.ValueKind { return app.KindEmail }

// Check wants nothing but the prompt.
func (email) Check(q app.Question) []app.FieldError { return unwanted(q, 0) }

// Parse reads "Ada@Example.com". Errors: Invalid.
func (email) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	written, err := parseLine(raw, contact.EmailLength)
	if err != nil || written == "" {
		return app.Value{}, err
	}
	normal, err := contact.Email(written)
	if err != nil {
		return app.Value{}, err
	}
	return value(app.KindEmail, normal), nil
}

// parseLine reads one line of text, "" for a blank one.
func parseLine(raw json.RawMessage, most int) (string, error) {
	var written string
	if json.Unmarshal(raw, &written) != nil {
		return "", wrongType("a text")
	}
	written = line(written)
	return written, checkLength(written, most)
}
