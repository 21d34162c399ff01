package mailchimp

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Apply implements integrations.Conn. People are told of a few abreast; what is said of
// one person stays in order.
func (c *conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcomes := make([]integrations.Outcome, len(changes))
	audience := sync.OnceValues(func() (audience, integrations.Outcome) { return c.settings(ctx) })
	people := byPerson(changes)
	last := new(client.Line).Each(len(people), abreast, func(person int) (o integrations.Outcome) {
		for _, i := range people[person] {
			if o = c.change(ctx, changes[i], audience); stops(o.Class) {
				outcomes[i] = o
				break // what comes after it is not to be there before it
			}
			outcomes[i] = o
		}
		return o
	})
	for person, o := range last {
		for _, i := range people[person] {
			if outcomes[i].Class == "" {
				outcomes[i] = integrations.Outcome{Class: o.Class, After: o.After, Reason: o.Reason, Status: o.Status}
			}
		}
	}
	return outcomes
}

// byPerson are the places of each person's changes, people in the order they come in.
func byPerson(changes []integrations.Change) (groups [][]int) {
	at := map[string]int{}
	for i, change := range changes {
		name := address(change.Subject)
		if _, met := at[name]; !met {
			at[name] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[name]] = append(groups[at[name]], i)
	}
	return groups
}

// stops reports whether an outcome is one of the moment or of the account, and not of what
// was to be written.
func stops(class integrations.Class) bool {
	return slices.Contains([]integrations.Class{
		integrations.Throttled, integrations.Transient, integrations.Ambiguous, integrations.Auth, integrations.Scope, integrations.Config, integrations.Retired,
	}, class)
}

// telling is one change on its way.
type telling struct {
	*conn
	integrations.Change
	audience func() (audience, integrations.Outcome)
	standing member // as she stood before; of a change with consents alone
	grants   bool   // she is to be subscribed
	lifts    bool   // and was unsubscribed
	out      integrations.Outcome
}

// change makes one change, part by part, as far as the account lets it.
func (c *conn) change(ctx context.Context, change integrations.Change, audience func() (audience, integrations.Outcome)) integrations.Outcome {
	if !strings.Contains(change.Subject.Email, "@") {
		return integrations.Outcome{Class: integrations.Missing, Reason: "Mailchimp knows people by their email address, and she has none"}
	}
	t := &telling{conn: c, Change: change, audience: audience, out: integrations.Outcome{Class: integrations.OK}}
	for _, part := range []func(context.Context) bool{t.look, t.withdraw, t.lift, t.profile, t.tags, t.events, t.grant} {
		if !part(ctx) {
			return t.out
		}
	}
	t.out.Told = nil // all of them
	return t.out
}

// address is hers, as Mailchimp compares it.
func address(s integrations.Subject) string { return strings.ToLower(s.Email) }

// call makes one call for the change.
func (t *telling) call(ctx context.Context, method, path string, body any) (answer []byte, o integrations.Outcome) {
	r, o := t.conn.call(ctx, method, path, body)
	t.out.Cost++
	return r.Body, o
}

// fail ends the change with an outcome, unless that is fine.
func (t *telling) fail(o integrations.Outcome) bool {
	if o.Class == integrations.OK {
		return true
	}
	o.Cost, o.Told, o.Refused = t.out.Cost, t.out.Told, t.out.Refused
	t.out = o
	return false
}

// refuse notes a part that will never be made; the rest goes on.
func (t *telling) refuse(part string, o integrations.Outcome) {
	t.out.Refused = append(t.out.Refused, integrations.Refused{Part: part, Class: o.Class, Reason: o.Reason})
}

// said is what she says of email now.
func (t *telling) said() (integrations.Consent, bool) {
	return integrations.Newest(t.Consents, app.ChannelEmail)
}
