package stream_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
)

var (
	now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	ago = func(days float64) time.Time { return now.Add(-time.Duration(days * 24 * float64(time.Hour))) }
)

// ask is a question of a type that costs ten seconds.
func ask(key string, change ...func(*app.Question)) app.Question {
	q := app.Question{Key: key, Type: "email", Prompt: app.Text{"en": key}}
	for _, c := range change {
		c(&q)
	}
	return q
}

func mode(a app.Again) func(*app.Question) { return func(q *app.Question) { q.Again = &a } }
func onlyIf(r string) func(*app.Question)  { return func(q *app.Question) { q.If = app.Rule(r) } }
func first(n int) func(*app.Question)      { return func(q *app.Question) { q.Priority = n } }

func survey(t testing.TB, handle string, change func(*app.Document), questions ...app.Question) *stream.Survey {
	t.Helper()
	d := app.Document{Handle: handle, Languages: []string{"en"}, Placements: []app.Surface{app.SurfaceTheme}, Questions: questions}
	if change != nil {
		change(&d)
	}
	s, err := stream.Compile(app.Version{Version: 3, Document: d})
	require.NoError(t, err)
	return s
}

// input is one visit to the shop, with no budget to mind.
func input(surveys ...*stream.Survey) stream.Input {
	return stream.Input{Surveys: surveys, Surface: app.SurfaceTheme, Locale: "en", Now: now, Person: "ada", Occasion: "now"}
}

func asked(p stream.Plan) (keys []string) {
	for _, a := range p.Ask {
		keys = append(keys, a.Survey+"/"+a.Question)
	}
	return keys
}

func answer(question string, at time.Time, value string) stream.Answer {
	return stream.Answer{Question: question, Occasion: "then", At: at, Value: json.RawMessage(value)}
}

