package world

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Shopify's limits on a value
// (shopify.dev/docs/apps/build/metafields/metafield-limits).
const (
	maxValue    = 64 << 10
	maxShort    = 2 << 10
	maxJSON     = 128 << 10
	maxElements = 128
)

func sizeLimit(element string) int {
	switch element {
	case "json":
		return maxJSON
	case "id", "url":
		return maxShort
	}
	return maxValue
}

// read checks a value of a type and gives it as it is kept. The refusal is of
// the field value.
func (s *Shop) read(kind, value string, d *Definition) (string, *UserError) {
	t, list, _ := typeOf(kind)
	element := strings.TrimPrefix(kind, "list.")
	if list {
		return s.readList(t, element, value, d)
	}
	kept, problem := s.readOne(t, element, value, d)
	return kept, refusedValue(problem)
}

func (s *Shop) readOne(t valueType, element, value string, d *Definition) (kept, problem string) {
	if len(value) > sizeLimit(element) {
		return "", fmt.Sprintf("is too long (maximum is %d bytes).", sizeLimit(element))
	}
	if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
		return "", "contains characters that cannot be kept."
	}
	if kept, problem = t.read(s, value); problem == "" && d != nil {
		problem = d.holds(element, kept)
	}
	return kept, problem
}

// readList reads each element; a text or a number stays as it is written.
func (s *Shop) readList(t valueType, element, value string, d *Definition) (string, *UserError) {
	var items []json.RawMessage
	if len(value) > maxElements*maxValue || json.Unmarshal([]byte(value), &items) != nil {
		return "", refusedValue("must be a JSON array.")
	}
	if len(items) > maxElements {
		return "", refusedValue(fmt.Sprintf("has more than %d elements.", maxElements))
	}
	if problem := d.holdsCount(len(items)); problem != "" {
		return "", refusedValue(problem)
	}
	kept := make([]string, len(items))
	for i, item := range items {
		one, problem := s.readOne(t, element, elementText(item), d)
		if problem != "" {
			bad := refusedValue(problem)
			if t.category != "REFERENCE" { // of references Shopify does not say which
				bad.Element = &i
			}
			return "", bad
		}
		kept[i] = one
	}
	if len(items) > 0 && items[0][0] == '{' {
		return "[" + strings.Join(kept, ",") + "]", nil
	}
	return value, nil
}

// elementText is an element as a value of its own would be written.
func elementText(item json.RawMessage) string {
	text := string(item)
	_ = json.Unmarshal(item, &text) // what is no text stays as it is written
	return text
}

func refusedValue(problem string) *UserError {
	if problem == "" {
		return nil
	}
	return &UserError{Field: []string{"value"}, Message: "Value " + problem, Code: "INVALID_VALUE"}
}

// JSON is jsonValue: the value as JSON rather than as text.
func (m *Metafield) JSON() any {
	t, list, ok := typeOf(m.Type)
	structured := ok && (list || slices.Contains([]string{"JSON", "RATING", "MONEY", "LINK", "MEASUREMENT"}, t.category)) ||
		m.Type == "number_integer" || m.Type == "rich_text_field" || m.Type == "boolean" && m.Value == "true"
	if structured && json.Valid([]byte(m.Value)) {
		return json.RawMessage(m.Value)
	}
	return m.Value // false too: Shopify writes it as text
}

// Elements are a list's values, each as text.
func (m *Metafield) Elements() []string {
	var items []json.RawMessage
	if !strings.HasPrefix(m.Type, "list.") || json.Unmarshal([]byte(m.Value), &items) != nil {
		return nil
	}
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = elementText(item)
	}
	return out
}

// Has reports whether the shop has a record of a kind.
func (s *Shop) Has(kind string, id int64) bool {
	switch kind {
	case "Customer":
		return s.Customer(id) != nil
	case "Order":
		return s.Order(id) != nil
	case "Product":
		return s.ProductByID(id) != nil
	case "ProductVariant":
		_, v := s.Variant(id)
		return v != nil
	case "Collection":
		return s.CollectionByID(id) != nil
	}
	return false
}

func readReference(kind string) reader {
	return func(s *Shop, v string) (string, string) {
		if k, id, ok := ParseGID(v); !ok || k != kind || !s.Has(kind, id) {
			return "", "references non-existent resource " + v + "."
		}
		return v, ""
	}
}
