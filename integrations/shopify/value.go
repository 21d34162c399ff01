package shopify

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
)

// metafieldType is the Shopify type that holds a kind of value.
func metafieldType(kind app.ValueKind) string {
	switch kind {
	case app.KindChoice, app.KindBirthday, app.KindEmail, app.KindPhone:
		return "single_line_text_field"
	case app.KindChoices, app.KindRanking:
		return "list.single_line_text_field"
	case app.KindText:
		return "multi_line_text_field"
	case app.KindNumber:
		return "number_decimal"
	case app.KindBoolean:
		return "boolean"
	case app.KindDate:
		return "date"
	case app.KindSlot, app.KindDocument:
		return "json"
	}
	return ""
}

// filterable reports whether merchants can filter customers and build segments
// by a kind of value. Shopify offers it for no long texts and no JSON; and an
// address or a number finds a customer without our taking one of the few places.
func filterable(kind app.ValueKind) bool {
	switch kind {
	case app.KindChoice, app.KindChoices, app.KindRanking, app.KindNumber, app.KindBoolean, app.KindDate, app.KindBirthday:
		return true
	}
	return false
}

// metafieldValue is the value as Shopify keeps it: a choice as its key, a
// write-in as its words, several as a JSON list, a number with its decimals. ""
// when there is nothing to hold, which Shopify would refuse.
func metafieldValue(v app.Value) string {
	switch v.Kind {
	case app.KindChoice:
		return strings.Join(chosen(v), "")
	case app.KindChoices, app.KindRanking:
		items := chosen(v)
		if len(items) == 0 {
			return ""
		}
		list, _ := json.Marshal(items) // strings: cannot fail
		return string(list)
	case app.KindText:
		if text := v.Text(); strings.TrimSpace(text) != "" {
			return text
		}
	case app.KindNumber:
		return decimal(string(v.JSON))
	case app.KindBoolean, app.KindSlot, app.KindDocument:
		return string(v.JSON)
	case app.KindDate, app.KindBirthday, app.KindEmail, app.KindPhone:
		var text string
		_ = json.Unmarshal(v.JSON, &text) // canonical JSON made by question.Parse: cannot fail
		return text
	}
	return ""
}

// decimal writes a whole number as Shopify keeps it, so that what is held
// compares with what is wanted.
func decimal(digits string) string {
	if digits == "" || strings.Contains(digits, ".") {
		return digits
	}
	return digits + ".0"
}

// chosen are the options and the write-in, each on one line as the type demands.
func chosen(v app.Value) []string {
	keys, other := v.Choices()
	if line := strings.Join(strings.Fields(other), " "); line != "" {
		keys = append(keys, line)
	}
	return keys
}
