// Package ask owns a shopper's turn: it gathers what the choice of her next question
// depends on — what the shop asks for, who she is, what she said before and what is
// known of her and her visit — and has package stream choose.
package ask

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/stream"
)

// Asker plans turns. Safe for concurrent use; the zero value needs a Store.
type Asker struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil

	ready ready
}

// Place is where a shopper stands.
type Place struct {
	Surface app.Surface
	Locale  string
	Order   app.OrderID    // she is asked about, 0 for none
	Facts   map[string]any // her block tells, checked by Facts

	Before *app.Version  // the version she sees, in place of the one published now
	Saying *app.Response // what she says now and is not recorded yet
}

// Plan is a turn: what a shopper is asked, why not the rest, and what decided.
type Plan struct {
	stream.Plan
	Her store.History

	surveys []*stream.Survey
	facts   *facts
	input   stream.Input
}

// Plan plans the turn of somebody over all published surveys of her shop. Errors:
// Unavailable.
func (a *Asker) Plan(ctx context.Context, by app.Speaker, at Place) (Plan, error) {
	return a.PlanOf(ctx, by.Shop, store.Whom{Customer: by.Customer, Order: at.Order, Visitor: by.Visitor}, at)
}

// PlanOf is Plan of somebody who is looked up: what she is known by, such as a guest's
// order, need not be what the place tells. Errors: Unavailable.
func (a *Asker) PlanOf(ctx context.Context, shop app.ShopID, who store.Whom, at Place) (Plan, error) {
	var her store.History
	if !who.Nobody() {
		var err error
		if her, err = a.Store.History(ctx, shop, who); err != nil {
			return Plan{}, err
		}
	}
	return a.plan(ctx, shop, her, at)
}

// Explain tells of every question whether somebody is asked it, and what decided.
// Errors: Unavailable.
func (a *Asker) Explain(ctx context.Context, by app.Speaker, at Place) ([]stream.Line, error) {
	p, err := a.Plan(ctx, by, at)
	if err != nil {
		return nil, err
	}
	return p.Lines()
}

// ExplainProfile is Explain of whoever a profile is. Errors: NotFound.
func (a *Asker) ExplainProfile(ctx context.Context, shop app.ShopID, id app.ProfileID, at Place) ([]stream.Line, error) {
	her, err := a.Store.HistoryOf(ctx, shop, id)
	if err != nil {
		return nil, err
	}
	p, err := a.plan(ctx, shop, her, at)
	if err != nil {
		return nil, err
	}
	return p.Lines()
}

// Lines tell of every question whether it is asked, what decided, and what every rule
// says of it. Errors: Unavailable.
func (p Plan) Lines() ([]stream.Line, error) {
	lines := stream.ExplainWhole(p.input, p.Plan)
	return lines, p.facts.failed
}

func (a *Asker) plan(ctx context.Context, shop app.ShopID, her store.History, at Place) (Plan, error) {
	from, err := a.offered(ctx, shop, at.Before)
	if err != nil {
		return Plan{}, err
	}
	p, err := a.gather(ctx, shop, from, her, at)
	if err != nil {
		return Plan{}, err
	}
	p.Plan = stream.Choose(p.input)
	return p, p.facts.failed
}

// offered is what a shop asks, of everybody alike.
type offered struct {
	surveys []*stream.Survey
	budget  app.Budget
}

func (a *Asker) offered(ctx context.Context, shop app.ShopID, before *app.Version) (offered, error) {
	offer, err := a.Store.Offer(ctx, shop)
	if err != nil {
		return offered{}, err
	}
	from := offered{budget: stream.DefaultBudget}
	if offer.Budget != nil {
		from.budget = *offer.Budget
	}
	from.surveys, err = a.surveys(ctx, shop, offer, before)
	return from, err
}

