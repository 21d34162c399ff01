package stream

import "github.com/askwell/askwell/app"

// spend asks what is due, the most important first, as far as the budget goes. What
// a shopper starts herself is asked of her whatever else is, and costs nothing.
func (c *chooser) spend(due []*candidate) (asked []Asked) {
	visit, month := c.spent()
	asks := map[string]string{} // question → the survey that asks it
	for _, one := range due {
		cost := one.survey.seconds[one.place]
		if one.survey.document().Invited() {
			asked = append(asked, one.asked(0))
			continue
		}
		key := one.question().Key
		fresh := one.why != WhyPending // else its asking is paid for
		switch by, twice := asks[key]; {
		case twice:
			one.reason = Reason{RuleTwice, by, one.ref().Survey}
			continue
		case fresh && exceeds(c.Budget.Visit, visit, cost):
			one.reason = Reason{RuleVisit, plus(visit, cost), c.Budget.Visit}
			continue
		case fresh && exceeds(c.Budget.Month, month, cost):
			one.reason = Reason{RuleMonth, plus(month, cost), c.Budget.Month}
			continue
		case fresh:
			visit, month = plus(visit, cost), plus(month, cost)
		default:
			cost = 0
		}
		asks[key] = one.ref().Survey
		asked = append(asked, one.asked(cost))
	}
	return asked
}

func (c *candidate) asked(seconds float64) Asked {
	return Asked{Ref: c.ref(), Version: c.survey.Version.Version, Seconds: seconds, Why: c.why, Wave: c.wave}
}

// spent is what askings have cost: on this occasion, and in the 30 days before now.
func (c *chooser) spent() (visit, month app.Limit) {
	for _, a := range c.History.Askings {
		if a.Invited {
			continue
		}
		if a.Occasion == c.Occasion && c.Occasion != "" {
			visit = plus(visit, a.Seconds)
		}
		if a.At.After(c.Now.Add(-Month)) {
			month = plus(month, a.Seconds)
		}
	}
	return visit, month
}

func plus(l app.Limit, seconds float64) app.Limit {
	return app.Limit{Questions: l.Questions + 1, Seconds: l.Seconds + seconds}
}

// exceeds reports whether one more question goes over the limit.
func exceeds(l, spent app.Limit, seconds float64) bool {
	return l.Questions > 0 && spent.Questions+1 > l.Questions || l.Seconds > 0 && spent.Seconds+seconds > l.Seconds
}
