package question_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

func document() app.Document {
	return app.Document{
		Handle:     "how-did-you-hear",
		Title:      "How did you hear about us?",
		Languages:  []string{"en", "sv"},
		Placements: []app.Surface{app.SurfaceThankYou},
		Questions: []app.Question{{
			Key: "source", Type: "single_choice",
			Prompt: app.Text{"en": "How did you hear about us?", "sv": "Hur hittade du oss?"},
			Options: []app.Option{
				{Key: "podcast", Label: app.Text{"en": "A podcast", "sv": "En podd"}},
				{Key: "friend", Label: app.Text{"en": "A friend", "sv": "En vän"}},
			},
			Other: &app.Other{Label: app.Text{"en": "Other", "sv": "Annat"}},
		}},
		Thanks: app.Text{"en": "Thank you", "sv": "Tack"},
	}
}

func TestAGoodDocumentHasNoProblems(t *testing.T) {
	t.Parallel()
	require.Empty(t, question.CheckDocument(document()))
}

func TestEveryProblemOfADocumentIsNamed(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 501)
	for _, one := range []struct {
		name   string
		change func(d *app.Document)
		want   string
	}{
		{"no handle", func(d *app.Document) { d.Handle = "" }, "handle format"},
		{"a handle with a slash", func(d *app.Document) { d.Handle = "a/b" }, "handle format"},
		{"a handle that ends in a hyphen", func(d *app.Document) { d.Handle = "a-" }, "handle format"},
		{"a long title", func(d *app.Document) { d.Title = long }, "title too_long"},
		{"a NUL in the title", func(d *app.Document) { d.Title = "a\x00b" }, "title characters"},
		{"invalid UTF-8", func(d *app.Document) { d.Title = "a\xffb" }, "title characters"},
		{"a strange language", func(d *app.Document) { d.Languages[1] = "Svenska!" }, "languages.1 format"},
		{"a language twice", func(d *app.Document) { d.Languages = []string{"en", "sv", "en"} }, "languages.2 taken"},
		{"an unknown place", func(d *app.Document) { d.Placements = []app.Surface{"moon"} }, "placements.0 unknown"},
		{"a place twice", func(d *app.Document) {
			d.Placements = []app.Surface{app.SurfaceTheme, app.SurfaceTheme}
		}, "placements.1 taken"},
		{"no question", func(d *app.Document) { d.Questions = nil }, "questions count"},
		{"too many questions", func(d *app.Document) {
			first := d.Questions[0]
			d.Questions = nil
			for i := range 51 {
				first.Key = fmt.Sprintf("q%d", i)
				d.Questions = append(d.Questions, first)
			}
		}, "questions count"},
		{"a one-letter key", func(d *app.Document) { d.Questions[0].Key = "s" }, "questions.0.key format"},
		{"a key with a hyphen", func(d *app.Document) { d.Questions[0].Key = "the-source" }, "questions.0.key format"},
		{"a key twice", func(d *app.Document) { d.Questions = append(d.Questions, d.Questions[0]) }, "questions.1.key taken"},
		{"an unknown type", func(d *app.Document) { d.Questions[0].Type = "mood" }, "questions.0.type unknown"},
		{"a prompt missing in one language", func(d *app.Document) {
			d.Questions[0].Prompt = app.Text{"en": "How?"}
		}, "questions.0.prompt.sv required"},
		{"a long prompt", func(d *app.Document) { d.Questions[0].Prompt["en"] = long }, "questions.0.prompt.en too_long"},
		{"thanks in one language only", func(d *app.Document) { d.Thanks = app.Text{"en": "Thank you"} }, "thanks.sv required"},
		{"a language the survey does not have", func(d *app.Document) {
			d.Thanks["pl"] = "Dziękujemy"
		}, "thanks unknown_language"},
		{"an option without a label", func(d *app.Document) {
			d.Questions[0].Options[1].Label = nil
		}, "questions.0.options.1.label.en required"},
		{"a bad option key", func(d *app.Document) {
			d.Questions[0].Options[1].Key = "A friend"
		}, "questions.0.options.1.key format"},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			d := document()
			one.change(&d)
			var found []string
			for _, p := range question.CheckDocument(d) {
				require.NotEmpty(t, p.Message)
				found = append(found, p.Field+" "+p.Code)
			}
			require.Contains(t, found, one.want)
		})
	}
}

func TestAHopelessDocumentNamesFiftyProblemsAtMost(t *testing.T) {
	t.Parallel()
	d := app.Document{Languages: []string{"en"}}
	for range 5_000 {
		d.Questions = append(d.Questions, app.Question{})
		d.Languages = append(d.Languages, "")
	}
	require.LessOrEqual(t, len(question.CheckDocument(d)), 50)
}
