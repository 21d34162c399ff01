package stream

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// Line says of one question whether it is asked and what decided, for people and for
// the API.
type Line struct {
	Ref
	Version int    `json:"version"`
	Asked   bool   `json:"asked"`
	Why     Why    `json:"why,omitempty"`    // of a question that is asked
	Rule    Rule   `json:"rule,omitempty"`   // of one that is not
	Saw     any    `json:"saw,omitempty"`    // by that rule
	Wanted  any    `json:"wanted,omitempty"` // by that rule
	Words   string `json:"words"`

	Rules []Ruling `json:"rules,omitempty"` // all of them, where they are told
}

// Explain is a plan line by line: first what is asked, in order, then the rest.
func Explain(p Plan) []Line {
	lines := make([]Line, 0, len(p.Ask)+len(p.Not))
	for _, a := range p.Ask {
		lines = append(lines, Line{Ref: a.Ref, Version: a.Version, Asked: true, Why: a.Why, Words: due[a.Why]})
	}
	for _, r := range p.Not {
		lines = append(lines, Line{Ref: r.Ref, Version: r.Version, Rule: r.Rule, Saw: r.Saw, Wanted: r.Wanted, Words: r.Words()})
	}
	return lines
}

var due = map[Why]string{
	WhyNew:       "They have never been asked this.",
	WhyPending:   "They were asked this here, and have not answered yet.",
	WhyAgain:     "It is time to ask this again.",
	WhyUntil:     "They were asked this before, and have not answered yet.",
	WhyStale:     "Their answer has aged.",
	WhyDoubted:   "Their answer does not fit what they have done since.",
	WhyEvergreen: "This is asked whenever it can be seen.",
}

// Words are the reason in English.
func (r Reason) Words() string {
	switch r.Rule {
	case RulePlacement:
		return fmt.Sprintf("The survey is not shown on %s.", say(r.Saw))
	case RuleLanguage:
		return fmt.Sprintf("The question has no words for a reader of %s.", say(r.Saw))
	case RuleAudience:
		return fmt.Sprintf("They are not in the survey's audience: it wants %s, and %s.", say(r.Wanted), say(r.Saw))
	case RuleSample:
		if r.Saw == nil {
			return fmt.Sprintf("Only %s of 100 are asked, and they cannot be told from others.", say(r.Wanted))
		}
		return fmt.Sprintf("The first %s of 100 are asked, and they are number %s, counted from 0.", say(r.Wanted), say(r.Saw))
	case RuleHoldout:
		return fmt.Sprintf("The first %s of 100 are never asked, to compare with, and they are number %s, counted from 0.", say(r.Wanted), say(r.Saw))
	case RuleNever:
		return fmt.Sprintf("On %s they said never to ask this.", say(r.Saw))
	case RuleLater:
		return fmt.Sprintf("They said not before %s.", say(r.Wanted))
	case RuleAnswered:
		return fmt.Sprintf("They answered on %s%s.", say(r.Saw), again(r.Wanted))
	case RuleAsked:
		return r.asked()
	case RuleQuota:
		return fmt.Sprintf("%s people have answered, and %s were wanted.", say(r.Saw), say(r.Wanted))
	case RuleCondition:
		return fmt.Sprintf("It is only asked when %s, and %s.", say(r.Wanted), say(r.Saw))
	case RuleBranch:
		return fmt.Sprintf("The way from %q leads past it.", say(r.Saw))
	case RuleTwice:
		return fmt.Sprintf("The survey %q asks the same now.", say(r.Saw))
	case RuleVisit:
		return fmt.Sprintf("This visit would come to %s, and %s are the most.", say(r.Saw), say(r.Wanted))
	case RuleMonth:
		return fmt.Sprintf("30 days would come to %s, and %s are the most.", say(r.Saw), say(r.Wanted))
	default:
		return string(r.Rule)
	}
}

func (r Reason) asked() string {
	if n, ok := r.Saw.(int); ok {
		return fmt.Sprintf("They were asked %d times without answering, and %s are the most.", n, say(r.Wanted))
	}
	return fmt.Sprintf("They were asked on %s and did not answer%s.", say(r.Saw), again(r.Wanted))
}

func again(at any) string {
	if at == nil {
		return ""
	}
	return "; it is not asked again before " + say(at)
}

var pages = map[app.Surface]string{
	app.SurfaceThankYou: "the thank-you page", app.SurfaceOrderStatus: "the order status page", app.SurfaceTheme: "pages of the theme",
	app.SurfaceCart: "the cart", app.SurfacePrompt: "the corner card", app.SurfaceAccount: "the customer account", app.SurfaceLink: "the link page",
	app.SurfaceEmail: "an email",
}

func say(v any) string {
	switch v := v.(type) {
	case nil:
		return "nothing"
	case time.Time:
		return v.UTC().Format("2 January 2006 15:04 UTC")
	case app.Surface:
		return cmp.Or(pages[v], string(v))
	case app.Limit:
		return sayLimit(v)
	case map[string]any:
		return sayFacts(v)
	default:
		return fmt.Sprint(v)
	}
}

// sayLimit leaves out what has no limit.
func sayLimit(l app.Limit) string {
	questions, seconds := fmt.Sprintf("%d questions", l.Questions), fmt.Sprintf("%.0f seconds", l.Seconds)
	if l.Questions == 1 {
		questions = "1 question"
	}
	switch {
	case l.Seconds == 0:
		return questions
	case l.Questions == 0:
		return seconds
	default:
		return questions + " in " + seconds
	}
}

func sayFacts(facts map[string]any) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if facts[name] == nil {
			all = append(all, name+" is not known")
			continue
		}
		all = append(all, name+" is "+say(facts[name]))
	}
	return strings.Join(all, ", ")
}
