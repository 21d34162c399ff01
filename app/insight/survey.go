package insight

import (
	"cmp"
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/recount"
	"github.com/askwell/askwell/app/store"
)

// Overview is what was answered to a survey.
type Overview struct {
	Frame
	Survey    app.Survey
	People    People
	Surfaces  []Place // where anything was answered in the span, whatever the filter says
	Countries []Place
	Questions []Question // in the order of the newest version, then those it asks no more
}

// People are those who answered something, each once a day and surface.
type People struct {
	Answered, Completed int

	Timed           int     // of whom it is known how long they took
	SecondsEach     float64 // that these spent, on average
	UsefulAnswers   int     // of theirs that count and say something
	SecondsOfUseful float64 // that each of these cost shoppers
}

// Place is a surface or a country, and how many people answered something there.
type Place struct {
	Name     string
	Answered int
}

// Question is what was answered to a question.
type Question struct {
	Key, Type, Prompt string
	Sensitive         bool
	Retired           bool // the newest version asks it no more
	N                 int  // answers that are known; shares are of these
	Values            []Value
	Score             *Score // of a promoter score question
	Money             []Money
	Orders            int
	Shown, Answered   int // whom it stood before, and those of them who answered
	Versions          []VersionDrop
	Seconds           Median
}

// Value is one answer, and what came of it.
type Value struct {
	Key    string // as package recount spells it; app.OtherValue for write-ins
	Label  string // "" where the key says it
	Count  Share  // of the question's answers
	Orders int    // given with an order that counts
	First  int    // of the orders: no earlier one of this customer's is known
	Again  int    // of the orders: one is; the rest are guests'
	Money  []Money
}

// Money is what orders came to in a currency, after refunds.
type Money struct {
	Currency string
	Orders   int // that it is of
	Revenue  app.Money
	Average  app.Money
}

// VersionDrop is how many answered a question on one version of the survey.
type VersionDrop struct {
	Version         int
	Shown, Answered int
}

// Median is how long answering took.
type Median struct {
	Seconds float64 // off by nine percent at most
	N       int     // answers of which it is known
}

// Survey summarises what was answered to a survey. Errors: NotFound; Invalid for a span
// that ends before it begins, or is longer than MostFiltered; Unavailable.
func (r *Reader) Survey(ctx context.Context, shop app.ShopID, id app.SurveyID, f Filter) (Overview, error) {
	l, err := r.look(ctx, shop, id, f)
	if err != nil {
		return Overview{}, err
	}
	asked := l.questions()
	l.tallies.Questions = []string{""}
	for _, q := range asked {
		l.tallies.Questions = append(l.tallies.Questions, q.Key)
	}
	all := sums[string]{}
	if err := r.Store.SumTallies(ctx, shop, l.tallies, func(t app.Tally) *app.TallyCounts { return all.of(t.Question) }); err != nil {
		return Overview{}, err
	}
	surfaces, countries, err := r.places(ctx, l)
	if err != nil {
		return Overview{}, err
	}
	over := Overview{Surfaces: surfaces, Countries: countries, Frame: l.Frame, Survey: l.survey}
	useful := 0
	for _, q := range asked {
		counted := all.of(q.Key)
		useful += steps(counted.Seconds)
		over.Questions = append(over.Questions, l.question(q, counted))
	}
	over.People = people(everybody(all.of("")), useful)
	return over, nil
}

// places are where a survey was answered, where most did first.
func (r *Reader) places(ctx context.Context, l look) (surfaces, countries []Place, err error) {
	all := &app.TallyCounts{}
	err = r.Store.SumTallies(ctx, l.shop.ID, store.TallyFilter{
		Survey: l.survey.ID, Questions: []string{""}, Surfaces: []app.Surface{app.Everywhere}, Countries: []string{app.Everywhere}, From: l.From, To: l.To,
	}, func(app.Tally) *app.TallyCounts { return all })
	on := map[string]int{}
	for at, p := range all.Spots {
		on[string(at.Surface)] += p.Answered
	}
	return placesOf(on), placesOf(all.Countries), err
}

func placesOf(answered map[string]int) (list []Place) {
	for _, at := range sortedKeys(answered) {
		list = append(list, Place{cmp.Or(at, Nowhere), answered[at]})
	}
	slices.SortStableFunc(list, func(a, b Place) int { return cmp.Compare(b.Answered, a.Answered) })
	return list
}

func people(counted app.TallyPeople, useful int) People {
	p := People{Answered: counted.Answered, Completed: counted.Completed, Timed: counted.Timed, UsefulAnswers: useful}
	spent := float64(counted.Millis) / 1000
	if p.Timed > 0 {
		p.SecondsEach = spent / float64(p.Timed)
	}
	if useful > 0 {
		p.SecondsOfUseful = spent / float64(useful)
	}
	return p
}

// asking is a question as the newest version that asks it does.
type asking struct {
	app.Question
	in      app.Document
	retired bool
}

// questions are those of all versions, in order.
func (l look) questions() (list []asking) {
	known := map[string]bool{}
	for i, v := range l.versions {
		for _, q := range v.Document.Questions {
			if !known[q.Key] {
				known[q.Key] = true
				list = append(list, asking{q, v.Document, i > 0})
			}
		}
	}
	return list
}

// question tells a question's sums in words.
func (l look) question(q asking, counted *app.TallyCounts) Question {
	one := Question{
		Key: q.Key, Type: q.Type, Prompt: l.words(q.Prompt, q.in), Sensitive: q.Sensitive, Retired: q.retired,
		N: counted.Said.Answers, Orders: counted.Said.Orders, Money: money(counted.Said.Money), Seconds: median(counted.Seconds),
	}
	one.Values = l.values(q, counted)
	if q.Type == "nps" {
		s := score(answers(counted))
		one.Score = &s
	}
	for version, asked := range counted.Asked {
		one.Shown, one.Answered = one.Shown+asked.Shown, one.Answered+asked.Answered
		one.Versions = append(one.Versions, VersionDrop{version, asked.Shown, asked.Answered})
	}
	slices.SortFunc(one.Versions, func(a, b VersionDrop) int { return cmp.Compare(b.Version, a.Version) })
	return one
}

// values are what can be answered, answered or not, in the order it is asked in; then
// what could be answered once, and what was written in.
func (l look) values(q asking, counted *app.TallyCounts) []Value {
	var list []Value
	for _, known := range l.scale(q, counted) {
		cell := counted.Values[known.Key]
		known.Count = ShareOf(cell.Answers, counted.Said.Answers)
		known.Orders, known.First, known.Again, known.Money = cell.Orders, cell.First, cell.Returning, money(cell.Money)
		list = append(list, known)
	}
	return list
}

func money(by map[string]app.TallyMoney) []Money {
	list := make([]Money, 0, len(by))
	for currency, sum := range by {
		list = append(list, Money{currency, sum.Orders, sum.Amount, sum.Amount.Each(sum.Orders)})
	}
	slices.SortFunc(list, func(a, b Money) int {
		return cmp.Or(cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Currency, b.Currency))
	})
	return list
}

// median is the middle of the step of time that the middle answer is in.
func median(seconds map[int]int) Median {
	m := Median{N: steps(seconds)}
	before := 0
	for _, step := range sortedKeys(seconds) {
		if before += seconds[step]; 2*before >= m.N {
			m.Seconds = recount.Seconds(step)*0.5 + recount.Seconds(step+1)*0.5
			break
		}
	}
	return m
}
