package question_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// fixture is one file of testdata: a definition, what is wrong with it, and
// what becomes of answers to it.
type fixture struct {
	Question app.Question
	Problems []struct{ Field, Code string }
	Cases    []struct {
		Name   string
		Answer json.RawMessage
		Value  json.RawMessage
		Error  string
	}
}

func TestEveryTypeKeepsItsFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		var f fixture
		require.NoError(t, json.Unmarshal(raw, &f), file)
		kind, known := question.Find(f.Question.Type)
		require.True(t, known, file)
		require.Equal(t, filepath.Base(filepath.Dir(file)), kind.Name())

		t.Run(file+" definition", func(t *testing.T) {
			t.Parallel()
			var found []struct{ Field, Code string }
			for _, p := range kind.Check(f.Question) {
				found = append(found, struct{ Field, Code string }{p.Field, p.Code})
			}
			require.ElementsMatch(t, f.Problems, found)
		})
		for _, one := range f.Cases {
			t.Run(file+" "+one.Name, func(t *testing.T) {
				t.Parallel()
				value, err := question.Parse(f.Question, one.Answer)
				if one.Error != "" {
					require.True(t, app.Is(err, app.Invalid))
					require.Equal(t, one.Error, question.Problem(err, "a").Code)
					return
				}
				require.NoError(t, err)
				if string(one.Value) == "null" {
					require.Zero(t, value)
					return
				}
				require.Equal(t, kind.Kind(), value.Kind)
				require.Equal(t, canonical(t, one.Value), string(value.JSON))
			})
		}
	}
}

func canonical(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(raw, &v))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(v))
	return string(bytes.TrimSpace(b.Bytes()))
}

func TestACanonicalValueParsesToItself(t *testing.T) {
	t.Parallel()
	q := app.Question{
		Type:    "multiple_choice",
		Options: []app.Option{{Key: "a"}, {Key: "b"}},
		Other:   &app.Other{},
	}
	once, err := question.Parse(q, json.RawMessage(`[{"other":" x "},"b","a","b"]`))
	require.Error(t, err, "four answers to two options and a write-in")
	require.Zero(t, once)
	once, err = question.Parse(q, json.RawMessage(`[{"other":" x "},"b","a"]`))
	require.NoError(t, err)
	twice, err := question.Parse(q, once.JSON)
	require.NoError(t, err)
	require.Equal(t, once, twice)
}

func TestAnUnknownTypeCannotBeAnswered(t *testing.T) {
	t.Parallel()
	_, err := question.Parse(app.Question{Type: "telepathy"}, json.RawMessage(`"x"`))
	require.Equal(t, "unknown_type", question.Problem(err, "a").Code)
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`"a"`, `["a",{"other":"x"}]`, `{"other":"x"}`, `null`, `[[[]]]`, `"\ud800"`, `1e999`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, kind := range []string{"single_choice", "multiple_choice", "text"} {
			q := app.Question{Type: kind, Options: []app.Option{{Key: "a"}, {Key: "b"}}, Other: &app.Other{}}
			value, err := question.Parse(q, raw)
			if err != nil {
				require.True(t, app.Is(err, app.Invalid))
				continue
			}
			if value.JSON != nil {
				again, err := question.Parse(q, value.JSON)
				require.NoError(t, err)
				require.Equal(t, value, again)
			}
		}
	})
}
