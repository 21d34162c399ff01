package shopify

import (
	"encoding/json"
	"strings"

	"github.com/askwell/askwell/app"
)

// metafieldType is the Shopify type that holds a kind of value.
func metafieldType(kind app.ValueKind) string {
	switch kind {
	case app.KindChoice:
		return "single_line_text_field"
	case app.KindChoices:
		return "list.single_line_text_field"
	case app.KindText:
		return "multi_line_text_field"
	}
	return ""
}

// filterable reports whether merchants can filter customers and build segments
// by a kind of value. Shopify offers it for no long texts.
func filterable(kind app.ValueKind) bool { return kind == app.KindChoice || kind == app.KindChoices }

// metafieldValue is the value as Shopify takes it: a choice as its key, a
// write-in as its words, several as a JSON list. "" when there is nothing to
// hold, which Shopify would refuse.
func metafieldValue(v app.Value) string {
	switch v.Kind {
	case app.KindChoice:
		return strings.Join(chosen(v), "")
	case app.KindChoices:
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
	}
	return ""
}

// chosen are the options and the write-in, each on one line as the type demands.
func chosen(v app.Value) []string {
	keys, other := v.Choices()
	if line := strings.Join(strings.Fields(other), " "); line != "" {
		keys = append(keys, line)
	}
	return keys
}
