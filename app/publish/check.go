package publish

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
)

// Check tells everything that is wrong with a document, whatever shop it is in: its
// questions, and the way through them. Errors: Invalid.
func Check(d app.Document) error { return checked(d, branch.Check) }

// CheckDraft tells what keeps a document from being kept as a draft: not that its ways
// lead astray, which only publishing refuses. Errors: Invalid.
func CheckDraft(d app.Document) error { return checked(d, branch.CheckDraft) }

func checked(d app.Document, ways func(app.Document) []app.FieldError) error {
	wrong := question.CheckDocument(d)
	if len(wrong) == 0 { // a way through broken questions says nothing new
		wrong = ways(d)
	}
	return app.InvalidFields(wrong)
}
