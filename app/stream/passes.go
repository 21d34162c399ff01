package stream

import (
	"fmt"

	"github.com/askwell/askwell/app"
)

// passes are the words of a rule that refused nothing.
func (r Reason) passes() string {
	if r.Wanted == nil && r.Saw == nil {
		return free[r.Rule]
	}
	switch r.Rule {
	case RulePlacement:
		return fmt.Sprintf("The survey is shown on %s.", say(r.Saw))
	case RuleLanguage:
		return fmt.Sprintf("The question has words to show a reader of %s.", say(r.Saw))
	case RuleAudience:
		return fmt.Sprintf("They are in the survey's audience: it wants %s, and %s.", say(r.Wanted), say(r.Saw))
	case RuleHoldout:
		if r.Saw == nil {
			return fmt.Sprintf("They cannot be told from others, so they are not among the %s of 100 who are never asked.", say(r.Wanted))
		}
	case RuleLater:
		return fmt.Sprintf("They said not before %s, and that is over.", say(r.Wanted))
	case RuleAnswered:
		return fmt.Sprintf("They answered on %s, which does not keep it from being asked now.", say(r.Saw))
	case RuleAsked:
		return r.askedBefore()
	case RuleQuota:
		return fmt.Sprintf("%s people have answered, and %s are wanted.", say(r.Saw), say(r.Wanted))
	case RuleTwice:
		return fmt.Sprintf("The survey %q asks the same now, but they start this one themselves.", say(r.Saw))
	case RuleVisit, RuleMonth:
		return r.withinBudget()
	}
	return r.Words() // it tells what is so, whichever way that decides
}

// free are the words of a rule where nothing is asked for, and nothing was seen.
var free = map[Rule]string{
	RuleAudience:  "The survey is for everybody.",
	RuleSample:    "Everybody is asked, not a share.",
	RuleHoldout:   "Nobody is left out to compare with.",
	RuleNever:     "They have not said never to ask this.",
	RuleLater:     "They have not put it off.",
	RuleAnswered:  "They have not answered this.",
	RuleQuota:     "Any number of people may answer.",
	RuleCondition: "It is asked without a condition.",
	RuleBranch:    "No answer leads past it.",
	RuleTwice:     "No other survey asks the same now.",
	RuleVisit:     "They start the survey themselves: it weighs on no budget.",
	RuleMonth:     "They start the survey themselves: it weighs on no budget.",
}

func (r Reason) askedBefore() string {
	switch n, _ := r.Saw.(int); {
	case n == 0:
		return "No time they were asked before counts against it."
	case r.Wanted == nil:
		return fmt.Sprintf("They were asked %s without answering, and may be asked again.", times(n))
	default:
		return fmt.Sprintf("They were asked %s without answering, and %s is the most.", times(n), timesOf(r.Wanted))
	}
}

func timesOf(v any) string {
	n, _ := v.(int)
	return times(n)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func (r Reason) withinBudget() string {
	most, _ := r.Wanted.(app.Limit)
	switch {
	case r.Saw == nil:
		return "They were asked this here already: it costs nothing more."
	case most == app.Limit{}:
		return fmt.Sprintf("%s would come to %s, and there is no limit.", span[r.Rule], say(r.Saw))
	default:
		return r.Words()
	}
}

var span = map[Rule]string{RuleVisit: "This visit", RuleMonth: "30 days"}
