package connect

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// mostSetting is how long one setting may be, in bytes: the longest keys of vendors, signed
// tokens among them, stay below half of it.
const mostSetting = 4096

// mask stands for what is not shown of a secret.
const mask = "••••"

// shownOf is how much of a secret's end is shown, and leastHidden how much of it must be
// hidden for that.
const (
	shownOf     = 4
	leastHidden = 8
)

// fill makes settings of what was before and what was filled in: a secret that is left
// blank, or as it was shown, stays. Errors: Invalid with the fields that are wrong.
func fill(spec integrations.Spec, before, filled map[string]string) (map[string]string, error) {
	after := maps.Clone(before)
	if after == nil {
		after = map[string]string{}
	}
	var wrong []app.FieldError
	for _, key := range slices.Sorted(maps.Keys(filled)) {
		if !slices.ContainsFunc(spec.Fields, func(f integrations.Field) bool { return f.Key == key }) {
			wrong = append(wrong, settingError(cut(key, mostAccount), "unknown", spec.Title+" has no such setting."))
		}
	}
	for _, field := range spec.Fields {
		if value, ok := filled[field.Key]; ok && !kept(field, before, value) {
			after[field.Key] = strings.TrimSpace(value)
		}
		if after[field.Key] == "" {
			delete(after, field.Key)
		}
		if code, message := problem(field, after[field.Key]); code != "" {
			wrong = append(wrong, settingError(field.Key, code, message))
		}
	}
	if err := app.InvalidFields(wrong); err != nil {
		return nil, err
	}
	return after, nil
}

// kept reports whether what came back of a secret is what was shown of it.
func kept(f integrations.Field, before map[string]string, value string) bool {
	return f.Secret && before[f.Key] != "" && (strings.TrimSpace(value) == "" || value == masked(before[f.Key]))
}

func problem(f integrations.Field, value string) (code, message string) {
	switch {
	case value == "" && f.Required:
		return "required", f.Label + " is needed."
	case value == "":
		return "", ""
	case len(value) > mostSetting:
		return "too_long", fmt.Sprintf("%s can be %d characters long.", f.Label, mostSetting)
	case !printable(value):
		return "format", f.Label + " has characters in it that cannot be typed: copy it again."
	case f.Choices != nil && !slices.ContainsFunc(f.Choices, func(c integrations.Choice) bool { return c.Value == value }):
		return "choice", f.Label + " has no such choice."
	}
	return "", ""
}

func settingError(field, code, message string) app.FieldError {
	return app.FieldError{Field: "settings." + field, Code: code, Message: message}
}

func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

func secrets(spec integrations.Spec) (keys []string) {
	for _, f := range spec.Fields {
		if f.Secret {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Shown are a destination's settings as they may be shown: of a secret the end alone, and
// not even that of a short one.
func Shown(spec integrations.Spec, settings map[string]string) map[string]string {
	shown := map[string]string{}
	for _, f := range spec.Fields {
		value, ok := settings[f.Key]
		if !ok {
			continue
		}
		if f.Secret {
			value = masked(value)
		}
		shown[f.Key] = value
	}
	return shown
}

func masked(secret string) string {
	runes := []rune(secret)
	if len(runes) < shownOf+leastHidden {
		return mask
	}
	return mask + string(runes[len(runes)-shownOf:])
}

// cut shortens a text to so many characters.
func cut(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}
