package catalogue

import (
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// mostRetired is how many options that are gone a shelf remembers, the latest: a
// shop that changes all it sells every week is not kept for ever.
const mostRetired = 1_000

// merge is what a shelf holds once something else was found on it: what was found,
// with the keys it always had, then what is gone. What comes back is what it was.
func merge(held, found []app.Drawn, now time.Time) []app.Drawn {
	keys, taken := make(map[string]string, len(held)), make(map[string]bool, len(held))
	for _, one := range held {
		keys[one.Name], taken[one.Key] = one.Key, true
	}
	live := make(map[string]bool, len(found))
	var next []app.Drawn
	for _, one := range found {
		if live[one.Name] { // two spellings of one name
			continue
		}
		live[one.Name] = true
		if one.Key = keys[one.Name]; one.Key == "" {
			one.Key = question.KeyOf(one.Label, func(key string) bool { return taken[key] })
			taken[one.Key] = true
		}
		next = append(next, one)
	}
	var gone []app.Drawn
	for _, one := range held {
		if live[one.Name] {
			continue
		}
		if one.RetiredAt.IsZero() {
			one.RetiredAt = now.UTC().Truncate(time.Millisecond)
		}
		gone = append(gone, one)
	}
	slices.SortStableFunc(gone, func(a, b app.Drawn) int { return b.RetiredAt.Compare(a.RetiredAt) })
	return append(next, gone[:min(len(gone), mostRetired)]...)
}
