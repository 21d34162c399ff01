package capture

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

// known are answers as rules see them.
type known map[string]any

func (k known) answer(key string, v app.Value) {
	var value any
	if json.Unmarshal(v.JSON, &value) == nil {
		k["answers."+key] = value
	}
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
