// Package stream owns the choice of what a shopper is asked next, as pure functions
// of the surveys, of what is known of her and of what she was asked before. It never
// asks twice within a wave, never more than the budget allows, and has a reason for
// every question it does not ask.
package stream

import (
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// Input is everything a choice depends on. The same input makes the same plan, in
// whatever order its surveys and its history are given.
type Input struct {
	Surveys  []*Survey // as published
	Surface  app.Surface
	Locale   string
	Now      time.Time
	Person   string      // of samples, stable as long as she can be known again; "" without one
	Occasion string      // the order she is asked about, else her visit
	Facts    rule.Facts  // of package rule, but for the answers: those are in the history
	History  History     // over all surveys, surfaces and channels
	Answered map[Ref]int // how many people have answered, of questions with a quota
	Budget   app.Budget  // of her time
}

// Ref names a question of a survey.
type Ref struct {
	Survey   string `json:"survey"`
	Question string `json:"question"`
}

// History is what a shopper was asked and said. A question is known by its key: an
// answer counts wherever it was given.
type History struct {
	Answers []Answer
	Askings []Asking             // one a question and occasion
	Later   map[string]time.Time // question → not before
	Never   map[string]time.Time // question → since when she will not be asked
	Doubted map[string]time.Time // question → since when what she does contradicts what she said
}

// Answer is one answer.
type Answer struct {
	Question string
	Occasion string
	At       time.Time
	Value    json.RawMessage // canonical
}

// Asking is a question put to her on one occasion, however often she saw it there.
type Asking struct {
	Question string
	Occasion string
	At       time.Time // first seen
	Seconds  float64   // it cost her
	Invited  bool      // in a survey she started herself: it weighs on no budget
}

// Month is how long an asking weighs on the budget.
const Month = 30 * 24 * time.Hour

// DefaultBudget is what a shop asks for that says nothing else.
var DefaultBudget = app.Budget{
	Visit: app.Limit{Questions: 3, Seconds: 45}, Month: app.Limit{Questions: 10, Seconds: 150},
}

// Plan is what is asked, in order, and why nothing else is.
type Plan struct {
	Ask []Asked   `json:"ask"`
	Not []Refused `json:"not"` // by survey and place
}

// Asked is a question to ask.
type Asked struct {
	Ref
	Version int     `json:"version"`
	Seconds float64 `json:"seconds"` // 0 when it was asked on this occasion before
	Why     Why     `json:"why"`
	Wave    string  `json:"wave"` // one answer a person, question and wave
}

// Why says what makes a question due.
type Why string

// The ways to be due.
const (
	WhyNew       Why = "new"       // never asked before
	WhyPending   Why = "pending"   // asked already on this occasion, and not answered yet
	WhyAgain     Why = "again"     // its wave is over
	WhyUntil     Why = "until"     // not answered so far
	WhyStale     Why = "stale"     // its answer has aged
	WhyDoubted   Why = "doubted"   // its answer is contradicted by what she did
	WhyEvergreen Why = "evergreen" // it is always asked
)

// Refused is a question that is not asked, with the first rule that refused it.
type Refused struct {
	Ref
	Version int `json:"version"`
	Reason
}

// Reason is a rule, what it saw and what it would have had.
type Reason struct {
	Rule   Rule `json:"rule"`
	Saw    any  `json:"saw"`
	Wanted any  `json:"wanted"`
}

// Rule is one rule of the stream.
type Rule string

// The rules, in the order they are asked.
const (
	RulePlacement Rule = "placement" // the survey is not placed on this surface
	RuleLanguage  Rule = "language"  // the question has no words she could read
	RuleAudience  Rule = "audience"  // she is not who the survey is for
	RuleSample    Rule = "sample"    // she is outside the share that is asked
	RuleHoldout   Rule = "holdout"   // she is in the share that is never asked
	RuleNever     Rule = "never"     // she said: do not ask me this
	RuleLater     Rule = "later"     // she said: not now
	RuleAnswered  Rule = "answered"  // she has answered in this wave
	RuleAsked     Rule = "asked"     // she was asked often enough in this wave
	RuleQuota     Rule = "quota"     // enough people have answered
	RuleCondition Rule = "condition" // the question's own condition does not hold
	RuleBranch    Rule = "branch"    // an answer leads past it
	RuleTwice     Rule = "twice"     // another survey asks it now
	RuleVisit     Rule = "visit"     // the budget of this occasion
	RuleMonth     Rule = "month"     // the budget of 30 days
)

// Rules lists them in their order.
var Rules = []Rule{
	RulePlacement, RuleLanguage, RuleAudience, RuleSample, RuleHoldout, RuleNever, RuleLater, RuleAnswered,
	RuleAsked, RuleQuota, RuleCondition, RuleBranch, RuleTwice, RuleVisit, RuleMonth,
}
