package hubspot

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// person is one whom a change is about, on her way through its parts.
type person struct {
	integrations.Change
	id      string // of her record, once it is known
	word    integrations.Consent
	outcome integrations.Outcome
}

func (p *person) email() string { return p.Subject.Email }

func (p *person) fine() bool { return p.outcome.Class == integrations.OK }

// fail ends her change here: its later parts are not made.
func (p *person) fail(o integrations.Outcome) {
	o.Refused, o.Told = p.outcome.Refused, p.outcome.Told
	p.outcome = o
}

func (p *person) refuse(part string, class integrations.Class, reason string) {
	p.outcome.Refused = append(p.outcome.Refused, integrations.Refused{Part: part, Class: class, Reason: reason})
}

// Apply implements integrations.Conn. Each step is made for everybody before the next:
// what was taken back, the profile, memberships, events, and what was given.
func (c *conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	folded, at := integrations.Fold(changes)
	people := make([]*person, len(folded))
	for i, change := range folded {
		people[i] = &person{Change: change, word: newest(change.Consents), outcome: integrations.Outcome{Class: integrations.OK}}
	}
	c.consent(ctx, people, app.ConsentWithdrawn)
	c.profile(ctx, people)
	c.memberships(ctx, people)
	c.tell(ctx, people)
	c.consent(ctx, people, app.ConsentGranted)
	outcomes := make([]integrations.Outcome, len(people))
	for i, p := range people {
		outcomes[i] = p.outcome
	}
	return integrations.Unfold(outcomes, at, integrations.Outcome{
		Class: integrations.Rejected, Reason: "HubSpot knows people by email, and she has none",
	})
}

// profile writes the properties. Who would only lose something is not made for it.
func (c *conn) profile(ctx context.Context, people []*person) {
	var known, losers []*person
	for _, p := range people {
		switch {
		case !p.fine():
		case len(p.Set)+len(p.JoinLists)+c.told(p) > 0, p.word.State == app.ConsentGranted:
			known = append(known, p)
		case len(p.Unset)+len(p.LeaveLists) > 0:
			losers = append(losers, p)
		}
	}
	for _, p := range c.look(ctx, losers) {
		if len(p.Unset) > 0 {
			known = append(known, p)
		}
	}
	c.upsert(ctx, known)
}

// told is how many of her events are sent.
func (c *conn) told(p *person) int {
	if c.event == "" {
		return 0
	}
	return len(p.Events)
}

// look finds the records of people, and returns those who have one.
func (c *conn) look(ctx context.Context, people []*person) (known []*person) {
	if len(people) == 0 {
		return nil
	}
	emails := make([]string, len(people))
	for i, p := range people {
		emails[i] = p.email()
	}
	held, o := c.read(ctx, emails, nil)
	for _, p := range people {
		if o.Class != integrations.OK {
			p.fail(o)
			continue
		}
		if one, there := held[p.email()]; there {
			p.id = one.ID
			known = append(known, p)
		}
	}
	return known
}

func fine(people []*person) []*person {
	return slices.DeleteFunc(slices.Clone(people), func(p *person) bool { return !p.fine() })
}
