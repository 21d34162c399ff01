package double

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The lists of every account.
const (
	Newsletter = "NEWS01" // single opt-in
	Club       = "CLUB01" // double opt-in
	Quiz       = "QUIZ01" // single opt-in
)

// account is what one account holds.
type account struct {
	name     string
	made     int
	profiles map[string]*person // by id
	named    map[string]*person // by email and by phone number
	lists    []*list
	events   []*event
	seen     map[string]bool // events by profile, metric and unique id
	mails    []Mail
	started  int // flows
	imports  []*importJob
	waiting  []task
}

// task is what is accepted now and done a moment later.
type task struct {
	at time.Time
	do func()
}

// A moment is how long Klaviyo takes for what it only accepts.
const moment = 2 * time.Second

type list struct {
	id, name, optIn string
	members         map[string]bool // profile ids
}

type person struct {
	id           string
	email, phone string
	properties   map[string]json.RawMessage
	mail, sms    consent
	updated      int
}

// consent is how a channel's marketing stands.
type consent struct {
	state      string // "" for never
	at         time.Time
	suppressed string // why, "" for not
	since      time.Time
}

// Mail is a message that would have been sent.
type Mail struct {
	To  string `json:"to"`
	Why string `json:"why"`
}

func fresh(name string, _ time.Time) *account {
	a := &account{name: name, profiles: map[string]*person{}, named: map[string]*person{}, seen: map[string]bool{}}
	for _, l := range []list{{Newsletter, "Newsletter", "single_opt_in", nil}, {Club, "Club", "double_opt_in", nil}, {Quiz, "Skin quiz", "single_opt_in", nil}} {
		l.members = map[string]bool{}
		a.lists = append(a.lists, &l)
	}
	return a
}

// settle does what was accepted and is due.
func (a *account) settle(now time.Time) {
	for len(a.waiting) > 0 && !a.waiting[0].at.After(now) {
		due := a.waiting[0]
		a.waiting = a.waiting[1:]
		due.do()
	}
}

func (a *account) later(now time.Time, do func()) {
	a.waiting = append(a.waiting, task{now.Add(moment), do})
}

func (a *account) id(kind string) string {
	a.made++
	return kind + strconv.Itoa(a.made)
}

// find is who has an email or a phone number, nil for nobody.
func (a *account) find(email, phone string) (byEmail, byPhone *person) {
	return a.named[strings.ToLower(email)], a.named[phone]
}

// call gives a person an email and a phone number, "" for what stays as it is.
func (a *account) call(p *person, email, phone string) {
	if email != "" {
		delete(a.named, p.email)
		p.email = strings.ToLower(email)
		a.named[p.email] = p
	}
	if phone != "" {
		delete(a.named, p.phone)
		p.phone = phone
		a.named[phone] = p
	}
}

func (a *account) list(id string) *list {
	for _, l := range a.lists {
		if l.id == id {
			return l
		}
	}
	return nil
}

// people are all profiles, those that changed last first.
func (a *account) people() []*person {
	return slices.SortedFunc(maps.Values(a.profiles), func(x, y *person) int { return cmp.Compare(y.updated, x.updated) })
}

func (a *account) make(email, phone string) *person {
	p := &person{id: a.id("P"), properties: map[string]json.RawMessage{}}
	a.profiles[p.id] = p
	a.call(p, email, phone)
	return p
}

func (a *account) touch(p *person) {
	a.made++
	p.updated = a.made
}

func (p *person) channel(name string) *consent {
	if name == "sms" {
		return &p.sms
	}
	return &p.mail
}

func readAccount(c *call, _ string) answer {
	name := (*c.State).name
	return found(200, data{[]object{{"type": "account", "id": "ACC001", "attributes": object{
		"test_account": true, "timezone": "Europe/Oslo", "preferred_currency": "NOK", "public_api_key": "ACC001", "locale": "en-US",
		"contact_information": object{"organization_name": name, "default_sender_name": name, "default_sender_email": "shop@example.com", "street_address": object{}},
	}}}})
}
