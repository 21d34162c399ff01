package page

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

// Field is one question of a form: options to tick, lists to pick from, an input to
// fill or a text to write.
type Field struct {
	Key, Type, Prompt, Why, Error string
	Low, High                     string // the words at a scale's ends
	Text                          string // what was written
	Other                         string // the write-in's label, "" for none
	OtherChosen                   bool
	Names                         []string // what write-ins usually mean
	Control                       string   // of the options: radio or checkbox
	Options                       []Option
	None                          *Option // to say nothing after all, nil where the field can be emptied
	Lists                         []List
	Input                         *Input
	MaxLength                     int
	Required                      bool
}

// Labelled reports whether the prompt names one field, not a group of them.
func (f Field) Labelled() bool { return f.Input != nil || f.Type == "text" }

// Pictured reports whether the options have pictures.
func (f Field) Pictured() bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.Image != "" })
}

// Option is one to tick.
type Option struct {
	Value, Label, Hint, Image string
	Chosen                    bool
}

// List is one list to pick from.
type List struct {
	Label   string
	Options []Option
}

// Input is the browser's own field for a kind of answer.
type Input struct {
	Type, Mode, Autocomplete, Placeholder string
	Min, Max, Step                        string
}

// Sheet draws questions as one form answered them, the empty form included.
type Sheet struct {
	Lang     string     // of our own words
	Locale   string     // of the questions' words
	Fallback string     // and of those that have none in it
	Said     url.Values // the fields as they came, or as Fill made them
}

func (s Sheet) say(t app.Text) string { return t.In(s.Locale, s.Fallback) }

// Fields are a survey's questions, those with the keys given or all of them, each
// with the code of what is wrong with its answer.
func (s Sheet) Fields(d app.Document, keys []string, wrong map[string]string) []Field {
	var fields []Field
	for _, q := range d.Questions {
		if keys == nil || wrong[q.Key] != "" || slices.Contains(keys, q.Key) {
			fields = append(fields, s.Field(q, wrong[q.Key]))
		}
	}
	return fields
}

// Field is a question with what was said and what is wrong with it, by its code.
func (s Sheet) Field(q app.Question, code string) Field {
	f := Field{
		Key: q.Key, Type: q.Type, Prompt: s.say(q.Prompt), Why: s.say(q.Why), Error: Complaint(s.Lang, code, q),
		Low: s.say(q.Low), High: s.say(q.High), Control: "radio",
		MaxLength: question.MaxLength(q), Required: q.Required, Text: s.Said.Get("answers[" + q.Key + "]"),
	}
	if question.Kind(q) == app.KindChoices {
		f.Control = "checkbox"
	}
	s.controls(&f, q)
	if q.Other != nil {
		f.Text = s.Said.Get("other[" + q.Key + "]")
		f.Other, f.OtherChosen = s.say(q.Other.Label), chosen(s.Said, q.Key, question.OtherKey)
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
func (s Sheet) controls(f *Field, q app.Question) {
	switch q.Type {
	case "yes_no":
		f.Options = []Option{s.option(q, "true", cmp.Or(f.High, words[s.Lang]["yes"])), s.option(q, "false", cmp.Or(f.Low, words[s.Lang]["no"]))}
		f.Low, f.High = "", ""
	case "consent":
		f.Control, f.Options, f.Prompt = "checkbox", []Option{s.option(q, "true", f.Prompt)}, ""
	case "rating", "nps":
		for _, n := range question.Scale(q) {
			f.Options = append(f.Options, s.option(q, strconv.Itoa(n), strconv.Itoa(n)))
		}
	case "number":
		f.Input = &Input{Type: "number", Mode: "decimal", Min: decimal(q.Min), Max: decimal(q.Max), Step: "any"}
		if unit := s.say(q.Unit); unit != "" {
			f.Prompt += " (" + unit + ")"
		}
		if q.Step > 0 {
			f.Input.Step = decimal(&q.Step)
		}
	case "email":
		f.Input = &Input{Type: "email", Autocomplete: "email"}
	case "phone":
		f.Input = &Input{Type: "tel", Autocomplete: "tel", Placeholder: "+46 70 123 45 67"}
	case "date":
		f.Input = &Input{Type: "date", Min: "1900-01-01", Max: "2100-12-31"}
	case "birthday":
		f.Lists = []List{s.numbers(q, "day", "-", 31), s.numbers(q, "month", "--", 12)}
	case "ranking":
		f.Lists = s.places(q)
	case "delivery_slot":
		f.Lists = s.slots(q)
	default:
		f.Options = s.options(q, q.Options, "")
	}
}

func (s Sheet) option(q app.Question, value, label string) Option {
	return Option{Value: value, Label: label, Chosen: chosen(s.Said, q.Key, value)}
}

func (s Sheet) options(q app.Question, options []app.Option, prefix string) []Option {
	all := make([]Option, len(options))
	for i, o := range options {
		all[i] = s.option(q, prefix+o.Key, cmp.Or(s.say(o.Label), o.Key))
		all[i].Hint, all[i].Image = s.say(o.Hint), o.Image
	}
	return all
}

// numbers is a list of 1 to most, each as "-01" with the prefix given.
func (s Sheet) numbers(q app.Question, word, prefix string, most int) List {
	list := List{Label: words[s.Lang][word]}
	for n := 1; n <= most; n++ {
		list.Options = append(list.Options, s.option(q, fmt.Sprintf("%s%02d", prefix, n), strconv.Itoa(n)))
	}
	return list
}

// places is a list for every place of a ranking, each with what was put there.
func (s Sheet) places(q app.Question) []List {
	most := q.Most
	if most == 0 {
		most = len(q.Options)
	}
	said := s.Said["answers["+q.Key+"]"]
	lists := make([]List, most)
	for i := range lists {
		lists[i] = List{Label: strconv.Itoa(i+1) + ".", Options: s.options(q, q.Options, "")}
		for n := range lists[i].Options {
			o := &lists[i].Options[n]
			o.Chosen = i < len(said) && said[i] == o.Value
		}
	}
	return lists
}

func (s Sheet) slots(q app.Question) []List {
	var lists []List
	if len(q.Parts) > 0 {
		lists = append(lists, List{words[s.Lang]["when"], s.options(q, q.Parts, "part:")})
	}
	if len(q.Options) > 0 {
		lists = append(lists, List{words[s.Lang]["where"], s.options(q, q.Options, "place:")})
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