// gather reads what a plan depends on beside what the shop asks.
func (a *Asker) gather(ctx context.Context, shop app.ShopID, from offered, her store.History, at Place) (Plan, error) {
	p := Plan{Her: her, surveys: from.surveys}
	in := stream.Input{
		Surveys: p.surveys, Surface: at.Surface, Locale: at.Locale, Now: a.now(), Person: her.Sample, Budget: from.budget,
	}
	in.History, in.Occasion = p.remember(her, at, in.Now)
	var err error
	if in.Answered, err = a.answered(ctx, shop, p.surveys); err != nil {
		return Plan{}, err
	}
	p.facts = newFacts(at, in.History, func() (map[string]any, error) { return a.Store.Facts(ctx, shop, her.Customer, at.Order) })
	in.Facts = p.facts.known
	p.input = in
	return p, nil
}

// answered counts who has answered the questions with a quota; mostly there are none.
func (a *Asker) answered(ctx context.Context, shop app.ShopID, surveys []*stream.Survey) (map[stream.Ref]int, error) {
	refs := map[stream.Ref]int{}
	for _, s := range surveys {
		for _, q := range s.Version.Document.Questions {
			if q.Quota > 0 {
				refs[stream.Ref{Survey: s.Version.Document.Handle, Question: q.Key}] = 0
			}
		}
	}
	if len(refs) == 0 {
		return nil, nil
	}
	people, err := a.Store.QuotaAnswered(ctx, shop)
	for ref := range refs {
		refs[ref] = people[ref.Question]
	}
	return refs, err
}

// Asks reports whether a published survey has a question. Errors: Unavailable.
func (a *Asker) Asks(ctx context.Context, shop app.ShopID, question string) (bool, error) {
	offer, err := a.Store.Offer(ctx, shop)
	if err != nil {
		return false, err
	}
	surveys, err := a.surveys(ctx, shop, offer, nil)
	return slices.ContainsFunc(surveys, func(s *stream.Survey) bool {
		_, has := s.Version.Document.Question(question)
		return has
	}), err
}

// Of is what a survey asks, the first first.
func (p Plan) Of(survey string) []stream.Asked {
	var asked []stream.Asked
	for _, one := range p.Ask {
		if one.Survey == survey {
			asked = append(asked, one)
		}
	}
	return asked
}

// First is the first question asked unasked: a survey that shoppers start themselves
// has none.
func (p Plan) First() (stream.Asked, bool) {
	for _, one := range p.Ask {
		if v, ok := p.Version(one.Survey); ok && !v.Document.Invited() {
			return one, true
		}
	}
	return stream.Asked{}, false
}

// Version is the version of a survey the plan was made of.
func (p Plan) Version(survey string) (app.Version, bool) {
	for _, s := range p.surveys {
		if s.Version.Document.Handle == survey {
			return s.Version, true
		}
	}
	return app.Version{}, false
}

// Facts are all that is known of her, read by now. Errors: Unavailable.
func (p Plan) Facts() (rule.Facts, error) {
	err := p.facts.load()
	latest := latest(p.input.History)
	return func(name string) any {
		if key, isAnswer := answerKey(name); isAnswer {
			return latest[key]
		}
		return p.facts.known(name)
	}, err
}

// Left reckons how many answers a survey wants of her yet, beside all she has given
// and what else she says, by its name as a fact. Only what a plan was made of wants
// any. Errors: Unavailable.
func (p Plan) Left(survey string) (func(also map[string]any) int, error) {
	i := slices.IndexFunc(p.surveys, func(s *stream.Survey) bool { return s.Version.Document.Handle == survey })
	if i < 0 {
		return func(map[string]any) int { return 0 }, nil
	}
	facts, err := p.Facts()
	before := p.answered()
	return func(also map[string]any) int {
		return p.surveys[i].Left(func(name string) any {
			if v, ok := also[name]; ok {
				return v
			}
			return facts(name)
		}, func(question string) bool {
			_, now := also["answers."+question]
			return now || before[question]
		})
	}, err
}

// answered are the questions she has ever answered.
func (p Plan) answered() map[string]bool {
	keys := map[string]bool{}
	for _, answer := range p.input.History.Answers {
		keys[answer.Question] = true
	}
	return keys
}

func (a *Asker) now() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}
