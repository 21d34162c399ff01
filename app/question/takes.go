package question

import "github.com/askwell/askwell/app"

// part is a part of a definition that only some types take.
type part uint

const (
	withOptions part = 1 << iota
	withOther
	withSource
	withShuffle
	withParts
	withCount // least and most
	withRange // min and max
	withStep
	withUnit
	withEnds // low and high
	withLength
	withChannel
)

// what a question with options may have beside them
const withChoices = withOptions | withOther | withSource | withShuffle | withLength

// unwanted tells the parts of a definition that its type does not take: they
// would be kept, published and never used.
func unwanted(q app.Question, takes part) []app.FieldError {
	var wrong []app.FieldError
	for _, one := range []struct {
		part  part
		name  string
		given bool
	}{
		{withOptions, "options", len(q.Options) > 0},
		{withOther, "other", q.Other != nil},
		{withSource, "source", q.Source != nil},
		{withShuffle, "shuffle", q.Shuffle},
		{withParts, "parts", len(q.Parts) > 0},
		{withCount, "least", q.Least != 0},
		{withCount, "most", q.Most != 0},
		{withRange, "min", q.Min != nil},
		{withRange, "max", q.Max != nil},
		{withStep, "step", q.Step != 0},
		{withUnit, "unit", len(q.Unit) > 0},
		{withEnds, "low", len(q.Low) > 0},
		{withEnds, "high", len(q.High) > 0},
		{withLength, "max_length", q.MaxLength != 0},
		{withChannel, "channel", q.Channel != ""},
	} {
		if one.given && takes&one.part == 0 {
			wrong = append(wrong, field(one.name, "not_allowed", "This type of question has none."))
		}
	}
	return wrong
}
