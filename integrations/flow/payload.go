package flow

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/integrations"
)

// titles are the triggers as merchants read them. A test holds them, and the fields below,
// against the extensions that declare them.
var titles = map[integrations.EventName]string{
	integrations.AnswerGiven:     "Answer given",
	integrations.ProfileChanged:  "Profile changed",
	integrations.ConsentChanged:  "Consent changed",
	integrations.AnswerWentStale: "Answer went stale",
}

// fields are what a trigger tells beside the customer and the event's id. Flow refuses a
// payload that lacks one.
var fields = map[integrations.EventName][]string{
	integrations.AnswerGiven:     {"survey", "question", "prompt", "answer", "answer_key", "surface", "order_id", "given_at"},
	integrations.ProfileChanged:  {"questions", "removed", "changed_at"},
	integrations.ConsentChanged:  {"channel", "purpose", "state", "changed_at"},
	integrations.AnswerWentStale: {"survey", "question", "prompt", "given_at"},
}

// Named is our name of the trigger that Shopify speaks of in a lifecycle callback: by its
// title or by its handle, since its documentation shows the one and says neither. What we
// do not know stays as it is.
func Named(definition string) string {
	for name, title := range titles {
		if strings.EqualFold(definition, title) || definition == string(name) {
			return string(name)
		}
	}
	return definition
}

// mostBytes is the longest payload, as JSON, with room to spare below Shopify's 50,000.
const mostBytes = 48_000

// Payload is what a trigger's workflows are told of an event; false for an event that
// has no trigger. Of words that are too long the beginning is told.
func Payload(about integrations.Subject, event integrations.Event) (payload map[string]any, ok bool) {
	wanted, ok := fields[event.Name]
	if !ok {
		return nil, false
	}
	payload = map[string]any{"customer_id": int64(about.Customer), "Event id": event.ID}
	for most := mostBytes; ; most /= 2 {
		for _, field := range wanted {
			payload[fieldKey(field)] = cut(event.Properties[field], most)
		}
		if text, err := json.Marshal(payload); err == nil && len(text) <= mostBytes {
			return payload, true
		}
	}
}

// fieldKey is a property's name in a trigger, where only letters and spaces may stand.
func fieldKey(property string) string {
	words := strings.ReplaceAll(property, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// cut keeps the beginning of a text, whole characters of it.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
