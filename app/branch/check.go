package branch

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

const (
	mostBranches = 20
	mostEndings  = 20
	mostWeight   = 10
)

// Check tells what is wrong with the way through a document: rules that cannot be
// read, branches to nowhere or back, questions and endings that are never reached,
// and ends at which no ending is found. Field names are JSON paths.
func Check(d app.Document) []app.FieldError { return check(d, false) }

// CheckDraft tells what keeps a document from being kept as a draft: rules that cannot
// be read, and more than there may be. Where its ways lead is put right before it is
// published: who moves or removes a question need not do everything at once.
func CheckDraft(d app.Document) []app.FieldError { return check(d, true) }

func check(d app.Document, draft bool) []app.FieldError {
	c := compiler{document: d, draft: draft, options: optionsOf(d)}
	c.rule("audience", d.Audience, "")
	c.endings()
	for i, q := range d.Questions {
		at := "questions." + strconv.Itoa(i)
		c.limits(at, i, q)
		c.doubt(at+".doubt", q)
	}
	c.compile()
	if len(c.wrong) == 0 && !draft { // else the graph is not the one that was meant
		c.reach()
	}
	return c.wrong
}

// say is a sentence about a question, by its key.
func (c *compiler) say(i int, format string, args ...any) string {
	return fmt.Sprintf("Question %q ", c.document.Questions[i].Key) + fmt.Sprintf(format, args...) + "."
}

// rule parses one and compares the options it names with those there are.
func (c *compiler) rule(at string, raw app.Rule, of string) rule.Rule {
	r, err := rule.Parse(raw)
	var known *app.Error
	if errors.As(err, &known) {
		for _, f := range known.Fields {
			c.refuse(at+f.Field, f.Code, about(of)+f.Message)
		}
	}
	for _, want := range r.Wanted() {
		if problem := c.never(want); problem != "" {
			c.astray(at+want.At, "unknown_option", about(of)+problem)
		}
	}
	return r
}

// doubt checks what contradicts an answer. It is decided when somebody has done
// something, which need not be a visit.
func (c *compiler) doubt(at string, q app.Question) {
	for _, fact := range c.rule(at, q.Doubt, q.Key).Facts() {
		if strings.HasPrefix(fact, "visit.") || strings.HasPrefix(fact, "cart.") {
			c.refuse(at, "unknown_fact", about(q.Key)+fact+" is known during a visit only, and a doubt is not raised in one.")
		}
	}
}

func about(question string) string {
	if question == "" {
		return ""
	}
	return fmt.Sprintf("Question %q: ", question)
}

// never says that an answer is none of the options its question has.
func (c *compiler) never(want rule.Want) string {
	option, isText := want.Value.(string)
	options, known := c.options[want.Fact]
	if !isText || !known || options[option] {
		return ""
	}
	return fmt.Sprintf("%s has no option %q.", want.Fact, option)
}

// optionsOf are the options of every question that has no others, by the fact of its
// answer.
func optionsOf(d app.Document) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, q := range d.Questions {
		if len(q.Options) == 0 || q.Source != nil || len(q.Parts) > 0 {
			continue
		}
		keys := make(map[string]bool, len(q.Options))
		for _, o := range q.Options {
			keys[o.Key] = true
		}
		all["answers."+q.Key] = keys
	}
	return all
}

func (c *compiler) endings() {
	if len(c.document.Endings) > mostEndings {
		c.refuse("endings", "count", fmt.Sprintf("At most %d endings.", mostEndings))
	}
	seen := map[string]bool{}
	for i, e := range c.document.Endings {
		if e.Key == "" || seen[e.Key] {
			c.refuse(fmt.Sprintf("endings.%d.key", i), "taken", "Every ending has a key of its own.")
		}
		seen[e.Key] = true
	}
}

func (c *compiler) limits(at string, i int, q app.Question) {
	if len(q.Next) > mostBranches {
		c.refuse(at+".next", "count", c.say(i, "has more than %d branches", mostBranches))
	}
	for j, o := range q.Options {
		for _, ending := range slices.Sorted(maps.Keys(o.Weights)) {
			name := fmt.Sprintf("%s.options.%d.weights", at, j)
			if !slices.ContainsFunc(c.document.Endings, func(e app.Ending) bool { return e.Key == ending }) {
				c.astray(name, "unknown", c.say(i, "weighs for the ending %q, and there is no such ending", ending))
			}
			if w := o.Weights[ending]; w < -mostWeight || w > mostWeight {
				c.refuse(name, "range", c.say(i, "weighs %d; weights go from −%d to %d", w, mostWeight, mostWeight))
			}
		}
	}
}
