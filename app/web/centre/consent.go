package centre

import (
	"maps"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
)

// allowance is a purpose, and all she can allow for it.
type allowance struct {
	Key, Title, Allowed string // Allowed names the channels, "" for none
	Rows                []row
}

// row is one thing to allow: in a question's own words where the shop has some.
type row struct {
	Name    string // "channel/purpose", or "channel/purpose/question"
	Words   string
	Granted bool
	Ticked  bool
	Fixed   bool // no purpose asks for it any more: nothing is to be decided
	State   string
	Read    string // what she read then, if it is not what stands here
	Error   string

	channel  app.Channel
	purpose  string
	question string
	still    bool // a purpose of the shop's
}

// Allowances are all consents, by purpose.
func (v view) Allowances() (list []allowance) {
	at := map[string]int{}
	wrong, _ := v.wrong()
	for _, r := range rows(v.Known, v.T) {
		i, there := at[r.purpose]
		if !there {
			i = len(list)
			at[r.purpose] = i
			list = append(list, allowance{Key: r.purpose, Title: v.T.purpose(v.use(r.purpose))})
		}
		r.Ticked = r.Granted
		if v.refused != nil && v.posted.offered(r.Name) {
			r.Ticked = v.posted.allows(r.Name)
		}
		if code := wrong[r.question]; code != "" && r.question != "" {
			r.Error = v.T.Say("needs_first")
		}
		list[i].Rows = append(list[i].Rows, r)
		if r.Granted {
			list[i].add(v.T.word("channel", string(r.channel), string(r.channel)))
		}
	}
	return list
}

func (a *allowance) add(channel string) {
	switch {
	case a.Allowed == "":
		a.Allowed = channel
	case !strings.Contains(a.Allowed, channel):
		a.Allowed += ", " + channel
	}
}

// Open reports whether there is something in it to be seen at once.
func (a allowance) Open() bool {
	for _, r := range a.Rows {
		if r.Error != "" || r.Ticked != r.Granted {
			return true
		}
	}
	return len(a.Rows) == 1
}

func (v view) use(key string) preference.Use {
	for _, p := range v.Consents {
		if p.Purpose.Key == key {
			return p.Purpose
		}
	}
	return preference.Use{Key: key}
}

// rows are all there is to allow: each question for a consent, and every other consent
// that a purpose of the shop's asks for.
func rows(k preference.Known, t speech) (list []row) {
	asking, needed := map[string][]preference.Item{}, map[string]bool{}
	for _, i := range questions(k) {
		if needed[i.Needs] = true; i.Type == consentType {
			name := matter(i.Channel, i.Purpose.Key)
			asking[name] = append(asking[name], i)
		}
	}
	for _, p := range k.Consents {
		name := matter(p.Channel, p.Purpose.Key)
		own := asking[name]
		delete(asking, name)
		unread := slices.ContainsFunc(own, func(i preference.Item) bool { return needed[i.Key] })
		if len(own) == 0 || unread && allowed(p) {
			list = append(list, plain(p, t))
		}
		for _, i := range own {
			list = append(list, questioned(i, p, needed[i.Key], t))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(asking)) { // for what the shop has no purpose any more
		for _, i := range asking[name] {
			list = append(list, questioned(i, preference.Permission{Channel: i.Channel, Purpose: preference.Use{Key: i.Purpose.Key}}, false, t))
		}
	}
	return list
}

// questions are all of them, in their order.
func questions(k preference.Known) (all []preference.Item) {
	for _, s := range k.Sections {
		all = append(all, s.Questions...)
	}
	return all
}

func matter(channel app.Channel, purpose string) string { return string(channel) + "/" + purpose }

func plain(p preference.Permission, t speech) row {
	r := row{
		Name: matter(p.Channel, p.Purpose.Key), channel: p.Channel, purpose: p.Purpose.Key, still: p.Purpose.Basis != "",
		Granted: allowed(p), Fixed: p.Purpose.Basis == "", State: state(p, t),
		Words: p.Ask,
	}
	if p.Wording != r.Words {
		r.Read = p.Wording
	}
	return r
}

// questioned is the consent that a question asks for. Where its own words are needed
// and she has not agreed to them, she has not agreed, whatever else she allows.
func questioned(i preference.Item, p preference.Permission, unread bool, t speech) row {
	r := plain(p, t)
	r.Name += "/" + i.Key
	r.question, r.Words, r.Fixed, r.Read = i.Key, i.Prompt, false, ""
	yes := i.Answer != nil && string(i.Answer.Value) == "true"
	if !r.still || i.Answer != nil {
		r.Granted = yes && (r.Granted || !r.still)
	}
	if unread {
		r.Granted, r.State = false, t.Say("state.none")
	}
	if p.Wording != r.Words {
		r.Read = p.Wording
	}
	return r
}

// allowed reports whether it may be done: where a purpose needs no consent, silence
// allows it.
func allowed(p preference.Permission) bool {
	return p.State == app.ConsentGranted || p.State == "" && p.Purpose.Basis == app.BasisInterest
}

func state(p preference.Permission, t speech) string {
	switch {
	case p.State != "":
		return t.Say("state."+string(p.State), "{day}", t.Day(p.Since))
	case allowed(p):
		return t.Say("state.unopposed")
	}
	return t.Say("state.none")
}
