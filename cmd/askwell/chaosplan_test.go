package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// plan is all of an epoch that a seed decides: who says what and when, and what goes wrong
// meanwhile. How the processes then meet it is theirs: two runs of a plan differ in that.
type plan struct {
	seed      uint64
	schedules []schedule
	faults    []fault
}

// schedule is one shopper: where she buys, who she is, and what she says.
type schedule struct {
	number int
	shop   string
	email  string
	guest  bool // not logged in: only her order tells who she is
	known  bool // to the shop and the tools, who keep things of their own of her
	merges int  // after how many things she is merged with her twin; 0: she has none
	twin   any  // what that one said before
	ops    []op
}

// op is one thing that she does.
type op struct {
	kind    opKind
	after   time.Duration // since the one before
	twice   bool          // sent twice at once
	answers map[string]any
}

type opKind string

// What shoppers do.
const (
	opAnswer   opKind = "answer"   // to the survey, after an order
	opChange   opKind = "change"   // of one answer, among her preferences
	opClear    opKind = "clear"    // takes one answer back
	opGrant    opKind = "grant"    // agrees to be mailed
	opWithdraw opKind = "withdraw" // and does not any more
	opBuy      opKind = "buy"      // again
)

// fault is something that goes wrong for a while.
type fault struct {
	kind faultKind
	at   time.Duration
	last time.Duration
	tool string        // whose, of those that one tool has
	back int           // which, of those that one process has
	by   time.Duration // how far, of a clock's
}

// How an epoch is laid out. Vendors' limits are real and kept in real time: SALESmanago
// takes two calls a second, and so few people are told of in a few seconds.
const (
	crowd     = 170 // schedules of an epoch
	saysFor   = 8 * time.Second
	worldEnds = 10 * time.Second // after which no fault lasts
)

var chaosShops = []string{"demo-shop.myshopify.com", "slow-wick.myshopify.com", "little-atlas.myshopify.com"}

// planOf is the plan of a seed.
func planOf(seed uint64, n int) plan {
	p := plan{seed: seed}
	for i := range n {
		p.schedules = append(p.schedules, scheduled(seed, i))
		p.faults = append(p.faults, faulted(seed, i)...)
	}
	p.faults = slices.DeleteFunc(p.faults, func(f fault) bool { return slices.Contains(strings.Split(*chaosWithout, ","), string(f.kind)) })
	slices.SortStableFunc(p.faults, func(a, b fault) int { return int(a.at - b.at) })
	return p
}

func scheduled(seed uint64, i int) schedule {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	s := schedule{
		number: i, shop: chaosShops[i%len(chaosShops)], email: fmt.Sprintf("shopper%d-%d@example.com", seed%1_000_000, i),
		guest: r.IntN(3) == 0, known: r.IntN(2) == 0,
	}
	standing := map[string]string{} // what was said last, as text
	if !s.guest && r.IntN(6) == 0 {
		s.merges, s.twin = 1+r.IntN(2), anAnswer(r, twinSays)
		standing[twinSays] = fmt.Sprint(keysIn(s.twin))
	}
	for at := time.Duration(0); at < saysFor; {
		o := op{kind: opAnswer, after: time.Duration(50+r.IntN(3500)) * time.Millisecond, twice: r.IntN(4) == 0}
		if !s.guest && len(s.ops) > 0 {
			o.kind = []opKind{opAnswer, opAnswer, opChange, opClear, opGrant, opWithdraw, opBuy}[r.IntN(7)]
		}
		at += o.after
		asked := chaosQuestions
		if len(s.ops) < s.merges {
			asked = slices.DeleteFunc(slices.Clone(asked), func(question string) bool { return question == twinSays })
		}
		o.fill(r, asked, standing)
		s.ops = append(s.ops, o)
	}
	s.merges = min(s.merges, len(s.ops))
	return s
}

// fill chooses what is said: never what stands already, because that is kept once.
func (o *op) fill(r *rand.Rand, asked []string, standing map[string]string) {
	say := func(question string) {
		value := anAnswer(r, question)
		for fmt.Sprint(keysIn(value)) == standing[question] {
			value = anAnswer(r, question)
		}
		o.answers[question], standing[question] = value, fmt.Sprint(keysIn(value))
	}
	o.answers = map[string]any{}
	switch o.kind {
	case opAnswer:
		for _, question := range asked {
			say(question)
		}
	case opChange:
		say(asked[r.IntN(len(asked))])
	case opClear:
		question := asked[r.IntN(len(asked))]
		o.answers[question], standing[question] = nil, ""
	}
}

// chaosQuestions are the questions of the survey, but for the consent.
var chaosQuestions = []string{"source", "likes", "cups"}

func anAnswer(r *rand.Rand, question string) any {
	switch question {
	case "source":
		return sources[r.IntN(len(sources))]
	case "likes":
		likes := slices.Clone([]string{"tea", "coffee", "cocoa"})
		r.Shuffle(len(likes), func(i, j int) { likes[i], likes[j] = likes[j], likes[i] })
		return likes[:1+r.IntN(len(likes))]
	default:
		return r.IntN(100)
	}
}

// chaosTold is what a shopper is owed with every question.
const chaosTold = `"why": {"en": "To know."}, "get": {"en": "What suits you."}, "use": {"en": "To choose."}, `

// chaosSurvey asks them.
const chaosSurvey = `{"handle": "chaos", "title": "Chaos", "languages": ["en"], "placements": ["thank-you"], "questions": [
	{"key": "source", "type": "single_choice", ` + chaosTold + `"prompt": {"en": "How did you hear about us?"}, "mapping": {"tag": true, "metafield": true}, "options": [
		{"key": "podcast", "label": {"en": "Podcast"}}, {"key": "friend", "label": {"en": "A friend"}}, {"key": "search", "label": {"en": "Search"}}, {"key": "social", "label": {"en": "Social media"}}]},
	{"key": "likes", "type": "multiple_choice", ` + chaosTold + `"prompt": {"en": "What do you like?"}, "mapping": {"tag": true, "metafield": true}, "options": [
		{"key": "tea", "label": {"en": "Tea"}}, {"key": "coffee", "label": {"en": "Coffee"}}, {"key": "cocoa", "label": {"en": "Cocoa"}}]},
	{"key": "cups", "type": "number", ` + chaosTold + `"prompt": {"en": "How many cups a week?"}, "mapping": {"metafield": true}},
	{"key": "news", "type": "consent", ` + chaosTold + `"prompt": {"en": "May we write to you?"}, "channel": "email", "purpose": "marketing"}]}`
