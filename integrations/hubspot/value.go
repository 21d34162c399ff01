package hubspot

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// separator stands between several values of one property, and cannot be in any.
const separator = ";"

// word is a value as one of several.
func word(text string) string { return strings.ReplaceAll(text, separator, ",") }

// formatted is a value as HubSpot takes it: all are texts.
func formatted(p integrations.Property) string {
	var text string
	if json.Unmarshal(p.Value.JSON, &text) != nil {
		text = string(p.Value.JSON) // a number, or a boolean
	}
	switch p.Value.Kind {
	case app.KindBirthday:
		return strings.TrimPrefix(text, "--")
	case app.KindChoices:
		var all []string
		_ = json.Unmarshal(p.Value.JSON, &all) // canonical JSON of texts: cannot fail
		for i := range all {
			all[i] = word(all[i])
		}
		return strings.Join(all, separator)
	default:
		return text
	}
}

// parsed is what HubSpot holds as a value of a property's type.
func parsed(text string, t app.FieldType) app.Value {
	value := func(kind app.ValueKind, of any) app.Value {
		raw, _ := json.Marshal(of) // texts always marshal
		return app.Value{Kind: kind, JSON: raw}
	}
	switch {
	case t == app.FieldTexts:
		return value(app.KindChoices, strings.Split(text, separator))
	case t == app.FieldBirthday:
		return value(app.KindBirthday, "--"+text)
	case t == app.FieldDate && len(text) >= len("2026-11-22"):
		return value(app.KindDate, text[:len("2026-11-22")])
	case t == app.FieldNumber && json.Valid([]byte(text)):
		return app.Value{Kind: app.KindNumber, JSON: json.RawMessage(text)}
	case t == app.FieldBoolean && (text == "true" || text == "false"):
		return app.Value{Kind: app.KindBoolean, JSON: json.RawMessage(text)}
	default:
		return value(app.KindText, text)
	}
}
