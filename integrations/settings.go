package integrations

import (
	"strings"

	"github.com/askwell/askwell/app"
)

// Settings are what a merchant has filled in, without the space around it. Errors: Invalid
// with each field that is required and empty, or is not one of its choices.
func (s Spec) Settings(filled map[string]string) (map[string]string, error) {
	settings := map[string]string{}
	var wrong []app.FieldError
	for _, f := range s.Fields {
		value := strings.TrimSpace(filled[f.Key])
		settings[f.Key] = value
		switch {
		case value == "" && f.Required:
			wrong = append(wrong, app.FieldError{Field: f.Key, Code: "required", Message: f.Label + " is needed."})
		case value != "" && !f.takes(value):
			wrong = append(wrong, app.FieldError{Field: f.Key, Code: "choice", Message: f.Label + " is none of the choices."})
		}
	}
	return settings, app.InvalidFields(wrong)
}

func (f Field) takes(value string) bool {
	for _, c := range f.Choices {
		if c.Value == value {
			return true
		}
	}
	return len(f.Choices) == 0
}
