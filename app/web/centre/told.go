package centre

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/question"
)

// banner is what stands above all after a form was posted.
type banner struct {
	Title, Text string
	Bad         bool
	Lines       []line
	Undo        string // the change that sets it back, as JSON; "" for none
	UndoID      string
}

// line is one thing that changed, or that is wrong.
type line struct{ Prompt, Key, From, To string }

// Banner is what became of the form, nil where none was posted.
func (v view) Banner() *banner {
	switch {
	case v.posted == nil:
		return nil
	case v.refused != nil:
		return v.complaints()
	case v.posted.empty():
		return &banner{Title: v.T.Say("unchanged")}
	case v.posted.undone:
		return &banner{Title: v.T.Say("undone"), Lines: v.changes()}
	}
	b := &banner{Title: v.T.Say("saved"), Lines: v.changes()}
	if undo, any := v.undo(); any {
		text, err := json.Marshal(undo)
		if err == nil {
			b.Undo, b.UndoID = string(text), v.posted.Change.ID
		}
	}
	return b
}

// complaints lead to every field that is wrong.
func (v view) complaints() *banner {
	wrong, whole := v.wrong()
	b := &banner{Title: v.T.Say("refused"), Text: v.T.Say("refused_text"), Bad: true}
	for _, i := range questions(v.Known) {
		if wrong[i.Key] != "" {
			b.Lines = append(b.Lines, line{Prompt: i.Prompt, Key: i.Key})
		}
	}
	if len(b.Lines) == 0 && whole != "" {
		b.Text = v.T.Say("refused_whole")
	}
	return b
}

// changes are what the form changed, in her words.
func (v view) changes() (lines []line) {
	c := v.posted.Change
	for _, i := range questions(v.before) {
		raw, set := c.Set[i.Key]
		l := line{Prompt: i.Prompt, From: v.spoken(i, v.previous(i))}
		switch {
		case set && i.Type == consentType:
			l.From, l.To = "", v.T.Say("now_allowed")
			if string(raw) == "false" {
				l.To = v.T.Say("now_refused")
			}
		case set && slices.Contains(v.posted.kept, i.Key):
			l.From, l.To = "", v.T.Say("confirmed")
		case set:
			l.To = v.spoken(i, string(raw))
		case slices.Contains(c.Clear, i.Key):
			l.To = v.T.Say("taken_back")
		default:
			continue
		}
		lines = append(lines, l)
	}
	for _, one := range c.Consents {
		lines = append(lines, v.decided(one))
	}
	for _, one := range c.Snooze {
		for _, i := range questions(v.Known) {
			if i.Key == one.Question && i.Snoozed != nil {
				lines = append(lines, line{Prompt: i.Prompt, To: item{Item: preference.Item{Snoozed: i.Snoozed}, T: v.T}.Snooze()})
			}
		}
	}
	for _, i := range questions(v.Known) {
		if slices.Contains(c.Wake, i.Key) {
			lines = append(lines, line{Prompt: i.Prompt, To: v.T.Say("woken")})
		}
	}
	return lines
}

func (v view) decided(c preference.Choice) line {
	l := line{Prompt: c.Wording, To: v.T.Say("now_refused")}
	if c.Granted {
		l.To = v.T.Say("now_allowed")
	}
	if l.Prompt == "" {
		l.Prompt = v.T.word("channel", string(c.Channel), string(c.Channel)) + " · " + v.T.purpose(v.use(c.Purpose))
	}
	return l
}

// previous is the JSON of what she said before, "" for nothing: as the form had it, else
// as it was known.
func (v view) previous(i preference.Item) string {
	if before, drawn := v.posted.was[i.Key]; drawn {
		return before
	}
	return was(i)
}

// spoken is an answer in words.
func (v view) spoken(i preference.Item, raw string) string {
	q := asked(i)
	value, err := question.Parse(q, json.RawMessage(raw))
	if err != nil || raw == "" {
		return ""
	}
	if value.Kind == app.KindBoolean {
		q.High, q.Low = orWord(q.High, question.Yes[v.T.Lang]), orWord(q.Low, question.No[v.T.Lang])
	}
	return strings.Join(question.Spoken(q, value, here, here), ", ")
}

func orWord(t app.Text, word string) app.Text {
	if len(t) == 0 {
		return text(word)
	}
	return t
}

// undo is the change that sets back what was done, if it can be.
func (v view) undo() (back preference.Change, any bool) {
	c := v.posted.Change
	back.Set = map[string]json.RawMessage{}
	for _, i := range questions(v.before) {
		raw, set := c.Set[i.Key]
		before := v.previous(i)
		if slices.Contains(c.Wake, i.Key) && i.Snoozed != nil {
			back.Snooze = append(back.Snooze, preference.Snooze{Question: i.Key, Never: i.Snoozed.Never})
		}
		switch {
		case slices.Contains(v.posted.kept, i.Key), !set && !slices.Contains(c.Clear, i.Key):
		case i.Type == consentType && before == "" && string(raw) == "true":
			back.Consents = append(back.Consents, preference.Choice{Channel: i.Channel, Purpose: i.Purpose.Key})
		case before != "":
			back.Set[i.Key] = json.RawMessage(before)
		case set:
			back.Clear = append(back.Clear, i.Key)
		}
	}
	for _, one := range c.Consents {
		back = v.unconsent(back, one)
	}
	for _, one := range c.Snooze {
		back.Wake = append(back.Wake, one.Question)
	}
	return back, len(back.Set)+len(back.Clear)+len(back.Consents)+len(back.Snooze)+len(back.Wake) > 0
}

// unconsent sets back one consent: a question for it is answered as it was, in its own
// words.
func (v view) unconsent(back preference.Change, c preference.Choice) preference.Change {
	for _, i := range questions(v.before) {
		if i.Type == consentType && i.Channel == c.Channel && i.Purpose.Key == c.Purpose && v.posted.form.Has("held["+matter(c.Channel, c.Purpose)+"/"+i.Key+"]") && !c.Granted {
			back.Set[i.Key] = json.RawMessage("true")
			return back
		}
	}
	c.Granted = !c.Granted
	back.Consents = append(back.Consents, c)
	return back
}
