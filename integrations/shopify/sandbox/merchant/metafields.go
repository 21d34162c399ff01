package merchant

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// metafieldRow is a metafield as the admin shows it: by its definition's name,
// and a list's values one by one.
type metafieldRow struct {
	Name   string // of its definition, "" without one
	Key    string // "$app.source"
	Type   string
	Values []string
}

func metafieldRows(shop *world.Shop, owner string, fields world.Metafields) []metafieldRow {
	out := make([]metafieldRow, 0, len(fields))
	for _, name := range world.Sorted(fields) {
		m := fields[name]
		row := metafieldRow{Key: m.ShortName(), Type: m.Type, Values: []string{m.Value}}
		if d := shop.Definition(owner, m.Namespace, m.Key); d != nil {
			row.Name = d.Name
		}
		if strings.HasPrefix(m.Type, "list.") {
			row.Values = listValues(m.Value)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b metafieldRow) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// listValues reads ["a","b"]; what is no list of plain values stays as it is.
func listValues(value string) []string {
	var raw []json.RawMessage
	if json.Unmarshal([]byte(value), &raw) != nil {
		return []string{value}
	}
	out := make([]string, len(raw))
	for i, item := range raw {
		if json.Unmarshal(item, &out[i]) != nil {
			out[i] = string(item)
		}
	}
	return out
}
