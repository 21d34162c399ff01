package storefront

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// formField is one question of the form: options to tick, lists to pick from, an
// input to fill or a text to write.
type formField struct {
	Key, Type, Prompt, Why, Error string
	Low, High                     string // the words at a scale's ends
	Text                          string // what was written
	Other                         string // the write-in's label, "" for none
	OtherChosen                   bool
	Names                         []string // what write-ins usually mean
	Control                       string   // of the options: radio or checkbox
	Options                       []formOption
	Lists                         []formList
	Input                         *formInput
	MaxLength                     int
	Required                      bool
}

// Labelled reports whether the prompt names one field, not a group of them.
func (f formField) Labelled() bool { return f.Input != nil || f.Type == "text" }

type formOption struct {
	Value, Label string
	Chosen       bool
}

// formList is one list to pick from.
type formList struct {
	Label   string
	Options []formOption
}

// formInput is the browser's own field for a kind of answer.
type formInput struct {
	Type, Mode, Autocomplete, Placeholder string
	Min, Max, Step                        string
}

// drawer draws the questions of one document as one form answered them.
type drawer struct {
	page
	document app.Document
	locale   string
	form     url.Values
}

func (d drawer) say(t app.Text) string { return t.In(d.locale, d.document.Languages[0]) }

// field is a question with what was said and what is wrong with it.
func (d drawer) field(q app.Question, code string) formField {
	f := formField{
		Key: q.Key, Type: q.Type, Prompt: d.say(q.Prompt), Why: d.say(q.Why), Error: d.complaint(code, q),
		Low: d.say(q.Low), High: d.say(q.High), Control: "radio",
		MaxLength: question.MaxLength(q), Required: q.Required, Text: d.form.Get("answers[" + q.Key + "]"),
	}
	if question.Kind(q) == app.KindChoices {
		f.Control = "checkbox"
	}
	d.controls(&f, q)
	if q.Other != nil {
		f.Text = d.form.Get("other[" + q.Key + "]")
		f.Other, f.OtherChosen = d.say(q.Other.Label), chosen(d.form, q.Key, question.OtherKey)
		for _, n := range q.Other.Names {
			f.Names = append(f.Names, n.Name)
		}
	}
	if !utf8.ValidString(f.Text) {
		f.Text = ""
	}
	return f
}

// controls gives a field what its type is answered with.
func (d drawer) controls(f *formField, q app.Question) {
	switch q.Type {
	case "yes_no":
		f.Options = []formOption{d.option(q, "true", cmp.Or(f.High, d.Words["yes"])), d.option(q, "false", cmp.Or(f.Low, d.Words["no"]))}
		f.Low, f.High = "", ""
	case "consent":
		f.Control, f.Options, f.Prompt = "checkbox", []formOption{d.option(q, "true", f.Prompt)}, ""
	case "rating", "nps":
		for _, n := range question.Scale(q) {
			f.Options = append(f.Options, d.option(q, strconv.Itoa(n), strconv.Itoa(n)))
		}
	case "number":
		f.Input = &formInput{Type: "number", Mode: "decimal", Min: decimal(q.Min), Max: decimal(q.Max), Step: "any"}
		if unit := d.say(q.Unit); unit != "" {
			f.Prompt += " (" + unit + ")"
		}
		if q.Step > 0 {
			f.Input.Step = decimal(&q.Step)
		}
	case "email":
		f.Input = &formInput{Type: "email", Autocomplete: "email"}
	case "phone":
		f.Input = &formInput{Type: "tel", Autocomplete: "tel", Placeholder: "+46 70 123 45 67"}
	case "date":
		f.Input = &formInput{Type: "date", Min: "1900-01-01", Max: "2100-12-31"}
	case "birthday":
		f.Lists = []formList{d.numbers(q, "day", "-", 31), d.numbers(q, "month", "--", 12)}
	case "ranking":
		f.Lists = d.places(q)
	case "delivery_slot":
		f.Lists = d.slots(q)
	default:
		f.Options = d.options(q, q.Options, "")
	}
}

func (d drawer) option(q app.Question, value, label string) formOption {
	return formOption{Value: value, Label: label, Chosen: chosen(d.form, q.Key, value)}
}

func (d drawer) options(q app.Question, options []app.Option, prefix string) []formOption {
	all := make([]formOption, len(options))
	for i, o := range options {
		all[i] = d.option(q, prefix+o.Key, d.say(o.Label))
	}
	return all
}

// numbers is a list of 1 to most, each as "-01" with the prefix given.
func (d drawer) numbers(q app.Question, word, prefix string, most int) formList {
	list := formList{Label: d.Words[word]}
	for n := 1; n <= most; n++ {
		list.Options = append(list.Options, d.option(q, fmt.Sprintf("%s%02d", prefix, n), strconv.Itoa(n)))
	}
	return list
}

// places is a list for every place of a ranking, each with what was put there.
func (d drawer) places(q app.Question) []formList {
	most := q.Most
	if most == 0 {
		most = len(q.Options)
	}
	said := d.form["answers["+q.Key+"]"]
	lists := make([]formList, most)
	for i := range lists {
		lists[i] = formList{Label: strconv.Itoa(i+1) + ".", Options: d.options(q, q.Options, "")}
		for n := range lists[i].Options {
			o := &lists[i].Options[n]
			o.Chosen = i < len(said) && said[i] == o.Value
		}
	}
	return lists
}

func (d drawer) slots(q app.Question) []formList {
	var lists []formList
	if len(q.Parts) > 0 {
		lists = append(lists, formList{d.Words["when"], d.options(q, q.Parts, "part:")})
	}
	if len(q.Options) > 0 {
		lists = append(lists, formList{d.Words["where"], d.options(q, q.Options, "place:")})
	}
	return lists
}

// decimal is a limit as HTML has it, "" for none.
func decimal(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}
