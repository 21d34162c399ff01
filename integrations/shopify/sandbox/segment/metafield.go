package segment

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// metafield is where a clause finds its facts.
type metafield struct{ namespace, key, kind string }

// metafieldKinds are the types the language can hold; a metafield of another
// type is no filter.
var metafieldKinds = map[string]filter{
	"boolean":                     {kind: boolean, null: true},
	"date":                        dates,
	"date_time":                   dates,
	"number_integer":              {kind: integer, null: true},
	"number_decimal":              {kind: float, null: true},
	"single_line_text_field":      {kind: textual, null: true},
	"multi_line_text_field":       {kind: textual, null: true},
	"list.number_integer":         {kind: integer, list: true, null: true},
	"list.number_decimal":         {kind: float, list: true, null: true},
	"list.single_line_text_field": {kind: textual, list: true, null: true},
}

// findMetafield reads "metafields.namespace.key".
func findMetafield(name string, shop Shop) (*metafield, filter, bool) {
	rest, ok := strings.CutPrefix(name, "metafields.")
	dot := strings.LastIndex(rest, ".")
	if !ok || dot < 1 {
		return nil, filter{}, false
	}
	namespace, key := rest[:dot], rest[dot+1:]
	definition, ok := shop.Metafield(namespace, key)
	if !ok || !definition.Filterable {
		return nil, filter{}, false
	}
	f, ok := metafieldKinds[definition.Type]
	return &metafield{namespace, key, definition.Type}, f, ok
}

// values reads a metafield as it is stored; what cannot be read is not there.
func (m *metafield) values(s scope) []Value {
	raw := s.customer.Metafield(m.namespace, m.key)
	if raw == "" {
		return nil
	}
	element, list := strings.CutPrefix(m.kind, "list.")
	if !list {
		return readValue(element, raw, s.now.Location())
	}
	var elements []json.RawMessage
	if json.Unmarshal([]byte(raw), &elements) != nil {
		return nil
	}
	var values []Value
	for _, e := range elements {
		text := string(e)
		_ = json.Unmarshal(e, &text) // a number stays as it is written
		values = append(values, readValue(element, text, s.now.Location())...)
	}
	return values
}

func readValue(kind, raw string, zone *time.Location) []Value {
	switch kind {
	case "number_integer", "number_decimal":
		if n, err := strconv.ParseFloat(raw, 64); err == nil {
			return []Value{Number(n)}
		}
		return nil
	case "date", "date_time":
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
			if t, err := time.ParseInLocation(layout, raw, zone); err == nil {
				return []Value{Date(t)}
			}
		}
		return nil
	}
	return []Value{Text(raw)}
}
