package page

import (
	"encoding/json"
	"net/url"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Fill puts an answer into the fields of a form, as a browser that had been told it
// would send them.
func Fill(form url.Values, q app.Question, answer json.RawMessage) {
	v := app.Value{Kind: question.Kind(q), JSON: answer}
	name := "answers[" + q.Key + "]"
	switch v.Kind {
	case app.KindChoice, app.KindChoices, app.KindRanking:
		keys, other := v.Choices()
		for _, key := range keys {
			form.Add(name, key)
		}
		if other != "" {
			form.Add(name, question.OtherKey)
			form.Set("other["+q.Key+"]", other)
		}
	case app.KindSlot:
		part, place := v.Slot()
		fillAll(form, name, "part:", part, "place:", place)
	case app.KindBirthday:
		if date := typed(answer); len(date) == len("--11-22") {
			fillAll(form, name, "", date[4:], "", date[:4])
		}
	default:
		fillAll(form, name, "", typed(answer))
	}
}

// fillAll adds what there is, each after its prefix.
func fillAll(form url.Values, name string, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			form.Add(name, pairs[i]+pairs[i+1])
		}
	}
}

// typed is a text, a number or a truth as it is typed.
func typed(answer json.RawMessage) string {
	var text string
	if json.Unmarshal(answer, &text) == nil {
		return text
	}
	return string(answer)
}
