package salesmanago

import (
	"context"
	"regexp"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// batch is how many contacts their own plugin sends at once.
const batch = 400

// address is what is taken for one: a batch loses others without a word.
var address = regexp.MustCompile(`^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$`)

// person is one whom a change is about, on her way through its parts.
type person struct {
	integrations.Change
	held    *record                 // what is there of her, where that was looked at
	said    map[app.Channel]verdict // what of her consents is to be told
	outcome integrations.Outcome
}

func (p *person) email() string { return p.Subject.Email }

func (p *person) fine() bool { return p.outcome.Class == integrations.OK }

// makes reports whether the change is worth making her for.
func (p *person) makes() bool { return len(p.Set)+len(p.AddTags)+len(p.Events) > 0 }

// loses reports whether it takes something away that may not be there.
func (p *person) loses() bool { return !p.makes() && len(p.Unset)+len(p.RemoveTags) > 0 }

// fail ends her change here: its later parts are not made.
func (p *person) fail(o integrations.Outcome) {
	o.Refused, o.Told = p.outcome.Refused, p.outcome.Told
	p.outcome = o
}

func (p *person) refuse(part string, class integrations.Class, reason string) {
	p.outcome.Refused = append(p.outcome.Refused, integrations.Refused{Part: part, Class: class, Reason: reason})
}

// Apply implements integrations.Conn. What was taken back goes along with the profile and
// the tags, in one call; then come events and, last, what was given.
func (c *conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	people := make([]*person, len(folded))
	for i, change := range folded {
		people[i] = &person{Change: change, outcome: integrations.Outcome{Class: integrations.OK}}
		if !address.MatchString(change.Subject.Email) {
			people[i].fail(integrations.Outcome{Class: integrations.Rejected, Reason: "that is no email address"})
		}
	}
	c.look(ctx, people)
	c.judge(fine(people))
	c.upsert(ctx, fine(people), c.first)
	c.tell(ctx, fine(people))
	c.upsert(ctx, fine(people), c.last)
	outcomes := make([]integrations.Outcome, len(people))
	for i, p := range people {
		outcomes[i] = p.outcome
	}
	return integrations.Unfold(outcomes, at, integrations.Outcome{
		Class: integrations.Rejected, Reason: "SALESmanago knows people by email, and she has none",
	})
}

// look finds out what is there of people of whom that has to be known first.
func (c *conn) look(ctx context.Context, people []*person) {
	var emails []string
	looked := slices.DeleteFunc(fine(people), func(p *person) bool { return len(p.Consents) == 0 && !p.loses() })
	for _, p := range looked {
		emails = append(emails, p.email())
	}
	held, o := c.read(ctx, emails)
	for _, p := range looked {
		if p.held = held[p.email()]; o.Class != integrations.OK {
			p.fail(o)
		}
	}
}

// first is what comes before her events; false for nothing.
func (c *conn) first(p *person) (detail, bool) {
	d := profile(p.Change)
	c.withdraw(&d, p)
	return d, p.makes() || len(p.said) > 0 || p.loses() && p.held != nil
}

// last is what comes after them; false for nothing.
func (c *conn) last(p *person) (detail, bool) {
	d := bare(p.email())
	return d, c.grant(&d, p)
}

// upsert writes contacts: one alone in a call that says how it went, several and old news
// in one that takes them all and does them in its own time.
func (c *conn) upsert(ctx context.Context, people []*person, of func(*person) (detail, bool)) {
	var loud, quiet []*person
	details := map[*person]detail{}
	for _, p := range people {
		d, any := of(p)
		switch {
		case !any:
			continue
		case p.Quiet:
			quiet = append(quiet, p)
		default:
			loud = append(loud, p)
		}
		details[p] = d
	}
	alone := func(p *person) bool { return details[p].DoubleOptIn }
	for _, p := range people {
		if d, there := details[p]; there && alone(p) {
			c.one(ctx, p, d) // each such call may send an email, and says so for itself alone
		}
	}
	loud, quiet = slices.DeleteFunc(loud, alone), slices.DeleteFunc(quiet, alone)
	if len(loud) == 1 {
		c.one(ctx, loud[0], details[loud[0]])
	} else {
		c.many(ctx, loud, details, true)
	}
	c.many(ctx, quiet, details, false)
}

func (c *conn) one(ctx context.Context, p *person, d detail) {
	if o := c.call(ctx, "contact/upsert", &upsert{detail: d}, nil); o.Class != integrations.OK {
		p.fail(o)
	}
}

// many writes several contacts at once; where that is refused, half of them, until the
// guilty one is alone.
func (c *conn) many(ctx context.Context, people []*person, details map[*person]detail, fire bool) {
	for some := range slices.Chunk(people, batch) {
		body := batchUpsert{Fire: fire}
		for _, p := range some {
			body.Details = append(body.Details, details[p])
		}
		o := c.call(ctx, "contact/batchupsertv2", &body, nil)
		switch {
		case o.Class == integrations.OK:
			c.settle(ctx, some, details)
		case o.Class == integrations.Rejected && len(some) > 1:
			c.many(ctx, some[:len(some)/2], details, fire)
			c.many(ctx, some[len(some)/2:], details, fire)
		default:
			for _, p := range some {
				p.fail(o)
			}
		}
	}
}

func fine(people []*person) []*person {
	return slices.DeleteFunc(slices.Clone(people), func(p *person) bool { return !p.fine() })
}
