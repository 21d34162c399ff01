package double

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// brand is what one account holds.
type brand struct {
	name     string
	made     int
	contacts []*contact
	ids      map[string]*contact
	named    map[string]*contact // by email and by phone number
	events   []Event
	heard    map[string]bool
	mails    []Mail
	started  int // automations
	batches  []*batch
	waiting  []task
	replaces bool // tags in a contact replace hers, instead of being added
}

// task is what is accepted now and done a moment later.
type task struct {
	at time.Time
	do func()
}

// A moment is how long Omnisend takes for what it only accepts.
const moment = 2 * time.Second

type contact struct {
	id         string
	email      string
	phone      string
	channels   map[string]channel // by channel; those of her identifiers
	properties map[string]json.RawMessage
	birthdate  string
	tags       []string
	consents   []object
}

type channel struct {
	status string
	at     time.Time
}

// Mail is a message that would have been sent.
type Mail struct {
	To  string `json:"to"`
	Why string `json:"why"`
}

func fresh(name string, _ time.Time) *brand {
	return &brand{name: name, ids: map[string]*contact{}, named: map[string]*contact{}, heard: map[string]bool{}}
}

// settle does what was accepted and is due.
func (b *brand) settle(now time.Time) {
	for len(b.waiting) > 0 && !b.waiting[0].at.After(now) {
		due := b.waiting[0]
		b.waiting = b.waiting[1:]
		due.do()
	}
}

func (b *brand) later(now time.Time, do func()) {
	b.waiting = append(b.waiting, task{now.Add(moment), do})
}

func (b *brand) id(kind string) string {
	b.made++
	return kind + strconv.Itoa(b.made)
}

// known is who has an email or a phone number, nil for nobody.
func (b *brand) known(by string) *contact { return b.named[strings.ToLower(by)] }

func (b *brand) add() *contact {
	c := &contact{id: b.id("C"), channels: map[string]channel{}, properties: map[string]json.RawMessage{}}
	b.contacts, b.ids[c.id] = append(b.contacts, c), c
	return c
}

// call gives a contact an email or a phone number.
func (b *brand) call(c *contact, kind, id string) {
	name := &c.email
	if kind == "phone" {
		name = &c.phone
	}
	delete(b.named, strings.ToLower(*name))
	*name = id
	b.named[strings.ToLower(id)] = c
}

func (c *contact) document() object {
	var identifiers []object
	for _, one := range []struct{ kind, channel, id string }{{"email", "email", c.email}, {"phone", "sms", c.phone}} {
		if one.id == "" {
			continue
		}
		held := c.channels[one.channel]
		identifiers = append(identifiers, object{"type": one.kind, "id": one.id, "channels": object{
			one.channel: object{"status": held.status, "statusChangedAt": held.at.UTC().Format(time.RFC3339)},
		}})
	}
	body := object{
		"id": c.id, "email": c.email, "identifiers": identifiers, "customProperties": c.properties, "tags": append([]string{}, c.tags...),
		"consents": append([]object{}, c.consents...),
	}
	if c.birthdate != "" {
		body["birthdate"] = c.birthdate
	}
	if c.phone != "" {
		body["phone"] = []string{c.phone}
	}
	return body
}
