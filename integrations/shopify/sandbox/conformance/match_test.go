package conformance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// absent in an expectation says that a member must not be there.
const absent = "∅"

// differences tells where got is not what want asks for. Objects may have more
// members than asked; lists may not have more items; a text that begins with ~
// is a pattern.
func differences(at string, want, got any) []string {
	switch want := want.(type) {
	case map[string]any:
		object, ok := got.(map[string]any)
		if !ok {
			return []string{fmt.Sprintf("%s: want an object, got %s", at, show(got))}
		}
		var found []string
		for _, name := range slices.Sorted(maps.Keys(want)) {
			value, there := object[name]
			switch {
			case want[name] == absent && there:
				found = append(found, fmt.Sprintf("%s.%s: want none, got %s", at, name, show(value)))
			case want[name] != absent && !there:
				found = append(found, fmt.Sprintf("%s.%s: missing", at, name))
			case there:
				found = append(found, differences(at+"."+name, want[name], value)...)
			}
		}
		return found
	case []any:
		list, ok := got.([]any)
		if !ok || len(list) != len(want) {
			return []string{fmt.Sprintf("%s: want %d items %s, got %s", at, len(want), show(want), show(got))}
		}
		var found []string
		for i := range want {
			found = append(found, differences(at+"."+strconv.Itoa(i), want[i], list[i])...)
		}
		return found
	case string:
		if pattern, ok := strings.CutPrefix(want, "~"); ok {
			if text := plain(got); !regexp.MustCompile(pattern).MatchString(text) {
				return []string{fmt.Sprintf("%s: %q does not match %s", at, text, pattern)}
			}
			return nil
		}
	}
	if show(want) != show(got) {
		return []string{fmt.Sprintf("%s:\n  want %s\n   got %s", at, show(want), show(got))}
	}
	return nil
}

// plain is a text as it is and anything else as JSON.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return show(v)
}

func show(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// dig follows "data.shop.id" and "data.nodes.0.id" into an answer.
func dig(v any, path string) any {
	for key := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(at) {
				return nil
			}
			v = at[i]
		default:
			return nil
		}
	}
	return v
}
