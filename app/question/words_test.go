package question_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func TestTheMissingTextsAreToldByLanguage(t *testing.T) {
	t.Parallel()
	d := document()
	owed := []string{"questions.0.why", "questions.0.get", "questions.0.use"}
	require.Equal(t, map[string][]string{"en": owed, "sv": owed}, question.Missing(d))

	full := app.Text{"en": "x", "sv": "x"}
	d.Questions[0].Why, d.Questions[0].Get, d.Questions[0].Use = full, full, full
	require.Empty(t, question.Missing(d))

	d.Questions[0].Options[1].Label = app.Text{"en": "A friend", "sv": " "}
	d.Questions[0].Options[1].Hint = app.Text{"sv": "Någon du känner"}
	d.Questions[0].Other.Label = app.Text{"sv": "Annat"}
	d.Endings = []app.Ending{{Key: "cosy", Title: app.Text{"en": "Cosy"}}}
	d.Thanks = app.Text{"en": "Thank you"}
	require.Equal(t, map[string][]string{
		"en": {"questions.0.other.label", "questions.0.options.1.hint"},
		"sv": {"questions.0.options.1.label", "endings.0.title", "thanks"},
	}, question.Missing(d))

	d.Languages = append(d.Languages, "pl")
	require.Len(t, question.Missing(d)["pl"], 10)
}
