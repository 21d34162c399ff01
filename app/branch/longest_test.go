package branch_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

func longest(t require.TestingT, d app.Document) int {
	n, err := branch.Longest(d)
	require.NoError(t, err)
	return n
}

// questions are so many, each asked only if the rule holds.
func questions(prefix string, n int, when app.Rule) (all []app.Question) {
	for i := range n {
		all = append(all, app.Question{Key: fmt.Sprintf("%s_%d", prefix, i), Type: "text", If: when})
	}
	return all
}

func document(parts ...[]app.Question) (d app.Document) {
	for _, part := range parts {
		d.Questions = append(d.Questions, part...)
	}
	return d
}

func when(key, option string) app.Rule {
	return app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.%s"},%q]}`, key, option))
}

func options(keys ...string) (all []app.Option) {
	for _, key := range keys {
		all = append(all, app.Option{Key: key})
	}
	return all
}

func TestTheLongestWayIsCounted(t *testing.T) {
	t.Parallel()
	ask := func(q app.Question) []app.Question { return []app.Question{q} }
	whom := ask(app.Question{Key: "whom", Type: "single_choice", Options: options("her", "him"), Other: &app.Other{}})
	several := ask(app.Question{Key: "whom", Type: "multiple_choice", Options: options("her", "him")})
	part := app.Rule(`{"==":[{"var":"answers.whom.other"},"us"]}`)
	low, high := app.Rule(`{"<":[{"var":"answers.score"},7]}`), app.Rule(`{">":[{"var":"answers.score"},8]}`)
	for name, one := range map[string]struct {
		document app.Document
		want     int
	}{
		"nothing":                      {document(), 0},
		"a list":                       {document(questions("a", 5, nil)), 5},
		"a condition may hold":         {document(questions("a", 2, nil), questions("b", 3, app.Rule(`{"var":"shopper.known"}`))), 5},
		"one choice is one thing":      {document(whom, questions("a", 4, when("whom", "her")), questions("b", 3, when("whom", "him"))), 5},
		"none of its options":          {document(whom, questions("a", 3, app.Rule(`{"!":{"in":[{"var":"answers.whom"},["her","him"]]}}`)), questions("b", 2, when("whom", "him"))), 4},
		"several choices are several":  {document(several, questions("a", 4, when("whom", "her")), questions("b", 3, when("whom", "him"))), 8},
		"what was written is anything": {document(whom, questions("a", 4, part), questions("b", 3, when("whom", "him"))), 8},
		"a scale is one number":        {document(ask(app.Question{Key: "score", Type: "nps"}), questions("a", 2, low), questions("b", 3, high)), 4},
		"yes or no":                    {document(ask(app.Question{Key: "yes", Type: "yes_no"}), questions("a", 2, app.Rule(`{"var":"answers.yes"}`)), questions("b", 3, app.Rule(`{"!":{"var":"answers.yes"}}`))), 4},
		"a branch leads past":          {document(ask(app.Question{Key: "aa", Type: "text", Next: []app.Branch{{To: "last"}}}), questions("b", 3, nil), ask(app.Question{Key: "last", Type: "text"})), 2},
		"a branch may lead past":       {document(ask(app.Question{Key: "aa", Type: "text", Next: []app.Branch{{If: part, To: "end"}}}), questions("b", 3, nil)), 4},
		"a branch of one choice":       {document(ask(app.Question{Key: "whom", Type: "this_or_that", Options: options("her", "him"), Next: []app.Branch{{If: when("whom", "him"), To: "b_0"}, {If: when("whom", "her"), To: "a_0"}}}), questions("a", 4, when("whom", "her")), questions("b", 3, when("whom", "him"))), 5},
		"a condition that never is":    {document(questions("a", 4, app.Rule(`{"==":[1,2]}`)), questions("b", 1, nil)), 1},
	} {
		require.Equal(t, one.want, longest(t, one.document), name)
	}
	_, err := branch.Longest(app.Document{Questions: []app.Question{{Key: "aa", Next: []app.Branch{{To: "aa"}}}}})
	require.True(t, app.Is(err, app.Invalid))
}

func TestAnswersTooManyToTryMayBeAnything(t *testing.T) {
	t.Parallel()
	var d app.Document
	for i := range 10 {
		fork := app.Question{Key: fmt.Sprintf("fork_%d", i), Type: "single_choice"}
		for o := range 100 {
			fork.Options = append(fork.Options, app.Option{Key: fmt.Sprintf("o%d", o)})
		}
		d.Questions = append(d.Questions, fork)
		for o := range 4 {
			d.Questions = append(d.Questions, questions(fmt.Sprintf("then_%d_%d", i, o), 1, when(fork.Key, fmt.Sprintf("o%d", o)))...)
		}
	}
	n := longest(t, d)
	require.GreaterOrEqual(t, n, 20, "one of four after each fork")
	require.LessOrEqual(t, n, 50)
	started := time.Now()
	longest(t, d)
	require.Less(t, time.Since(started), 5*time.Second) // a busy machine is slow; to try them all takes for ever
}

func TestNoWayIsLongerThanTheLongest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, conditions := graphs(t, onward)
		course, err := branch.Compile(d)
		require.NoError(t, err)
		most := 0
		for _, facts := range ways(conditions) {
			most = max(most, len(course.Walk(facts).Open(func(int) bool { return false })))
		}
		require.Equal(t, most, longest(t, d), "%+v", d.Questions)
	})
}

// forks are documents whose conditions look at two answers of one choice each.
func forks(t *rapid.T) app.Document {
	d := document([]app.Question{
		{Key: "fork_0", Type: "single_choice", Options: options("aa", "bb", "cc")},
		{Key: "fork_1", Type: "this_or_that", Options: options("aa", "bb")},
	})
	condition := rapid.Custom(func(t *rapid.T) app.Rule {
		fork, option := rapid.IntRange(0, 1).Draw(t, "fork"), rapid.SampledFrom([]string{"aa", "bb"}).Draw(t, "option")
		is := when(fmt.Sprintf("fork_%d", fork), option)
		return rapid.SampledFrom([]app.Rule{nil, is, app.Rule(fmt.Sprintf(`{"!":%s}`, is))}).Draw(t, "rule")
	})
	for i := range rapid.IntRange(0, 6).Draw(t, "questions") {
		d.Questions = append(d.Questions, app.Question{Key: fmt.Sprintf("q%d", i), Type: "text", If: condition.Draw(t, "if")})
	}
	for i := range d.Questions {
		for range rapid.IntRange(0, 2).Draw(t, "branches") {
			to := "end"
			if on := rapid.IntRange(i+1, len(d.Questions)).Draw(t, "to"); on < len(d.Questions) {
				to = d.Questions[on].Key
			}
			d.Questions[i].Next = append(d.Questions[i].Next, app.Branch{If: condition.Draw(t, "when"), To: to})
		}
	}
	return d
}

func TestTheLongestWayOfAForkIsOneThatCanBeGone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := forks(t)
		course, err := branch.Compile(d)
		require.NoError(t, err)
		most := 0
		for _, first := range []any{nil, "aa", "bb", "cc"} {
			for _, second := range []any{nil, "aa", "bb"} {
				p := course.Walk(rule.Known(map[string]any{"answers.fork_0": first, "answers.fork_1": second}))
				most = max(most, len(p.Open(func(int) bool { return false })))
			}
		}
		require.Equal(t, most, longest(t, d), "%+v", d.Questions)
	})
}
