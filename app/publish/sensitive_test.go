package publish_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/rule"
)

// private asks for a consent and then for what needs it.
func private(handle string) app.Document {
	d := document(handle)
	say := app.Text{"en": "What do you believe?", "sv": "Vad tror du på?"}
	d.Questions = append(d.Questions,
		told(app.Question{Key: "faith_ok", Type: "consent", Prompt: say, Purpose: "research"}),
		told(app.Question{Key: "faith", Type: "text", Prompt: say, Purpose: "research", Sensitive: true, Consent: "faith_ok", Mapping: app.WriteBack{Metafield: true}}),
		told(app.Question{Key: "how_long", Type: "number", Prompt: say, Purpose: "research", Sensitive: true, Consent: "faith_ok", Mapping: app.WriteBack{Metafield: true}}))
	return d
}

const believes = `{"==":[{"var":"answers.faith"},"the sea"]}`

// refusals are what keeps a draft from being published.
func refusals(t *testing.T, p *publish.Publisher, d app.Document) (list []string) {
	t.Helper()
	made := create(t, p, d)
	_, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	var refused *app.Error
	if errors.As(err, &refused) {
		require.Equal(t, app.Invalid, refused.Kind, "%v", err)
		for _, f := range refused.Fields {
			list = append(list, f.Field+" "+f.Code)
		}
		return list
	}
	require.NoError(t, err)
	return nil
}

func TestASensitiveQuestionIsPublishedOnlyWithItsConsent(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		change func(d *app.Document)
		want   string
	}{
		"without a consent":    {func(d *app.Document) { d.Questions[3].Consent = "" }, "questions.3.consent required"},
		"with one asked after": {func(d *app.Document) { d.Questions[2], d.Questions[4] = d.Questions[4], d.Questions[2] }, "questions.2.consent unknown"},
		"with no consent":      {func(d *app.Document) { d.Questions[3].Consent = "wish" }, "questions.3.consent not_a_consent"},
		"for another purpose":  {func(d *app.Document) { d.Questions[3].Purpose = "marketing" }, "questions.3.consent purpose"},
		"without its reason":   {func(d *app.Document) { d.Questions[2].Why = nil }, "questions.2.why.en required"},
		"with a quota":         {func(d *app.Document) { d.Questions[3].Quota = 10 }, "questions.3.quota sensitive"},
		"as an audience":       {func(d *app.Document) { d.Audience = app.Rule(believes) }, "audience sensitive"},
		"as a way": {func(d *app.Document) {
			d.Questions = append(d.Questions, after(d, app.Question{If: app.Rule(believes)}))
		}, "questions.5.if sensitive"},
		"as a branch": {func(d *app.Document) {
			d.Questions = append(d.Questions, after(d, app.Question{Next: []app.Branch{{If: app.Rule(believes), To: "end"}}}))
		}, "questions.5.next.0.if sensitive"},
		"as a doubt":            {func(d *app.Document) { d.Questions[1].Doubt = app.Rule(believes) }, "questions.1.doubt sensitive"},
		"under another consent": {otherConsent, "questions.6.if sensitive"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _, rung := publisher(t)
			d := private("private")
			one.change(&d)
			require.Contains(t, refusals(t, p, d), one.want)
			require.Zero(t, *rung)
		})
	}
}

// after is one more question with some of another.
func after(d *app.Document, q app.Question) app.Question {
	q.Key, q.Type, q.Prompt = "more", "text", d.Questions[0].Prompt
	return told(q)
}

// otherConsent has a sensitive question look at another that is asked under a
// consent of its own.
func otherConsent(d *app.Document) {
	guard := d.Questions[2]
	guard.Key = "more_ok"
	q := after(d, app.Question{Purpose: "research", Sensitive: true, Consent: "more_ok", If: app.Rule(believes)})
	d.Questions = append(d.Questions, guard, q)
}

