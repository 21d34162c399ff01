package webhook

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// message is what is sent: setup.md describes it to whoever receives it.
type message struct {
	Type      string    `json:"type"` // "person.changed", "person.erase", "ping"
	ID        string    `json:"id"`   // the same when it is sent again
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

type person struct {
	Customer app.CustomerID `json:"customer_id,omitempty"`
	Email    string         `json:"email"`
	Phone    string         `json:"phone,omitempty"`
}

type change struct {
	Subject    person                     `json:"subject"`
	Set        map[string]json.RawMessage `json:"set,omitempty"`
	Unset      []string                   `json:"unset,omitempty"`
	AddTags    []string                   `json:"add_tags,omitempty"`
	RemoveTags []string                   `json:"remove_tags,omitempty"`
	Consents   []said                     `json:"consents,omitempty"`
	Events     []event                    `json:"events,omitempty"`
	Quiet      bool                       `json:"quiet,omitempty"`
}

type said struct {
	Channel app.Channel      `json:"channel"`
	Purpose string           `json:"purpose"`
	State   app.ConsentState `json:"state"`
	At      time.Time        `json:"at"`
	Wording string           `json:"wording,omitempty"`
	OptIn   string           `json:"opt_in,omitempty"`
}

type event struct {
	ID         string                 `json:"id"`
	Name       integrations.EventName `json:"name"`
	At         time.Time              `json:"at"`
	Properties map[string]string      `json:"properties,omitempty"`
}

type erasure struct {
	Subject    person   `json:"subject"`
	Everything bool     `json:"everything"` // false: what is listed, and not who she is
	Properties []string `json:"properties,omitempty"`
	Tags       []string `json:"tags,omitempty"`
}

// newID names a message of which it is not known whether it was sent before.
func newID() string { return "msg_" + rand.Text() }

// idOf is a message's name: the same for the same cause and the same words, since whoever
// receives a name twice drops the second.
func idOf(c integrations.Change, data any) string {
	if c.ID == "" {
		return newID()
	}
	words, _ := json.Marshal(data) // it is marshalled again when it is sent, and fails there
	sum := sha256.Sum256(append([]byte(c.ID+"\n"), words...))
	return "msg_" + hex.EncodeToString(sum[:16])
}

func who(s integrations.Subject) person { return person{s.Customer, s.Email, s.Phone} }

func changed(c integrations.Change) message {
	data := change{
		Subject: who(c.Subject), Set: map[string]json.RawMessage{}, Unset: c.Unset, AddTags: c.AddTags, RemoveTags: c.RemoveTags, Quiet: c.Quiet,
	}
	for _, p := range c.Set {
		data.Set[p.Key] = p.Value.JSON
	}
	for _, s := range c.Consents {
		data.Consents = append(data.Consents, said{s.Channel, s.Purpose, s.State, s.At.UTC(), s.Wording, s.OptIn})
	}
	for _, e := range c.Events {
		data.Events = append(data.Events, event{e.ID, e.Name, e.At.UTC(), e.Properties})
	}
	return message{Type: "person.changed", ID: idOf(c, data), Data: data}
}

func erased(t integrations.Trace) message {
	return message{Type: "person.erase", ID: newID(), Data: erasure{
		Subject: who(t.Subject), Everything: !t.Anew, Properties: t.Properties, Tags: t.Tags,
	}}
}

// dated is a message as it is sent at a moment.
func (m message) dated(now time.Time) message {
	m.Timestamp = cmp.Or(m.Timestamp, now.UTC())
	return m
}
