package question

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/askwell/askwell/app"
)

// Visit is whom a question is shown to: what decides the order of options that
// are shuffled. Its parts are ASCII.
type Visit struct {
	Survey  string // handle
	Version int
	Visitor string // whatever stays the same for one person on one surface
}

// Arranged is a question's options as one visitor sees them: shuffled where the
// question says so, the pinned ones where they stand. The blocks of checkout and
// account pages make the same order; a theme's Liquid makes one of its own.
func Arranged(q app.Question, v Visit) []app.Option {
	if !q.Shuffle {
		return q.Options
	}
	type placed struct {
		rank   uint32
		option app.Option
	}
	seed := "/" + q.Key + "/" + v.Survey + "/" + strconv.Itoa(v.Version) + "/" + v.Visitor
	var loose []placed
	for _, o := range q.Options {
		if !o.Pinned {
			loose = append(loose, placed{rank(o.Key + seed), o})
		}
	}
	slices.SortFunc(loose, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.option.Key, b.option.Key))
	})
	arranged := slices.Clone(q.Options)
	for i, o := range arranged {
		if !o.Pinned {
			arranged[i], loose = loose[0].option, loose[1:]
		}
	}
	return arranged
}

// rank is FNV-1a, stirred once more so that texts alike fall far apart. An
// option keeps its rank when others come and go.
func rank(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
