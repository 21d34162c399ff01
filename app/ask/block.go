package ask

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// What a block may tell.
const (
	mostFacts = 64
	mostItems = 100 // of a list
	mostText  = 255 // characters
)

// Facts reads what a block on a surface tells of the visit: facts it can know, in
// the shape rules have them, and nothing else. It returns what is wrong by field.
func Facts(told map[string]json.RawMessage, at app.Surface) (map[string]any, []app.FieldError) {
	if len(told) > mostFacts {
		return nil, []app.FieldError{{Field: "facts", Code: "count", Message: fmt.Sprintf("At most %d facts.", mostFacts)}}
	}
	facts := make(map[string]any, len(told))
	var wrong []app.FieldError
	for _, name := range slices.Sorted(maps.Keys(told)) {
		fact, known := rule.Find(name)
		value, problem := any(nil), "unknown"
		if known && fact.Name == name && slices.Contains(fact.Blocks, at) {
			value, problem = read(fact, told[name])
		}
		if problem != "" {
			field := "facts." + strings.ToValidUTF8(name[:min(len(name), 64)], "")
			wrong = append(wrong, app.FieldError{Field: field, Code: problem, Message: problems[problem]})
			continue
		}
		facts[name] = value
	}
	return facts, wrong
}

var problems = map[string]string{
	"unknown":    "A block does not tell this.",
	"wrong_type": "This has the wrong type.",
	"too_long":   fmt.Sprintf("A text has at most %d characters, a list at most %d.", mostText, mostItems),
	"value":      "This is never so written.",
}

// read is a fact's value, or the code of what is wrong with it.
func read(fact rule.Fact, raw json.RawMessage) (any, string) {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return nil, "wrong_type"
	}
	switch v := value.(type) {
	case bool:
		if fact.Kind == "boolean" {
			return v, ""
		}
	case float64:
		if fact.Kind == "number" {
			return v, ""
		}
	case string:
		if fact.Kind == "text" {
			return v, text(fact, v)
		}
	case []any:
		if fact.Kind == "list" {
			return v, list(fact, v)
		}
	}
	return nil, "wrong_type"
}

func list(fact rule.Fact, items []any) string {
	if len(items) > mostItems {
		return "too_long"
	}
	for _, item := range items {
		s, ok := item.(string)
		if !ok {
			return "wrong_type"
		}
		if problem := text(fact, s); problem != "" {
			return problem
		}
	}
	return ""
}

func text(fact rule.Fact, s string) string {
	switch {
	case utf8.RuneCountInString(s) > mostText:
		return "too_long"
	case fact.Case == "lower" && s != strings.ToLower(s), fact.Case == "upper" && s != strings.ToUpper(s):
		return "value"
	case len(fact.Values) > 0 && !slices.Contains(fact.Values, s):
		return "value"
	}
	return ""
}
