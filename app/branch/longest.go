package branch

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/rule"
)

// mostWork bounds what is tried: combinations of answers times the bytes of rules, of
// which each counts for some more.
const (
	mostWork = 1 << 20
	perRule  = 32
)

// Longest is the most questions one shopper can be asked on her way through a
// document, never too few. A condition may go either way, unless it only looks at
// answers that are one thing at a time: who is asked the questions for women is not
// asked those for men. Errors: as Compile.
func Longest(d app.Document) (int, error) {
	course, err := Compile(d)
	if err != nil {
		return 0, err
	}
	return course.longest(decisive(d, course), answered{}), nil
}

// answered are facts taken for granted. A fact that is not among them may be anything.
type answered map[string]any

// decides reports whether a rule holds, and whether that is certain.
func (a answered) decides(r rule.Rule) (holds, certain bool) {
	for _, fact := range r.Facts() {
		if _, known := a[fact]; !known {
			return false, false
		}
	}
	return r.Holds(rule.Known(a)), true
}

// single is an answer that is one thing at a time, and all that it can be.
type single struct {
	fact   string
	values []any
}

// longest tries every combination of answers.
func (c *Course) longest(open []single, known answered) int {
	if len(open) == 0 {
		return c.farthest(known)
	}
	most := 0
	for _, value := range open[0].values {
		known[open[0].fact] = value
		most = max(most, c.longest(open[1:], known))
	}
	delete(known, open[0].fact)
	return most
}

// farthest is the most questions on a way that what is known allows.
func (c *Course) farthest(known answered) int {
	far := make([]int, len(c.steps)+1) // from each question to the end
	for i, s := range slices.Backward(c.steps) {
		asked, certain := known.decides(s.when)
		switch {
		case certain && !asked:
			far[i] = far[i+1]
		case certain:
			far[i] = 1 + c.beyond(i, far, known)
		default:
			far[i] = max(far[i+1], 1+c.beyond(i, far, known))
		}
	}
	return far[0]
}

// beyond is the most questions after one that is asked.
func (c *Course) beyond(i int, far []int, known answered) int {
	most := 0
	for _, e := range c.steps[i].exits {
		taken, certain := known.decides(e.when)
		if taken || !certain {
			most = max(most, far[e.to])
		}
		if taken && certain {
			return most
		}
	}
	return max(most, far[i+1])
}

// decisive are the answers that rules look at, as far as all they can be can be tried.
func decisive(d app.Document, c *Course) (all []single) {
	read, parted, work := map[string]bool{}, map[string]bool{}, 0
	note := func(raw app.Rule, r rule.Rule) {
		work += perRule + len(raw)
		for _, fact := range r.Facts() {
			read[fact] = true
			parted[fact] = parted[fact] || r.Parted()
		}
	}
	for i, q := range d.Questions {
		note(q.If, c.steps[i].when)
		for j, b := range q.Next {
			note(b.If, c.steps[i].exits[j].when)
		}
	}
	for i, q := range d.Questions {
		one := single{c.steps[i].fact, values(q)}
		if !read[one.fact] || parted[one.fact] || len(one.values) == 0 || work*len(one.values) > mostWork {
			continue
		}
		work *= len(one.values)
		all = append(all, one)
	}
	return all
}

// elsewhere stands for an answer that is none of those a question has now: what was
// written in, or chosen before the question was changed.
var elsewhere = map[string]any{question.OtherKey: "?"}

// values are all that a question's answer can be as far as rules can tell, none for
// one that can be several things or too many.
func values(q app.Question) []any {
	all := []any{nil, elsewhere}
	switch scale := question.Scale(q); {
	case question.Kind(q) == app.KindBoolean:
		return append(all, true, false)
	case scale != nil:
		for _, n := range scale {
			all = append(all, float64(n))
		}
		return all
	case question.Kind(q) == app.KindChoice && q.Source == nil:
		for _, o := range q.Options {
			all = append(all, o.Key)
		}
		return all
	default:
		return nil
	}
}
