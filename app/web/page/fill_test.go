package page

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func TestAnAnswerFilledInReadsAsTheSameAnswer(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../question/testdata/*/*.json")
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		var fixture struct {
			Question app.Question
			Cases    []struct {
				Name  string
				Value json.RawMessage
			}
		}
		require.NoError(t, json.Unmarshal(raw, &fixture), file)
		q := fixture.Question
		for _, one := range fixture.Cases {
			if len(one.Value) == 0 || string(one.Value) == "null" {
				continue
			}
			seen[q.Type] = true
			form := url.Values{}
			Fill(form, q, one.Value)
			read := Answers(form, func(string) (app.Question, bool) { return q, true })
			value, err := question.Parse(q, read[q.Key])
			name := file + " " + one.Name + " " + form.Encode()
			require.NoError(t, err, name)
			require.JSONEq(t, string(one.Value), string(value.JSON), name)
		}
	}
	require.Len(t, seen, len(question.Names()))
}

func FuzzAForm(f *testing.F) {
	f.Add("answers[a]=moka&other[a]=x&shown=a+b&version=1&id=1")
	f.Add("answers[b]=--11&answers[b]=-22&answers[c]=part:evening&answers[c]=place:door")
	f.Add("answers[]=x&answers[a=1&answers[[a]]=%ff%00&other[zz]=%F0%9F%8D%8B")
	d := app.Document{Languages: []string{"en"}}
	for _, name := range question.Names() {
		key := string(rune('a' + len(d.Questions)))
		d.Questions = append(d.Questions, app.Question{
			Key: key, Type: name, Prompt: app.Text{"en": "?"}, Options: []app.Option{{Key: "moka"}, {Key: "door"}},
			Parts: []app.Option{{Key: "evening"}}, Other: &app.Other{Label: app.Text{"en": "Else"}},
		})
	}
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		sub := Submission(form, app.Version{Document: d, Version: 1})
		for key, raw := range sub.Answers {
			require.True(t, json.Valid(raw), "%q is %q", key, raw)
			q, known := d.Question(key)
			if !known {
				continue
			}
			value, err := question.Parse(q, raw)
			if err != nil || value.JSON == nil {
				continue
			}
			again := url.Values{}
			Fill(again, q, value.JSON)
			same, err := question.Parse(q, Answers(again, d.Question)[key])
			require.NoError(t, err, "%s", value.JSON)
			require.JSONEq(t, string(value.JSON), string(same.JSON))
		}
		s := Sheet{Lang: "en", Locale: "en", Fallback: "en", Said: form}
		_, err = Draw(pages, "page.html", Page{Lang: "en", Form: s.Again("x", d, sub, app.InvalidFields([]app.FieldError{{Field: "answers.a", Code: "range"}}))})
		require.NoError(t, err)
	})
}

func TestAFormTellsInWhichOrderOptionsStood(t *testing.T) {
	t.Parallel()
	options := []app.Option{{Key: "a"}, {Key: "b"}, {Key: "c"}}
	d := app.Document{Questions: []app.Question{{Key: "q", Type: "single_choice", Options: options, Other: &app.Other{}}, {Key: "free", Type: "text"}}}
	usual := []string{"a", "b", "c", "other"}
	for said, want := range map[string][]string{
		"c a b other": {"c", "a", "b", "other"}, " other\tc b a ": {"other", "c", "b", "a"},
		"": usual, "c a b": usual, "c a b b": usual, "c a b other d": usual, "a a b other": usual, "c,a,b,other": usual,
	} {
		sub := Submission(url.Values{"options[q]": {said}, "options[free]": {"x"}, "options[none]": {"y"}}, app.Version{Document: d, Version: 1})
		require.Equal(t, []app.Shown{{Question: "q", Options: want}, {Question: "free"}}, sub.Shown, said)
	}
}
