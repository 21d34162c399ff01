package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// consent is answered by ticking the prompt, which is the exact text agreed to.
type consent struct{}

var _ Type = consent{}

// Name is "consent".
func (consent) Name() string { return "consent" }

// Kind is boolean.
func (consent) Kind(app.Question) app.ValueKind { return app.KindBoolean }

// Check refuses to demand what must be given freely (GDPR article 7).
func (consent) Check(q app.Question) []app.FieldError {
	wrong := unwanted(q, 0)
	if q.Required {
		wrong = append(wrong, field("required", "not_allowed", "Consent is given freely: it cannot be required."))
	}
	return wrong
}

// Parse reads true, or false of who took it back. Errors: Invalid.
func (consent) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	return parseBoolean(raw)
}
