package delivery

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// standing is what a destination holds at a place. Tags that differ in their letters'
// case alone are one tag to most.
func standing(held integrations.Held, property string) app.Stand {
	kind, name, _ := strings.Cut(property, ":")
	switch kind + ":" {
	case tagPrefix:
		return app.Stand{There: slices.ContainsFunc(held.Tags, func(tag string) bool { return strings.EqualFold(tag, name) })}
	case listPrefix:
		return app.Stand{There: slices.Contains(held.Lists, name)}
	}
	value, there := held.Properties[name]
	text, err := json.Marshal(value)
	if !there || err != nil {
		return app.Stand{}
	}
	return app.Stand{There: true, Value: string(text)}
}

// alike reports whether two stands are the same, however a destination puts it.
func alike(a, b app.Stand) bool {
	return a == b || a.There && b.There && slices.Equal(plain(a.Value), plain(b.Value))
}

// plain is what a stand's value says: its texts in order, numbers as they are counted.
func plain(text string) []string {
	var value app.Value
	if json.Unmarshal([]byte(text), &value) != nil {
		return []string{text}
	}
	var one any
	if json.Unmarshal(value.JSON, &one) != nil {
		return []string{text}
	}
	words := flat(one)
	if value.Kind != app.KindRanking {
		slices.Sort(words)
	}
	return words
}

func flat(value any) (words []string) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			words = append(words, flat(one)...)
		}
	case map[string]any:
		for key, one := range v {
			if key == "other" { // a write-in is its words
				words = append(words, flat(one)...)
				continue
			}
			words = append(words, key+"="+strings.Join(flat(one), ","))
		}
	default:
		words = append(words, strings.TrimSuffix(fmt.Sprint(v), ".0"))
	}
	return words
}
