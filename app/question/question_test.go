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
		Form   []string // the fields of a form without scripts that mean the answer
		Other  string   // and what is written beside them
		Forged bool     // no form of ours has such fields
	}
}

func read(t testing.TB, file string) fixture {
	t.Helper()
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	var f fixture
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&f), file)
	return f
}

func TestEveryTypeKeepsItsFixtures(t *testing.T) {
	t.Parallel()
	for file, f := range fixtures(t) {
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
				require.Equal(t, kind.Kind(f.Question), value.Kind)
				require.Equal(t, canonical(t, one.Value), string(value.JSON))
			})
		}
	}
}

// canonical is JSON in one spelling, its numbers as they are written.
func canonical(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	require.NoError(t, d.Decode(&v))
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(v))
	return string(bytes.TrimSpace(b.Bytes()))
}

func TestEveryTypeHasFixturesOfDefinitionsAnswersAndForms(t *testing.T) {
	t.Parallel()
	for _, name := range question.Names() {
		files, err := filepath.Glob("testdata/" + name + "/*.json")
		require.NoError(t, err)
		var problems, values, errors, forms int
		for _, file := range files {
			f := read(t, file)
			problems += len(f.Problems)
			for _, one := range f.Cases {
				switch {
				case one.Error != "":
					errors++
				case string(one.Value) != "null":
					values++
				}
				if one.Form != nil {
					forms++
				}
			}
		}
		require.Positive(t, problems, name)
		require.Positive(t, values, name)
		require.Positive(t, errors, name)
		require.Positive(t, forms, name)
	}
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
