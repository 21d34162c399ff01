package mailchimp

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// longestText is where Mailchimp cuts a text, in bytes: through the middle of a character
// if one stands there, so we cut before it.
const longestText = 255

// value is a property as Mailchimp wants it.
func value(p integrations.Property) any {
	switch p.Type {
	case app.FieldNumber:
		return p.Value.JSON
	case app.FieldBirthday:
		return birthday(text(p.Value.JSON))
	default: // a date is the text it is
		return cut(text(p.Value.JSON))
	}
}

// text is a value in words: what Mailchimp has no type for, too.
func text(raw json.RawMessage) string {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return one
	}
	var many []string
	if json.Unmarshal(raw, &many) == nil {
		return strings.Join(many, ", ")
	}
	switch string(raw) {
	case "true":
		return "yes"
	case "false":
		return "no"
	}
	return string(raw)
}

// birthday turns --MM-DD into MM/DD.
func birthday(day string) string {
	month, day, _ := strings.Cut(strings.TrimPrefix(day, "--"), "-")
	return month + "/" + day
}

func cut(s string) string {
	if len(s) <= longestText {
		return s
	}
	end := longestText
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

var birthdayShape = regexp.MustCompile(`^(\d\d)/(\d\d)$`)

// held is a field's content as a value, and false when there is none.
func held(content any, kind string) (app.Value, bool) {
	switch v := content.(type) {
	case string:
		if v == "" {
			return app.Value{}, false
		}
		if day := birthdayShape.FindStringSubmatch(v); day != nil && kind == "birthday" {
			v = "--" + day[1] + "-" + day[2]
		}
		return made(kinds[kind], v), true
	case float64:
		return made(app.KindNumber, v), true
	default: // an address is an object, and none of ours
		return app.Value{}, false
	}
}

// kinds are the values that fields of a type hold; others hold text.
var kinds = map[string]app.ValueKind{"date": app.KindDate, "birthday": app.KindBirthday, "number": app.KindNumber}

func made(kind app.ValueKind, content any) app.Value {
	if kind == "" {
		kind = app.KindText
	}
	raw, _ := json.Marshal(content) // texts and numbers always marshal
	return app.Value{Kind: kind, JSON: raw}
}
