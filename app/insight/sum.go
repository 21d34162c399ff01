package insight

import (
	"cmp"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
)

// sums are counts that are added up by something.
type sums[K comparable] map[K]*app.TallyCounts

// of are the counts of a key, none at first.
func (s sums[K]) of(key K) *app.TallyCounts {
	if s[key] == nil {
		s[key] = &app.TallyCounts{}
	}
	return s[key]
}

// everybody are the people of all versions.
func everybody(c *app.TallyCounts) (all app.TallyPeople) {
	for _, p := range c.People {
		all.Answered, all.Completed = all.Answered+p.Answered, all.Completed+p.Completed
		all.Timed, all.Millis = all.Timed+p.Timed, all.Millis+p.Millis
	}
	return all
}

// answers are the values with how many gave each.
func answers(c *app.TallyCounts) map[string]int {
	n := make(map[string]int, len(c.Values))
	for value, cell := range c.Values {
		n[value] = cell.Answers
	}
	return n
}

func steps(seconds map[int]int) (n int) {
	for _, some := range seconds {
		n += some
	}
	return n
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
