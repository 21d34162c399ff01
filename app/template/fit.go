package template

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/rule"
)

// Wish is how a shop wants a template. The zero Wish takes it as it is.
type Wish struct {
	Languages []string // of those it has; the first is the fallback
	Value     string   // of its rewards: a percentage, or an amount when there is a currency
	Currency  string   // the shop's
	Articles  []string // "blog/article": those a series of questions stands beside, instead of all
	Again     bool     // also when it is installed already, beside what is there
}

// fit is the template as the shop wants it. Errors: Invalid with the fields of the
// wish that are wrong.
func (t Template) fit(w Wish) (Template, error) {
	fitted, err := t.clone()
	if err != nil {
		return Template{}, err
	}
	wrong := slices.Concat(fitted.speak(w.Languages), fitted.pay(w), fitted.stand(w.Articles))
	return fitted, app.InvalidFields(wrong)
}

func (t Template) clone() (c Template, err error) {
	text, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	return c, err
}

// speak leaves only the languages wanted.
func (t Template) speak(languages []string) (wrong []app.FieldError) {
	if len(languages) == 0 {
		return nil
	}
	for i, lang := range languages {
		name := fmt.Sprintf("languages.%d", i)
		if !slices.Contains(t.Languages(), lang) {
			wrong = append(wrong, app.FieldError{Field: name, Code: "unknown", Message: "The template does not speak this language."})
		}
		if slices.Contains(languages[:i], lang) {
			wrong = append(wrong, app.FieldError{Field: name, Code: "taken", Message: "This language is listed twice."})
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	for i := range t.Surveys {
		prune(reflect.ValueOf(&t.Surveys[i]).Elem(), languages)
		t.Surveys[i].Languages = slices.Clone(languages)
	}
	return nil
}

var textType = reflect.TypeFor[app.Text]()

// prune drops from every text what is in none of the languages. It looks at types,
// not at names, so that no text of a document can be forgotten.
func prune(v reflect.Value, languages []string) {
	switch {
	case v.Type() == textType:
		for lang := range v.Interface().(app.Text) {
			if !slices.Contains(languages, lang) {
				delete(v.Interface().(app.Text), lang)
			}
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		prune(v.Elem(), languages)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			prune(v.Field(i), languages)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			prune(v.Index(i), languages)
		}
	}
}

// pay makes the rewards worth what is wanted.
func (t Template) pay(w Wish) []app.FieldError {
	switch {
	case w.Value == "" && w.Currency == "":
		return nil
	case len(t.Rewards) == 0:
		return []app.FieldError{{Field: "value", Code: "unused", Message: "This template gives no reward."}}
	case w.Value == "":
		return []app.FieldError{{Field: "value", Code: "required", Message: "Say what the reward is worth."}}
	}
	for i := range t.Rewards {
		r := &t.Rewards[i]
		r.Kind, r.Value, r.Currency = app.RewardPercentage, w.Value, w.Currency
		if w.Currency != "" {
			r.Kind = app.RewardAmount
		}
	}
	return nil
}

const (
	article      = "visit.article"
	mostArticles = 50
)

// stand puts the surveys that stand beside articles beside just these.
func (t Template) stand(articles []string) []app.FieldError {
	if len(articles) == 0 {
		return nil
	}
	if len(articles) > mostArticles {
		return []app.FieldError{{Field: "articles", Code: "count", Message: fmt.Sprintf("At most %d articles.", mostArticles)}}
	}
	stood := false
	for i, d := range t.Surveys {
		parsed, err := rule.Parse(d.Audience)
		if err != nil || !slices.Contains(parsed.Facts(), article) {
			continue
		}
		only, err := json.Marshal(map[string]any{"in": []any{map[string]any{"var": article}, articles}})
		if err != nil {
			return []app.FieldError{{Field: "articles", Code: "format", Message: "These are no handles of articles."}}
		}
		t.Surveys[i].Audience, stood = only, true
	}
	if !stood {
		return []app.FieldError{{Field: "articles", Code: "unused", Message: "This template does not stand beside articles."}}
	}
	return nil
}
