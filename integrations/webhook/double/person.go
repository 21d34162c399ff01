package double

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Message is what a server has taken.
type Message struct {
	Type      string          `json:"type"`
	ID        string          `json:"id"`
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// Person is what a server knows of somebody.
type Person struct {
	Properties map[string]json.RawMessage `json:"properties"`
	Tags       []string                   `json:"tags"`
	Consents   map[string]Consent         `json:"consents"` // by channel
	Events     []Event                    `json:"events"`
	Loud       int                        `json:"loud"` // changes that were news
}

// Consent is what was last said of a channel.
type Consent struct {
	Channel string    `json:"channel"`
	State   string    `json:"state"`
	At      time.Time `json:"at"`
}

// Event is what happened.
type Event struct {
	ID         string            `json:"id"`
	Name       string            `json:"name"`
	At         time.Time         `json:"at"`
	Properties map[string]string `json:"properties"`
}

// data is what any message may say.
type data struct {
	Subject struct {
		Email string `json:"email"`
	} `json:"subject"`
	Set        map[string]json.RawMessage `json:"set"`
	Unset      []string                   `json:"unset"`
	AddTags    []string                   `json:"add_tags"`
	RemoveTags []string                   `json:"remove_tags"`
	Consents   []Consent                  `json:"consents"`
	Events     []Event                    `json:"events"`
	Quiet      bool                       `json:"quiet"`

	Everything bool     `json:"everything"`
	Properties []string `json:"properties"`
	Tags       []string `json:"tags"`
}

// take does what a message says, once.
func (a *Account) take(m Message, liar bool) {
	if a.seen[m.ID] {
		a.Repeats++
		return
	}
	a.seen[m.ID] = true
	a.Messages = append(a.Messages, m)
	a.Messages = a.Messages[max(0, len(a.Messages)-mostKept):]
	var d data
	if json.Unmarshal(m.Data, &d) != nil || d.Subject.Email == "" {
		return
	}
	switch held := a.People[d.Subject.Email]; {
	case m.Type == "person.changed":
		if held == nil {
			held = NewPerson()
			a.People[d.Subject.Email] = held
		}
		held.change(d)
	case m.Type != "person.erase" || held == nil || liar:
	case d.Everything:
		delete(a.People, d.Subject.Email)
	default:
		held.change(data{Unset: d.Properties, RemoveTags: d.Tags, Quiet: true})
	}
}

// NewPerson is somebody of whom nothing is known.
func NewPerson() *Person {
	return &Person{Properties: map[string]json.RawMessage{}, Consents: map[string]Consent{}}
}

func (p *Person) change(d data) {
	maps.Copy(p.Properties, d.Set)
	for _, key := range d.Unset {
		delete(p.Properties, key)
	}
	p.Tags = slices.DeleteFunc(p.Tags, func(tag string) bool { return slices.Contains(d.RemoveTags, tag) })
	p.Tags = slices.Compact(slices.Sorted(slices.Values(append(p.Tags, d.AddTags...))))
	for _, said := range d.Consents {
		if held, any := p.Consents[said.Channel]; !any || !held.At.After(said.At) {
			p.Consents[said.Channel] = said
		}
	}
	p.Events = append(p.Events, d.Events...)
	if !d.Quiet {
		p.Loud++
	}
}

// Add makes somebody known before we tell of her, with tags of her own.
func (s *Server) Add(account, email string, tags ...string) {
	s.Look(account, func(a *Account) {
		p := NewPerson()
		p.Tags = slices.Sorted(slices.Values(tags))
		a.People[email] = p
	})
}

// copied is an account that does not change any more.
func (a *Account) copied() Account {
	all := Account{Messages: slices.Clone(a.Messages), Repeats: a.Repeats, People: map[string]*Person{}}
	for email, p := range a.People {
		all.People[email] = &Person{
			Properties: maps.Clone(p.Properties), Tags: slices.Clone(p.Tags), Consents: maps.Clone(p.Consents), Events: slices.Clone(p.Events), Loud: p.Loud,
		}
	}
	return all
}
