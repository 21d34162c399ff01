package double

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// State is what a brand holds, for people and tests.
type State struct {
	Account  string    `json:"account"`
	Contacts []Contact `json:"contacts"`
	Events   []Event   `json:"events"`
	Mails    []Mail    `json:"mails"` // that would have been sent
	Started  int       `json:"automations_started"`
	Batches  int       `json:"batches"` // begun
}

// Contact is one person.
type Contact struct {
	Email      string                     `json:"email"`
	Phone      string                     `json:"phone,omitempty"`
	Properties map[string]json.RawMessage `json:"properties"`
	Birthdate  string                     `json:"birthdate,omitempty"`
	Tags       []string                   `json:"tags"`
	Consents   map[string]Consent         `json:"channels"`
}

// Consent is how a channel stands.
type Consent struct {
	Status string    `json:"status"`
	At     time.Time `json:"at"`
}

// Event is what a brand was told of somebody.
type Event struct {
	Email      string         `json:"email"`
	Name       string         `json:"name"`
	ID         string         `json:"id"`
	At         time.Time      `json:"at"`
	Properties map[string]any `json:"properties"`
}

// State implements integrations.Double. It is a State.
func (d *Double) State(name string) any {
	s := State{Account: name, Contacts: []Contact{}, Events: []Event{}, Mails: []Mail{}}
	d.desk.Look(name, func(at **brand) {
		b := *at
		b.settle(d.now())
		for _, c := range b.contacts {
			one := Contact{c.email, c.phone, maps.Clone(c.properties), c.birthdate, append([]string{}, c.tags...), map[string]Consent{}}
			for name, held := range c.channels {
				one.Consents[name] = Consent{held.status, held.at}
			}
			s.Contacts = append(s.Contacts, one)
		}
		s.Events, s.Mails, s.Started, s.Batches = append(s.Events, b.events...), append(s.Mails, b.mails...), b.started, len(b.batches)
	})
	return s
}

// Seed makes a contact whom the shop's other tools know.
func (d *Double) Seed(name string, as Contact) {
	d.desk.Look(name, func(at **brand) {
		c := (*at).add()
		(*at).call(c, "email", as.Email)
		c.tags = slices.Clone(as.Tags)
		c.channels["email"] = channel{"nonSubscribed", d.now()}
		if as.Phone != "" {
			(*at).call(c, "phone", as.Phone)
			c.channels["sms"] = channel{"nonSubscribed", d.now()}
		}
		maps.Copy(c.properties, as.Properties)
	})
}

// Say makes a person say something at Omnisend itself.
func (d *Double) Say(name, email, of, status string, at time.Time) {
	d.desk.Look(name, func(b **brand) {
		(*b).settle(d.now())
		if c := (*b).known(email); c != nil {
			c.channels[of] = channel{status, at}
		}
	})
}

// Replaces makes a contact's tags replace those that are there. Omnisend does not say
// whether they do: both have to come out the same.
func (d *Double) Replaces(name string) {
	d.desk.Look(name, func(b **brand) { (*b).replaces = true })
}
