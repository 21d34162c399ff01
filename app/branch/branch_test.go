package branch_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/rule"
)

// walked is one document and the ways through it. The blocks' tests read the same
// files.
type walked struct {
	Document app.Document `json:"document"`
	Cases    []struct {
		Name    string          `json:"name"`
		Facts   map[string]any  `json:"facts"`
		Done    []string        `json:"done"`
		Path    []string        `json:"path"`
		Open    []string        `json:"open"`
		Ending  string          `json:"ending"`
		Outcome *branch.Outcome `json:"outcome"`
	} `json:"cases"`
}

func load[T any](t *testing.T, file string) T {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var v T
	require.NoError(t, json.Unmarshal(data, &v), file)
	return v
}

func TestEveryWayGoesAsItsFixtureSays(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/walks/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		f := load[walked](t, file)
		course, err := branch.Compile(f.Document)
		require.NoError(t, err, file)
		require.Empty(t, branch.Check(f.Document), file)
		for _, one := range f.Cases {
			t.Run(filepath.Base(file)+"/"+one.Name, func(t *testing.T) {
				t.Parallel()
				facts := rule.Known(one.Facts)
				p := course.Walk(facts)
				keys := func(places []int) []string {
					all := []string{}
					for _, i := range places {
						all = append(all, f.Document.Questions[i].Key)
					}
					return all
				}
				require.Equal(t, one.Path, keys(p.Open(func(int) bool { return false })))
				require.Equal(t, one.Open, keys(p.Open(func(i int) bool {
					return slices.Contains(one.Done, f.Document.Questions[i].Key)
				})))
				require.Equal(t, one.Ending, p.Ending)
				outcome := course.Outcome(p, facts)
				if one.Outcome == nil {
					require.Zero(t, outcome)
					return
				}
				require.Equal(t, *one.Outcome, outcome)
			})
		}
	}
}

func TestWhatIsWrongWithAWayIsNamed(t *testing.T) {
	t.Parallel()
	type problem struct{ Field, Code string }
	for _, f := range load[[]struct {
		Name     string       `json:"name"`
		Document app.Document `json:"document"`
		Problems []problem    `json:"problems"`
	}](t, "testdata/checks.json") {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			found := []problem{}
			for _, e := range branch.Check(f.Document) {
				found = append(found, problem{e.Field, e.Code})
				require.NotEmpty(t, e.Message)
			}
			require.Equal(t, f.Problems, found)
		})
	}
}

func TestAProblemNamesItsQuestion(t *testing.T) {
	t.Parallel()
	d := app.Document{Questions: []app.Question{
		{Key: "first", Next: []app.Branch{{To: "nowhere"}}},
		{Key: "second", If: app.Rule(`{"==":[{"var":"answers.first"}]}`)},
		{Key: "third", Doubt: app.Rule(`{"==":[{"var":"bought.colour"},"red"]}`)},
	}}
	require.Equal(t, []app.FieldError{
		{Field: "questions.2.doubt.==.0.var", Code: "unknown_fact", Message: `Question "third": There is no fact "bought.colour".`},
		{Field: "questions.0.next.0.to", Code: "unknown", Message: `Question "first" leads to "nowhere", and there is no such question.`},
		{Field: "questions.1.if.==", Code: "arguments", Message: `Question "second": "==" takes 2 arguments.`},
	}, branch.Check(d))
	_, err := branch.Compile(d)
	require.True(t, app.Is(err, app.Invalid))
}

func TestADoubtIsDecidedWithoutAVisit(t *testing.T) {
	t.Parallel()
	d := app.Document{Questions: []app.Question{
		{Key: "drink", Doubt: app.Rule(`{"and":[{"in":["tea",{"var":"bought.types"}]},{"==":[{"var":"answers.drink"},"coffee"]}]}`)},
		{Key: "shop", Doubt: app.Rule(`{"or":[{"==":[{"var":"visit.device"},"phone"]},{">":[{"var":"cart.value"},5]}]}`)},
	}}
	require.Equal(t, []app.FieldError{
		{Field: "questions.1.doubt", Code: "unknown_fact", Message: `Question "shop": visit.device is known during a visit only, and a doubt is not raised in one.`},
		{Field: "questions.1.doubt", Code: "unknown_fact", Message: `Question "shop": cart.value is known during a visit only, and a doubt is not raised in one.`},
	}, branch.Check(d))
}

func TestAWaySaysWhyAQuestionIsOffIt(t *testing.T) {
	t.Parallel()
	d := app.Document{Questions: []app.Question{
		{Key: "aa", Next: []app.Branch{{If: app.Rule(`{"==":[{"var":"answers.aa"},"x"]}`), To: "cc"}}},
		{Key: "bb"},
		{Key: "cc", If: app.Rule(`{"var":"shopper.known"}`)},
		{Key: "dd", Next: []app.Branch{{To: "end"}}},
		{Key: "ee"},
	}}
	course, err := branch.Compile(d)
	require.NoError(t, err)
	p := course.Walk(rule.Known(map[string]any{"answers.aa": "x"}))
	require.Equal(t, []branch.Place{branch.On, branch.Past, branch.Unmet, branch.On, branch.Past}, p.Places)
	require.Equal(t, []int{-1, 0, -1, -1, 3}, p.Past)
	require.Equal(t, 3, p.By)
	require.Equal(t, "shopper.known", course.Condition(2).String())
}
