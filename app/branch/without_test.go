package branch_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

func TestALeftOutQuestionIsPassedAsIfItsConditionDidNotHold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "questions")
		var d app.Document
		out := map[string]bool{}
		for i := range n {
			q := app.Question{Key: fmt.Sprintf("q%d", i)}
			out[q.Key] = rapid.Bool().Draw(t, "out")
			if i < n-1 && rapid.Bool().Draw(t, "leads on") {
				q.Next = []app.Branch{{To: fmt.Sprintf("q%d", rapid.IntRange(i+1, n-1).Draw(t, "to"))}}
			}
			d.Questions = append(d.Questions, q)
		}
		before := fmt.Sprint(d)
		closed := d
		closed.Questions = slices.Clone(d.Questions)
		for i, q := range closed.Questions {
			if out[q.Key] {
				closed.Questions[i].If = app.Rule(`{"==":[1,2]}`)
			}
		}
		left := branch.Without(d, func(q app.Question) bool { return out[q.Key] })
		require.Equal(t, way(t, closed), way(t, left))
		require.Equal(t, before, fmt.Sprint(d), "the document itself stays")
	})
}

// way are the questions on the path of a document, by key.
func way(t require.TestingT, d app.Document) []string {
	course, err := branch.Compile(d)
	require.NoError(t, err)
	keys := []string{}
	for _, i := range course.Walk(rule.Known(nil)).Open(func(int) bool { return false }) {
		keys = append(keys, d.Questions[i].Key)
	}
	return keys
}
