package stream

// spend asks what is due, the most important first, as far as the budget goes.
func (c *chooser) spend(due []*candidate) (asked []Asked) {
	visit, month := c.spent()
	asks := map[string]string{} // question → the survey that asks it
	for _, one := range due {
		key, cost := one.question().Key, one.survey.seconds[one.place]
		fresh := one.why != WhyPending // else its asking is paid for
		switch by, twice := asks[key]; {
		case twice:
			one.reason = Reason{RuleTwice, by, one.ref().Survey}
			continue
		case fresh && c.Budget.Visit.exceeded(visit, cost):
			one.reason = Reason{RuleVisit, visit.plus(cost), c.Budget.Visit}
			continue
		case fresh && c.Budget.Month.exceeded(month, cost):
			one.reason = Reason{RuleMonth, month.plus(cost), c.Budget.Month}
			continue
		case fresh:
			visit, month = visit.plus(cost), month.plus(cost)
		default:
			cost = 0
		}
		asks[key] = one.ref().Survey
		asked = append(asked, Asked{Ref: one.ref(), Version: one.survey.Version.Version, Seconds: cost, Why: one.why, Wave: one.wave})
	}
	return asked
}

// spent is what askings have cost: on this occasion, and in the 30 days before now.
func (c *chooser) spent() (visit, month Limit) {
	for _, a := range c.History.Askings {
		if a.Occasion == c.Occasion && c.Occasion != "" {
			visit = visit.plus(a.Seconds)
		}
		if a.At.After(c.Now.Add(-Month)) {
			month = month.plus(a.Seconds)
		}
	}
	return visit, month
}

func (l Limit) plus(seconds float64) Limit {
	return Limit{Questions: l.Questions + 1, Seconds: l.Seconds + seconds}
}

// exceeded reports whether one more question goes over the limit.
func (l Limit) exceeded(spent Limit, seconds float64) bool {
	return l.Questions > 0 && spent.Questions+1 > l.Questions || l.Seconds > 0 && spent.Seconds+seconds > l.Seconds
}
