package question

import (
	"fmt"
	"iter"
	"strings"

	"github.com/askwell/askwell/app"
)

const (
	titleLength  = 200
	promptLength = 500
	labelLength  = 120
	unitLength   = 20
)

// presence says when a text must be there.
type presence int

const (
	optional presence = iota // in every language or in none
	owed                     // the same until it is published: what a shopper must be told
	required                 // always
)

// wording is one text of a document.
type wording struct {
	path     string
	text     app.Text
	most     int // characters
	presence presence
}

// wordings are all texts of a document that shoppers read, as far as lists may
// go: the one place that says which there are.
func wordings(d app.Document) iter.Seq[wording] {
	return func(yield func(wording) bool) {
		for i, q := range d.Questions[:min(len(d.Questions), MostQuestions)] {
			for _, w := range questionWordings(fmt.Sprintf("questions.%d.", i), q) {
				if !yield(w) {
					return
				}
			}
		}
		for i, e := range d.Endings[:min(len(d.Endings), mostEndings)] {
			at := fmt.Sprintf("endings.%d.", i)
			if !yield(wording{at + "title", e.Title, promptLength, required}) || !yield(wording{at + "text", e.Text, promptLength, optional}) {
				return
			}
		}
		yield(wording{"thanks", d.Thanks, promptLength, optional})
	}
}

func questionWordings(at string, q app.Question) []wording {
	all := []wording{
		{at + "prompt", q.Prompt, promptLength, required},
		{at + "why", q.Why, promptLength, owed},
		{at + "get", q.Get, promptLength, owed},
		{at + "use", q.Use, promptLength, owed},
		{at + "unit", q.Unit, unitLength, optional},
		{at + "low", q.Low, labelLength, optional},
		{at + "high", q.High, labelLength, optional},
	}
	if q.Other != nil {
		all = append(all, wording{at + "other.label", q.Other.Label, labelLength, required})
	}
	options := func(name string, list []app.Option) {
		for i, o := range list[:min(len(list), mostOptions)] {
			one := fmt.Sprintf("%s%s.%d.", at, name, i)
			all = append(all, wording{one + "label", o.Label, labelLength, required}, wording{one + "hint", o.Hint, labelLength, optional})
		}
	}
	options("options", q.Options)
	options("parts", q.Parts)
	return all
}

// missing reports whether the text must be in a language and is not; publishing
// wants what is owed, too.
func (w wording) missing(lang string, publishing bool) bool {
	if strings.TrimSpace(w.text[lang]) != "" {
		return false
	}
	return w.presence == required || len(w.text) > 0 || w.presence == owed && publishing
}

// Missing tells by language which texts a document lacks before it can be
// published, by their paths; nothing for a complete one.
func Missing(d app.Document) map[string][]string {
	missing := map[string][]string{}
	for w := range wordings(d) {
		for _, lang := range d.Languages[:min(len(d.Languages), mostLanguages)] {
			if w.missing(lang, true) {
				missing[lang] = append(missing[lang], w.path)
			}
		}
	}
	return missing
}
