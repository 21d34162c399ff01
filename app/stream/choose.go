package stream

import (
	"cmp"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
)

// Choose makes the plan: what to ask now, the most important first, and for every
// other question the first rule that refused it.
func Choose(in Input) Plan {
	c := chooser{Input: in, memory: remember(in)}
	surveys, questions := byHandle(in.Surveys), 0
	for _, s := range surveys {
		questions += len(s.document().Questions)
	}
	all := make([]candidate, 0, questions)
	for _, s := range surveys {
		all = c.survey(s, all)
	}
	asked := c.spend(byPriority(all))
	plan := Plan{Ask: asked, Not: make([]Refused, 0, questions-len(asked))}
	for i := range all {
		if r := &all[i]; r.reason.Rule != "" {
			plan.Not = append(plan.Not, Refused{Ref: r.ref(), Version: r.survey.Version.Version, Reason: r.reason})
		}
	}
	return plan
}

func byHandle(surveys []*Survey) []*Survey {
	return slices.SortedStableFunc(slices.Values(surveys), func(a, b *Survey) int {
		return cmp.Or(strings.Compare(a.document().Handle, b.document().Handle), cmp.Compare(a.Version.Version, b.Version.Version))
	})
}

// byPriority are the candidates that are due by the declared priority: the
// question's, its survey's, then what stands first; a quiz waits for the rest.
func byPriority(all []candidate) []*candidate {
	var due []*candidate
	for i := range all {
		if all[i].reason.Rule == "" {
			due = append(due, &all[i])
		}
	}
	slices.SortStableFunc(due, (*candidate).compare)
	return due
}

func (c *candidate) compare(o *candidate) int {
	return cmp.Or(
		cmp.Compare(o.question().Priority, c.question().Priority),
		app.ComparePriority(c.survey.document(), o.survey.document()),
	)
}

// chooser is one choice under way.
type chooser struct {
	Input
	memory *memory
}

// candidate is a question with what speaks for or against it.
type candidate struct {
	survey *Survey
	place  int
	why    Why
	wave   string
	reason Reason
}

func (c *candidate) question() *app.Question { return &c.survey.document().Questions[c.place] }

func (c *candidate) ref() Ref {
	return Ref{Survey: c.survey.document().Handle, Question: c.question().Key}
}

// survey puts the questions of one to the rules.
func (c *chooser) survey(s *Survey, all []candidate) []candidate {
	d := s.document()
	placed := slices.Contains(d.Placements, c.Surface)
	meant, asked := c.meant(s)
	var path branch.Path
	if placed && asked {
		path = s.course.Walk(c.memory.fact)
	}
	for i := range d.Questions {
		one := candidate{survey: s, place: i}
		switch {
		case !placed:
			one.reason = Reason{RulePlacement, c.Surface, d.Placements}
		case d.Questions[i].Prompt.In(c.Locale, fallback(d)) == "":
			one.reason = Reason{RuleLanguage, c.Locale, d.Languages}
		case !asked:
			one.reason = meant
		default:
			c.question(&one, path)
		}
		all = append(all, one)
	}
	return all
}

func fallback(d *app.Document) string {
	if len(d.Languages) == 0 {
		return ""
	}
	return d.Languages[0]
}

// meant reports whether a survey is for her, and if not, why.
func (c *chooser) meant(s *Survey) (Reason, bool) {
	if !s.audience.Holds(c.memory.fact) {
		why := s.audience.Why(c.memory.fact)
		return Reason{RuleAudience, why.Saw, why.Rule}, false
	}
	return c.sampled(s.document())
}

// question puts one to the rules that look at the question itself, in their order.
func (c *chooser) question(one *candidate, path branch.Path) {
	q := one.question()
	if one.why, one.wave, one.reason = c.due(q); one.reason.Rule != "" {
		return
	}
	n := 0
	if q.Quota > 0 {
		n = c.Answered[one.ref()]
	}
	switch {
	case q.Quota > 0 && n >= q.Quota:
		one.reason = Reason{RuleQuota, n, q.Quota}
	case path.Places[one.place] == branch.Unmet:
		unmet := one.survey.course.Condition(one.place).Why(c.memory.fact)
		one.reason = Reason{RuleCondition, unmet.Saw, unmet.Rule}
	case path.Places[one.place] == branch.Past:
		one.reason = Reason{RuleBranch, one.survey.document().Questions[path.Past[one.place]].Key, q.Key}
	}
}

// due says what makes a question due and in which wave, or which rule refuses it by
// what she said and was asked.
func (c *chooser) due(q *app.Question) (Why, string, Reason) {
	if since, never := c.History.Never[q.Key]; never {
		return "", "", Reason{RuleNever, since, nil}
	}
	if until, later := c.History.Later[q.Key]; later && c.Now.Before(until) {
		return "", "", Reason{RuleLater, c.Now, until}
	}
	return c.wave(q)
}
