package storefront

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// submitForm takes the plain form that a block is without scripts, and answers
// with a page: thanks, or the form again with what is wrong beside it.
func (d *door) submitForm(c *gin.Context, by app.Speaker, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		fail(c, statusError{http.StatusBadRequest, app.Errorf(app.Invalid, "the form cannot be read")})
		return
	}
	d.situate(c, by.Shop, form)
	number, _ := strconv.Atoi(form.Get("version")) // 0 is no version
	version, err := d.Submitter.Version(c.Request.Context(), by.Shop, form.Get("survey"), number)
	if err != nil {
		fail(c, err)
		return
	}
	sub := submission(form, version)
	_, repeated, err := d.Submitter.Submit(c.Request.Context(), by, sub)
	switch {
	case err == nil:
		thanksPage(c, recordedStatus(repeated), version.Document, sub.Locale)
	case app.Is(err, app.Invalid):
		_ = c.Error(err)
		againPage(c, version.Document, sub, form, err)
	default:
		fail(c, err)
	}
}

// submission reads a form as if a script had posted it. The form shows the
// questions its "shown" field lists, in the survey's order, or every one. It may
// have no id of its own, because a page without scripts is the same for
// everybody; then each post is a response.
func submission(form url.Values, v app.Version) app.Submission {
	sub := app.Submission{
		ID: form.Get("id"), Survey: form.Get("survey"), Version: v.Version, Surface: app.Surface(form.Get("surface")),
		Order: form.Get("order"), Visitor: form.Get("visitor"), Cart: form.Get("cart"), Locale: form.Get("locale"), Answers: map[string]json.RawMessage{}, Complete: true,
	}
	if sub.ID == "" {
		sub.ID = uuid.NewString()
	}
	for _, q := range questionsOn(form, v.Document) {
		shown := app.Shown{Question: q.Key}
		for _, o := range q.Options {
			shown.Options = append(shown.Options, o.Key)
		}
		if q.Other != nil {
			shown.Options = append(shown.Options, question.OtherKey)
		}
		sub.Shown = append(sub.Shown, shown)
	}
	for name, values := range form {
		if key, ok := inBrackets(name, "answers"); ok {
			q, _ := v.Document.Question(key)
			sub.Answers[key] = answer(q, values, form.Get("other["+key+"]"))
		}
	}
	for name := range form {
		key, ok := inBrackets(name, "other")
		if q, _ := v.Document.Question(key); ok && sub.Answers[key] == nil && form.Get(name) != "" {
			sub.Answers[key] = answer(q, nil, form.Get(name))
		}
	}
	return sub
}

// questionsOn are the questions that a form says it showed; one that names none
// showed all.
func questionsOn(form url.Values, d app.Document) []app.Question {
	keys := strings.Fields(form.Get("shown"))
	named := slices.DeleteFunc(slices.Clone(d.Questions), func(q app.Question) bool { return !slices.Contains(keys, q.Key) })
	if len(named) == 0 {
		return d.Questions
	}
	return named
}

// inBrackets reads the key of a field called "answers[key]".
func inBrackets(name, field string) (string, bool) {
	key, ok := strings.CutPrefix(name, field+"[")
	return strings.TrimSuffix(key, "]"), ok && strings.HasSuffix(key, "]")
}

// chosen reports whether a field of the form held a value, to show it again.
func chosen(form url.Values, key, value string) bool {
	return slices.Contains(form["answers["+key+"]"], value)
}
