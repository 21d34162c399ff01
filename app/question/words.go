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
	question string // whose it is, by key; "" beside the questions
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
			if !yield(wording{at + "title", e.Title, promptLength, required, ""}) || !yield(wording{at + "text", e.Text, promptLength, optional, ""}) {
				return
			}
		}
		yield(wording{"thanks", d.Thanks, promptLength, optional, ""})
	}
}

func questionWordings(at string, q app.Question) []wording {
	var all []wording
	add := func(name string, text app.Text, most int, p presence) {
		all = append(all, wording{at + name, text, most, p, q.Key})
	}
	add("prompt", q.Prompt, promptLength, required)
	add("why", q.Why, promptLength, owed)
	add("get", q.Get, promptLength, owed)
	add("use", q.Use, promptLength, owed)
	add("unit", q.Unit, unitLength, optional)
	add("low", q.Low, labelLength, optional)
	add("high", q.High, labelLength, optional)
	if q.Other != nil {
		add("other.label", q.Other.Label, labelLength, required)
	}
	options := func(name string, list []app.Option) {
		for i, o := range list[:min(len(list), mostOptions)] {
			one := fmt.Sprintf("%s.%d.", name, i)
			add(one+"label", o.Label, labelLength, required)
			add(one+"hint", o.Hint, labelLength, optional)
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

// Gap is a text that a document lacks.
type Gap struct {
	Path     string `json:"path"`               // "questions.0.why"
	Question string `json:"question,omitempty"` // whose it is, by key; "" beside the questions
}

// Missing tells by language which texts a document lacks before it can be
// published, in the document's order; nothing for a complete one.
func Missing(d app.Document) map[string][]Gap {
	missing := map[string][]Gap{}
	for w := range wordings(d) {
		for _, lang := range d.Languages[:min(len(d.Languages), mostLanguages)] {
			if w.missing(lang, true) {
				missing[lang] = append(missing[lang], Gap{w.path, w.question})
			}
		}
	}
	return missing
}

// told is what a text that is owed tells a shopper.
var told = map[string]string{"why": "why you ask", "get": "what they get for it", "use": "how the answer is used"}

// CheckComplete tells which texts keep a document from being published, one error
// for each text and language, nothing for a complete one. What she is owed is owed
// before she answers: a draft may be kept without, but nobody is shown it.
func CheckComplete(d app.Document) []app.FieldError {
	var c check
	for w := range wordings(d) {
		message := "This text is missing in %s."
		if w.presence == owed {
			message = "Tell the shopper " + told[w.path[strings.LastIndexByte(w.path, '.')+1:]] + ", in %s."
		}
		for _, lang := range d.Languages[:min(len(d.Languages), mostLanguages)] {
			c.require(!w.missing(lang, true), w.path+"."+lang, "required", fmt.Sprintf(message, lang))
		}
	}
	return c.named(d.Questions)
}