func TestEveryRuleRefusesWithWhatItSaw(t *testing.T) {
	t.Parallel()
	until := now.Add(time.Hour)
	for name, one := range map[string]struct {
		question app.Question
		document func(*app.Document)
		input    func(*stream.Input)
		refused  stream.Reason
	}{
		"placement": {
			input:   func(in *stream.Input) { in.Surface = app.SurfaceThankYou },
			refused: stream.Reason{Rule: stream.RulePlacement, Saw: app.SurfaceThankYou, Wanted: []app.Surface{app.SurfaceTheme}},
		},
		"language": {
			document: func(d *app.Document) { d.Languages = []string{"sv"} },
			refused:  stream.Reason{Rule: stream.RuleLanguage, Saw: "pl", Wanted: []string{"sv"}},
			input:    func(in *stream.Input) { in.Locale = "pl" },
		},
		"audience": {
			document: func(d *app.Document) {
				d.Audience = app.Rule(`{"and":[{"==":[{"var":"visit.country"},"SE"]},{">=":[{"var":"shopper.orders"},3]}]}`)
			},
			input: func(in *stream.Input) {
				in.Facts = rule.Known(map[string]any{"visit.country": "SE", "shopper.orders": 2.0})
			},
			refused: stream.Reason{
				Rule: stream.RuleAudience, Saw: map[string]any{"shopper.orders": 2.0}, Wanted: "shopper.orders is at least 3",
			},
		},
		"sample": {
			document: func(d *app.Document) { d.Sample.Percent = 1 },
			refused:  stream.Reason{Rule: stream.RuleSample, Saw: stream.Bucket("sample", "one", "ada"), Wanted: 1},
		},
		"sample of somebody who cannot be known again": {
			document: func(d *app.Document) { d.Sample.Percent = 99 },
			input:    func(in *stream.Input) { in.Person = "" },
			refused:  stream.Reason{Rule: stream.RuleSample, Wanted: 99},
		},
		"holdout": {
			document: func(d *app.Document) { d.Sample.Holdout = 50 },
			input:    func(in *stream.Input) { in.Person = heldOut("one") },
			refused:  stream.Reason{Rule: stream.RuleHoldout, Saw: stream.Bucket("holdout", "one", heldOut("one")), Wanted: 50},
		},
		"never": {
			question: ask("q", mode(app.Again{Mode: app.AgainEvergreen})),
			input:    func(in *stream.Input) { in.History.Never = map[string]time.Time{"q": ago(900)} },
			refused:  stream.Reason{Rule: stream.RuleNever, Saw: ago(900)},
		},
		"later": {
			input:   func(in *stream.Input) { in.History.Later = map[string]time.Time{"q": until} },
			refused: stream.Reason{Rule: stream.RuleLater, Saw: now, Wanted: until},
		},
		"answered": {
			input:   func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("q", ago(900), `"x"`)} },
			refused: stream.Reason{Rule: stream.RuleAnswered, Saw: ago(900)},
		},
		"answered in this wave": {
			question: ask("q", mode(app.Again{Mode: app.AgainEvery, Days: 90})),
			input:    func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("q", ago(89), `"x"`)} },
			refused:  stream.Reason{Rule: stream.RuleAnswered, Saw: ago(89), Wanted: now.Add(24 * time.Hour)},
		},
		"answered and not aged yet": {
			question: ask("q", func(q *app.Question) { q.HalfLife = 30 }),
			input:    func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("q", ago(29), `"x"`)} },
			refused:  stream.Reason{Rule: stream.RuleAnswered, Saw: ago(29), Wanted: now.Add(24 * time.Hour)},
		},
		"asked once": {
			input: func(in *stream.Input) {
				in.History.Askings = []stream.Asking{{Question: "q", Occasion: "then", At: ago(1)}}
			},
			refused: stream.Reason{Rule: stream.RuleAsked, Saw: ago(1)},
		},
		"asked often enough": {
			question: ask("q", mode(app.Again{Mode: app.AgainUntil, Times: 2})),
			input: func(in *stream.Input) {
				in.History.Askings = []stream.Asking{{Question: "q", Occasion: "first", At: ago(9)}, {Question: "q", Occasion: "then", At: ago(1)}}
			},
			refused: stream.Reason{Rule: stream.RuleAsked, Saw: 2, Wanted: 2},
		},
		"asked too lately": {
			question: ask("q", mode(app.Again{Mode: app.AgainUntil, Times: 5, Days: 7})),
			input: func(in *stream.Input) {
				in.History.Askings = []stream.Asking{{Question: "q", Occasion: "then", At: ago(6)}}
			},
			refused: stream.Reason{Rule: stream.RuleAsked, Saw: ago(6), Wanted: now.Add(24 * time.Hour)},
		},
		"quota": {
			question: ask("q", func(q *app.Question) { q.Quota = 100 }),
			input:    func(in *stream.Input) { in.Answered = map[stream.Ref]int{{Survey: "one", Question: "q"}: 100} },
			refused:  stream.Reason{Rule: stream.RuleQuota, Saw: 100, Wanted: 100},
		},
		"condition": {
			question: ask("q", onlyIf(`{"==":[{"var":"answers.source"},"podcast"]}`)),
			input:    func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("source", ago(2), `"friend"`)} },
			refused:  stream.Reason{Rule: stream.RuleCondition, Saw: map[string]any{"answers.source": "friend"}, Wanted: `answers.source is "podcast"`},
		},
		"branch": {
			document: func(d *app.Document) {
				gate := ask("gate", mode(app.Again{Mode: app.AgainEvergreen}))
				gate.Next = []app.Branch{{To: "end", If: app.Rule(`{"==":[{"var":"answers.gate"},false]}`)}}
				d.Questions = append([]app.Question{gate}, d.Questions...)
			},
			input:   func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("gate", ago(2), `false`)} },
			refused: stream.Reason{Rule: stream.RuleBranch, Saw: "gate", Wanted: "q"},
		},
		"twice": {
			document: func(d *app.Document) { d.Priority = -1 },
			input:    func(in *stream.Input) { in.Surveys = append(in.Surveys, survey(t, "other", nil, ask("q"))) },
			refused:  stream.Reason{Rule: stream.RuleTwice, Saw: "other", Wanted: "one"},
		},
		"visit": {
			input: func(in *stream.Input) {
				in.Budget = app.Budget{Visit: app.Limit{Questions: 1}}
				in.History.Askings = []stream.Asking{{Question: "else", Occasion: "now", At: now, Seconds: 4}}
			},
			refused: stream.Reason{Rule: stream.RuleVisit, Saw: app.Limit{Questions: 2, Seconds: 14}, Wanted: app.Limit{Questions: 1}},
		},
		"month": {
			input: func(in *stream.Input) {
				in.Budget = app.Budget{Month: app.Limit{Seconds: 13}}
				in.History.Askings = []stream.Asking{{Question: "else", Occasion: "mail", At: ago(29), Seconds: 4}, {Question: "more", Occasion: "mail", At: ago(30), Seconds: 40}}
			},
			refused: stream.Reason{Rule: stream.RuleMonth, Saw: app.Limit{Questions: 2, Seconds: 14}, Wanted: app.Limit{Seconds: 13}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if one.question.Key == "" {
				one.question = ask("q")
			}
			in := input(survey(t, "one", one.document, one.question))
			if one.input != nil {
				one.input(&in)
			}
			p := stream.Choose(in)
			ref := stream.Ref{Survey: "one", Question: "q"}
			require.Contains(t, p.Not, stream.Refused{Ref: ref, Version: 3, Reason: one.refused})
			require.NotContains(t, asked(p), "one/q")
			for _, line := range stream.Explain(p) {
				require.NotEmpty(t, line.Words)
				require.NotContains(t, line.Words, "%!", "a reason is a whole sentence")
			}
		})
	}
}

