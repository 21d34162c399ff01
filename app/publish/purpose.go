package publish

import (
	"fmt"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/app/purpose"
	"github.com/askwell/askwell/app/question"
)

// purposeless refuses questions that are for what the shop uses no answers for, and
// consents that would permit nothing: each would be asked in vain.
func purposeless(shop app.Shop, draft app.Document) (wrong []app.FieldError) {
	refuse := func(i int, field, code, message string) {
		wrong = append(wrong, app.FieldError{
			Field: fmt.Sprintf("questions.%d.%s", i, field), Code: code,
			Message: fmt.Sprintf("Question %s: %s", draft.Questions[i].Key, message),
		})
	}
	for i, q := range draft.Questions {
		wanted, known := purpose.Find(shop, q.Purpose)
		switch {
		case !known:
			refuse(i, "purpose", "unknown", fmt.Sprintf("the shop has no purpose %s. Choose another, or add it in the settings.", wanted.Key))
		case question.IsConsent(q) && wanted.Basis != app.BasisContract && !slices.Contains(wanted.Channels, consent.Of(q).Channel):
			refuse(i, "channel", "unknown", fmt.Sprintf("consent to %s does not count on this channel. Choose another, or add it in the settings.", wanted.Title))
		}
	}
	return wrong
}
