package question_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// incomplete is a document and the texts it lacks. The editor's tests read the same
// file.
type incomplete struct {
	Name     string
	Document app.Document
	Missing  map[string][]question.Gap
}

func TestTheMissingTextsAreToldByLanguage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/missing.json")
	require.NoError(t, err)
	var all []incomplete
	require.NoError(t, json.Unmarshal(text, &all))
	for _, one := range all {
		t.Run(one.Name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, one.Missing, question.Missing(one.Document))
			var paths, refused []string
			for lang, gaps := range one.Missing {
				for _, gap := range gaps {
					paths = append(paths, gap.Path+"."+lang)
				}
			}
			for _, e := range question.CheckComplete(one.Document) {
				require.Equal(t, "required", e.Code)
				refused = append(refused, e.Field)
			}
			require.ElementsMatch(t, paths, refused, "and each keeps it from being published")
		})
	}
}

func TestAMissingTextNamesItsQuestionAndItsLanguage(t *testing.T) {
	t.Parallel()
	d := document()
	say := app.Text{"en": "x", "sv": "x"}
	require.Empty(t, question.CheckDocument(d), "a draft may be kept without")
	d.Questions[0].Why, d.Questions[0].Get = say, say
	d.Thanks = app.Text{"en": "Thank you"}
	require.Equal(t, []app.FieldError{
		{Field: "questions.0.use.en", Code: "required", Message: "Question source: tell the shopper how the answer is used, in en."},
		{Field: "questions.0.use.sv", Code: "required", Message: "Question source: tell the shopper how the answer is used, in sv."},
		{Field: "thanks.sv", Code: "required", Message: "This text is missing in sv."},
	}, question.CheckComplete(d))

	d.Questions[0].Why, d.Questions[0].Get, d.Questions[0].Use = nil, nil, say
	require.Equal(t, []string{
		"Question source: tell the shopper why you ask, in en.", "Question source: tell the shopper why you ask, in sv.",
		"Question source: tell the shopper what they get for it, in en.", "Question source: tell the shopper what they get for it, in sv.",
	}, messages(question.CheckComplete(d))[:4])
}

func messages(wrong []app.FieldError) (all []string) {
	for _, e := range wrong {
		all = append(all, e.Message)
	}
	return all
}

func TestAnEmptyDocumentOfManyLanguagesLacksFiftyTextsAtMost(t *testing.T) {
	t.Parallel()
	d := app.Document{Languages: strings.Split(strings.Repeat("en,", 10_000), ",")}
	for range 10_000 {
		d.Questions = append(d.Questions, app.Question{})
	}
	require.Len(t, question.CheckComplete(d), 50)
}
