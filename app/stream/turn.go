package stream

import "github.com/askwell/askwell/app"

// turns asks, of all questions by their importance, the rules that depend on what else is
// asked, as spend does. One that another rule refuses is asked them too, and spends
// nothing.
func (c *chooser) turns(all []*judged) {
	visit, month := c.spent()
	asks := map[string]string{} // question → the survey that asks it
	for _, one := range all {
		key := one.question().Key
		cost, invited := one.survey.seconds[one.place], one.survey.document().Invited()
		if by := asks[key]; by == "" {
			one.rule(true, Reason{Rule: RuleTwice})
		} else {
			one.rule(invited, Reason{RuleTwice, by, one.ref().Survey})
		}
		if invited {
			one.rule(true, Reason{Rule: RuleVisit})
			one.rule(true, Reason{Rule: RuleMonth})
			continue
		}
		fresh := one.why != WhyPending // else its asking is paid for
		one.within(RuleVisit, c.Budget.Visit, visit, cost, fresh)
		one.within(RuleMonth, c.Budget.Month, month, cost, fresh)
		if !one.passed {
			continue
		}
		asks[key] = one.ref().Survey
		if fresh {
			visit, month = plus(visit, cost), plus(month, cost)
		}
	}
}

func (j *judged) within(rule Rule, most, spent app.Limit, cost float64, fresh bool) {
	if !fresh {
		j.rule(true, Reason{rule, nil, most})
		return
	}
	j.rule(!exceeds(most, spent, cost), Reason{rule, plus(spent, cost), most})
}
