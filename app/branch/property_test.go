package branch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

// condition is one that can be made true or false by itself.
func condition(n int) app.Rule {
	return app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.cond_%d"},"yes"]}`, n))
}

// graphs are documents of any shape, with few enough conditions to try every way.
func graphs(t *rapid.T, targets func(from, n int) *rapid.Generator[string]) (d app.Document, conditions int) {
	n := rapid.IntRange(1, 7).Draw(t, "questions")
	maybe := func() app.Rule {
		if conditions < 7 && rapid.Bool().Draw(t, "conditional") {
			conditions++
			return condition(conditions)
		}
		return nil
	}
	for i := range n {
		q := app.Question{Key: fmt.Sprintf("q%d", i)}
		if rapid.IntRange(0, 3).Draw(t, "if") == 0 {
			q.If = maybe()
		}
		for range rapid.IntRange(0, 2).Draw(t, "branches") {
			q.Next = append(q.Next, app.Branch{If: maybe(), To: targets(i, n).Draw(t, "to")})
		}
		d.Questions = append(d.Questions, q)
	}
	return d, conditions
}

func anyTarget(_, n int) *rapid.Generator[string] {
	all := []string{"end", "nowhere", ""}
	for i := range n {
		all = append(all, fmt.Sprintf("q%d", i))
	}
	return rapid.SampledFrom(all)
}

func onward(from, n int) *rapid.Generator[string] {
	all := []string{"end"}
	for i := from + 1; i < n; i++ {
		all = append(all, fmt.Sprintf("q%d", i))
	}
	return rapid.SampledFrom(all)
}

// ways are the facts that make every combination of conditions true and false.
func ways(conditions int) []rule.Facts {
	var all []rule.Facts
	for bits := range 1 << conditions {
		known := map[string]any{}
		for c := range conditions {
			if bits>>c&1 == 1 {
				known[fmt.Sprintf("answers.cond_%d", c+1)] = "yes"
			}
		}
		all = append(all, rule.Known(known))
	}
	return all
}

func TestEveryWayThroughAnyGraphEnds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, conditions := graphs(t, anyTarget)
		course, err := branch.Compile(d)
		if err != nil {
			require.NotEmpty(t, branch.Check(d))
			return
		}
		for _, facts := range ways(conditions) {
			p := course.Walk(facts)
			require.Len(t, p.Places, len(d.Questions))
			require.Equal(t, p, course.Walk(facts), "the same facts lead the same way")
			last := -1
			for i, place := range p.Places {
				switch place {
				case branch.On:
					last = i
				case branch.Past:
					require.Equal(t, branch.On, p.Places[p.Past[i]])
					require.Less(t, p.Past[i], i)
				}
			}
			if p.By >= 0 {
				require.Equal(t, last, p.By, "nothing is asked after the end")
			}
		}
	})
}

func TestADraftOfAnyGraphIsKeptAndCanBeWalkedOnward(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, conditions := graphs(t, anyTarget)
		require.Empty(t, branch.CheckDraft(d), "whoever moves a question need not put its branches right at once")
		course, err := branch.Compile(branch.Onward(d))
		require.NoError(t, err)
		for _, facts := range ways(conditions) {
			require.Len(t, course.Walk(facts).Places, len(d.Questions))
		}
		if _, err := branch.Compile(d); err == nil {
			require.Equal(t, d, branch.Onward(d), "nothing else is left out")
		}
	})
}

func TestAQuestionIsUnreachableJustWhenNoAnswersLeadToIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, conditions := graphs(t, onward)
		course, err := branch.Compile(d)
		require.NoError(t, err)
		reached := make([]bool, len(d.Questions))
		for _, facts := range ways(conditions) {
			for i, place := range course.Walk(facts).Places {
				reached[i] = reached[i] || place == branch.On
			}
		}
		wrong := branch.Check(d)
		for i := range d.Questions {
			said := slices.ContainsFunc(wrong, func(e app.FieldError) bool {
				return e.Code == "unreachable" && e.Field == fmt.Sprintf("questions.%d", i)
			})
			require.Equal(t, reached[i], !said, "question %d of %+v", i, d.Questions)
		}
	})
}

func TestAQuizHasADeadEndJustWhenNothingNeedHaveWeighed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, conditions := graphs(t, onward)
		d.Endings = []app.Ending{{Key: "only"}}
		for i := range d.Questions {
			if rapid.IntRange(0, 2).Draw(t, "weighs") == 0 {
				d.Questions[i].If = nil // one that may be skipped counts as weighing
				d.Questions[i].Options = []app.Option{{Key: "x", Weights: map[string]int{"only": 1}}}
			}
		}
		course, err := branch.Compile(d)
		require.NoError(t, err)
		dead := false
		for _, facts := range ways(conditions) {
			weighed := false
			for i, place := range course.Walk(facts).Places {
				weighed = weighed || place == branch.On && d.Questions[i].Options != nil
			}
			dead = dead || !weighed
		}
		said := slices.ContainsFunc(branch.Check(d), func(e app.FieldError) bool { return e.Code == "dead_end" })
		require.Equal(t, dead, said, "%+v", d.Questions)
	})
}

func TestADocumentWithoutBoundsIsCheckedWithinThem(t *testing.T) {
	t.Parallel()
	var d app.Document
	for i := range 10_000 {
		q := app.Question{Key: fmt.Sprintf("q%d", i), If: app.Rule(strings.Repeat("[", 9000))}
		d.Questions = append(d.Questions, q)
	}
	require.Len(t, branch.Check(d), 50)
}
