package publish_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
)

// asking is a survey of so many questions.
func asking(n int) app.Document {
	d := document("many")
	wish := d.Questions[1]
	d.Questions = nil
	for i := range n {
		wish.Key = fmt.Sprintf("wish_%d", i)
		d.Questions = append(d.Questions, wish)
	}
	return d
}

// refused publishes a draft and tells what was wrong with it.
func refused(t *testing.T, d app.Document) []app.FieldError {
	t.Helper()
	p, _, rung := publisher(t)
	made := create(t, p, d)
	_, err := p.Publish(t.Context(), demo, made.ID, made.Revision)
	if err == nil {
		require.Equal(t, 1, *rung)
		return nil
	}
	var known *app.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, app.Invalid, known.Kind)
	require.Zero(t, *rung)
	return known.Fields
}

func TestWhatAShopperIsNotToldIsKeptButNotPublished(t *testing.T) {
	t.Parallel()
	d := document("welcome")
	d.Questions[0].Why = nil
	d.Questions[1].Get, d.Questions[1].Use = nil, nil
	require.Equal(t, []app.FieldError{
		{Field: "questions.0.why.en", Code: "required", Message: "Question source: tell the shopper why you ask, in en."},
		{Field: "questions.0.why.sv", Code: "required", Message: "Question source: tell the shopper why you ask, in sv."},
		{Field: "questions.1.get.en", Code: "required", Message: "Question wish: tell the shopper what they get for it, in en."},
		{Field: "questions.1.get.sv", Code: "required", Message: "Question wish: tell the shopper what they get for it, in sv."},
		{Field: "questions.1.use.en", Code: "required", Message: "Question wish: tell the shopper how the answer is used, in en."},
		{Field: "questions.1.use.sv", Code: "required", Message: "Question wish: tell the shopper how the answer is used, in sv."},
	}, refused(t, d))
}

func TestFiftyQuestionsAreRefused(t *testing.T) {
	t.Parallel()
	require.Equal(t, []app.FieldError{{
		Field: "questions", Code: "too_many",
		Message: "A shopper can be asked 50 questions, and 20 is the most: at 3 questions a visit it takes 17 visits. " +
			"Ask some only of those whom they concern, split the survey into several, or give it endings, as a quiz has that shoppers start themselves.",
	}}, refused(t, asking(50)))
	require.NotEmpty(t, refused(t, asking(21)))
	require.Empty(t, refused(t, asking(20)))
}

func TestFiftyQuestionsOfWhichAShopperIsAskedTwentyAreNot(t *testing.T) {
	t.Parallel()
	d := asking(39)
	whom := document("whom").Questions[0]
	whom.Other = nil
	d.Questions = append([]app.Question{whom}, d.Questions...)
	for i := range d.Questions[1:] {
		option := whom.Options[i%2].Key
		d.Questions[1+i].If = app.Rule(fmt.Sprintf(`{"==":[{"var":"answers.source"},%q]}`, option))
	}
	require.NotEmpty(t, refused(t, d), "one half has twenty questions, and the first")
	d.Questions = d.Questions[:39]
	require.Empty(t, refused(t, d))
}

func TestAQuizThatShoppersStartThemselvesMayBeLong(t *testing.T) {
	t.Parallel()
	d := asking(30)
	d.Questions[0] = document("quiz").Questions[0]
	d.Questions[0].Options[0].Weights = map[string]int{"calm": 1}
	d.Endings = []app.Ending{{Key: "calm", Title: app.Text{"en": "Calm", "sv": "Lugn"}}}
	require.Empty(t, refused(t, d))
	require.Equal(t, []app.FieldError{{
		Field: "questions", Code: "long", Message: "A shopper can be asked 30 questions at once. Expect more than 40 of 100 who begin to leave before the end: " + thumb,
	}}, publish.Warnings(d))
}

const thumb = "a rule of thumb from quizzes elsewhere, which Insight replaces by your own figures. Every question less is one more who comes to the end."

func TestWhatPublishingWouldRefuseOfALongSurveyIsSaidBefore(t *testing.T) {
	t.Parallel()
	require.Empty(t, publish.Ahead(asking(20)))
	require.Equal(t, 20, publish.Longest(asking(20)))
	require.Equal(t, "too_many", publish.Ahead(asking(21))[0].Code)
	require.Contains(t, publish.Ahead(asking(21))[0].Message, "split the survey into several")
}

func TestALongSurveyIsWarnedOfAndPublished(t *testing.T) {
	t.Parallel()
	require.Empty(t, publish.Warnings(asking(7)))
	require.Equal(t, []app.FieldError{{
		Field: "questions", Code: "long",
		Message: "A shopper can be asked 8 questions: at 3 questions a visit it takes 3 visits. Expect 10 to 20 of 100 who begin to leave before the end: " + thumb,
	}}, publish.Warnings(asking(8)))
	require.Contains(t, publish.Warnings(asking(11))[0].Message, "Expect 20 to 40 of 100")
	require.Empty(t, refused(t, asking(8)))
}

func TestAnAnswerThatNothingUsesIsWarnedOfAndPublished(t *testing.T) {
	t.Parallel()
	d := document("welcome")
	require.Empty(t, publish.Warnings(d))
	d.Questions[1].Mapping = app.WriteBack{}
	require.Equal(t, []app.FieldError{{
		Field: "questions.1.mapping", Code: "unused",
		Message: "Question wish: nothing uses this answer. It is written nowhere and decides nothing here; write it back, or ask one question less.",
	}}, publish.Warnings(d))
	require.Empty(t, refused(t, d))
}

func TestAnAnswerThatDecidesSomethingIsUsed(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(d *app.Document){
		"another question": func(d *app.Document) { d.Questions[1].If = app.Rule(`{"==":[{"var":"answers.source"},"podcast"]}`) },
		"a branch": func(d *app.Document) {
			d.Questions[0].Next = []app.Branch{{If: app.Rule(`{"==":[{"var":"answers.source"},"podcast"]}`), To: "end"}}
		},
		"the audience":         func(d *app.Document) { d.Audience = app.Rule(`{"!":{"var":"answers.source"}}`) },
		"a poll":               func(d *app.Document) { d.Poll = &app.Poll{Least: 5} },
		"the ending of a quiz": func(d *app.Document) { d.Questions[0].Options[0].Weights = map[string]int{"calm": 1} },
	} {
		d := document("welcome")
		d.Questions[0].Mapping = app.WriteBack{}
		require.Len(t, publish.Warnings(d), 1, name)
		change(&d)
		require.Empty(t, publish.Warnings(d), name)
	}
	d := document("welcome")
	d.Questions[0].Mapping = app.WriteBack{}
	d.Questions[0].If = app.Rule(`{"!":{"var":"answers.source"}}`)
	require.Len(t, publish.Warnings(d), 1, "to ask whether it was answered is no use")
}

func TestEverythingThatKeepsADraftFromBeingPublishedIsToldAtOnce(t *testing.T) {
	t.Parallel()
	d := asking(21)
	d.Questions[0].Why, d.Reward = nil, "ten-percent"
	var fields []string
	for _, e := range refused(t, d) {
		fields = append(fields, e.Field+" "+e.Code)
	}
	require.Equal(t, []string{"questions.0.why.en required", "questions.0.why.sv required", "questions too_many", "reward unknown"}, fields)
}
