package stream

import (
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
)

// Ruling is what one rule says of a question.
type Ruling struct {
	Rule   Rule   `json:"rule"`
	Passed bool   `json:"passed"`
	Saw    any    `json:"saw,omitempty"`
	Wanted any    `json:"wanted,omitempty"` // none where nothing is asked for
	Words  string `json:"words"`
}

// ExplainWhole is Explain with what every rule says of every question, in the order they
// are asked, also behind the one that refused it. What a question would come to is
// reckoned at its turn, beside all that is asked before it.
func ExplainWhole(in Input, p Plan) []Line {
	lines, says := Explain(p), rulings(in)
	for i := range lines {
		lines[i].Rules = says[lines[i].Ref]
	}
	return lines
}

// judged is a question with what every rule says of it.
type judged struct {
	candidate
	says   []Ruling
	passed bool
}

func (j *judged) rule(passed bool, r Reason) {
	words := r.Words
	if passed {
		words = r.passes
	}
	j.says = append(j.says, Ruling{Rule: r.Rule, Passed: passed, Saw: r.Saw, Wanted: r.Wanted, Words: words()})
	j.passed = j.passed && passed
}

func rulings(in Input) map[Ref][]Ruling {
	c := chooser{Input: in, memory: remember(in)}
	var all []*judged
	for _, s := range byHandle(in.Surveys) {
		all = append(all, c.judge(s)...)
	}
	slices.SortStableFunc(all, func(a, b *judged) int { return a.compare(&b.candidate) })
	c.turns(all)
	says := make(map[Ref][]Ruling, len(all))
	for _, one := range all {
		says[one.ref()] = one.says
	}
	return says
}

// judge puts the questions of a survey to every rule but those that depend on what else
// is asked.
func (c *chooser) judge(s *Survey) []*judged {
	d, path := s.document(), s.course.Walk(c.memory.fact)
	all := make([]*judged, len(d.Questions))
	for i := range d.Questions {
		one := &judged{candidate: candidate{survey: s, place: i}, passed: true}
		q := one.question()
		one.rule(slices.Contains(d.Placements, c.Surface), Reason{RulePlacement, c.Surface, d.Placements})
		one.rule(q.Prompt.In(c.Locale, fallback(d)) != "", Reason{RuleLanguage, c.Locale, d.Languages})
		c.audienceOf(one)
		c.shareOf(one)
		c.saidTo(one)
		c.quotaOf(one)
		c.wayTo(one, path)
		all[i] = one
	}
	return all
}

func (c *chooser) audienceOf(one *judged) {
	audience := one.survey.audience
	if audience.Always() {
		one.rule(true, Reason{Rule: RuleAudience})
		return
	}
	why := audience.Why(c.memory.fact)
	one.rule(audience.Holds(c.memory.fact), Reason{RuleAudience, why.Saw, why.Rule})
}

func (c *chooser) shareOf(one *judged) {
	d := one.survey.document()
	bucket := func(purpose string) any {
		if c.Person == "" {
			return nil
		}
		return Bucket(purpose, d.Handle, c.Person)
	}
	if p := d.Sample.Percent; p > 0 && p < 100 {
		b, known := bucket("sample").(int)
		one.rule(known && b < p, Reason{RuleSample, bucket("sample"), p})
	} else {
		one.rule(true, Reason{Rule: RuleSample})
	}
	if h := d.Sample.Holdout; h > 0 {
		b, known := bucket("holdout").(int)
		one.rule(!known || b >= h, Reason{RuleHoldout, bucket("holdout"), h})
	} else {
		one.rule(true, Reason{Rule: RuleHoldout})
	}
}

func (c *chooser) quotaOf(one *judged) {
	q := one.question()
	if q.Quota == 0 {
		one.rule(true, Reason{Rule: RuleQuota})
		return
	}
	n := c.Answered[one.ref()]
	one.rule(n < q.Quota, Reason{RuleQuota, n, q.Quota})
}

// wayTo asks a question's condition and the ways there. One that is passed is refused by
// that, whatever its condition: so that comes first then.
func (c *chooser) wayTo(one *judged, path branch.Path) {
	if path.Places[one.place] == branch.Past {
		past := one.survey.document().Questions[path.Past[one.place]].Key
		one.rule(false, Reason{RuleBranch, past, one.question().Key})
		c.conditionOf(one)
		return
	}
	c.conditionOf(one)
	one.rule(true, Reason{Rule: RuleBranch})
}

func (c *chooser) conditionOf(one *judged) {
	condition := one.survey.course.Condition(one.place)
	if condition.Always() {
		one.rule(true, Reason{Rule: RuleCondition})
		return
	}
	why := condition.Why(c.memory.fact)
	one.rule(condition.Holds(c.memory.fact), Reason{RuleCondition, why.Saw, why.Rule})
}

// saidTo asks the rules that look at what she said to a question and when she was asked.
func (c *chooser) saidTo(one *judged) {
	q := one.question()
	if since, never := c.History.Never[q.Key]; never {
		one.rule(false, Reason{RuleNever, since, nil})
	} else {
		one.rule(true, Reason{Rule: RuleNever})
	}
	if until, later := c.History.Later[q.Key]; later {
		one.rule(!c.Now.Before(until), Reason{RuleLater, c.Now, until})
	} else {
		one.rule(true, Reason{Rule: RuleLater})
	}
	var reason Reason
	one.why, _, reason = c.wave(q)
	c.waveOf(one, reason)
}

// waveOf says of the wave a question is in whether she has answered and how often she was
// asked: of one that is answered, that counts for nothing.
func (c *chooser) waveOf(one *judged, refused Reason) {
	if refused.Rule == RuleAnswered {
		one.rule(false, refused)
		return
	}
	answered, asked := Reason{Rule: RuleAnswered}, Reason{RuleAsked, 0, nil}
	events, cadence := c.memory.of(one.question().Key), c.cadence(one.question())
	for _, e := range events {
		if e.answer != nil {
			answered.Saw = e.at
		}
	}
	one.rule(true, answered)
	if refused.Rule == RuleAsked {
		one.rule(false, refused)
		return
	}
	if cadence.mode == app.AgainUntil {
		asked.Saw = c.standing(events, cadence).times
		if cadence.times > 0 {
			asked.Wanted = cadence.times
		}
	}
	one.rule(true, asked)
}
