// Package branch owns the way through a document: which questions its conditions
// and branches lead to, and which ending the answers come out at. It is pure; the
// blocks walk the same way in extensions/shared/branch.ts, and testdata says for
// both what must come out.
//
// Branches only lead further down. So every path ends, and no document needs a
// loop: whoever wants another order changes the list.
package branch

import (
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// Course is a document with its rules parsed, to be walked often.
type Course struct {
	steps   []step
	endings []app.Ending
}

// step is one question of a course.
type step struct {
	fact    string // of its answer
	when    rule.Rule
	exits   []exit
	weights map[string]map[string]int // option → ending → points
	ranked  bool
}

// exit is one branch: on to a question, or out.
type exit struct {
	when   rule.Rule
	to     int // a question's place; as many as there are questions: the end
	ending string
}

// Compile makes a document's course. Errors: Invalid with every rule that cannot be
// read and every branch that leads nowhere.
func Compile(d app.Document) (*Course, error) {
	c := compiler{document: d, options: optionsOf(d)}
	c.compile()
	return c.course, app.InvalidFields(c.wrong)
}

// Place is where a question stands as things are.
type Place uint8

// The places.
const (
	On    Place = iota // on the path
	Unmet              // its own condition does not hold
	Past               // a branch leads past it
)

// Path is the way through a document as things stand.
type Path struct {
	Places []Place // of every question, in the document's order
	Past   []int   // of every question: by the branch of which question it is passed, -1 by none
	Ending string  // the ending a branch leads to; "": the one the answers weigh most for
	By     int     // the question whose branch leads to the end, -1 when the list ends
}

// Walk follows the document. A question without an answer leads on as if it had
// been left blank.
func (c *Course) Walk(f rule.Facts) Path {
	p := Path{Places: make([]Place, len(c.steps)), Past: make([]int, len(c.steps)), By: -1}
	for i := 0; i < len(c.steps); {
		p.Past[i] = -1
		if !c.steps[i].when.Holds(f) {
			p.Places[i] = Unmet
			i++
			continue
		}
		i = c.leave(i, f, &p)
	}
	return p
}

// leave is where a question leads, with what lies between passed.
func (c *Course) leave(i int, f rule.Facts, p *Path) int {
	to := i + 1
	for _, e := range c.steps[i].exits {
		if !e.when.Holds(f) {
			continue
		}
		if to = e.to; to == len(c.steps) {
			p.Ending, p.By = e.ending, i
		}
		break
	}
	for j := i + 1; j < to; j++ {
		p.Places[j], p.Past[j] = Past, i
	}
	return to
}

// Condition is what must hold for a question to be asked.
func (c *Course) Condition(i int) rule.Rule { return c.steps[i].when }

// Reads are the keys of the answers its rules look at, each once.
func (c *Course) Reads() []string {
	var keys []string
	for _, s := range c.steps {
		keys = append(keys, s.when.Answers()...)
		for _, e := range s.exits {
			keys = append(keys, e.when.Answers()...)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Open are the places of the questions on a path that are not done, in order.
func (p Path) Open(done func(i int) bool) []int {
	var open []int
	for i, place := range p.Places {
		if place == On && !done(i) {
			open = append(open, i)
		}
	}
	return open
}

// compiler collects what is wrong on the way.
type compiler struct {
	document app.Document
	draft    bool // its ways may still lead astray
	options  map[string]map[string]bool
	keys     map[string]int // question → its place
	course   *Course
	wrong    []app.FieldError
}

// mostWrong is how many errors are told at once.
const mostWrong = 50

func (c *compiler) refuse(field, code, message string) {
	if len(c.wrong) < mostWrong {
		c.wrong = append(c.wrong, app.FieldError{Field: field, Code: code, Message: message})
	}
}

// astray refuses a way that leads wrong, unless it may for now.
func (c *compiler) astray(field, code, message string) {
	if !c.draft {
		c.refuse(field, code, message)
	}
}

func (c *compiler) compile() {
	c.keys, c.course = make(map[string]int, len(c.document.Questions)), &Course{endings: c.document.Endings}
	for i, q := range c.document.Questions {
		c.keys[q.Key] = i
	}
	for i, q := range c.document.Questions {
		c.course.steps = append(c.course.steps, c.step(i, q))
	}
}

func (c *compiler) step(i int, q app.Question) step {
	at := "questions." + strconv.Itoa(i)
	s := step{fact: "answers." + q.Key, when: c.rule(at+".if", q.If, q.Key), weights: weights(q), ranked: q.Type == "ranking"}
	for j, b := range q.Next {
		s.exits = append(s.exits, c.exit(at+".next."+strconv.Itoa(j), i, b))
	}
	return s
}

func (c *compiler) exit(at string, from int, b app.Branch) exit {
	e := exit{when: c.rule(at+".if", b.If, c.document.Questions[from].Key), to: len(c.document.Questions)}
	ending, named := strings.CutPrefix(b.To, "end:")
	switch to, known := c.keys[b.To]; {
	case b.To == "end":
	case named:
		e.ending = ending
		c.ending(at+".to", from, ending)
	case !known:
		c.astray(at+".to", "unknown", c.say(from, "leads to %q, and there is no such question", b.To))
	case to <= from:
		c.astray(at+".to", "loop", c.say(from, "leads back to %q; a branch leads further down", b.To))
	default:
		e.to = to
	}
	return e
}

func (c *compiler) ending(at string, from int, key string) {
	for _, e := range c.document.Endings {
		if e.Key == key {
			return
		}
	}
	c.astray(at, "unknown", c.say(from, "leads to the ending %q, and there is no such ending", key))
}

// weights are a question's, nil when its options weigh for no ending.
func weights(q app.Question) map[string]map[string]int {
	var all map[string]map[string]int
	for _, o := range q.Options {
		if len(o.Weights) == 0 {
			continue
		}
		if all == nil {
			all = map[string]map[string]int{}
		}
		all[o.Key] = o.Weights
	}
	return all
}
