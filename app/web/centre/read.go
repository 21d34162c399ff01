package centre

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/web/page"
)

// posted is what a form asks for.
type posted struct {
	Change preference.Change
	form   url.Values
	was    map[string]string // of the questions it drew: the answer that stood there
	kept   []string          // what she says is still true
	undone bool              // it sets back an earlier change
}

// read tells what a form changes. Of what it drew only what is no longer as it stood
// there is hers to change: what came to be known since then stays. A form that does not
// say how it stood, as one in the theme, can only add.
func read(form url.Values, known preference.Known, locale string) posted {
	p := posted{form: form, was: map[string]string{}}
	p.Change.Locale = locale
	if undo := form.Get("change"); undo != "" {
		p.undone = true
		if json.Unmarshal([]byte(undo), &p.Change) != nil {
			p.Change = preference.Change{}
		}
		p.Change.Locale = locale
		p.name()
		return p
	}
	p.Change.Set = map[string]json.RawMessage{}
	p.answers(known)
	p.allowances(known)
	p.button(known)
	p.name()
	return p
}

// name makes the id of the change: of the form's and of all that it asks for, so that
// the same form is done once, and a page that was gone back to and changed is not lost.
func (p *posted) name() {
	p.Change.ID, p.Change.Visitor = "", ""
	all, err := json.Marshal(p.Change)
	if err != nil {
		all = nil // answers that are no JSON, which are refused as such
	}
	id := p.form.Get("id")
	if id == "" {
		p.Change.ID = uuid.NewString()
	} else if of, err := uuid.Parse(id); err == nil {
		p.Change.ID = uuid.NewSHA1(of, all).String()
	} else {
		p.Change.ID = id // refused
	}
}

func (p *posted) answers(known preference.Known) {
	items := map[string]preference.Item{}
	for _, i := range questions(known) {
		items[i.Key] = i
	}
	said := page.Answers(p.form, func(key string) (app.Question, bool) {
		i, there := items[key]
		return asked(i), there
	})
	for name, values := range p.form {
		if key, ok := inBrackets(name, "was"); ok && len(values) > 0 {
			p.was[key] = values[0]
			if _, there := said[key]; !there {
				said[key] = json.RawMessage("null")
			}
		}
	}
	for key, raw := range said {
		before, drawn := p.was[key]
		if !drawn {
			before = was(items[key])
		}
		p.answer(items[key], key, raw, before, drawn)
	}
	slices.Sort(p.Change.Clear)
}

// answer sets or takes back one answer, if it is another than before.
func (p *posted) answer(i preference.Item, key string, raw json.RawMessage, before string, drawn bool) {
	now := raw
	if value, err := question.Parse(asked(i), raw); err == nil {
		now = value.JSON
	}
	empty := len(now) == 0 || string(now) == "null"
	switch {
	case string(now) == before, empty && before == "":
	case !empty:
		p.Change.Set[key] = raw
	case drawn:
		p.Change.Clear = append(p.Change.Clear, key)
	}
}

// allowances gives and withdraws consents.
func (p *posted) allowances(known preference.Known) {
	for _, r := range rows(known, speech{Lang: page.Languages[0]}) {
		held, now := p.form.Get("held["+r.Name+"]") == "1", p.allows(r.Name)
		if !p.offered(r.Name) || r.Fixed || held == now {
			continue
		}
		switch {
		case now && r.question != "":
			p.Change.Set[r.question] = json.RawMessage("true")
		case !now && !r.still:
			p.Change.Clear = append(p.Change.Clear, r.question)
		default:
			choice := preference.Choice{Channel: r.channel, Purpose: r.purpose, Granted: now, Wording: p.form.Get("words[" + r.Name + "]")}
			if !slices.ContainsFunc(p.Change.Consents, func(o preference.Choice) bool { return o.Channel == r.channel && o.Purpose == r.purpose }) {
				p.Change.Consents = append(p.Change.Consents, choice)
			}
		}
	}
}

// button does what the one she pressed says of a question.
func (p *posted) button(known preference.Known) {
	verb, key, _ := strings.Cut(p.form.Get("do"), ":")
	at := slices.IndexFunc(questions(known), func(i preference.Item) bool { return i.Key == key })
	switch {
	case at < 0:
	case verb == "keep":
		if _, changed := p.Change.Set[key]; !changed && was(questions(known)[at]) != "" {
			p.Change.Set[key] = json.RawMessage(was(questions(known)[at]))
			p.kept = append(p.kept, key)
		}
	case verb == "clear":
		delete(p.Change.Set, key)
		if !slices.Contains(p.Change.Clear, key) {
			p.Change.Clear = append(p.Change.Clear, key)
		}
	case verb == "wake":
		p.Change.Wake = append(p.Change.Wake, key)
	case verb == "later" || verb == "never":
		p.Change.Snooze = append(p.Change.Snooze, preference.Snooze{Question: key, Never: verb == "never"})
	}
}

// empty reports whether it asks for nothing.
func (p *posted) empty() bool {
	c := p.Change
	return len(c.Set)+len(c.Clear)+len(c.Consents)+len(c.Snooze)+len(c.Wake) == 0
}

// drew reports whether the form showed a question.
func (p *posted) drew(key string) bool {
	_, drawn := p.was[key]
	return drawn
}

// offered reports whether the form had a box for a consent, and allows whether it was
// ticked.
func (p *posted) offered(name string) bool { return p.form.Has("held[" + name + "]") }
func (p *posted) allows(name string) bool  { return p.form.Get("allow["+name+"]") == "1" }

// inBrackets reads the key of a field called "was[key]".
func inBrackets(name, field string) (string, bool) {
	key, ok := strings.CutPrefix(name, field+"[")
	return strings.TrimSuffix(key, "]"), ok && strings.HasSuffix(key, "]")
}
