// Package email owns a question inside an email: markup that email programs draw, and
// text for those that draw none, with one link for each option. Whose answer it is
// the link says, which the email tool puts there from a property of hers; who has none
// is led to a page where she can be known otherwise.
package email

import (
	"bytes"
	"embed"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	texttemplate "text/template"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/question"
)

//go:embed question.html question.txt
var files embed.FS

var (
	page = template.Must(template.ParseFS(files, "question.html"))
	text = texttemplate.Must(texttemplate.ParseFS(files, "question.txt"))
)

// Asked is a question that an email asks.
type Asked struct {
	Document  app.Document // as it is offered now
	Locale    string
	Elsewhere string // the page for whom no link is known of
}

// Snippet is a question as it is put into an email.
type Snippet struct {
	HTML  string   `json:"html" doc:"To be put into the email as its own block of code"`
	Text  string   `json:"text" doc:"For the text version of the email"`
	Notes []string `json:"notes" doc:"What else is to be done in the tool, by its code"`
}

// here stands for the link until the tool's own tag takes its place: a template would
// take that for a bad address.
const here = "https://link.invalid/"

// drawing is what the templates draw.
type drawing struct {
	Lang, Dir, Start string
	Prompt           string
	Why              string
	Low, High        string // the words at a scale's ends
	Buttons          []button
	Numbers          bool // the buttons are small ones beside each other
}

type button struct {
	Label, Image, URL string
}

// Ask draws the first question of a survey for a tool. Errors: Internal.
func Ask(a Asked, with Tool) (Snippet, error) {
	d := a.draw(with)
	var html, plain bytes.Buffer
	if err := page.Execute(&html, d); err != nil {
		return Snippet{}, err
	}
	if err := text.Execute(&plain, d); err != nil {
		return Snippet{}, err
	}
	return Snippet{
		HTML: with.link(html.String(), template.HTMLEscapeString(a.Elsewhere)), Text: with.link(plain.String(), a.Elsewhere), Notes: with.Notes,
	}, nil
}

func (a Asked) draw(with Tool) drawing {
	q := a.Document.Questions[0]
	fallback := a.Document.Languages[0]
	say := func(t app.Text) string { return with.harmless(t.In(a.Locale, fallback)) }
	d := drawing{Lang: q.Prompt.Tag(a.Locale, fallback), Prompt: say(q.Prompt), Why: say(q.Why), Dir: "ltr", Start: "left"}
	if app.RightToLeft(d.Lang) {
		d.Dir, d.Start = "rtl", "right"
	}
	if choosable(q) {
		d.Buttons = a.buttons(q, say)
		d.Numbers = question.Scale(q) != nil
		d.Low, d.High = say(q.Low), say(q.High)
	}
	if len(d.Buttons) == 0 {
		d.Buttons = []button{{Label: answer.In(d.Lang, "en"), URL: a.url(q, "")}}
	}
	if q.Type == "yes_no" {
		d.Low, d.High = "", ""
	}
	return d
}

// choosable reports whether an answer may stand in an address: an option of hers, and
// nothing sensitive, which would be read in every log on the way.
func choosable(q app.Question) bool {
	switch q.Type {
	case "yes_no", "rating", "nps":
		return !q.Sensitive
	}
	return question.Kind(q) == app.KindChoice && !q.Sensitive
}

func (a Asked) buttons(q app.Question, say func(app.Text) string) (list []button) {
	if q.Type == "yes_no" {
		return []button{
			{Label: or(say(q.High), question.Yes.In(a.Locale, "en")), URL: a.url(q, "true")},
			{Label: or(say(q.Low), question.No.In(a.Locale, "en")), URL: a.url(q, "false")},
		}
	}
	for _, n := range question.Scale(q) {
		number := strconv.Itoa(n)
		list = append(list, button{Label: number, URL: a.url(q, number)})
	}
	for _, o := range q.Options {
		list = append(list, button{Label: or(say(o.Label), o.Key), Image: o.Image, URL: a.url(q, o.Key)})
	}
	if q.Other != nil { // it is to be written, on the page
		list = append(list, button{Label: or(say(q.Other.Label), answer.In(a.Locale, "en")), URL: a.url(q, "")})
	}
	return list
}

func or(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}

// url leads to a question, and to an option if there is one.
func (a Asked) url(q app.Question, option string) string {
	parts := []string{"survey=" + url.QueryEscape(a.Document.Handle), "question=" + url.QueryEscape(q.Key)}
	if option != "" {
		parts = append(parts, "answer="+url.QueryEscape(option))
	}
	if a.Locale != "" {
		parts = append(parts, "locale="+url.QueryEscape(a.Locale))
	}
	return here + "?" + strings.Join(parts, "&")
}
