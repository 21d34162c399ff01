package double

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Newsletter is the subscription type that every account has.
const Newsletter = 71

// Account is what one account holds.
type Account struct {
	Contacts    map[string]*Contact    `json:"contacts"` // by record id
	Properties  map[string]*Property   `json:"properties"`
	Groups      map[string]string      `json:"groups"` // labels by name
	Lists       map[string]*List       `json:"lists"`
	Statuses    map[string]Status      `json:"statuses"` // by address: of the newsletter
	Definitions map[string]*Definition `json:"definitions"`
	Events      []Event                `json:"events"`
	Blocked     map[string]bool        `json:"blocked"` // addresses that were deleted for good
	Enterprise  bool                   `json:"enterprise"`

	Subscribed int `json:"subscribed"` // how often somebody was subscribed
	Marketing  int `json:"marketing"`  // how often somebody was made a marketing contact
	Calls      int `json:"calls"`
	Daily      int `json:"daily"` // calls it may make in a day

	hub  int
	next int
}

// Contact is one record.
type Contact struct {
	ID         string            `json:"id"`
	Properties map[string]string `json:"properties"`
	CreatedAt  time.Time         `json:"created_at"`
	UpdatedAt  time.Time         `json:"updated_at"`
}

// List is one list. Of a dynamic one nobody chooses the members.
type List struct {
	Name    string          `json:"name"`
	Dynamic bool            `json:"dynamic,omitempty"`
	Members map[string]bool `json:"members"` // record ids
}

// Status is how the newsletter's subscription of an address stands.
type Status struct {
	Status      string    `json:"status"`
	Source      string    `json:"source"`
	Explanation string    `json:"explanation,omitempty"`
	At          time.Time `json:"at"`
	Herself     bool      `json:"herself,omitempty"`
}

// Event is one that was sent.
type Event struct {
	Name       string            `json:"name"`
	Email      string            `json:"email"`
	UUID       string            `json:"uuid"`
	At         time.Time         `json:"at"`
	Properties map[string]string `json:"properties"`
}

// fresh is an account as it is when it is opened: two lists, no contacts.
func fresh(string, time.Time) Account {
	return Account{
		Contacts: map[string]*Contact{}, Properties: standard(), Groups: map[string]string{"contactinformation": "Contact information"},
		Lists:    map[string]*List{"11": {Name: "VIPs", Members: map[string]bool{}}, "12": {Name: "Newsletter readers", Members: map[string]bool{}}, "13": {Name: "Everybody", Dynamic: true, Members: map[string]bool{}}},
		Statuses: map[string]Status{}, Definitions: map[string]*Definition{}, Blocked: map[string]bool{}, Enterprise: true, Daily: 250_000, hub: 4242, next: 100,
	}
}

// Shown is an account as it is shown: each person with all that is held of her.
type Shown struct {
	People     []Person        `json:"people"`
	Properties []Property      `json:"properties"`
	Blocked    map[string]bool `json:"blocked"`
	Subscribed int             `json:"subscribed"`
	Marketing  int             `json:"marketing"`
	Calls      int             `json:"calls"`
}

// Person is one of a Shown.
type Person struct {
	Email      string            `json:"email"`
	ID         string            `json:"id"`
	Properties map[string]string `json:"properties"`
	Lists      []string          `json:"lists"`
	Consent    *Status           `json:"consent,omitempty"`
	Events     []Event           `json:"events"`
}

// State implements integrations.Double: a Shown.
func (d *Double) State(account string) any {
	var shown Shown
	d.desk.Look(account, func(a *Account) { shown = a.shown() })
	return shown
}

func (a *Account) shown() Shown {
	s := Shown{Blocked: maps.Clone(a.Blocked), Subscribed: a.Subscribed, Marketing: a.Marketing, Calls: a.Calls}
	for _, name := range slices.Sorted(maps.Keys(a.Properties)) {
		s.Properties = append(s.Properties, *a.Properties[name])
	}
	for _, c := range a.Contacts {
		p := Person{Email: c.Properties["email"], ID: c.ID, Properties: maps.Clone(c.Properties)}
		for id, l := range a.Lists {
			if l.Members[c.ID] {
				p.Lists = append(p.Lists, id)
			}
		}
		slices.Sort(p.Lists)
		if status, there := a.Statuses[p.Email]; there {
			p.Consent = &status
		}
		for _, e := range a.Events {
			if e.Email == p.Email {
				p.Events = append(p.Events, e)
			}
		}
		s.People = append(s.People, p)
	}
	slices.SortFunc(s.People, func(x, y Person) int { return strings.Compare(x.Email, y.Email) })
	return s
}

// Change changes an account the way its people do: by hand. It reports whether the
// account is there.
func (d *Double) Change(account string, change func(*Account)) bool {
	return d.desk.Look(account, change)
}

// Add makes a contact by hand and returns its id.
func (a *Account) Add(email string, now time.Time) string {
	a.next++
	id := strconv.Itoa(a.next)
	a.Contacts[id] = &Contact{ID: id, Properties: map[string]string{"email": email}, CreatedAt: now, UpdatedAt: now}
	return id
}

// Says is what a person says of the newsletter at HubSpot itself.
func (a *Account) Says(email, status string, at time.Time) {
	a.Statuses[email] = Status{Status: status, Source: "PUBLIC_STATUS_API", At: at, Herself: true}
}

// find is the contact with an address, its first or another; nil for nobody.
func (a *Account) find(email string) *Contact {
	for _, c := range a.Contacts {
		if c.Properties["email"] == email || slices.Contains(strings.Split(c.Properties["hs_additional_emails"], ";"), email) {
			return c
		}
	}
	return nil
}
