package store

import (
	"encoding/json"
	"slices"

	"github.com/askwell/askwell/app"
)

// Namings are what a shop calls what was written in. The zero one calls nothing anything.
type Namings struct {
	salt string
	by   map[string]app.Naming // by the spelling
}

// Of is what a text written in to a question is called, if it is.
func (n Namings) Of(question, text string) (app.Naming, bool) {
	if len(n.by) == 0 || text == "" {
		return app.Naming{}, false
	}
	called, named := n.by[spelling(n.salt, question, text)]
	return called, named
}

// To is how many spellings are called something, by its value.
func (n Namings) To(question string) map[string]int {
	count := map[string]int{}
	for _, one := range n.by {
		if one.Question == question {
			count[one.Value()]++
		}
	}
	return count
}

// Apply is answers with what was written in replaced by what it is called: as if that had
// been chosen.
func (n Namings) Apply(answers []app.Answer) []app.Answer {
	if len(n.by) == 0 {
		return answers
	}
	applied := slices.Clone(answers)
	for i, a := range applied {
		keys, other := a.Value.Choices()
		called, named := n.Of(a.Question, other)
		if !named {
			continue
		}
		var value any = called.Value()
		if a.Value.Kind != app.KindChoice {
			if !slices.Contains(keys, called.Value()) {
				keys = append(keys, called.Value())
			}
			value = keys
		}
		if text, err := json.Marshal(value); err == nil {
			applied[i].Value = app.Value{Kind: a.Value.Kind, JSON: text}
		}
	}
	return applied
}
