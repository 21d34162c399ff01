package question

import (
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
)

// consent is answered by ticking the prompt, which is the exact text agreed to.
type consent struct{}

var _ Type = consent{}

const consentName = "consent"

// Name is "consent".
func (consent) Name() string { return consentName }

// Kind is boolean.
func (consent) Kind(app.Question) app.ValueKind { return app.KindBoolean }

// Check refuses to demand what must be given freely (GDPR article 7), and to hide
// what has to be proven.
func (consent) Check(q app.Question) []app.FieldError {
	wrong := unwanted(q, withChannel)
	if q.Channel != "" && !slices.Contains(app.Channels, q.Channel) {
		wrong = append(wrong, field("channel", "unknown", "There is no such channel."))
	}
	if q.Required {
		wrong = append(wrong, field("required", "not_allowed", "Consent is given freely: it cannot be required."))
	}
	if q.Sensitive {
		wrong = append(wrong, field("sensitive", "not_allowed", "A consent is what has to be proven: mark the questions it permits."))
	}
	return wrong
}

// Parse reads true, or false of who took it back. Errors: Invalid.
func (consent) Parse(_ app.Question, raw json.RawMessage) (app.Value, error) {
	return parseBoolean(raw)
}
