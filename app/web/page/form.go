package page

import (
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Submission reads a form as if a script had posted it. The form shows the
// questions its "shown" field lists, in the survey's order, or every one. It may
// have no id of its own, because a page without scripts is the same for
// everybody; then each post is a response.
func Submission(form url.Values, v app.Version) app.Submission {
	sub := app.Submission{
		ID: form.Get("id"), Survey: form.Get("survey"), Version: v.Version, Surface: app.Surface(form.Get("surface")),
		Order: form.Get("order"), Visitor: form.Get("visitor"), Cart: form.Get("cart"), Locale: form.Get("locale"),
		Answers: Answers(form, v.Document.Question), Complete: true,
	}
	if sub.ID == "" {
		sub.ID = uuid.NewString()
	}
	for _, q := range questionsOn(form, v.Document) {
		sub.Shown = append(sub.Shown, app.Shown{Question: q.Key, Options: order(q, form.Get("options["+q.Key+"]"))})
	}
	return sub
}

// order is how a question's options stood: as the form says if it names each of them
// once, else as in the document.
func order(q app.Question, said string) []string {
	var keys []string
	for _, o := range q.Options {
		keys = append(keys, o.Key)
	}
	if q.Other != nil {
		keys = append(keys, question.OtherKey)
	}
	told := strings.Fields(said)
	if slices.Equal(slices.Sorted(slices.Values(told)), slices.Sorted(slices.Values(keys))) {
		return told
	}
	return keys
}

// Answers reads what a form says, by the questions' keys: as JSON that the questions
// parse, null where a field was left empty. What no question has stays to be refused.
func Answers(form url.Values, find func(key string) (app.Question, bool)) map[string]json.RawMessage {
	answers := map[string]json.RawMessage{}
	for name, values := range form {
		if key, ok := inBrackets(name, "answers"); ok {
			q, _ := find(key)
			answers[key] = answer(q, values, form.Get("other["+key+"]"))
		}
	}
	for name := range form {
		key, ok := inBrackets(name, "other")
		if q, _ := find(key); ok && answers[key] == nil && form.Get(name) != "" {
			answers[key] = answer(q, nil, form.Get(name))
		}
	}
	return answers
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

// Again is the form of a survey that was refused: what was said stays in it, and what
// is wrong stands beside each field.
func (s Sheet) Again(action string, d app.Document, sub app.Submission, refused error) *Form {
	f := Form{Action: action, Hidden: map[string]string{
		"id": sub.ID, "survey": sub.Survey, "version": strconv.Itoa(sub.Version), "surface": string(sub.Surface),
		"order": sub.Order, "visitor": sub.Visitor, "cart": sub.Cart, "locale": sub.Locale,
	}}
	wrong, whole := s.Wrong(refused, "answers")
	f.Problem = whole
	keys := make([]string, len(sub.Shown))
	for i, shown := range sub.Shown {
		keys[i] = shown.Question
	}
	f.Fields = s.Fields(d, keys, wrong)
	shown := make([]string, len(f.Fields))
	for i, field := range f.Fields {
		shown[i] = field.Key
	}
	f.Hidden["shown"] = strings.Join(shown, " ")
	return &f
}

// Wrong sorts what a form was refused for: the code of each question's complaint, by
// its key, and what is to be said of the form as a whole. Answers stand below a field
// of the name given.
func (s Sheet) Wrong(refused error, answers string) (wrong map[string]string, whole string) {
	var known *app.Error
	if !errors.As(refused, &known) {
		return nil, words[s.Lang]["failed_text"]
	}
	wrong = map[string]string{}
	for _, f := range known.Fields {
		if key, ok := strings.CutPrefix(f.Field, answers+"."); ok {
			wrong[key] = f.Code
		} else if f.Field == answers {
			whole = words[s.Lang]["required"]
		} else {
			whole = words[s.Lang]["failed_text"]
		}
	}
	return wrong, whole
}
