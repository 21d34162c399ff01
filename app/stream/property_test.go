package stream_test

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
)

const day = 24 * time.Hour

// life is one shopper's, as it happens.
type life struct {
	t         *rapid.T
	surveys   []*stream.Survey
	defined   map[stream.Ref]app.Question
	invited   map[string]bool // surveys she starts herself
	budget    app.Budget
	history   stream.History
	occasions []string
	now       time.Time
}

func begin(t *rapid.T) *life {
	l := &life{
		t: t, now: now, defined: map[stream.Ref]app.Question{}, invited: map[string]bool{},
		history: stream.History{Later: map[string]time.Time{}, Never: map[string]time.Time{}, Doubted: map[string]time.Time{}},
		budget: app.Budget{
			Visit: app.Limit{Questions: rapid.IntRange(0, 4).Draw(t, "visit"), Seconds: rapid.Float64Range(0, 60).Draw(t, "visit seconds")},
			Month: app.Limit{Questions: rapid.IntRange(0, 8).Draw(t, "month"), Seconds: rapid.Float64Range(0, 120).Draw(t, "month seconds")},
		},
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "surveys") {
		l.surveys = append(l.surveys, l.survey(fmt.Sprintf("survey-%d", i)))
	}
	return l
}

func (l *life) survey(handle string) *stream.Survey {
	t := l.t
	d := app.Document{
		Handle: handle, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme},
		Priority: rapid.IntRange(-1, 1).Draw(t, "survey priority"),
		Sample:   app.Sample{Percent: rapid.SampledFrom([]int{0, 50, 100}).Draw(t, "percent"), Holdout: rapid.SampledFrom([]int{0, 20}).Draw(t, "holdout")},
	}
	if rapid.IntRange(0, 4).Draw(t, "invited") == 0 {
		d.Endings, l.invited[handle] = []app.Ending{{Key: "one"}}, true
	}
	if rapid.IntRange(0, 4).Draw(t, "audience") == 0 {
		d.Audience = app.Rule(`{"==":[{"var":"answers.q0"},"yes"]}`)
	}
	from := rapid.IntRange(0, 3).Draw(t, "from")
	for i := range rapid.IntRange(1, 6).Draw(t, "questions") {
		q := l.question(fmt.Sprintf("q%d", from+i)) // keys are shared among surveys
		if i > 0 && rapid.IntRange(0, 5).Draw(t, "branches") == 0 {
			d.Questions[i-1].Next = []app.Branch{{To: "end", If: app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.q%d"},"no"]}`, from))}}
		}
		d.Questions = append(d.Questions, q)
		l.defined[stream.Ref{Survey: handle, Question: q.Key}] = q
	}
	s, err := stream.Compile(app.Version{Version: 1, Document: d})
	require.NoError(t, err)
	return s
}

func (l *life) question(key string) app.Question {
	t := l.t
	q := app.Question{
		Key: key, Type: "text", Prompt: app.Text{"en": key}, Priority: rapid.IntRange(-1, 1).Draw(t, "priority"),
		Seconds: rapid.SampledFrom([]float64{1, 5, 30}).Draw(t, "seconds"), HalfLife: rapid.SampledFrom([]int{0, 0, 20, 100}).Draw(t, "half-life"),
	}
	modes := []app.AgainMode{"", app.AgainOnce, app.AgainEvery, app.AgainUntil, app.AgainEvergreen}
	if m := rapid.SampledFrom(modes).Draw(t, "mode"); m != "" {
		q.Again = &app.Again{Mode: m, Days: rapid.SampledFrom([]int{0, 1, 30, 90}).Draw(t, "days"), Times: rapid.IntRange(0, 3).Draw(t, "times")}
	}
	if rapid.IntRange(0, 4).Draw(t, "if") == 0 {
		q.If = app.Rule(`{"!=":[{"var":"answers.q1"},"no"]}`)
	}
	return q
}

func (l *life) input(occasion string) stream.Input {
	return stream.Input{
		Surveys: l.surveys, Surface: app.SurfaceTheme, Locale: "en", Now: l.now, Person: "ada", Occasion: occasion,
		Facts: rule.Known(nil), History: l.history, Budget: l.budget,
	}
}

// visit lets some time pass and comes to the shop, at times on an occasion of before.
func (l *life) visit() {
	l.now = l.now.Add(time.Duration(rapid.IntRange(0, 24*60).Draw(l.t, "hours")) * time.Hour)
	occasion := fmt.Sprintf("visit %d", len(l.occasions))
	if len(l.occasions) > 0 && rapid.IntRange(0, 3).Draw(l.t, "return") == 0 {
		occasion = rapid.SampledFrom(l.occasions).Draw(l.t, "occasion")
	}
	l.occasions = append(l.occasions, occasion)
	in := l.input(occasion)
	p := stream.Choose(in)
	l.same(in, p)
	l.whole(p)
	l.ruled(in, p)
	for _, a := range p.Ask {
		l.allowed(a, occasion)
	}
	l.live(p, occasion)
	l.within(occasion)
}

// live is what a shopper does with what she is asked.
func (l *life) live(p stream.Plan, occasion string) {
	for _, a := range p.Ask {
		if a.Why != stream.WhyPending {
			l.history.Askings = append(l.history.Askings, stream.Asking{
				Question: a.Question, Occasion: occasion, At: l.now, Seconds: a.Seconds, Invited: l.invited[a.Survey],
			})
		}
		switch rapid.IntRange(0, 6).Draw(l.t, "reaction") {
		case 0, 1, 2:
			value, _ := json.Marshal(rapid.SampledFrom([]string{"yes", "no"}).Draw(l.t, "answer"))
			l.history.Answers = append(l.history.Answers, stream.Answer{Question: a.Question, Occasion: occasion, At: l.now, Value: value})
		case 3:
			l.history.Later[a.Question] = l.now.Add(time.Duration(rapid.IntRange(1, 60).Draw(l.t, "later")) * day)
		case 4:
			l.history.Never[a.Question] = l.now
		case 5:
			l.history.Doubted[a.Question] = l.now.Add(time.Hour)
		}
	}
}

// same holds when neither the order of surveys nor of the history matters.
func (l *life) same(in stream.Input, p stream.Plan) {
	require.Equal(l.t, p, stream.Choose(in), "the same input makes the same plan")
	random := rand.New(rand.NewSource(int64(rapid.Uint16().Draw(l.t, "order"))))
	in.Surveys = append([]*stream.Survey(nil), in.Surveys...)
	in.History.Answers = append([]stream.Answer(nil), in.History.Answers...)
	in.History.Askings = append([]stream.Asking(nil), in.History.Askings...)
	random.Shuffle(len(in.Surveys), func(i, j int) { in.Surveys[i], in.Surveys[j] = in.Surveys[j], in.Surveys[i] })
	random.Shuffle(len(in.History.Answers), func(i, j int) {
		in.History.Answers[i], in.History.Answers[j] = in.History.Answers[j], in.History.Answers[i]
	})
	random.Shuffle(len(in.History.Askings), func(i, j int) {
		in.History.Askings[i], in.History.Askings[j] = in.History.Askings[j], in.History.Askings[i]
	})
	require.Equal(l.t, p, stream.Choose(in), "order is no matter")
}

// whole holds when every question is asked or refused, none both, and no key twice
// but in a survey she starts herself.
func (l *life) whole(p stream.Plan) {
	told, keys := map[stream.Ref]bool{}, map[string]bool{}
	for _, a := range p.Ask {
		require.False(l.t, keys[a.Question] && !l.invited[a.Survey], "%s is asked twice at once", a.Question)
		require.False(l.t, l.invited[a.Survey] && a.Seconds > 0, "what she started herself costs nothing")
		told[a.Ref] = true
		keys[a.Question] = keys[a.Question] || !l.invited[a.Survey]
	}
	for _, r := range p.Not {
		require.False(l.t, told[r.Ref], "%v is told twice", r.Ref)
		require.Contains(l.t, stream.Rules, r.Rule)
		told[r.Ref] = true
	}
	require.Len(l.t, told, len(l.defined))
	require.Len(l.t, stream.Explain(p), len(l.defined))
}

// ruled holds when the rules that are told lead to what was decided: of what is asked all
// passed, of the rest the first that did not is the one that refused.
func (l *life) ruled(in stream.Input, p stream.Plan) {
	for _, line := range stream.ExplainWhole(in, p) {
		told, refused := map[stream.Rule]bool{}, stream.Ruling{Passed: true}
		for _, one := range line.Rules {
			require.False(l.t, told[one.Rule], "%s is told twice", one.Rule)
			require.NotEmpty(l.t, one.Words)
			require.NotContains(l.t, one.Words, "%!")
			told[one.Rule] = true
			if refused.Passed {
				refused = one
			}
		}
		require.Equal(l.t, line.Asked, refused.Passed)
		if !line.Asked {
			require.Equal(l.t, stream.Ruling{Rule: line.Rule, Saw: line.Saw, Wanted: line.Wanted, Words: line.Words}, refused)
		}
	}
}

// allowed looks at the whole life for what must have kept a question from being asked.
func (l *life) allowed(a stream.Asked, occasion string) {
	t, q := l.t, l.defined[a.Ref]
	mode, days, times := app.AgainOnce, time.Duration(0), 0
	if q.Again != nil {
		mode, days, times = q.Again.Mode, time.Duration(q.Again.Days)*day, q.Again.Times
	}
	if mode == app.AgainEvery && days == 0 {
		mode = app.AgainOnce
	}
	require.NotContains(t, l.history.Never, q.Key)
	require.False(t, l.now.Before(l.history.Later[q.Key]))
	renewed := false // an answer is no longer worth much, or was not some time before
	for _, said := range l.history.Answers {
		if said.Question != q.Key {
			continue
		}
		stale := q.HalfLife > 0 && !l.now.Before(said.At.Add(time.Duration(q.HalfLife)*day))
		doubted := l.history.Doubted[q.Key].After(said.At) && !l.now.Before(l.history.Doubted[q.Key])
		switch mode {
		case app.AgainEvergreen:
			require.NotEqual(t, occasion, said.Occasion, "answered on this very occasion")
		case app.AgainEvery:
			require.True(t, stale || doubted || !l.now.Before(said.At.Add(days)), "answered in this wave")
		default:
			require.True(t, stale || doubted, "answered before")
		}
		renewed = renewed || stale || doubted
	}
	if renewed || mode == app.AgainEvergreen {
		return
	}
	others := 0
	for _, asking := range l.history.Askings {
		if asking.Question != q.Key || asking.Occasion == occasion {
			continue
		}
		others++
		require.NotEqual(t, app.AgainOnce, mode, "asked before")
		if mode == app.AgainEvery {
			require.False(t, l.now.Before(asking.At.Add(days)), "asked in this wave")
		}
	}
	require.False(t, mode == app.AgainUntil && times > 0 && others >= times, "asked often enough")
}

// within holds when no visit and no 30 days came to more than the budget.
func (l *life) within(occasion string) {
	var visit, month app.Limit
	for _, a := range l.history.Askings {
		if a.Invited {
			continue
		}
		if a.Occasion == occasion {
			visit = app.Limit{Questions: visit.Questions + 1, Seconds: visit.Seconds + a.Seconds}
		}
		if a.At.After(l.now.Add(-30 * day)) {
			month = app.Limit{Questions: month.Questions + 1, Seconds: month.Seconds + a.Seconds}
		}
	}
	for _, one := range []struct{ spent, limit app.Limit }{{visit, l.budget.Visit}, {month, l.budget.Month}} {
		require.False(l.t, one.limit.Questions > 0 && one.spent.Questions > one.limit.Questions, "%+v", one)
		require.False(l.t, one.limit.Seconds > 0 && one.spent.Seconds > one.limit.Seconds+1e-9, "%+v", one)
	}
}

func TestOverAnyLifeNothingIsAskedTwiceOrTooMuch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := begin(t)
		for range rapid.IntRange(1, 15).Draw(t, "visits") {
			l.visit()
		}
	})
}

func TestWithinAWaveAQuestionIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := app.Question{Key: "q", Type: "text", Prompt: app.Text{"en": "q"}, HalfLife: rapid.SampledFrom([]int{0, 10, 50}).Draw(t, "half-life")}
		modes := []app.AgainMode{app.AgainOnce, app.AgainEvery, app.AgainUntil, app.AgainEvergreen}
		q.Again = &app.Again{Mode: rapid.SampledFrom(modes).Draw(t, "mode"), Days: rapid.IntRange(0, 40).Draw(t, "days")}
		d := app.Document{Handle: "one", Languages: []string{"en"}, Placements: app.Surfaces, Questions: []app.Question{q}}
		s, err := stream.Compile(app.Version{Document: d})
		require.NoError(t, err)
		answered := map[string]bool{}
		in := stream.Input{Surveys: []*stream.Survey{s}, Surface: app.SurfaceTheme, Locale: "en", Now: now}
		for i := range rapid.IntRange(1, 30).Draw(t, "visits") {
			in.Now = in.Now.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(t, "hours")) * time.Hour)
			in.Occasion = fmt.Sprint(i)
			for _, a := range stream.Choose(in).Ask {
				require.False(t, answered[a.Wave], "wave %s", a.Wave)
				in.History.Askings = append(in.History.Askings, stream.Asking{Question: "q", Occasion: in.Occasion, At: in.Now})
				if rapid.Bool().Draw(t, "answers") {
					answered[a.Wave] = true
					in.History.Answers = append(in.History.Answers, stream.Answer{Question: "q", Occasion: in.Occasion, At: in.Now, Value: json.RawMessage(`"x"`)})
				}
				require.Empty(t, asked(stream.Choose(in))[boolean(!answered[a.Wave]):], "what is answered is not asked on the same occasion")
			}
		}
	})
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}
