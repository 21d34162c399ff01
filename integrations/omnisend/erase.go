package omnisend

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Erase implements integrations.Eraser, as far as Omnisend lets it: what we wrote is
// cleared, and unless she was spoken of since she is unsubscribed from everything.
func (c conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	for _, t := range e.Traces {
		if t.Subject.Email == "" {
			continue
		}
		if o := c.eraseOne(ctx, t); o.Class != integrations.OK {
			return o
		}
	}
	return integrations.Outcome{Class: integrations.OK}
}

func (c conn) eraseOne(ctx context.Context, t integrations.Trace) integrations.Outcome {
	email := strings.ToLower(t.Subject.Email)
	held, o := c.get(ctx, email)
	if o.Class != integrations.OK || held == nil {
		return o
	}
	w := &work{email: email, held: held, Change: integrations.Change{Unset: t.Properties, RemoveTags: t.Tags}}
	with := held.differing(w)
	if !t.Anew {
		with.Identifiers = held.silence(c.client.Now())
	}
	if !with.empty() {
		if w.held, o = c.patch(ctx, held.ID, with); o.Class != integrations.OK {
			return o
		}
	}
	if names := w.surplus(); len(names) > 0 {
		c.removals.begin(c.whose(email), names, c.client.Now())
		o = c.tag(ctx, http.MethodDelete, []string{email}, names)
	}
	return o
}

// silence unsubscribes her from every channel that reaches her and is not so already.
func (c *contact) silence(now time.Time) (all []identifier) {
	for _, channel := range kept {
		status, _ := c.standing(channel)
		if id := c.reached(channel); id != "" && status != unsubscribed {
			all = append(all, stating(integrations.Consent{Channel: channel, State: app.ConsentWithdrawn, At: now}, id, unsubscribed))
		}
	}
	return all
}

// Holds implements integrations.EraseChecker.
func (c conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	for _, t := range e.Traces {
		if t.Subject.Email == "" {
			continue
		}
		held, o := c.get(ctx, strings.ToLower(t.Subject.Email))
		if o.Class != integrations.OK {
			return false, client.Error(o)
		}
		if held != nil && held.holds(t) {
			return true, nil
		}
	}
	return false, nil
}

func (c *contact) holds(t integrations.Trace) bool {
	return slices.ContainsFunc(t.Properties, func(key string) bool { return !blank(c.Properties[key]) || key == birthdate && c.Birthdate != "" }) ||
		slices.ContainsFunc(t.Tags, func(tag string) bool { return slices.Contains(c.Tags, tag) }) ||
		!t.Anew && len(c.silence(time.Time{})) > 0
}
