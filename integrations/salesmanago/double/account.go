package double

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Account is what one account holds.
type Account struct {
	Contacts map[string]*Contact `json:"contacts"` // by address

	Mails      int `json:"mails"`      // confirmations that were sent
	Subscribed int `json:"subscribed"` // how often somebody was opted in by force
	Calls      int `json:"calls"`

	waiting []task
}

// task is what is accepted now and done a moment later.
type task struct {
	at time.Time
	do func()
}

// A moment is how long SALESmanago takes for a batch.
const moment = 2 * time.Second

func (a *Account) later(now time.Time, do func()) {
	a.waiting = append(a.waiting, task{now.Add(moment), do})
}

// settle does what was accepted and is due.
func (a *Account) settle(now time.Time) {
	for len(a.waiting) > 0 && !a.waiting[0].at.After(now) {
		due := a.waiting[0]
		a.waiting = a.waiting[1:]
		due.do()
	}
}

// Contact is one person.
type Contact struct {
	ID         string            `json:"id"`
	Email      string            `json:"email"`
	Name       string            `json:"name,omitempty"`
	Company    string            `json:"company,omitempty"`
	Phone      string            `json:"phone,omitempty"`
	Birthday   string            `json:"birthday,omitempty"` // yyyyMMdd or MMdd
	Address    map[string]string `json:"address,omitempty"`
	Tags       map[string]int    `json:"tags"` // and their scores
	Properties map[string]string `json:"properties"`
	OptedOut   bool              `json:"opted_out"`
	PhoneOut   bool              `json:"phone_opted_out"`
	Asked      bool              `json:"asked,omitempty"` // to confirm
	Agreements map[string]bool   `json:"agreements,omitempty"`
	Events     []Event           `json:"events"`
	Started    int               `json:"started"` // rules and workflows
	CreatedAt  time.Time         `json:"created_at"`
	ModifiedAt time.Time         `json:"modified_at"`
}

// Event is one external event.
type Event struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	At      time.Time      `json:"at"`
	Details map[string]any `json:"details"`
}

func fresh(string, time.Time) Account { return Account{Contacts: map[string]*Contact{}} }

// Shown is an account as it is shown.
type Shown struct {
	People     []Contact `json:"people"`
	Mails      int       `json:"mails"`
	Subscribed int       `json:"subscribed"`
	Calls      int       `json:"calls"`
}

// State implements integrations.Double: a Shown.
func (d *Double) State(account string) any {
	var shown Shown
	d.Change(account, func(a *Account) {
		shown = Shown{Mails: a.Mails, Subscribed: a.Subscribed, Calls: a.Calls}
		for _, email := range slices.Sorted(maps.Keys(a.Contacts)) {
			one := *a.Contacts[email]
			one.Tags, one.Properties, one.Events = maps.Clone(one.Tags), maps.Clone(one.Properties), slices.Clone(one.Events)
			shown.People = append(shown.People, one)
		}
	})
	return shown
}

// Change changes an account the way its people do: by hand. It reports whether the
// account is there.
func (d *Double) Change(account string, change func(*Account)) bool {
	return d.desk.Look(account, func(a *Account) {
		a.settle(d.now())
		change(a)
	})
}

// Add makes a contact, opted out of everything.
func (a *Account) Add(email string, now time.Time) *Contact {
	one := &Contact{
		ID: "contact-" + email, Email: email, Tags: map[string]int{}, Properties: map[string]string{}, Address: map[string]string{}, Agreements: map[string]bool{},
		OptedOut: true, PhoneOut: true, CreatedAt: now, ModifiedAt: now,
	}
	a.Contacts[email] = one
	return one
}

// Agreement is the one that every account has.
const Agreement = "Newsletter"

// tagged are the tags that one text becomes: a comma stands between two.
func tagged(text string) (all []string) {
	for one := range strings.SplitSeq(text, ",") {
		var b strings.Builder
		for _, r := range norm.NFD.String(strings.TrimSpace(one)) {
			switch {
			case unicode.Is(unicode.Mn, r):
			case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_()[]{}", r):
				b.WriteByte('_')
			default:
				b.WriteRune(unicode.ToUpper(r))
			}
		}
		if b.Len() > 0 {
			all = append(all, b.String())
		}
	}
	return all
}
