package question

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/askwell/askwell/app"
)

// mostNumber bounds numbers and limits: far within what a decimal metafield
// holds, and every whole number up to it is exact.
const mostNumber = 1e9

// decimals is how exactly a number is kept: a metafield holds nine.
const decimals = 6

// number is answered with a number.
type number struct{}

var _ Type = number{}

// Name is "number".
func (number) Name() string { return "number" }

// Kind is number.
func (number) Kind(app.Question) app.ValueKind { return app.KindNumber }

// Check wants limits that leave something to answer.
func (number) Check(q app.Question) []app.FieldError {
	var wrong []app.FieldError
	least, most := bounds(q, -mostNumber, mostNumber)
	if !(math.Abs(least) <= mostNumber) {
		wrong = append(wrong, field("min", "range", fmt.Sprintf("Between %d and %d.", int(-mostNumber), int(mostNumber))))
	}
	if !(math.Abs(most) <= mostNumber) || most <= least {
		wrong = append(wrong, field("max", "range", fmt.Sprintf("More than the least, at most %d.", int(mostNumber))))
	}
	if !(q.Step >= 0 && q.Step <= most-least) || q.Step > 0 && q.Step < math.Pow10(-decimals) {
		wrong = append(wrong, field("step", "range", "A step must fit between the limits."))
	}
	return append(wrong, unwanted(q, withRange|withStep|withUnit)...)
}

// Parse reads 37.5. Errors: Invalid.
func (number) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	least, most := bounds(q, -mostNumber, mostNumber)
	n, err := parseNumber(raw, least, most)
	if err != nil {
		return app.Value{}, err
	}
	if !onStep(q, n) {
		return app.Value{}, refuse("step", "Only steps of "+plain(q.Step)+".")
	}
	return numeral(n), nil
}

// onStep reports whether a number is so many steps from the least one, or from 0.
func onStep(q app.Question, n float64) bool {
	from, _ := bounds(q, 0, 0)
	return q.Step <= 0 || plain(from+math.Round((n-from)/q.Step)*q.Step) == plain(n)
}

// bounds are a definition's limits, or the standard ones.
func bounds(q app.Question, least, most float64) (float64, float64) {
	if q.Min != nil {
		least = *q.Min
	}
	if q.Max != nil {
		most = *q.Max
	}
	return least, most
}

// parseNumber reads a number between limits.
func parseNumber(raw json.RawMessage, least, most float64) (float64, error) {
	var n float64
	if json.Unmarshal(raw, &n) != nil {
		return 0, wrongType("a number")
	}
	if !(n >= least && n <= most) {
		return 0, refuse("range", "Between "+plain(least)+" and "+plain(most)+".")
	}
	return n, nil
}

// parseWhole reads a whole number between limits.
func parseWhole(raw json.RawMessage, least, most float64) (app.Value, error) {
	n, err := parseNumber(raw, least, most)
	if err == nil && n != math.Trunc(n) {
		err = refuse("step", "Only whole numbers.")
	}
	if err != nil {
		return app.Value{}, err
	}
	return numeral(n), nil
}

// numeral is a number as it travels: digits, never an exponent, never -0.
func numeral(n float64) app.Value {
	return app.Value{Kind: app.KindNumber, JSON: json.RawMessage(plain(n))}
}

func plain(n float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(n, 'f', decimals, 64), 64)
	return strconv.FormatFloat(rounded+0, 'f', -1, 64)
}
