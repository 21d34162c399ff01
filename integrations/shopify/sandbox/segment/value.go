package segment

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Value is one fact: a text, a number, a moment or yes and no.
type Value struct {
	text   string
	number float64
	moment time.Time
}

// Text is a fact in words: a tag, a status, a country's code.
func Text(s string) Value { return Value{text: s} }

// Number is a fact in numbers: a count, an amount, an id.
func Number(n float64) Value { return Value{number: n} }

// Date is a fact in time: an order's, a subscription's.
func Date(t time.Time) Value { return Value{moment: t} }

// operand is a value written in a query.
type operand struct {
	text   string
	number float64
}

var decimal = regexp.MustCompile(`^[+-]?\d+(\.\d+)?$`)

// operand reads a written value as what the filter holds.
func (f filter) operand(t token) (operand, bool) {
	switch f.kind {
	case date, anniversary:
		_, ok := parseSpan(t.raw, time.Time{})
		return operand{text: t.raw}, ok && t.kind != quoted
	case float, point:
		n, err := strconv.ParseFloat(t.raw, 64)
		return operand{number: n}, err == nil && decimal.MatchString(t.raw)
	case integer, identifier:
		n, err := strconv.ParseInt(t.raw, 10, 64)
		return operand{number: float64(n)}, err == nil && t.kind == literal
	case boolean:
		return operand{text: t.raw}, t.raw == "true" || t.raw == "false"
	case enumerated:
		return operand{text: t.text}, t.kind == quoted && (f.values == nil || slices.Contains(f.values, t.text))
	default:
		return operand{text: t.text}, t.kind == quoted
	}
}

// compare holds a value against the written ones.
func (c *clause) compare(operator string, v Value, s scope) bool {
	switch c.filter.kind {
	case date:
		return c.compareDates(operator, v.moment, s.now)
	case anniversary:
		return c.returns(v.moment, s.now)
	case float, integer:
		return within(operator, cmp.Compare(v.number, c.operands[0].number), func() int {
			return cmp.Compare(v.number, c.operands[1].number)
		})
	}
	return slices.ContainsFunc(c.operands, func(o operand) bool {
		switch {
		case c.filter.kind == identifier:
			return o.number == v.number
		case c.filter.kind == textual && c.filter.list:
			return strings.EqualFold(o.text, v.text)
		}
		return o.text == v.text
	})
}

// within says whether an order against the first operand is what is asked;
// BETWEEN asks for the second's too.
func within(operator string, first int, second func() int) bool {
	switch operator {
	case "<":
		return first < 0
	case "<=":
		return first <= 0
	case ">":
		return first > 0
	case ">=":
		return first >= 0
	case between:
		return first >= 0 && second() <= 0
	}
	return first == 0
}
