package brevo

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Apply implements integrations.Conn. Brevo counts calls, not how many are under way, so
// one comes after another.
func (c *conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	return new(client.Line).Each(len(changes), 1, func(i int) integrations.Outcome { return c.change(ctx, changes[i]) })
}

// stops reports whether an outcome is one of the moment or of the account, and not of what
// was to be written.
func stops(class integrations.Class) bool {
	return slices.Contains([]integrations.Class{
		integrations.Throttled, integrations.Transient, integrations.Ambiguous, integrations.Auth, integrations.Scope, integrations.Retired,
	}, class)
}

// telling is one change on its way.
type telling struct {
	*conn
	integrations.Change
	standing standing // as she stood before; of a change with consents alone
	grants   bool     // she is to be put into the list for consents
	lifts    bool     // and was blocklisted
	out      integrations.Outcome
}

// change makes one change, part by part, as far as the account lets it.
func (c *conn) change(ctx context.Context, change integrations.Change) integrations.Outcome {
	if !strings.Contains(change.Subject.Email, "@") {
		return integrations.Outcome{Class: integrations.Missing, Reason: "Brevo knows people by their email address, and she has none"}
	}
	t := &telling{conn: c, Change: change, out: integrations.Outcome{Class: integrations.OK}}
	for _, part := range []func(context.Context) bool{t.look, t.withdraw, t.lift, t.profile, t.lists, t.events, t.grant} {
		if !part(ctx) {
			return t.out
		}
	}
	t.out.Told = nil // all of them
	return t.out
}

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

// part notes one that was refused for good, and goes on; other trouble ends the change.
func (t *telling) part(name string, o integrations.Outcome) bool {
	if o.Class == integrations.OK || stops(o.Class) {
		return t.fail(o)
	}
	t.out.Refused = append(t.out.Refused, integrations.Refused{Part: name, Class: o.Class, Reason: o.Reason})
	return true
}

// said is what she says of email now.
func (t *telling) said() (integrations.Consent, bool) {
	return integrations.Newest(t.Consents, app.ChannelEmail)
}

// written is a contact as it is created or changed. There is nothing in it that lifts a
// blocklisting: that is there for her whom the change makes though she said no.
type written struct {
	Email      string         `json:"email"`
	Attributes map[string]any `json:"attributes,omitempty"`
	Lists      []int64        `json:"listIds,omitempty"`
	Block      bool           `json:"emailBlacklisted,omitempty"`
	Update     bool           `json:"updateEnabled"`
}

func (t *telling) upsert(ctx context.Context, attributes map[string]any, lists ...int64) integrations.Outcome {
	said, spoke := t.said()
	_, o := t.call(ctx, http.MethodPost, "/contacts", written{
		Email: strings.ToLower(t.Subject.Email), Attributes: attributes, Lists: lists, Block: spoke && said.State == app.ConsentWithdrawn, Update: true,
	})
	return o
}

// patch changes a contact that is there; who is not has nothing to lose.
func (t *telling) patch(ctx context.Context, body map[string]any) integrations.Outcome {
	_, o := t.call(ctx, http.MethodPut, contact(t.Subject.Email), body)
	if o.Class == integrations.Missing {
		o = integrations.Outcome{Class: integrations.OK}
	}
	return o
}

// profile writes her attributes.
func (t *telling) profile(ctx context.Context) bool {
	attributes := make(map[string]any, len(t.Set)+len(t.Unset))
	for _, key := range t.Unset {
		attributes[key] = ""
	}
	for _, p := range t.Set {
		attributes[p.Key] = value(p)
	}
	switch {
	case len(t.Set) > 0:
		return t.fail(t.upsert(ctx, attributes))
	case len(t.Unset) > 0:
		return t.fail(t.patch(ctx, map[string]any{"attributes": attributes}))
	default:
		return true
	}
}
