package question

import (
	"encoding/json"
	"fmt"

	"github.com/askwell/askwell/app"
)

// multipleChoice is answered with any number of options, a write-in among them.
type multipleChoice struct{}

var _ Type = multipleChoice{}

// Name is "multiple_choice".
func (multipleChoice) Name() string { return "multiple_choice" }

// Kind is choices.
func (multipleChoice) Kind(app.Question) app.ValueKind { return app.KindChoices }

// Check wants an option, and limits that can be kept.
func (multipleChoice) Check(q app.Question) []app.FieldError {
	return append(append(checkChoices(q, 1), checkCount(q)...), unwanted(q, withChoices|withCount)...)
}

// Parse reads ["a","b",{"other":"text"}]. The canonical order is the
// definition's, the write-in last: a set has no order of its own. Errors: Invalid.
func (multipleChoice) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	return parseSeveral(q, raw)
}

// choosable is how many items an answer can have; options drawn from the
// catalogue are not known to the definition.
func choosable(q app.Question) int {
	n := len(q.Options)
	if q.Source != nil {
		n = mostOptions
	}
	if q.Other != nil {
		n++
	}
	return n
}

// checkCount checks least and most against what can be chosen.
func checkCount(q app.Question) []app.FieldError {
	var wrong []app.FieldError
	all := choosable(q)
	if q.Most < 0 || q.Most > all {
		wrong = append(wrong, field("most", "range", fmt.Sprintf("At most all %d.", all)))
	}
	if q.Least < 0 || q.Least > limit(q.Most, all) {
		wrong = append(wrong, field("least", "range", "Not more than can be chosen."))
	}
	return wrong
}

func parseSeveral(q app.Question, raw json.RawMessage) (app.Value, error) {
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
	return value(app.KindChoices, all), count(len(all), q.Least, limit(q.Most, choosable(q)))
}

// count refuses too few or too many items.
func count(n, least, most int) error {
	switch {
	case n < least:
		return refuse("too_few", fmt.Sprintf("Choose at least %d.", least))
	case n > most:
		return refuse("too_many", fmt.Sprintf("Choose at most %d.", most))
	}
	return nil
}
