package page

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// answer is the JSON of a question's fields, as a script would have made it of
// them. What cannot be read stays text, which the question refuses by itself.
func answer(q app.Question, values []string, other string) json.RawMessage {
	values = filled(values)
	var whole any
	switch kind := question.Kind(q); {
	case kind == app.KindChoice || kind == app.KindChoices:
		whole = choices(kind, values, other)
	case len(values) == 0:
	case kind == app.KindRanking:
		whole = values
	case kind == app.KindSlot:
		whole = slot(values)
	case kind == app.KindBirthday:
		whole = birthday(values)
	case len(values) > 1:
		whole = values
	case kind == app.KindNumber:
		whole = numeral(values[0])
	case kind == app.KindBoolean:
		whole = truth(values[0])
	default:
		whole = values[0]
	}
	raw, _ := json.Marshal(whole) // strings, finite numbers, booleans, maps and slices of them: cannot fail
	return raw
}

// filled leaves out fields with nothing in them.
func filled(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return strings.TrimSpace(v) == "" })
}

// choices are one or several. The write-in counts where it was chosen, and where
// nothing was: who wrote meant it.
func choices(kind app.ValueKind, values []string, other string) any {
	var chosen []any
	written := false
	for _, v := range values {
		if v == question.OtherKey {
			written = true
		} else {
			chosen = append(chosen, v)
		}
	}
	if written || (len(chosen) == 0 && strings.TrimSpace(other) != "") {
		chosen = append(chosen, map[string]string{question.OtherKey: other})
	}
	switch {
	case len(chosen) == 0:
		return nil
	case kind == app.KindChoice && len(chosen) == 1:
		return chosen[0]
	}
	return chosen
}

var digits = regexp.MustCompile(`^-?[0-9]+([.,][0-9]+)?$`)

// numeral reads a number as people type it.
func numeral(v string) any {
	v = strings.TrimSpace(v)
	n, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
	if err != nil || !digits.MatchString(v) {
		return v
	}
	return n
}

func truth(v string) any {
	switch v {
	case "true":
		return true
	case "false":
		return false
	}
	return v
}

// birthday joins "--11" and "-22", whichever a form asks for first.
func birthday(values []string) string {
	slices.Sort(values)
	return strings.Join(values, "")
}

// slot reads "part:evening" and "place:door".
func slot(values []string) map[string]string {
	halves := map[string]string{}
	for _, v := range values {
		name, key, _ := strings.Cut(v, ":")
		halves[name] = key
	}
	return halves
}
