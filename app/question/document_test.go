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
		{"the key of what our blocks know", func(d *app.Document) { d.Questions[0].Key = app.KnownKey }, "questions.0.key reserved"},
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
		{"an image without encryption", func(d *app.Document) {
			d.Questions[0].Options[1].Image = "http://cdn.example/a.jpg"
		}, "questions.0.options.1.image format"},
		{"a product that is an address", func(d *app.Document) {
			d.Questions[0].Options[1].Product = "https://shop.example/products/a"
		}, "questions.0.options.1.product format"},
		{"a hint in one language only", func(d *app.Document) {
			d.Questions[0].Options[1].Hint = app.Text{"en": "Somebody you know"}
		}, "questions.0.options.1.hint.sv required"},
		{"what she gets in one language only", func(d *app.Document) {
			d.Questions[0].Get = app.Text{"sv": "Bättre tips"}
		}, "questions.0.get.en required"},
		{"a long word for its use", func(d *app.Document) {
			d.Questions[0].Use = app.Text{"en": long, "sv": "x"}
		}, "questions.0.use.en too_long"},
		{"no words for a scale's end", func(d *app.Document) {
			d.Questions[0] = app.Question{Key: "stars", Type: "rating", Prompt: d.Questions[0].Prompt, Low: app.Text{"en": "Poor"}}
		}, "questions.0.low.sv required"},
		{"a day part without a label", func(d *app.Document) {
			d.Questions[0] = app.Question{Key: "slot", Type: "delivery_slot", Prompt: d.Questions[0].Prompt, Parts: []app.Option{{Key: "a"}, {Key: "b"}}}
		}, "questions.0.parts.1.label.sv required"},
		{"kept for more than ten years", func(d *app.Document) { d.Questions[0].KeepDays = 3651 }, "questions.0.keep_days range"},
		{"a half-life in the past", func(d *app.Document) { d.Questions[0].HalfLife = -1 }, "questions.0.half_life range"},
		{"a quota below none", func(d *app.Document) { d.Questions[0].Quota = -1 }, "questions.0.quota range"},
		{"an endless priority", func(d *app.Document) { d.Questions[0].Priority = 1001 }, "questions.0.priority range"},
		{"a survey's endless priority", func(d *app.Document) { d.Priority = -1001 }, "priority range"},
		{"an hour of her time", func(d *app.Document) { d.Questions[0].Seconds = 3600 }, "questions.0.seconds range"},
		{"a purpose with spaces", func(d *app.Document) { d.Questions[0].Purpose = "to sell" }, "questions.0.purpose format"},
		{"an unknown way to ask anew", func(d *app.Document) { d.Questions[0].Again = &app.Again{Mode: "often"} }, "questions.0.again.mode unknown"},
		{"every day without days", func(d *app.Document) { d.Questions[0].Again = &app.Again{Mode: app.AgainEvery} }, "questions.0.again.days range"},
		{"asked too often", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainUntil, Times: 101}
		}, "questions.0.again.times range"},
		{"until it is answered, no number of times", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainUntil, Days: 7}
		}, "questions.0.again.times range"},
		{"every so often, but so many times", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainEvery, Days: 7, Times: 2}
		}, "questions.0.again.times not_allowed"},
		{"once after days", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainOnce, Days: 7}
		}, "questions.0.again.days not_allowed"},
		{"once so many times", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainOnce, Times: 2}
		}, "questions.0.again.times not_allowed"},
		{"always after days", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainEvergreen, Days: 7}
		}, "questions.0.again.days not_allowed"},
		{"always so many times", func(d *app.Document) {
			d.Questions[0].Again = &app.Again{Mode: app.AgainEvergreen, Times: 2}
		}, "questions.0.again.times not_allowed"},
		{"too many branches", func(d *app.Document) { d.Questions[0].Next = make([]app.Branch, 21) }, "questions.0.next count"},
		{"a weight for no ending", func(d *app.Document) {
			d.Questions[0].Options[0].Weights = map[string]int{"cosy": 1}
		}, "questions.0.options.0.weights unknown"},
		{"too great a weight", func(d *app.Document) {
			d.Endings = []app.Ending{{Key: "cosy", Title: d.Thanks}}
			d.Questions[0].Options[0].Weights = map[string]int{"cosy": 11}
		}, "questions.0.options.0.weights range"},
		{"two endings of one key", func(d *app.Document) {
			d.Endings = []app.Ending{{Key: "cosy", Title: d.Thanks}, {Key: "cosy", Title: d.Thanks}}
		}, "endings.1.key taken"},
		{"an ending without a title", func(d *app.Document) { d.Endings = []app.Ending{{Key: "cosy"}} }, "endings.0.title.en required"},
		{"an ending with a strange key", func(d *app.Document) { d.Endings = []app.Ending{{Key: "A b"}} }, "endings.0.key format"},
		{"an ending's image in the page", func(d *app.Document) {
			d.Endings = []app.Ending{{Key: "cosy", Title: d.Thanks, Image: "data:image/png;base64,x"}}
		}, "endings.0.image format"},
		{"an ending with an empty product", func(d *app.Document) {
			d.Endings = []app.Ending{{Key: "cosy", Title: d.Thanks, Products: []string{"sock", ""}}}
		}, "endings.0.products.1 format"},
		{"too many endings", func(d *app.Document) { d.Endings = make([]app.Ending, 21) }, "endings count"},
		{"a sample of more than all", func(d *app.Document) { d.Sample.Percent = 101 }, "sample.percent range"},
		{"a holdout of most", func(d *app.Document) { d.Sample.Holdout = 51 }, "sample.holdout range"},
		{"a poll that tells on one", func(d *app.Document) { d.Poll = &app.Poll{Least: 1} }, "poll.least range"},
		{"a reward with spaces", func(d *app.Document) { d.Reward = "ten percent" }, "reward format"},
		{"an email address as a tag", func(d *app.Document) {
			d.Questions[0] = app.Question{Key: "mail", Type: "email", Prompt: d.Questions[0].Prompt, Mapping: app.WriteBack{Tag: true}}
		}, "questions.0.mapping.tag not_allowed"},
		{"two names that mean the same", func(d *app.Document) {
			d.Questions[0].Other.Names = []app.Canonical{{Name: "Hard Fork"}, {Name: "Soft Fork", Aliases: []string{"hard-fork"}}}
		}, "questions.0.other.names.1.aliases taken"},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			d := document()
			one.change(&d)
			var found []string
			for _, p := range append(question.CheckDocument(d), question.CheckComplete(d)...) {
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

// A draft may be kept half translated; nobody is shown it before it is whole.
func TestADraftMayLackWhatItsOtherLanguagesSay(t *testing.T) {
	t.Parallel()
	d := document()
	d.Questions[0].Prompt = app.Text{"en": "How?"}
	d.Thanks = app.Text{"en": "Thank you"}
	require.Empty(t, question.CheckDocument(d))
	require.Subset(t, question.CheckComplete(d), []app.FieldError{
		{Field: "questions.0.prompt.sv", Code: "required", Message: "Question source: this text is missing in sv."},
		{Field: "thanks.sv", Code: "required", Message: "This text is missing in sv."},
	})
	d.Questions[0].Prompt = app.Text{"sv": "Hur?"}
	require.Equal(t, []app.FieldError{
		{Field: "questions.0.prompt.en", Code: "required", Message: "Question source: this text is missing in en."},
	}, question.CheckDocument(d), "the others fall back to the first language")
}

func TestAProblemNamesItsQuestionAndItsLanguage(t *testing.T) {
	t.Parallel()
	d := document()
	d.Questions[0].Options[1].Label["sv"] = strings.Repeat("å", 121)
	d.Questions[0].Other.Label["en"] = "Any\x07"
	d.Questions[0].Prompt["pl"], d.Questions[0].Prompt["da"] = "Jak?", "Hvordan?"
	require.Equal(t, []app.FieldError{
		{Field: "questions.0.prompt", Code: "unknown_language", Message: `Question source: there is a text in "pl", a language the survey does not have.`},
		{Field: "questions.0.other.label.en", Code: "characters", Message: "Question source: control characters are not allowed in en."},
		{Field: "questions.0.options.1.label.sv", Code: "too_long", Message: "Question source: at most 120 characters in sv."},
	}, question.CheckDocument(d))
}

func TestADocumentWithEverythingHasNoProblems(t *testing.T) {
	t.Parallel()
	say := app.Text{"en": "x", "sv": "x"}
	d := document()
	d.Endings = []app.Ending{{Key: "cosy", Title: say, Text: say, Image: "https://cdn.example/a.jpg", Products: []string{"sock"}, Collections: []string{"wool"}}}
	d.Sample, d.Priority, d.Reward, d.Poll = app.Sample{Percent: 50, Holdout: 10}, 10, "ten-percent", &app.Poll{Least: 20}
	q := &d.Questions[0]
	q.Why, q.Get, q.Use, q.KeepDays = say, say, say, 365
	q.Shuffle, q.Seconds, q.Quota, q.Priority, q.HalfLife = true, 4.5, 1000, -5, 180
	q.Sensitive, q.Consent, q.Purpose, q.Again = true, "agreed", "gift_giving", &app.Again{Mode: app.AgainEvery, Days: 90}
	q.Other.Names = []app.Canonical{{Name: "Hard Fork", Aliases: []string{"hardfork"}}}
	q.Options[0] = app.Option{
		Key: "podcast", Label: say, Hint: say, Image: "https://cdn.example/a.jpg", Pinned: true,
		Weights: map[string]int{"cosy": -10}, Product: "sock", Collection: "wool",
	}
	require.Empty(t, question.CheckDocument(d))
	require.Empty(t, question.Missing(d))
	require.Empty(t, question.CheckComplete(d))
}

func TestEveryWayToAskAnewMayBeChosen(t *testing.T) {
	t.Parallel()
	for _, again := range []app.Again{
		{Mode: app.AgainOnce},
		{Mode: app.AgainEvergreen},
		{Mode: app.AgainEvery, Days: 1},
		{Mode: app.AgainUntil, Times: 1},
		{Mode: app.AgainUntil, Times: 3, Days: 7},
	} {
		d := document()
		d.Questions[0].Again = &again
		require.Empty(t, question.CheckDocument(d), again)
	}
}
