package capture

import (
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// KeepUntil is when the first of some answers given then has been kept as long as
// the document said; zero when all are kept until she takes them back.
func KeepUntil(d app.Document, answers []app.Answer, given time.Time) (first time.Time) {
	for _, a := range answers {
		q, _ := d.Question(a.Question)
		until := question.KeptUntil(q, given)
		if !until.IsZero() && !a.Value.IsForgotten() && (first.IsZero() || until.Before(first)) {
			first = until
		}
	}
	return first
}
