package branch

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// Without is a document without some of its questions. The way through it is the
// one on which their conditions do not hold: what led to one of them leads to the
// next that is left.
func Without(d app.Document, out func(app.Question) bool) app.Document {
	instead, next := map[string]string{}, "end"
	for _, q := range slices.Backward(d.Questions) {
		if out(q) {
			instead[q.Key] = next
		} else {
			next = q.Key
		}
	}
	if len(instead) == 0 {
		return d
	}
	d.Questions = slices.DeleteFunc(slices.Clone(d.Questions), func(q app.Question) bool { return instead[q.Key] != "" })
	for i := range d.Questions {
		exits := &d.Questions[i].Next
		if slices.ContainsFunc(*exits, func(b app.Branch) bool { return instead[b.To] != "" }) {
			*exits = slices.Clone(*exits)
		}
		for n, b := range *exits {
			if to := instead[b.To]; to != "" {
				(*exits)[n].To = to
			}
		}
	}
	return d
}

// Onward is a document without the branches that lead back or nowhere: a draft as it can
// be walked before they are put right.
func Onward(d app.Document) app.Document {
	places := make(map[string]int, len(d.Questions))
	for i, q := range d.Questions {
		places[q.Key] = i
	}
	d.Questions = slices.Clone(d.Questions)
	for i, q := range d.Questions {
		d.Questions[i].Next = slices.DeleteFunc(slices.Clone(q.Next), func(b app.Branch) bool {
			ending, named := strings.CutPrefix(b.To, "end:")
			switch to, known := places[b.To]; {
			case b.To == "end":
				return false
			case named:
				return !slices.ContainsFunc(d.Endings, func(e app.Ending) bool { return e.Key == ending })
			default:
				return !known || to <= i
			}
		})
	}
	return d
}
