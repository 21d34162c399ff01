package question

import (
	"encoding/json"
	"math"

	"github.com/askwell/askwell/app"
)

const (
	leastSteps = 3
	mostSteps  = 10
)

// rating is answered with a whole number on a scale, 1 to 5 unless the
// definition says otherwise.
type rating struct{}

var _ Type = rating{}

// Name is "rating".
func (rating) Name() string { return "rating" }

// Kind is number.
func (rating) Kind(app.Question) app.ValueKind { return app.KindNumber }

// Check wants a scale of three to ten whole numbers.
func (rating) Check(q app.Question) []app.FieldError {
	var wrong []app.FieldError
	least, most := bounds(q, 1, 5)
	if !(math.Abs(least) <= 100) || least != math.Trunc(least) {
		wrong = append(wrong, field("min", "range", "A whole number between -100 and 100."))
	}
	if steps := most - least + 1; !(steps >= leastSteps && steps <= mostSteps) || most != math.Trunc(most) {
		wrong = append(wrong, field("max", "range", "A scale has 3 to 10 whole numbers."))
	}
	return append(wrong, unwanted(q, withRange|withEnds)...)
}

// Parse reads 4. Errors: Invalid.
func (rating) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	least, most := bounds(q, 1, 5)
	return parseWhole(raw, least, most)
}

// Scale is the whole numbers a question is answered with, none where it is
// answered otherwise.
func Scale(q app.Question) []int {
	var least, most float64
	switch q.Type {
	case rating{}.Name():
		least, most = bounds(q, 1, 5)
	case nps{}.Name():
		least, most = 0, 10
	default:
		return nil
	}
	scale := make([]int, 0, 11)
	for n := int(least); n <= int(most) && len(scale) < cap(scale); n++ {
		scale = append(scale, n)
	}
	return scale
}
