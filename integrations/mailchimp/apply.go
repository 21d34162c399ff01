package mailchimp

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Apply implements integrations.Conn. People are told of a few abreast; what is said of
// one person stays in order. A trouble of the account stops the batch: the next call
// would meet the same.
func (c *conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcomes := make([]integrations.Outcome, len(changes))
	var stop atomic.Pointer[integrations.Outcome]
	audience := sync.OnceValues(func() (audience, integrations.Outcome) { return c.settings(ctx) })
	work := make(chan []int)
	var workers sync.WaitGroup
	for range abreast {
		workers.Go(func() {
			for of := range work {
				for _, i := range of {
					if met := stop.Load(); met != nil {
						outcomes[i] = integrations.Outcome{Class: met.Class, After: met.After, Reason: met.Reason, Status: met.Status}
						continue
					}
					if outcomes[i] = c.change(ctx, changes[i], audience); stops(outcomes[i].Class) {
						stop.Store(&outcomes[i])
					}
				}
			}
		})
	}
	for _, of := range byPerson(changes) {
		work <- of
	}
	close(work)
	workers.Wait()
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

// stops reports whether an outcome is one of the account, and not of the person.
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
	if change.Subject.Email == "" {
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
	at := slices.IndexFunc(t.Consents, func(one integrations.Consent) bool { return one.Channel == app.ChannelEmail })
	if at < 0 {
		return integrations.Consent{}, false
	}
	return t.Consents[at], true
}
