package delivery

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// longestMappedTag is the longest tag that every tool takes: Mailchimp's has 100
// characters at most.
const longestMappedTag = 100

// tags are those of one answer: the target's beginning and, for each choice, its words.
func tags(t app.Target, v app.Value) []string {
	var tags []string
	_, other := v.Choices()
	for _, one := range append(inWords(t, v), slugs(other+v.Text())...) {
		tags = append(tags, cut(t.Name+one, longestMappedTag))
	}
	if v.Kind == app.KindRanking {
		tags = tags[:min(len(tags), 1)] // only the best is a trait
	}
	return tags
}

func slugs(words string) []string {
	if words == "" {
		return nil
	}
	return []string{slug(words)}
}

// inWords is what was chosen, in the target's words; nothing of what a person wrote
// herself.
func inWords(t app.Target, v app.Value) []string {
	var words []string
	keys, _ := v.Choices()
	for _, key := range append(keys, scalar(v)...) {
		words = append(words, t.Word(key))
	}
	return words
}

// scalar are the option keys of an answer that is no choice among options: "yes" and
// "no", a slot's halves, a number or a date itself.
func scalar(v app.Value) (keys []string) {
	plain := strings.Trim(string(v.JSON), `"`)
	switch v.Kind {
	case app.KindBoolean:
		return []string{map[string]string{"true": "yes", "false": "no"}[plain]}
	case app.KindNumber, app.KindDate:
		return []string{plain}
	case app.KindBirthday:
		return []string{strings.TrimPrefix(plain, "--")}
	case app.KindSlot:
		part, place := v.Slot()
		if part != "" {
			keys = append(keys, part)
		}
		if place != "" {
			keys = append(keys, place)
		}
	}
	return keys
}

// written is what a person wrote herself, "" for nothing.
func written(v app.Value) string {
	_, other := v.Choices()
	if v.Kind == app.KindEmail || v.Kind == app.KindPhone {
		return strings.Trim(string(v.JSON), `"`)
	}
	return other + v.Text()
}

// worded is an answer as the destination gets it: in the target's words, as the
// target's type. What does not fit it is not written.
func worded(t app.Target, v app.Value) (app.Value, bool) {
	if !Fits(v.Kind, t.Type) {
		return app.Value{}, false
	}
	switch t.Type {
	case app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday:
		return v, true
	}
	words := inWords(t, v)
	if own := written(v); own != "" {
		words = append(words, own)
	}
	if t.Type == app.FieldTexts {
		return encoded(app.KindChoices, words)
	}
	if v.Kind == app.KindRanking {
		words = words[:min(len(words), 1)]
	}
	return encoded(app.KindText, strings.Join(words, ", "))
}

func encoded(kind app.ValueKind, of any) (app.Value, bool) {
	text, err := json.Marshal(of)
	return app.Value{Kind: kind, JSON: text}, err == nil
}

// Fits reports whether answers of a kind can be written as a type. Anything can be
// written as text.
func Fits(kind app.ValueKind, as app.FieldType) bool {
	switch as {
	case app.FieldText:
		return true
	case app.FieldTexts:
		return slices.Contains([]app.ValueKind{app.KindChoice, app.KindChoices, app.KindRanking, app.KindSlot}, kind)
	case app.FieldNumber:
		return kind == app.KindNumber
	case app.FieldBoolean:
		return kind == app.KindBoolean
	case app.FieldDate:
		return kind == app.KindDate
	case app.FieldBirthday:
		return kind == app.KindBirthday
	default:
		return false
	}
}
