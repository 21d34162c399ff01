package stream

import "github.com/askwell/askwell/app"

// Next is the first question of a document that has not been seen, as a shopper
// may see it, and how many there are left with it; nil and 0 at the end.
func Next(d app.Document, seen map[string]bool) (next *app.Question, left int) {
	for _, q := range d.Questions {
		if seen[q.Key] {
			continue
		}
		if next == nil {
			q.Mapping = app.Mapping{} // the merchant's affair
			next = &q
		}
		left++
	}
	return next, left
}
