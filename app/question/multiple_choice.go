package question

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// multipleChoice is answered with any number of options, a write-in among them.
type multipleChoice struct{}

var _ Type = multipleChoice{}

// Name is "multiple_choice".
func (multipleChoice) Name() string { return "multiple_choice" }

// Kind is choices.
func (multipleChoice) Kind() app.ValueKind { return app.KindChoices }

// Check wants an option.
func (multipleChoice) Check(q app.Question) []app.FieldError { return checkOptions(q, 1) }

// Parse reads ["a","b",{"other":"text"}]. The canonical order is the
// definition's, the write-in last: a set has no order of its own. Errors: Invalid.
func (multipleChoice) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		return app.Value{}, wrongType("a list")
	}
	if len(items) > len(q.Options)+1 {
		return app.Value{}, refuse("too_many", "There are fewer options than answers.")
	}
	chosen := map[string]bool{}
	var written []choice
	for _, item := range items {
		one, err := parseChoice(q, item)
		switch {
		case err != nil:
			return app.Value{}, err
		case one.key != "":
			chosen[one.key] = true
		case one.other != "":
			written = append(written, one)
		}
	}
	if len(written) > 1 {
		return app.Value{}, refuse("too_many", "Only one answer can be written in.")
	}
	var all []any
	for _, o := range q.Options {
		if chosen[o.Key] {
			all = append(all, o.Key)
		}
	}
	for _, w := range written {
		all = append(all, w.canonical())
	}
	if len(all) == 0 {
		return app.Value{}, nil
	}
	return value(app.KindChoices, all), nil
}
