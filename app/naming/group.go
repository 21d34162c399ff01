package naming

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/fold"
)

// mostGrouped is how many different texts are compared with each other: the most frequent.
const mostGrouped = 1_000

// longestCompared is how many letters a text may have that is looked for a slip in: a
// sentence is nobody's spelling of another, and comparing costs the square of its length.
const longestCompared = 32

// mostGroups is how many groups are told.
const mostGroups = 200

// group is one while it grows.
type group struct {
	Group
	forms []string // of its texts, to be compared
}

// groups puts texts together that are likely the same: those that are when folded and
// without spaces, and those a slip away. What is frequent gathers what is rare.
func groups(q app.Question, texts map[string]int) []Group {
	var list []*group
	byForm := map[string]*group{}
	for _, one := range sorted(texts) {
		of := form(one.Text)
		if of == "" {
			continue
		}
		at := byForm[of]
		if at == nil {
			at = nearest(list, of)
		}
		if at == nil {
			at = &group{}
			list = append(list, at)
		}
		byForm[of] = at
		at.Texts, at.Count = append(at.Texts, one), at.Count+one.Count
		at.forms = append(at.forms, of)
	}
	called := callings(q)
	told := make([]Group, len(list))
	for i, one := range list {
		slices.SortFunc(one.Texts, often)
		one.Name, one.Option = one.Texts[0].Text, meant(called, one.forms)
		told[i] = one.Group
	}
	slices.SortStableFunc(told, func(a, b Group) int { return cmp.Or(cmp.Compare(worth(b), worth(a)), cmp.Compare(b.Count, a.Count)) })
	return told[:min(len(told), mostGroups)]
}

// worth puts what can be merged before what stands alone.
func worth(g Group) int {
	if len(g.Texts) > 1 || g.Option != "" {
		return 1
	}
	return 0
}

// sorted are the most frequent texts, in order.
func sorted(texts map[string]int) []Text {
	list := make([]Text, 0, len(texts))
	for _, text := range slices.Sorted(maps.Keys(texts)) {
		list = append(list, Text{text, texts[text]})
	}
	slices.SortStableFunc(list, often)
	return list[:min(len(list), mostGrouped)]
}

func often(a, b Text) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
}

// form is what is compared of a text.
func form(text string) string { return strings.ReplaceAll(fold.Text(text), " ", "") }

// nearest is the group whose first form is so near that a slip explains it; the first of
// those that are equally near.
func nearest(list []*group, of string) (found *group) {
	best := slips(of) + 1
	for _, one := range list {
		if d := distance(one.forms[0], of, best-1); d < best {
			found, best = one, d
		}
	}
	return found
}

// slips is how many slips of a finger a text of its length may have: a short one is soon
// another word.
func slips(text string) int {
	switch n := utf8.RuneCountInString(text); {
	case n < 5, n > longestCompared:
		return 0
	case n < 8:
		return 1
	default:
		return 2
	}
}

// distance is how many letters two texts differ by, or more than most.
func distance(a, b string, most int) int {
	if a == b {
		return 0
	}
	if apart := utf8.RuneCountInString(a) - utf8.RuneCountInString(b); most <= 0 || apart > most || -apart > most {
		return most + 1
	}
	return levenshtein.ComputeDistance(a, b)
}

// calling is a form of what an option is called.
type calling struct{ option, form string }

// callings are what a question's options are called, by key and in every language.
func callings(q app.Question) (all []calling) {
	for _, o := range q.Options {
		for _, called := range append(slices.Sorted(maps.Values(o.Label)), o.Key) {
			all = append(all, calling{o.Key, form(called)})
		}
	}
	return all
}

// meant is the option that one of some forms is likely to mean; "" for none.
func meant(called []calling, forms []string) string {
	for _, of := range forms {
		most := slips(of)
		for _, one := range called {
			if distance(one.form, of, most) <= most {
				return one.option
			}
		}
	}
	return ""
}
