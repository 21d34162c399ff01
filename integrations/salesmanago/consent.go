package salesmanago

import (
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// What the note of a consent begins with. A contact says only whether she has opted out,
// and not since when: what we told of her is kept in a detail of hers.
const (
	noteGranted   = "granted"
	noteWithdrawn = "withdrawn"
	noteAsked     = "asked"    // to confirm it
	noteGranting  = "granting" // told with what comes before her events, and so begun
)

// notes are the details that keep it.
var notes = map[app.Channel]string{app.ChannelEmail: "askwell_email_consent", app.ChannelSMS: "askwell_sms_consent"}

// note is what we told last.
type note struct {
	word string
	at   time.Time // as we keep it: whole seconds
}

func (n note) String() string { return n.word + " " + n.at.UTC().Format(time.RFC3339) }

func noted(text string) (n note) {
	word, at, _ := strings.Cut(text, " ")
	if when, err := time.Parse(time.RFC3339, at); err == nil {
		n = note{word, when}
	}
	return n
}

// fresh is how old a consent may be that is told of who is opted out there since nobody
// knows when, and of whom we have told nothing yet. Whoever never said anything is opted out
// like who has left, and her order, or our own answer before it, changes her after she has
// said yes: to tell nothing older than that would be to tell next to no consent. Within a day
// she may have left, too; beyond it, that is as likely.
const fresh = 24 * time.Hour

// verdict is a word that is to be told.
type verdict struct {
	integrations.Consent
	phone string // the number it is of, where the contact has none
}

// judge decides which of people's words are told: none that is older than what is there,
// and no grant that an opt-out may have come after.
func (c *conn) judge(people []*person) {
	for _, p := range people {
		p.said = map[app.Channel]verdict{}
		for _, channel := range []app.Channel{app.ChannelEmail, app.ChannelSMS} {
			if word, any := newest(p.Consents, channel); any {
				c.weigh(p, word, p.held)
			}
		}
		for _, one := range p.Consents {
			if notes[one.Channel] == "" {
				p.refuse("consent:"+string(one.Channel), integrations.Rejected, "SALESmanago keeps consents for email and text messages alone")
			}
		}
	}
}

// newest is the word that counts of a channel: of two at one moment the one that gives less.
func newest(said []integrations.Consent, channel app.Channel) (word integrations.Consent, any bool) {
	for _, one := range said {
		later := one.At.Compare(word.At)
		if one.Channel == channel && (!any || later > 0 || later == 0 && one.State == app.ConsentWithdrawn) {
			word, any = one, true
		}
	}
	return word, any
}

func (c *conn) weigh(p *person, word integrations.Consent, held *record) {
	n, out := held.note(word.Channel), held.out(word.Channel)
	at := word.At.Truncate(time.Second)
	v := verdict{Consent: word}
	if word.Channel == app.ChannelSMS && (held == nil || held.Phone == "") {
		v.phone = p.Subject.Phone
	}
	switch {
	case word.State != app.ConsentGranted && word.State != app.ConsentWithdrawn:
		return
	case n.word == noteGranting && word.State == app.ConsentGranted && !at.Before(n.at): // begun, and to be ended, as she said it or said it again since
	case n.stands(out) && !at.After(n.at): // an older word, or told already
		return
	case word.State == app.ConsentWithdrawn && held == nil && !p.makes(): // nothing is there to be taken back
		return
	case word.State == app.ConsentWithdrawn:
	case held != nil && !out && word.UnderWay(c.by.Now(), settling) && !arrived(word, n): // what was taken back may come after it
		p.fail(integrations.Outcome{Class: integrations.Ambiguous, Reason: "SALESmanago has not yet done what it was told before"})
		return
	case held != nil && !out: // nothing is to be given
		return
	case held == nil, n.word == noteWithdrawn, at.After(held.modified()):
	case n.word == "" && c.by.Now().Sub(at) < fresh: // opted out, most likely, as whoever never said anything is
	default:
		p.refuse("consent:"+string(word.Channel), integrations.Blocked,
			"the contact has opted out at SALESmanago, and it does not say when: only she can take that back, there")
		return
	}
	if word.Channel == app.ChannelSMS && word.State == app.ConsentGranted && v.phone == "" && (held == nil || held.Phone == "") {
		p.refuse("consent:sms", integrations.Rejected, "there is no phone number to write to")
		return
	}
	p.said[word.Channel] = v
}

// settling is how late SALESmanago may do what it took in a batch.
const settling = 2 * time.Minute

// arrived reports whether the last note is of all that was told before a word.
func arrived(word integrations.Consent, last note) bool {
	return !slices.ContainsFunc(word.Told, func(t integrations.Telling) bool {
		return t.State != word.State && t.Said.Truncate(time.Second).After(last.at)
	})
}

// stands reports whether what is there is what was noted.
func (n note) stands(out bool) bool {
	return n.word == noteGranted && !out || (n.word == noteWithdrawn || n.word == noteAsked) && out
}

// withdraw adds what was taken back, and notes what is about to be given.
func (c *conn) withdraw(d *detail, p *person) {
	for channel, v := range p.said {
		n := note{noteWithdrawn, v.At}
		if v.State == app.ConsentGranted {
			n.word = noteGranting
		}
		if d.Properties[notes[channel]] = n.String(); v.State == app.ConsentGranted {
			continue
		}
		if channel == app.ChannelSMS {
			d.PhoneOptOut = true
			continue
		}
		d.OptOut = true
		c.agree(d, v)
	}
}

// grant adds what was given, and reports whether anything was.
func (c *conn) grant(d *detail, p *person) (any bool) {
	for channel, v := range p.said {
		if v.State != app.ConsentGranted {
			continue
		}
		any = true
		n := note{noteGranted, v.At}
		switch {
		case channel == app.ChannelSMS:
			d.PhoneOptIn, d.Contact.Phone = true, v.phone
		case c.optIn.asks():
			n.word, d.DoubleOptIn = noteAsked, true
			d.OptInTemplate, d.OptInAccount, d.OptInSubject = c.optIn.Template, c.optIn.Account, c.optIn.Subject
		default:
			d.OptIn = true
			c.agree(d, v)
		}
		d.Properties[notes[channel]] = n.String()
	}
	return any
}

// agree notes a word under the account's own agreement.
func (c *conn) agree(d *detail, v verdict) {
	if c.agreement != "" {
		yes := v.State == app.ConsentGranted
		d.Consents = []agreed{{Name: c.agreement, Accept: yes, OptOut: !yes, At: v.At.UnixMilli()}}
	}
}

// state is how a channel's consent stands with a contact.
func (r *record) state(channel app.Channel) app.ConsentState {
	switch out := r.out(channel); {
	case !out:
		return app.ConsentGranted
	case r.note(channel).word == noteAsked:
		return app.ConsentPending
	default:
		return app.ConsentWithdrawn
	}
}