func TestConsentIsWordedInEveryLanguage(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	d := private("private")
	d.Questions[2].Prompt = app.Text{"en": "May we ask?"}
	made, err := p.Create(t.Context(), demo, d)
	require.NoError(t, err, "a draft may be kept half translated")
	_, err = p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.ErrorContains(t, err, "questions.2.prompt.sv required")
	d = private("private")
	d.Questions[3].Mapping.Tag = true
	_, err = p.Create(t.Context(), demo, d)
	require.ErrorContains(t, err, "questions.3.mapping.tag not_allowed")
}

func TestWhatIsPublishedIsAskedOnlyOfWhoHasAgreed(t *testing.T) {
	t.Parallel()
	p, f, _ := publisher(t)
	d := private("private")
	d.Questions[4].If = app.Rule(believes) // of the same block, under the same consent
	made := create(t, p, d)
	version, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	for i, guarded := range []bool{false, false, false, true, true} {
		when, err := rule.Parse(version.Document.Questions[i].If)
		require.NoError(t, err)
		require.Equal(t, guarded, !when.Holds(rule.Known(map[string]any{"answers.faith": "the sea"})), i)
		require.True(t, when.Holds(rule.Known(map[string]any{"answers.faith": "the sea", "answers.faith_ok": true})), i)
	}
	draft, err := p.Store.Survey(t.Context(), demo, made.ID)
	require.NoError(t, err)
	require.Empty(t, draft.Draft.Questions[3].If, "the draft stays as it was written")

	_, err = p.Drain(t.Context(), demo)
	require.NoError(t, err)
	var read struct {
		Surveys []struct{ Questions []app.Question }
	}
	require.NoError(t, json.Unmarshal([]byte(f.document), &read))
	require.JSONEq(t, `{"==":[{"var":"answers.faith_ok"},true]}`, string(read.Surveys[0].Questions[3].If))
	require.NotContains(t, f.document, `"research"`)
	for _, definition := range f.definitions {
		require.Equal(t, definition.Key == "faith" || definition.Key == "how_long", definition.Sensitive, definition.Key)
	}
	require.NotContains(t, publish.Warnings(d), app.FieldError{Field: "questions.2.mapping", Code: "unused"})
	for _, w := range publish.Warnings(d) {
		require.NotEqual(t, "questions.2.mapping", w.Field, "a consent is used: it stands in the ledger")
	}
}

func TestNoOtherSurveyLooksAtASensitiveAnswer(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	curious := document("curious")
	curious.Audience = app.Rule(believes)
	require.Empty(t, refusals(t, p, curious), "nothing is sensitive yet")
	require.Contains(t, refusals(t, p, private("private")), "questions.3.sensitive read")

	p, _, _ = publisher(t)
	require.Empty(t, refusals(t, p, private("private")))
	require.Equal(t, []string{"audience sensitive"}, refusals(t, p, curious))
	block := private("second")
	block.Questions[4].If = app.Rule(believes)
	require.Empty(t, refusals(t, p, block), "another survey asks it under the same consent")
}

func TestWhatWasSensitiveOnceStaysSo(t *testing.T) {
	t.Parallel()
	p, _, _ := publisher(t)
	require.Empty(t, refusals(t, p, private("private")))
	d := document("open")
	d.Questions = append(d.Questions, told(app.Question{Key: "faith", Type: "text", Prompt: d.Questions[0].Prompt, Mapping: app.WriteBack{Tag: true}}))
	require.Equal(t, []string{"questions.2.sensitive was_sensitive"}, refusals(t, p, d))
	survey, err := p.Store.SurveyByHandle(t.Context(), demo, "private")
	require.NoError(t, err)
	survey.Draft.Questions = survey.Draft.Questions[:2]
	saved, err := p.Save(t.Context(), demo, survey)
	require.NoError(t, err)
	_, err = p.Publish(t.Context(), demo, saved.ID, saved.Revision)
	require.NoError(t, err)
	d.Handle = "again"
	require.Equal(t, []string{"questions.2.sensitive was_sensitive"}, refusals(t, p, d), "its answers are still there")
}
