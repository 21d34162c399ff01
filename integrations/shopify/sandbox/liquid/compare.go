package liquid

import (
	"cmp"
	"reflect"
	"strings"
)

// same is ==.
func same(a, b any) bool {
	if m, ok := b.(marker); ok {
		return m.is(a)
	}
	if m, ok := a.(marker); ok {
		return m.is(b)
	}
	if x, y, ok := floats(a, b); ok {
		return x == y
	}
	if o, ok := a.(Object); ok {
		other, ok := b.(Object)
		return ok && o == other || b != nil && written(o) == b
	}
	if o, ok := b.(Object); ok {
		return a != nil && written(o) == a
	}
	return reflect.DeepEqual(a, b)
}

// written is an object as a text, which some can be compared with: template is
// equal to 'product'. Nil for one that is none.
func written(o Object) any {
	if text := Text(o); text != "" {
		return text
	}
	return nil
}

// is reports whether a value is empty, or blank.
func (m marker) is(v any) bool {
	switch v := v.(type) {
	case string:
		return v == "" || m == "blank" && strings.Trim(v, space) == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	case marker:
		return v == m
	}
	return m == "blank" && !truth(v)
}

// order compares numbers with numbers and texts with texts.
func order(a, b any) (int, bool) {
	if x, y, ok := floats(a, b); ok {
		return cmp.Compare(x, y), true
	}
	x, ok := a.(string)
	y, also := b.(string)
	return strings.Compare(x, y), ok && also
}

func floats(a, b any) (x, y float64, ok bool) {
	x, ok = float(a)
	y, also := float(b)
	return x, y, ok && also
}

func float(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// holds is contains.
func holds(v, wanted any) bool {
	if wanted == nil {
		return false
	}
	switch v := v.(type) {
	case string:
		return strings.Contains(v, Text(wanted))
	case []any:
		for _, item := range v {
			if same(normal(item), wanted) {
				return true
			}
		}
	case map[string]any:
		_, ok := v[Text(wanted)]
		return ok
	}
	return false
}
