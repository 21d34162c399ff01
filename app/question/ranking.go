package question

import (
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
)

// mostRanked is the most options anybody can put in order.
const mostRanked = 20

// ranking is answered with options in order, the best first: all of them, or the
// best few where most says so.
type ranking struct{}

var _ Type = ranking{}

// Name is "ranking".
func (ranking) Name() string { return "ranking" }

// Kind is ranking.
func (ranking) Kind(app.Question) app.ValueKind { return app.KindRanking }

// Check wants two to twenty options.
func (ranking) Check(q app.Question) []app.FieldError {
	wrong := checkOptions("options", q.Options, 2, mostRanked)
	return append(append(wrong, checkCount(q)...), unwanted(q, withOptions|withShuffle|withCount)...)
}

// Parse reads ["a","b"], each option once. Errors: Invalid.
func (ranking) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	var keys []string
	if json.Unmarshal(raw, &keys) != nil {
		return app.Value{}, wrongType("a list of options")
	}
	if len(keys) == 0 {
		return app.Value{}, nil
	}
	most := limit(q.Most, len(q.Options))
	if err := count(len(keys), limit(q.Least, most), most); err != nil {
		return app.Value{}, err
	}
	for i, key := range keys {
		switch {
		case !hasOption(q.Options, key):
			return app.Value{}, unknownOption()
		case slices.Contains(keys[:i], key):
			return app.Value{}, refuse("taken", "Each option has one place.")
		}
	}
	return value(app.KindRanking, keys), nil
}
