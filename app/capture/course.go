package capture

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

// known is what the conditions of a survey can be decided by at the door.
type known map[string]any

func (k known) answer(key string, v app.Value) {
	var value any
	if json.Unmarshal(v.JSON, &value) == nil {
		k["answers."+key] = value
	}
}

// next is the first question on a shopper's way through a document that was not
// seen, as she may see it, and how many there are left with it; nil and 0 at the
// end. Errors: Invalid for a document that was not checked.
func next(d app.Document, k known, seen map[string]bool) (*app.Question, int, error) {
	course, err := branch.Compile(d)
	if err != nil {
		return nil, 0, err
	}
	open := course.Walk(rule.Known(k)).Open(func(i int) bool { return seen[d.Questions[i].Key] })
	if len(open) == 0 {
		return nil, 0, nil
	}
	q := d.Questions[open[0]].Shown()
	return &q, len(open), nil
}

// onTheWay are the questions that answers lead to, whatever else there is to
// know of who gave them.
func onTheWay(d app.Document, answers []app.Answer) map[string]bool {
	course, err := branch.Compile(d)
	if err != nil {
		return nil
	}
	k := known{}
	for _, a := range answers {
		k.answer(a.Question, a.Value)
	}
	on := map[string]bool{}
	for i, place := range course.Walk(rule.Known(k)).Places {
		on[d.Questions[i].Key] = place == branch.On
	}
	return on
}
