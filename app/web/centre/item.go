package centre

import (
	"net/url"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/web/page"
)

const consentType = "consent"

// here is the one language that the words of Known are in.
const here = "here"

func text(words string) app.Text {
	if words == "" {
		return nil
	}
	return app.Text{here: words}
}

// asked is an item as a question to be drawn and read. What she chose when it was still
// to be had stays to be chosen.
func asked(i preference.Item) app.Question {
	q := app.Question{
		Key: i.Key, Type: i.Type, Prompt: text(i.Prompt), Options: options(i.Options), Parts: options(i.Parts), Least: i.Least, Most: i.Most,
		Min: i.Min, Max: i.Max, Step: i.Step, Unit: text(i.Unit), Low: text(i.Low), High: text(i.High),
	}
	if i.Other != "" {
		q.Other = &app.Other{Label: text(i.Other)}
	}
	if q.Type == "text" || q.Other != nil {
		q.MaxLength = i.MaxLength
	}
	if i.Answer == nil {
		return q
	}
	v := app.Value{Kind: question.Kind(q), JSON: i.Answer.Value}
	keys, _ := v.Choices()
	for n, key := range keys {
		if !slices.ContainsFunc(q.Options, func(o app.Option) bool { return o.Key == key }) && n < len(i.Answer.Words) {
			q.Options = append(q.Options, app.Option{Key: key, Label: text(i.Answer.Words[n])})
		}
	}
	return q
}

func options(picks []preference.Pick) []app.Option {
	list := make([]app.Option, len(picks))
	for i, p := range picks {
		list[i] = app.Option{Key: p.Key, Label: text(p.Label), Hint: text(p.Hint), Image: p.Image}
	}
	return list
}

// group is a section as it is drawn.
type group struct {
	Key, Title string
	Items      []item
}

// item is one question as it is drawn.
type item struct {
	preference.Item
	Field page.Field
	Was   string // the JSON of her answer when the page was made, "" for none
	T     speech
	Guard string // what she is to agree to first, in its own words
}

// Groups are the sections but for what is consented to, which has its own.
func (v view) Groups() []group {
	var groups []group
	sheet := page.Sheet{Lang: v.T.Lang, Locale: here, Fallback: here, Said: v.said()}
	wrong, _ := v.wrong()
	for _, s := range v.Sections {
		g := group{Key: s.Key, Title: v.T.Say("section." + s.Key)}
		for _, i := range s.Questions {
			if i.Type != consentType {
				g.Items = append(g.Items, v.item(i, sheet, wrong[i.Key]))
			}
		}
		if len(g.Items) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (v view) item(i preference.Item, sheet page.Sheet, code string) item {
	q := asked(i)
	drawn := item{Item: i, Field: sheet.Field(q, code), T: v.T, Was: was(i)}
	if code == "consent" {
		drawn.Field.Error = v.T.Say("needs_first")
	}
	if v.refused != nil && v.posted.drew(i.Key) {
		drawn.Was = v.posted.was[i.Key]
	}
	if drawn.Field.Control == "radio" && len(drawn.Field.Options) > 0 {
		none := !slices.ContainsFunc(drawn.Field.Options, func(o page.Option) bool { return o.Chosen }) && !drawn.Field.OtherChosen
		drawn.Field.None = &page.Option{Label: v.T.Say("no_answer"), Chosen: none}
	}
	if i.Needs != "" {
		for _, row := range questions(v.Known) {
			if row.Key == i.Needs {
				drawn.Guard = row.Prompt
			}
		}
	}
	return drawn
}

func was(i preference.Item) string {
	if i.Answer == nil {
		return ""
	}
	return string(i.Answer.Value)
}

// said are the fields as they are to stand: as she left them where they were refused,
// else as it is known.
func (v view) said() url.Values {
	fields := url.Values{}
	for _, i := range questions(v.Known) {
		switch {
		case v.refused != nil && v.posted.drew(i.Key):
			for _, name := range []string{"answers[" + i.Key + "]", "other[" + i.Key + "]"} {
				fields[name] = v.posted.form[name]
			}
		case i.Answer != nil:
			page.Fill(fields, asked(i), i.Answer.Value)
		}
	}
	return fields
}

// wrong is what each question was refused for, and what the form was.
func (v view) wrong() (wrong map[string]string, whole string) {
	if v.refused == nil {
		return nil, ""
	}
	return page.Sheet{Lang: v.T.Lang}.Wrong(v.refused, "set")
}

// Said says since when she has said it.
func (i item) Said() string {
	switch {
	case i.Answer == nil:
		return ""
	case i.Answer.ByStaff:
		return i.T.Say("said_staff", "{day}", i.T.Day(i.Answer.Since))
	}
	return i.T.Say("said", "{day}", i.T.Day(i.Answer.Since))
}

// Meta reports whether there is anything to be said beside the question.
func (i item) Meta() bool { return i.Answer != nil || i.Snoozed != nil || !i.Asked }

// Stale reports whether she is to say whether it is still true.
func (i item) Stale() bool { return i.Answer != nil && i.Answer.Freshness != preference.Fresh }

// Snooze says that she is not asked, "" when she is.
func (i item) Snooze() string {
	switch {
	case i.Snoozed == nil || i.Answer != nil:
		return ""
	case i.Snoozed.Never:
		return i.T.Say("snoozed_never")
	}
	return i.T.Say("snoozed_until", "{day}", i.T.Day(i.Snoozed.Until))
}

// Kept says how long it is kept.
func (i item) Kept() string {
	switch {
	case i.Answer != nil && !i.Answer.KeptUntil.IsZero():
		return i.T.Say("kept_until", "{day}", i.T.Day(i.Answer.KeptUntil))
	case i.KeepDays > 0:
		return i.T.Say("kept_days", "{n}", i.T.number(i.KeepDays))
	}
	return i.T.Say("kept_always")
}

// For says what it is for, and by what right.
func (i item) For() string {
	basis := i.T.word("basis", string(i.Purpose.Basis), "")
	if basis == "" {
		return i.T.purpose(i.Purpose)
	}
	return i.T.purpose(i.Purpose) + " · " + basis
}
