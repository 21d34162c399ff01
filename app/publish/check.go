package publish

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
)

// Check tells everything that is wrong with a document: its questions, and the
// way through them. Errors: Invalid.
func Check(d app.Document) error {
	wrong := question.CheckDocument(d)
	if len(wrong) == 0 { // a way through broken questions says nothing new
		wrong = branch.Check(d)
	}
	return app.InvalidFields(wrong)
}
