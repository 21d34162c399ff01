package ask

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// told is one thing she was asked, and perhaps answered.
type told struct {
	at       time.Time
	order    app.OrderID
	survey   app.SurveyID
	question []string // asked
	answers  []app.Answer
}

// remember puts her history into the stream's words, and names the occasion now.
func (p *Plan) remember(her store.History, at Place, now time.Time) (h stream.History, occasion string) {
	all := tellings(her, at, now)
	moments := make([]stream.Moment, len(all), len(all)+1)
	for i, t := range all {
		moments[i] = stream.Moment{At: t.at, Order: occasionOf(t.order)}
	}
	occasions := stream.Occasions(append(moments, stream.Moment{At: now, Order: occasionOf(at.Order)}))
	asked := askings{of: p, at: map[[2]string]int{}, cost: map[put]cost{}}
	for i, t := range all {
		for _, question := range t.question {
			asked.add(question, occasions[i], t)
		}
		for _, a := range t.answers {
			h.Answers = append(h.Answers, stream.Answer{Question: a.Question, Occasion: occasions[i], At: t.at, Value: a.Value.JSON})
		}
	}
	h.Askings = asked.list
	h.Later, h.Never, h.Doubted = marks(her)
	return h, occasions[len(all)]
}

func occasionOf(order app.OrderID) string {
	if order == 0 {
		return ""
	}
	return app.OrderSubject(order)
}

// tellings are her responses and askings. Who answers a question was asked it.
func tellings(her store.History, at Place, now time.Time) []told {
	all := make([]told, 0, len(her.Responses)+len(her.Askings)+1)
	add := func(r app.Response, when time.Time) {
		t := told{at: when, order: r.Order, survey: r.Survey, answers: r.Answers}
		for _, shown := range r.Shown {
			t.question = append(t.question, shown.Question)
		}
		for _, answer := range r.Answers {
			t.question = append(t.question, answer.Question)
		}
		all = append(all, t)
	}
	for _, r := range her.Responses {
		add(r, r.SubmittedAt)
	}
	for _, a := range her.Askings {
		all = append(all, told{at: a.At, order: a.Order, survey: a.Survey, question: []string{a.Question}})
	}
	if at.Saying != nil { // after all the rest, whatever the clocks of other machines say
		if len(her.Responses) > 0 && !now.After(her.Responses[0].SubmittedAt) {
			now = her.Responses[0].SubmittedAt.Add(time.Millisecond)
		}
		add(*at.Saying, now)
	}
	return all
}

// askings are one a question and occasion.
type askings struct {
	of   *Plan
	at   map[[2]string]int // question, occasion → place in list
	list []stream.Asking
	cost map[put]cost // the same are asked again and again
}

// put is a question as a survey puts it.
type put struct {
	question string
	survey   app.SurveyID
}

// cost is what it takes of her time, and whether she started that survey herself.
type cost struct {
	seconds float64
	invited bool
}

// add notes an asking: the first time on its occasion counts, and it is held against
// the budget unless she started every survey herself that asked it.
func (a *askings) add(question, occasion string, t told) {
	what := put{question, t.survey}
	c, priced := a.cost[what]
	if !priced {
		c = a.of.costs(what)
		a.cost[what] = c
	}
	key := [2]string{question, occasion}
	i, known := a.at[key]
	if !known {
		a.at[key] = len(a.list)
		a.list = append(a.list, stream.Asking{Question: question, Occasion: occasion, At: t.at, Seconds: c.seconds, Invited: c.invited})
		return
	}
	one := &a.list[i]
	one.Invited = one.Invited && c.invited
	if t.at.Before(one.At) {
		one.At = t.at
	}
}

// unknownSeconds is what a question took of which nothing is known any more.
const unknownSeconds = 10

// costs is what a question costs by the survey that asked it, or by any other that
// has it.
func (p *Plan) costs(what put) cost {
	c := cost{seconds: unknownSeconds}
	for _, s := range p.surveys {
		q, has := s.Version.Document.Question(what.question)
		if s.Version.Survey == what.survey {
			c.invited = s.Version.Document.Invited()
		}
		if has {
			c.seconds = question.Seconds(q)
		}
		if has && s.Version.Survey == what.survey {
			break
		}
	}
	return c
}

func marks(her store.History) (later, never, doubted map[string]time.Time) {
	later, never, doubted = map[string]time.Time{}, map[string]time.Time{}, map[string]time.Time{}
	for _, s := range her.Snoozes {
		switch {
		case s.Until.IsZero():
			never[s.Question] = s.Since
		case s.Until.After(later[s.Question]):
			later[s.Question] = s.Until
		}
	}
	for _, d := range her.Doubts {
		if d.Since.After(doubted[d.Question]) {
			doubted[d.Question] = d.Since
		}
	}
	return later, never, doubted
}

// latest are the answers that count, as rules see them.
func latest(h stream.History) map[string]any {
	newest, values := map[string]time.Time{}, map[string]any{}
	for _, a := range h.Answers {
		if at, known := newest[a.Question]; known && !a.At.After(at) {
			continue
		}
		newest[a.Question] = a.At
		var value any
		_ = json.Unmarshal(a.Value, &value) // an answer that is not told is not known
		values[a.Question] = value
	}
	return values
}

func answerKey(name string) (string, bool) { return strings.CutPrefix(name, "answers.") }
