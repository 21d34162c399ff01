package question_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// fixtures are all fixture files by path.
func fixtures(tb testing.TB) map[string]fixture {
	tb.Helper()
	files, err := filepath.Glob("testdata/*/*.json")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	all := map[string]fixture{}
	for _, file := range files {
		all[file] = read(tb, file)
	}
	return all
}

func FuzzParse(f *testing.F) {
	var questions []app.Question
	seen := map[string]bool{}
	for _, one := range fixtures(f) {
		for _, c := range one.Cases {
			f.Add([]byte(c.Answer))
		}
		if len(one.Problems) == 0 {
			questions = append(questions, one.Question)
			seen[one.Question.Type] = true
		}
	}
	require.Len(f, seen, len(question.Names()))
	for _, seed := range []string{`[[[]]]`, `"\ud800"`, `1e999`, `-0`, `{"part":null}`, `"--02-29"`, `"+"`, `"a@b"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, q := range questions {
			value, err := question.Parse(q, raw)
			if err != nil {
				require.True(t, app.Is(err, app.Invalid))
				continue
			}
			if value.JSON == nil {
				require.Zero(t, value)
				continue
			}
			require.True(t, json.Valid(value.JSON))
			again, err := question.Parse(q, value.JSON)
			require.NoError(t, err, "%s: %s", q.Type, value.JSON)
			require.Equal(t, value, again, q.Type)
			require.NotEmpty(t, question.Spoken(q, value, "en", "en"), q.Type)
		}
	})
}

func FuzzDocument(f *testing.F) {
	for _, one := range fixtures(f) {
		d := document()
		d.Questions = append(d.Questions, one.Question)
		raw, err := json.Marshal(d)
		require.NoError(f, err)
		f.Add(raw)
	}
	f.Add([]byte(`{"languages":["en"],"endings":[{"key":"a"}],"questions":[{"again":{"mode":"every"},"options":[{"weights":{"a":11,"b":1}}]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := question.ReadDocument(raw)
		if err != nil {
			return
		}
		wrong := question.CheckDocument(d)
		require.LessOrEqual(t, len(wrong), 50)
		require.Equal(t, wrong, question.CheckDocument(d), "the same twice")
		question.Missing(d)
		for _, q := range d.Questions[:min(len(d.Questions), question.MostQuestions)] {
			question.Arranged(q, question.Visit{Survey: d.Handle, Version: 1})
			_, _ = question.Parse(q, json.RawMessage(`{"other":"x"}`))
			question.MaxLength(q)
			question.Scale(q)
		}
	})
}

// slower is what the race detector and a busy machine may cost.
const slower = 10

func TestWhatIsFarTooLargeIsRefusedFast(t *testing.T) {
	t.Parallel()
	many := document()
	for i := range 10_000 {
		many.Questions[0].Options = append(many.Questions[0].Options, app.Option{Key: fmt.Sprint("o", i), Label: app.Text{"en": "x", "sv": "x"}})
	}
	crowded := document()
	crowded.Questions[0].Other.Names = make([]app.Canonical, 100_000)
	weighty := document()
	weighty.Questions[0].Options[0].Weights = map[string]int{}
	for i := range 10_000 {
		weighty.Questions[0].Options[0].Weights[fmt.Sprint(i)] = i
	}
	for name, refuse := range map[string]func() bool{
		"a document of 1 MB": func() bool {
			_, err := question.ReadDocument([]byte(`{"title":"` + strings.Repeat("x", 1<<20) + `"}`))
			return app.Is(err, app.TooLarge)
		},
		"rules 100,000 deep": func() bool {
			_, err := question.ReadDocument([]byte(`{"audience":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`))
			return app.Is(err, app.Invalid)
		},
		"10,000 options": func() bool { return len(question.CheckDocument(many)) == 1 },
		"100,000 names":  func() bool { return len(question.CheckDocument(crowded)) == 1 },
		"10,000 weights": func() bool { return len(question.CheckDocument(weighty)) == 1 },
		"an answer of 1 MB": func() bool {
			_, err := question.Parse(app.Question{Type: "text"}, json.RawMessage(`"`+strings.Repeat("x", 1<<20)+`"`))
			return question.Problem(err, "").Code == "too_long"
		},
		"answers 10,000 deep": func() bool {
			_, err := question.Parse(app.Question{Type: "ranking"}, json.RawMessage(strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)))
			return question.Problem(err, "").Code == "wrong_type"
		},
	} {
		start := time.Now()
		require.True(t, refuse(), name)
		require.Less(t, time.Since(start), 50*time.Millisecond*slower, name)
	}
}

func TestADocumentIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal(document())
	require.NoError(t, err)
	d, err := question.ReadDocument(raw)
	require.NoError(t, err)
	require.Equal(t, document(), d)
	for bad, want := range map[string]app.FieldError{
		``:                                    {Field: "", Code: "json", Message: "This is no survey in JSON: EOF."},
		`{"title":}`:                          {Field: "", Code: "json", Message: "This is no survey in JSON: invalid character '}' looking for beginning of value."},
		`[]`:                                  {Field: "", Code: "type", Message: "This does not fit here: array."},
		`{"handel":"x"}`:                      {Field: "handel", Code: "unknown", Message: `There is no field "handel".`},
		`{"questions":[{"promt":{}}]}`:        {Field: "promt", Code: "unknown", Message: `There is no field "promt".`},
		string(raw) + `{}`:                    {Field: "", Code: "json", Message: "Something follows the survey."},
		`{"questions":{}}`:                    {Field: "questions", Code: "type", Message: "This does not fit here: object."},
		`{"questions":[{"prompt":{"en":1}}]}`: {Field: "questions.prompt", Code: "type", Message: "This does not fit here: number."},
	} {
		_, err := question.ReadDocument([]byte(bad))
		var refused *app.Error
		require.ErrorAs(t, err, &refused, bad)
		require.Equal(t, []app.FieldError{want}, refused.Fields, bad)
	}
	for _, long := range []string{`{"%s":1}`, `{"priority":%s}`, `{"title":"\u0000","%s":{}}`} {
		_, err := question.ReadDocument([]byte(strings.ReplaceAll(long, "%s", strings.Repeat("9", 100_000))))
		require.Less(t, len(err.Error()), 1_000, long)
	}
}
