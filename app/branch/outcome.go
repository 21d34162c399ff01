package branch

import (
	"cmp"
	"slices"

	"github.com/askwell/askwell/app/rule"
)

// Outcome is what a quiz came out at. The zero Outcome is that of a document without
// endings.
type Outcome struct {
	Ending  string   `json:"ending"`
	Scores  []Score  `json:"scores"`            // of every ending, in the document's order
	Reasons []Reason `json:"reasons,omitempty"` // the answers that weighed for or against it, the weightiest first
}

// Score is what the answers weigh for one ending.
type Score struct {
	Ending string `json:"ending"`
	Points int    `json:"points"`
}

// Reason is one answer that weighed.
type Reason struct {
	Question string `json:"question"`
	Option   string `json:"option"`
	Points   int    `json:"points"`
}

// Outcome weighs the answers on a path. Of endings that weigh the same it is the
// first in the document; a branch that names an ending decides alone.
func (c *Course) Outcome(p Path, f rule.Facts) Outcome {
	if len(c.endings) == 0 {
		return Outcome{}
	}
	chosen := c.chosen(p, f)
	o := Outcome{Ending: p.Ending}
	best := -1
	for i, e := range c.endings {
		points := 0
		for _, one := range chosen {
			points += c.steps[one.step].weights[one.option][e.Key]
		}
		o.Scores = append(o.Scores, Score{Ending: e.Key, Points: points})
		if best < 0 || points > o.Scores[best].Points {
			best = i
		}
	}
	if o.Ending == "" {
		o.Ending = c.endings[best].Key
	}
	o.Reasons = c.reasons(chosen, o.Ending)
	return o
}

// choice is one option that was chosen.
type choice struct {
	step   int
	option string
}

// chosen are the options chosen on the path. Of a ranking only the best weighs: all
// are in it.
func (c *Course) chosen(p Path, f rule.Facts) []choice {
	var all []choice
	for i, place := range p.Places {
		if place != On || c.steps[i].weights == nil {
			continue
		}
		switch v := f(c.steps[i].fact).(type) {
		case string:
			all = append(all, choice{i, v})
		case []any:
			if c.steps[i].ranked && len(v) > 1 {
				v = v[:1]
			}
			for _, item := range v {
				if option, ok := item.(string); ok {
					all = append(all, choice{i, option})
				}
			}
		}
	}
	return all
}

func (c *Course) reasons(chosen []choice, ending string) []Reason {
	var all []Reason
	for _, one := range chosen {
		if points := c.steps[one.step].weights[one.option][ending]; points != 0 {
			all = append(all, Reason{Question: c.steps[one.step].fact[len("answers."):], Option: one.option, Points: points})
		}
	}
	slices.SortStableFunc(all, func(a, b Reason) int { return cmp.Compare(b.Points, a.Points) })
	return all
}
