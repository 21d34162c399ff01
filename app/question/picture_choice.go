package question

import (
	"encoding/json"
	"fmt"

	"github.com/askwell/askwell/app"
)

// pictureChoice is answered with one picture, or with several where most is
// more than one.
type pictureChoice struct{}

var _ Type = pictureChoice{}

// Name is "picture_choice".
func (pictureChoice) Name() string { return "picture_choice" }

// Kind is a choice, or choices where several may be chosen.
func (pictureChoice) Kind(q app.Question) app.ValueKind {
	if q.Most > 1 {
		return app.KindChoices
	}
	return app.KindChoice
}

// Check wants two options, each with its picture.
func (pictureChoice) Check(q app.Question) []app.FieldError {
	wrong := append(checkChoices(q, 2), checkCount(q)...)
	for i, o := range q.Options[:min(len(q.Options), mostOptions)] {
		if o.Image == "" {
			wrong = append(wrong, field(fmt.Sprintf("options.%d.image", i), "required", "This option has no picture."))
		}
	}
	return append(wrong, unwanted(q, withOptions|withSource|withShuffle|withCount)...)
}

// Parse reads "a", or ["a","b"] where several may be chosen. Errors: Invalid.
func (p pictureChoice) Parse(q app.Question, raw json.RawMessage) (app.Value, error) {
	if p.Kind(q) == app.KindChoices {
		return parseSeveral(q, raw)
	}
	return parseOne(q, raw)
}
