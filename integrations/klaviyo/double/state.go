package double

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// State is what an account holds, for people and tests.
type State struct {
	Account  string    `json:"account"`
	Profiles []Profile `json:"profiles"`
	Lists    []List    `json:"lists"`
	Events   []Event   `json:"events"`
	Mails    []Mail    `json:"mails"` // that would have been sent
	Started  int       `json:"flows_started"`
	Imports  int       `json:"imports"` // begun
}

// Profile is one person.
type Profile struct {
	ID         string                     `json:"id"`
	Email      string                     `json:"email"`
	Phone      string                     `json:"phone,omitempty"`
	Properties map[string]json.RawMessage `json:"properties"`
	Lists      []string                   `json:"lists"`
	Consents   map[string]Consent         `json:"consents"` // by channel, those she ever said something of
	Mailable   bool                       `json:"can_receive_email_marketing"`
}

// Consent is how a channel stands.
type Consent struct {
	State string    `json:"state"`
	At    time.Time `json:"at"`
}

// List is one list.
type List struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	OptIn string `json:"opt_in_process"`
}

// Event is what the account was told of somebody.
type Event struct {
	Email      string                     `json:"email"`
	Metric     string                     `json:"metric"`
	Unique     string                     `json:"unique_id"`
	At         time.Time                  `json:"at"`
	Backfill   bool                       `json:"backfill"`
	Properties map[string]json.RawMessage `json:"properties"`
}

// State implements integrations.Double. It is a State.
func (d *Double) State(name string) any {
	s := State{Account: name, Profiles: []Profile{}, Lists: []List{}, Events: []Event{}, Mails: []Mail{}}
	d.desk.Look(name, func(at **account) {
		a := *at
		a.settle(d.now())
		for _, l := range a.lists {
			s.Lists = append(s.Lists, List{l.id, l.name, l.optIn})
		}
		for _, p := range a.profiles {
			s.Profiles = append(s.Profiles, a.profile(p))
		}
		for _, e := range a.events {
			s.Events = append(s.Events, Event{e.of.email, e.metric, e.unique, e.at, e.backfill, e.properties})
		}
		s.Mails, s.Started, s.Imports = append(s.Mails, a.mails...), a.started, len(a.imports)
	})
	slices.SortFunc(s.Profiles, func(x, y Profile) int { return cmp.Compare(x.Email, y.Email) })
	return s
}

func (a *account) profile(p *person) Profile {
	one := Profile{
		ID: p.id, Email: p.email, Phone: p.phone, Properties: map[string]json.RawMessage{}, Lists: []string{}, Consents: map[string]Consent{},
		Mailable: p.mail.suppressed == "",
	}
	for key, value := range p.properties {
		one.Properties[key] = value
	}
	for _, l := range a.lists {
		if l.members[p.id] {
			one.Lists = append(one.Lists, l.id)
		}
	}
	for _, channel := range []string{"email", "sms"} {
		if held := p.channel(channel); held.state != "" {
			one.Consents[channel] = Consent{held.state, held.at}
		}
	}
	return one
}

// Say makes a person say something at Klaviyo itself.
func (d *Double) Say(name, email, channel string, subscribed bool, at time.Time) {
	d.desk.Look(name, func(of **account) {
		(*of).settle(d.now())
		p, _ := (*of).find(email, "")
		switch {
		case p == nil:
		case subscribed:
			*p.channel(channel) = consent{state: "SUBSCRIBED", at: at}
		default:
			p.unsubscribe(channel, at)
		}
	})
}

// Seed makes a person whom the shop's other tools know.
func (d *Double) Seed(name string, as Profile) {
	d.desk.Look(name, func(of **account) {
		p := (*of).make(as.Email, as.Phone)
		for key, value := range as.Properties {
			p.properties[key] = value
		}
		for _, id := range as.Lists {
			(*of).list(id).members[p.id] = true
		}
	})
}