// heldOut is somebody in the half that a survey never asks.
func heldOut(survey string) string {
	for person := "a"; ; person += "a" {
		if stream.Bucket("holdout", survey, person) < 50 {
			return person
		}
	}
}

func TestEveryWayToBeDueIsTold(t *testing.T) {
	t.Parallel()
	then := func(question string, at time.Time) stream.Asking {
		return stream.Asking{Question: question, Occasion: "then", At: at}
	}
	for name, one := range map[string]struct {
		question app.Question
		history  stream.History
		why      stream.Why
		seconds  float64
		wave     string
	}{
		"new":                            {ask("q"), stream.History{}, stream.WhyNew, 10, "0"},
		"shown on this occasion already": {ask("q"), stream.History{Askings: []stream.Asking{{Question: "q", Occasion: "now", At: ago(1)}}}, stream.WhyPending, 0, "0"},
		"after ninety days": {
			ask("q", mode(app.Again{Mode: app.AgainEvery, Days: 90})),
			stream.History{Answers: []stream.Answer{answer("q", ago(90), `"x"`)}},
			stream.WhyAgain, 10, milli(now),
		},
		"ninety days after an asking that was not answered": {
			ask("q", mode(app.Again{Mode: app.AgainEvery, Days: 90})),
			stream.History{Askings: []stream.Asking{then("q", ago(91))}},
			stream.WhyAgain, 10, milli(ago(1)),
		},
		"until it is answered": {
			ask("q", mode(app.Again{Mode: app.AgainUntil, Times: 2})),
			stream.History{Askings: []stream.Asking{then("q", ago(1))}},
			stream.WhyUntil, 10, "0",
		},
		"aged": {
			ask("q", func(q *app.Question) { q.HalfLife = 30 }),
			stream.History{Answers: []stream.Answer{answer("q", ago(31), `"x"`)}, Askings: []stream.Asking{then("q", ago(31))}},
			stream.WhyStale, 10, milli(ago(1)),
		},
		"in doubt": {
			ask("q"),
			stream.History{Answers: []stream.Answer{answer("q", ago(31), `"x"`)}, Doubted: map[string]time.Time{"q": ago(2)}},
			stream.WhyDoubted, 10, milli(ago(2)),
		},
		"evergreen": {
			ask("q", mode(app.Again{Mode: app.AgainEvergreen})),
			stream.History{Answers: []stream.Answer{answer("q", ago(0), `"x"`)}},
			stream.WhyEvergreen, 10, "now",
		},
		"later is over": {ask("q"), stream.History{Later: map[string]time.Time{"q": now}}, stream.WhyNew, 10, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := input(survey(t, "one", nil, one.question))
			in.History = one.history
			p := stream.Choose(in)
			require.Equal(t, []stream.Asked{{
				Ref: stream.Ref{Survey: "one", Question: "q"}, Version: 3, Seconds: one.seconds, Why: one.why, Wave: one.wave,
			}}, p.Ask, "%+v", p.Not)
			require.NotEmpty(t, stream.Explain(p)[0].Words)
		})
	}
}

func milli(t time.Time) string {
	data, _ := json.Marshal(t.UnixMilli())
	return string(data)
}

func TestADoubtThatCameTrueIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	in := input(survey(t, "one", nil, ask("q")))
	in.History = stream.History{
		Answers: []stream.Answer{answer("q", ago(31), `"x"`), answer("q", ago(1), `"y"`)},
		Doubted: map[string]time.Time{"q": ago(2)},
	}
	require.Empty(t, stream.Choose(in).Ask, "she has said so again")
	in.History.Answers = in.History.Answers[:1]
	in.History.Askings = []stream.Asking{{Question: "q", Occasion: "then", At: ago(1)}}
	require.Empty(t, stream.Choose(in).Ask, "she let it be")
}

func TestTheDeclaredPriorityDecidesTheOrder(t *testing.T) {
	t.Parallel()
	more := func(n int) func(*app.Document) { return func(d *app.Document) { d.Priority = n } }
	in := input(
		survey(t, "beta", nil, ask("b1"), ask("b2")),
		survey(t, "alpha", nil, ask("a2"), ask("a1", first(5))),
		survey(t, "gamma", more(1), ask("c1"), ask("c2", first(-1))),
	)
	want := []string{"alpha/a1", "gamma/c1", "alpha/a2", "beta/b1", "beta/b2", "gamma/c2"}
	require.Equal(t, want, asked(stream.Choose(in)))
	in.Budget = app.Budget{Visit: app.Limit{Questions: 4}, Month: app.Limit{Seconds: 25}}
	require.Equal(t, want[:2], asked(stream.Choose(in)))
}

func TestAQuizWaitsForTheSurveysOfItsPriority(t *testing.T) {
	t.Parallel()
	quiz := func(n int) func(*app.Document) {
		return func(d *app.Document) {
			d.Priority, d.Endings = n, []app.Ending{{Key: "end", Title: app.Text{"en": "End"}}}
		}
	}
	plain := survey(t, "plain", nil, ask("p"))
	require.Equal(t, []string{"plain/p", "cup/c"}, asked(stream.Choose(input(survey(t, "cup", quiz(0), ask("c")), plain))))
	require.Equal(t, []string{"cup/c", "plain/p"}, asked(stream.Choose(input(plain, survey(t, "cup", quiz(1), ask("c"))))))
}

func TestAnAnswerCountsWhereverItWasGiven(t *testing.T) {
	t.Parallel()
	in := input(
		survey(t, "one", nil, ask("source"), ask("podcast", onlyIf(`{"==":[{"var":"answers.source"},"podcast"]}`))),
		survey(t, "two", nil, ask("podcast_why", onlyIf(`{"==":[{"var":"answers.source"},"podcast"]}`))),
	)
	in.History.Answers = []stream.Answer{answer("source", ago(1), `"podcast"`), answer("source", ago(3), `"friend"`)}
	require.Equal(t, []string{"one/podcast", "two/podcast_why"}, asked(stream.Choose(in)))
}

func TestASurveyWithABrokenRuleCannotBeChosenFrom(t *testing.T) {
	t.Parallel()
	for _, d := range []app.Document{
		{Audience: app.Rule(`{"log":1}`)},
		{Questions: []app.Question{ask("q", onlyIf(`{"var":"x"}`))}},
	} {
		_, err := stream.Compile(app.Version{Document: d})
		require.True(t, app.Is(err, app.Invalid))
	}
}

func TestAPlanIsToldAsJSON(t *testing.T) {
	t.Parallel()
	in := input(survey(t, "one", nil, ask("q"), ask("said")))
	in.History.Answers = []stream.Answer{answer("said", ago(1), `"x"`)}
	told, err := json.Marshal(stream.Explain(stream.Choose(in)))
	require.NoError(t, err)
	require.JSONEq(t, `[
		{"survey":"one","question":"q","version":3,"asked":true,"why":"new","words":"They have never been asked this."},
		{"survey":"one","question":"said","version":3,"asked":false,"rule":"answered","saw":"2026-06-30T12:00:00Z","words":"They answered on 30 June 2026 12:00 UTC."}
	]`, string(told))
}

func TestAnAnswerAgesByItsHalfLife(t *testing.T) {
	t.Parallel()
	at, ages := stream.StaleAt(now, 30)
	require.True(t, ages)
	require.Equal(t, now.AddDate(0, 0, 30), at)
	_, ages = stream.StaleAt(now, 0)
	require.False(t, ages)
}
