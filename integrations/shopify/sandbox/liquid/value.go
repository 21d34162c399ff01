package liquid

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A value is nil, a bool, an int64, a float64, a string, a Range, a []any, a
// map[string]any (JSON's: what is not in it is nil) or an Object.

// Object is one of the page's: what it does not have is an error.
type Object interface {
	// Get is a property, false for one the object does not have.
	Get(name string) (any, bool)
	// Name is what Shopify calls the object: "product".
	Name() string
}

// Range is (1..5).
type Range struct{ From, To int64 }

// FromJSON reads JSON as Liquid sees it: whole numbers stay whole.
func FromJSON(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return plain(v), nil
}

func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		return numeral(v.String())
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	}
	return v
}

// normal takes what Go code hands over: its ints and lists of texts.
func normal(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case []string:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = s
		}
		return out
	}
	return v
}

func truth(v any) bool { return v != nil && v != false }

// member reads a key of a value.
func (r *run) member(v, key any, dot bool, line int) (any, error) {
	name, isText := key.(string)
	switch v := v.(type) {
	case Object:
		got, ok := v.Get(name)
		if !ok || !isText {
			return nil, r.fail(line, "not implemented in the sandbox: %s.%s", v.Name(), Text(key))
		}
		return normal(got), nil
	case map[string]any:
		if got, ok := v[name]; ok && isText {
			return normal(got), nil
		}
		if dot && name == "size" {
			return int64(len(v)), nil
		}
	case []any:
		return element(v, key, dot), nil
	case string:
		if dot && name == "size" {
			return int64(len([]rune(v))), nil
		}
	}
	return nil, nil
}

func element(v []any, key any, dot bool) any {
	at, ok := key.(int64)
	if name, _ := key.(string); dot {
		switch name {
		case "size":
			return int64(len(v))
		case "first":
			at, ok = 0, true
		case "last":
			at, ok = -1, true
		}
	}
	if at < 0 {
		at += int64(len(v))
	}
	if !ok || at < 0 || at >= int64(len(v)) {
		return nil
	}
	return normal(v[at])
}

// Text is a value as it is written out.
func Text(v any) string {
	switch v := normal(v).(type) {
	case nil, marker:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return decimal(v)
	case Range:
		return fmt.Sprintf("%d..%d", v.From, v.To)
	case []any:
		var b strings.Builder
		for _, item := range v {
			b.WriteString(Text(item))
		}
		return b.String()
	case Object:
		if text, ok := v.(fmt.Stringer); ok {
			return text.String()
		}
		return ""
	}
	return inspect(v)
}

// decimal writes a number as Ruby does: 1.0, 0.5, 1.0e+20.
func decimal(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e16 {
		return strconv.FormatFloat(f, 'f', 1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// inspect writes a value as Ruby shows it to programmers.
func inspect(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case string:
		return strconv.Quote(v)
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = inspect(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, strconv.Quote(k)+"=>"+inspect(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return Text(v)
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "String"
	case int64:
		return "Integer"
	case float64:
		return "Float"
	case []any:
		return "Array"
	case map[string]any:
		return "Hash"
	}
	return fmt.Sprint(v)
}

// List is a value as something to walk over.
func List(v any) []any {
	switch v := normal(v).(type) {
	case []any:
		return v
	case Range:
		out := []any{}
		for n := v.From; n <= v.To && len(out) < maxSteps; n++ {
			out = append(out, n)
		}
		return out
	case map[string]any:
		out := make([]any, 0, len(v))
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, []any{k, v[k]})
		}
		return out
	case nil:
		return nil
	}
	return []any{v}
}

// Int is a value as a whole number, 0 for what is none.
func Int(v any) int64 {
	switch v := arithmetic(v).(type) {
	case int64:
		return v
	case float64:
		return int64(v)
	}
	return 0
}
