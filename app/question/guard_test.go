package question_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/branch"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/rule"
)

// guarded is a consent and the sensitive question it permits.
func guarded() app.Document {
	d := document()
	say := app.Text{"en": "May we ask how you vote?", "sv": "Får vi fråga hur du röstar?"}
	d.Questions = append(d.Questions,
		app.Question{Key: "vote_ok", Type: "consent", Prompt: say, Purpose: "research"},
		app.Question{Key: "vote", Type: "text", Prompt: say, Purpose: "research", Sensitive: true, Consent: "vote_ok"})
	return d
}

func TestASensitiveQuestionIsGuardedByItsConsent(t *testing.T) {
	t.Parallel()
	d := guarded()
	require.Empty(t, question.CheckDocument(d))
	require.Empty(t, question.CheckGuards(d))

	for name, one := range map[string]struct {
		change func(d *app.Document)
		want   string
	}{
		"no consent":             {func(d *app.Document) { d.Questions[2].Consent = "" }, "required"},
		"one that is not there":  {func(d *app.Document) { d.Questions[2].Consent = "nothing" }, "unknown"},
		"itself":                 {func(d *app.Document) { d.Questions[2].Consent = "vote" }, "unknown"},
		"no consent but a text":  {func(d *app.Document) { d.Questions[1].Type = "text" }, "not_a_consent"},
		"one for another use":    {func(d *app.Document) { d.Questions[1].Purpose = "marketing" }, "purpose"},
		"one for the usual use":  {func(d *app.Document) { d.Questions[1].Purpose = "" }, "purpose"},
		"any question that asks": {func(d *app.Document) { d.Questions[2].Sensitive, d.Questions[2].Purpose = false, "service" }, "purpose"},
	} {
		d := guarded()
		one.change(&d)
		wrong := question.CheckGuards(d)
		require.Len(t, wrong, 1, name)
		require.Equal(t, "questions.2.consent "+one.want, wrong[0].Field+" "+wrong[0].Code, name)
		require.Contains(t, wrong[0].Message, "Question vote: ")
		require.Empty(t, question.CheckDocument(d), "a draft may be kept without: %s", name)
	}

	d.Questions[1], d.Questions[2] = d.Questions[2], d.Questions[1]
	require.Equal(t, "unknown", question.CheckGuards(d)[0].Code, "the consent is asked for before")
}

func TestASensitiveAnswerIsNoTag(t *testing.T) {
	t.Parallel()
	d := guarded()
	d.Questions[2].Mapping.Tag = true
	wrong := question.CheckDocument(d)
	require.Len(t, wrong, 1)
	require.Equal(t, "questions.2.mapping.tag not_allowed", wrong[0].Field+" "+wrong[0].Code)
}

func TestOnlyAConsentSaysAChannel(t *testing.T) {
	t.Parallel()
	d := guarded()
	d.Questions[2].Channel = app.ChannelEmail
	d.Questions[2].Consent = "Not a key"
	var found []string
	for _, e := range question.CheckDocument(d) {
		found = append(found, e.Field+" "+e.Code)
	}
	require.ElementsMatch(t, []string{"questions.2.channel not_allowed", "questions.2.consent format"}, found)
}

func TestAGuardedQuestionIsAskedOnlyOfWhoHasAgreed(t *testing.T) {
	t.Parallel()
	for _, own := range []string{"", "null", `{"==":[{"var":"visit.country"},"SE"]}`} {
		d := guarded()
		d.Questions[2].If = app.Rule(own)
		asked := question.Guarded(d)
		require.Equal(t, own, string(d.Questions[2].If), "what was written stays as it is")
		require.Empty(t, branch.Check(asked))
		require.Equal(t, d.Questions[1], asked.Questions[1])

		when, err := rule.Parse(asked.Questions[2].If)
		require.NoError(t, err)
		for said, holds := range map[any]bool{true: true, false: false, nil: false, "true": false} {
			require.Equal(t, holds, when.Holds(rule.Known(map[string]any{"answers.vote_ok": said, "visit.country": "SE"})), "%v", said)
		}
		elsewhere := rule.Known(map[string]any{"answers.vote_ok": true, "visit.country": "NO"})
		require.Equal(t, len(own) < 5, when.Holds(elsewhere), "its own condition counts too")
	}
}
