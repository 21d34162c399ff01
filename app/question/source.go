package question

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
)

// Sources lists what options can be drawn from.
var Sources = []string{"vendors", "types", "tags", "collections", "products"}

// drawn is how many options a definition must have of its own: none where they
// come from the catalogue.
func drawn(q app.Question, least int) int {
	if q.Source != nil {
		return 0
	}
	return least
}

func checkSource(q app.Question) []app.FieldError {
	if q.Source == nil {
		return nil
	}
	var wrong []app.FieldError
	s := *q.Source
	if !slices.Contains(Sources, s.From) {
		wrong = append(wrong, field("source.from", "unknown", "Draw from vendors, types, tags, collections or products."))
	}
	if !isName(s.Collection) || s.Collection != "" && s.From != "products" {
		wrong = append(wrong, field("source.collection", "format", "Give the handle of the collection whose products are meant."))
	}
	if s.Most < 0 || s.Most > mostOptions-len(q.Options) {
		wrong = append(wrong, field("source.most", "range", fmt.Sprintf("A question has at most %d options.", mostOptions)))
	}
	return wrong
}

// Takes is how many options a question takes from its source: its own stand
// before them.
func Takes(q app.Question) int {
	if q.Source == nil {
		return 0
	}
	return limit(q.Source.Most, max(mostOptions-len(q.Options), 0))
}
