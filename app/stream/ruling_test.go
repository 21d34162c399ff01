package stream_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
	"github.com/askwell/askwell/app/stream"
)

// rulings are what every rule says of a question of the survey "one".
func rulings(t *testing.T, in stream.Input, question string) (names []stream.Rule, says map[stream.Rule]stream.Ruling) {
	t.Helper()
	says = map[stream.Rule]stream.Ruling{}
	for _, line := range stream.ExplainWhole(in, stream.Choose(in)) {
		if line.Survey != "one" || line.Question != question {
			continue
		}
		for _, one := range line.Rules {
			names, says[one.Rule] = append(names, one.Rule), one
		}
	}
	return names, says
}

func TestEveryRuleIsToldInItsOrderWhereNothingIsAskedFor(t *testing.T) {
	t.Parallel()
	names, says := rulings(t, input(survey(t, "one", nil, ask("q"))), "q")
	require.Equal(t, stream.Rules, names)
	for name, one := range says {
		require.True(t, one.Passed, name)
		require.NotContains(t, one.Words, "<nil>")
	}
	require.Equal(t, "The survey is shown on pages of the theme.", says[stream.RulePlacement].Words)
	require.Equal(t, stream.Ruling{Rule: stream.RuleAudience, Passed: true, Words: "The survey is for everybody."}, says[stream.RuleAudience])
	require.Equal(t, "This visit would come to 1 question in 10 seconds, and there is no limit.", says[stream.RuleVisit].Words)
}

func TestRulesBehindTheOneThatRefusedAreToldToo(t *testing.T) {
	t.Parallel()
	in := input(survey(t, "one", func(d *app.Document) {
		d.Audience = app.Rule(`{">=":[{"var":"shopper.orders"},3]}`)
		d.Sample = app.Sample{Percent: 99, Holdout: 1}
	}, ask("q", func(q *app.Question) { q.Quota = 5 }, onlyIf(`{"==":[{"var":"visit.country"},"SE"]}`))))
	in.Person = "grace"
	in.Facts = rule.Known(map[string]any{"shopper.orders": 2.0, "visit.country": "SE"})
	in.History.Later = map[string]time.Time{"q": now.Add(time.Hour)}
	in.Answered = map[stream.Ref]int{{Survey: "one", Question: "q"}: 3}
	in.Budget = app.Budget{Visit: app.Limit{Questions: 3}, Month: app.Limit{Seconds: 5}}
	names, says := rulings(t, in, "q")
	require.Equal(t, stream.Rules, names)
	for name, want := range map[stream.Rule]struct {
		passed bool
		words  string
	}{
		stream.RuleAudience:  {false, "They are not in the survey's audience: it wants shopper.orders is at least 3, and shopper.orders is 2."},
		stream.RuleSample:    {true, "The first 99 of 100 are asked, and they are number 8, counted from 0."},
		stream.RuleLater:     {false, "They said not before 1 July 2026 13:00 UTC."},
		stream.RuleQuota:     {true, "3 people have answered, and 5 are wanted."},
		stream.RuleCondition: {true, `It is only asked when visit.country is "SE", and visit.country is SE.`},
		stream.RuleVisit:     {true, "This visit would come to 1 question in 10 seconds, and 3 questions are the most."},
		stream.RuleMonth:     {false, "30 days would come to 1 question in 10 seconds, and 5 seconds are the most."},
	} {
		require.Equal(t, want.passed, says[name].Passed, name)
		if name != stream.RuleSample {
			require.Equal(t, want.words, says[name].Words, name)
		}
	}
	require.Equal(t, map[string]any{"shopper.orders": 2.0}, says[stream.RuleAudience].Saw)
	require.Equal(t, 99, says[stream.RuleSample].Wanted)
}

func TestWhatRefusesNothingSaysWhatItSaw(t *testing.T) {
	t.Parallel()
	asking := func(key, occasion string, at time.Time) stream.Asking {
		return stream.Asking{Question: key, Occasion: occasion, At: at, Seconds: 10}
	}
	for name, one := range map[string]struct {
		question app.Question
		document func(*app.Document)
		input    func(*stream.Input)
		rule     stream.Rule
		words    string
	}{
		"put off, which is over": {
			rule: stream.RuleLater, words: "They said not before 1 July 2026 12:00 UTC, and that is over.",
			input: func(in *stream.Input) { in.History.Later = map[string]time.Time{"q": now} },
		},
		"an answer that has aged": {
			question: ask("q", func(q *app.Question) { q.HalfLife = 30 }), rule: stream.RuleAnswered,
			words: "They answered on 22 May 2026 12:00 UTC, which does not keep it from being asked now.",
			input: func(in *stream.Input) { in.History.Answers = []stream.Answer{answer("q", ago(40), `"x"`)} },
		},
		"asked before, with a most": {
			question: ask("q", mode(app.Again{Mode: app.AgainUntil, Times: 2})), rule: stream.RuleAsked,
			words: "They were asked once without answering, and 2 times is the most.",
			input: func(in *stream.Input) { in.History.Askings = []stream.Asking{asking("q", "then", ago(1))} },
		},
		"asked before, without one": {
			question: ask("q", mode(app.Again{Mode: app.AgainUntil})), rule: stream.RuleAsked,
			words: "They were asked 2 times without answering, and may be asked again.",
			input: func(in *stream.Input) {
				in.History.Askings = []stream.Asking{asking("q", "then", ago(2)), asking("q", "once", ago(1))}
			},
		},
		"asked here already": {
			rule: stream.RuleVisit, words: "They were asked this here already: it costs nothing more.",
			input: func(in *stream.Input) { in.History.Askings = []stream.Asking{asking("q", "now", now)} },
		},
		"held out, but nobody known": {
			document: func(d *app.Document) { d.Sample.Holdout = 20 }, rule: stream.RuleHoldout,
			words: "They cannot be told from others, so they are not among the 20 of 100 who are never asked.",
			input: func(in *stream.Input) { in.Person = "" },
		},
		"a quiz": {
			document: func(d *app.Document) { d.Endings = []app.Ending{{Key: "end"}} }, rule: stream.RuleTwice,
			words: `The survey "other" asks the same now, but they start this one themselves.`,
			input: func(in *stream.Input) { in.Surveys = append(in.Surveys, survey(t, "other", nil, ask("q"))) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if one.question.Key == "" {
				one.question = ask("q")
			}
			in := input(survey(t, "one", one.document, one.question))
			one.input(&in)
			_, says := rulings(t, in, "q")
			require.Equal(t, one.words, says[one.rule].Words)
			require.True(t, says[one.rule].Passed)
		})
	}
}

func TestOfWhatAnAnswerLeadsPastThatComesFirst(t *testing.T) {
	t.Parallel()
	first := ask("first")
	first.Next = []app.Branch{{To: "end"}}
	in := input(survey(t, "one", nil, first, ask("q", onlyIf(`{"==":[{"var":"visit.country"},"SE"]}`))))
	names, says := rulings(t, in, "q")
	require.Less(t, slices.Index(names, stream.RuleBranch), slices.Index(names, stream.RuleCondition))
	require.False(t, says[stream.RuleBranch].Passed)
	require.False(t, says[stream.RuleCondition].Passed)
}
