package capture

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/ask"
	"github.com/askwell/askwell/app/question"
)

var (
	locale = regexp.MustCompile(`^([A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3})?$`)
	cart   = regexp.MustCompile(`^[!-~]{0,255}$`)
)

// checker collects everything that is wrong with a submission.
type checker struct {
	version app.Version
	wrong   []app.FieldError
}

// statement is a submission that was checked.
type statement struct {
	app.Response // to be recorded
	visitor      string
	facts        map[string]any // of the visit
}

// check turns a submission into what to record. Errors: Invalid with the fields
// that are wrong.
func check(v app.Version, sub app.Submission, now time.Time) (statement, error) {
	c := checker{version: v}
	r := app.Response{
		Shop:        v.Shop,
		ID:          c.id(sub.ID),
		Survey:      v.Survey,
		Version:     v.Version,
		Surface:     c.surface(sub.Surface),
		Order:       c.order(sub.Order),
		Cart:        c.cart(sub.Cart),
		Locale:      c.locale(sub.Locale),
		Shown:       c.shown(sub.Shown),
		Answers:     c.answers(sub),
		Complete:    sub.Complete,
		StartedAt:   sub.StartedAt,
		SubmittedAt: now,
	}
	r.KeepUntil = KeepUntil(v.Document, r.Answers, now)
	if r.StartedAt.After(now) { // a browser's clock is not to be trusted
		r.StartedAt = now
	}
	said := statement{Response: r, visitor: c.visitor(sub.Visitor), facts: c.facts(sub.Facts, sub.Surface)}
	return said, app.InvalidFields(c.wrong)
}

func (c *checker) require(ok bool, field, code, message string) bool {
	if !ok {
		c.wrong = append(c.wrong, app.FieldError{Field: field, Code: code, Message: message})
	}
	return ok
}

// id wants the usual form only, so that one id cannot be written in two ways.
func (c *checker) id(s string) app.ResponseID {
	id, err := uuid.Parse(s)
	c.require(err == nil && len(s) == 36, "id", "format", "The id must be a UUID.")
	return app.ResponseID(id.String())
}

// visitor wants the usual form too, in which each browser is one.
func (c *checker) visitor(s string) string {
	if s == "" {
		return ""
	}
	id, err := uuid.Parse(s)
	c.require(err == nil && len(s) == 36, "visitor", "format", "A visitor is a UUID.")
	return id.String()
}

// cart is the cart's token as its order will have it.
func (c *checker) cart(s string) string {
	c.require(cart.MatchString(s), "cart", "format", "This is no cart's token.")
	return app.CartToken(s)
}

func (c *checker) locale(s string) string {
	c.require(locale.MatchString(s), "locale", "format", "This is no language tag.")
	return s
}

func (c *checker) facts(told map[string]json.RawMessage, at app.Surface) map[string]any {
	facts, wrong := ask.Facts(told, at)
	c.wrong = append(c.wrong, wrong...)
	return facts
}

func (c *checker) surface(s app.Surface) app.Surface {
	c.require(slices.Contains(app.Surfaces, s), "surface", "unknown", "There is no such surface.")
	return s
}

func (c *checker) order(gid string) app.OrderID {
	if gid == "" {
		return 0
	}
	id, err := app.ParseOrderID(gid)
	c.require(err == nil, "order", "format", "This is no order.")
	return id
}

// shown must name questions and options the version has, each once.
func (c *checker) shown(shown []app.Shown) []app.Shown {
	if !c.require(len(shown) <= question.MostQuestions, "shown", "count", "There are not so many questions.") {
		return nil
	}
	for i, s := range shown {
		q, known := c.version.Document.Question(s.Question)
		if !known || wasShown(shown[:i], s.Question) {
			c.require(false, fmt.Sprintf("shown.%d.question", i), "unknown", "There is no such question.")
		}
		if !listed(q, s.Options) {
			c.require(false, fmt.Sprintf("shown.%d.options", i), "unknown", "These are not the options.")
		}
	}
	return shown
}

// listed reports whether the keys are options of the question, each once.
func listed(q app.Question, keys []string) bool {
	if len(keys) > len(q.Options)+1 {
		return false
	}
	for i, key := range keys {
		known := slices.ContainsFunc(q.Options, func(o app.Option) bool { return o.Key == key }) ||
			(key == question.OtherKey && q.Other != nil)
		if !known || slices.Contains(keys[:i], key) {
			return false
		}
	}
	return true
}

// answers parses every answer and drops those left blank.
func (c *checker) answers(sub app.Submission) []app.Answer {
	if !c.require(len(sub.Answers) <= question.MostQuestions, "answers", "count", "There are not so many questions.") {
		return nil
	}
	before := len(c.wrong)
	var strange []string
	for key := range sub.Answers {
		if _, known := c.version.Document.Question(key); !known {
			strange = append(strange, key)
		}
	}
	slices.Sort(strange)
	for _, key := range strange {
		c.require(false, "answers."+key[:min(len(key), 64)], "unknown", "There is no such question.")
	}
	answers := make([]app.Answer, 0, len(sub.Answers))
	var blank []app.Question
	for _, q := range c.version.Document.Questions {
		value, err := question.Parse(q, sub.Answers[q.Key])
		switch {
		case err != nil:
			c.wrong = append(c.wrong, question.Problem(err, "answers."+q.Key))
		case value.JSON != nil:
			answers = append(answers, app.Answer{Question: q.Key, Value: value})
		case q.Required && (sub.Complete || sub.Step):
			blank = append(blank, q)
		}
	}
	c.missing(blank, sub.Shown, answers)
	c.require(len(answers) > 0 || len(c.wrong) > before, "answers", "required", "Please answer at least one question.")
	return answers
}

// missing refuses required questions left blank: those that were shown or, of a
// client that does not say what it showed, those its answers lead to.
func (c *checker) missing(blank []app.Question, shown []app.Shown, answers []app.Answer) {
	if len(blank) == 0 {
		return
	}
	due := func(key string) bool { return wasShown(shown, key) }
	if len(shown) == 0 {
		on := onTheWay(c.version.Document, answers)
		due = func(key string) bool { return on[key] }
	}
	for _, q := range blank {
		c.require(!due(q.Key), "answers."+q.Key, "required", "Please answer this question.")
	}
}

func wasShown(shown []app.Shown, key string) bool {
	return slices.ContainsFunc(shown, func(s app.Shown) bool { return s.Question == key })
}
