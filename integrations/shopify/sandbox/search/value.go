package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Value is one thing a record has in a field.
type Value struct {
	kind   kind
	text   string
	number float64
	time   time.Time
	of     []Value
}

type kind int

const (
	keyword kind = iota
	exact
	text
	number
	moment
	without
)

// Keyword is found as a whole, whatever its case: a tag, a status, an address.
func Keyword(s string) Value { return Value{kind: keyword, text: s} }

// Exact is found as a whole and in its case: a metafield.
func Exact(s string) Value { return Value{kind: exact, text: s} }

// Text is found by its words, whatever their case: a title, a name.
func Text(s string) Value { return Value{kind: text, text: s} }

// Number is found by its size: a count, an amount, the number of an id.
func Number(n float64) Value { return Value{kind: number, number: n} }

// Time is found to the precision of the query: the day, or the second.
func Time(t time.Time) Value { return Value{kind: moment, time: t} }

// Bool is found as "true" or "false".
func Bool(b bool) Value { return Keyword(strconv.FormatBool(b)) }

// Without is found when none of the values is: "tag_not:vip".
func Without(values ...Value) Value { return Value{kind: without, of: values} }

func (v Value) match(t *term, now time.Time) bool {
	switch v.kind {
	case without:
		return !slices.ContainsFunc(v.of, func(o Value) bool { return o.match(t, now) })
	case text:
		return t.comparator == "" && contains(words(v.text), words(t.value), t.prefix)
	case number:
		return slices.ContainsFunc(t.alternatives(), func(s string) bool {
			n, err := strconv.ParseFloat(s, 64)
			return err == nil && !t.prefix && t.holds(cmp.Compare(v.number, n))
		})
	case moment:
		s, ok := parseSpan(t.value, now)
		return ok && !t.prefix && t.holds(s.order(v.time))
	}
	return v.matchWhole(t)
}

func (v Value) matchWhole(t *term) bool {
	fold := strings.ToLower
	if v.kind == exact {
		fold = func(s string) string { return s }
	}
	if t.prefix {
		return t.comparator == "" && strings.HasPrefix(fold(v.text), fold(t.value))
	}
	return slices.ContainsFunc(t.alternatives(), func(s string) bool {
		return t.holds(cmp.Compare(fold(v.text), fold(s)))
	})
}

// words are a text's letters and digits, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// contains finds the sought words one after the other; with prefix the last
// may go on.
func contains(have, sought []string, prefix bool) bool {
	if len(sought) == 0 {
		return false
	}
	for i := 0; i+len(sought) <= len(have); i++ {
		window := have[i : i+len(sought)]
		last := len(sought) - 1
		if slices.Equal(window[:last], sought[:last]) &&
			(window[last] == sought[last] || prefix && strings.HasPrefix(window[last], sought[last])) {
			return true
		}
	}
	return false
}
