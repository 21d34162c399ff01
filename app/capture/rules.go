package capture

import (
	"time"

	"github.com/askwell/askwell/app"
)

// What other verbs that take answers share with Submit: one rule set for all.

// Repeats is what store.Submitted wants of a response to a document.
func Repeats(d app.Document, r app.Response) func(guest bool, before []app.Response) (app.ResponseID, bool) {
	return repeats(d, r)
}

// Writes reports whether one of the answers is written back somewhere.
func Writes(d app.Document, answers []app.Answer) bool { return writes(d, answers) }

// PutOff is until when a question is put off, the zero time when for good.
func PutOff(now time.Time, never bool) (until time.Time) {
	if never {
		return until
	}
	return now.Add(later)
}
