package salesmanago

import (
	"context"
	"slices"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Erase implements integrations.Eraser. A contact is deleted; of one who is spoken of
// anew, or whom the merchant keeps, what we wrote is cleared.
func (c *conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	known, o := c.traced(ctx, e)
	if o.Class != integrations.OK {
		return o
	}
	for _, t := range e.Traces {
		if known[t.Subject.Email] == nil {
			continue // to clear what she has would make her
		}
		if c.clears(t) {
			o = c.Apply(ctx, []integrations.Change{{Subject: t.Subject, Unset: t.Properties, RemoveTags: t.Tags, Quiet: true}})[0]
		} else if o = c.call(ctx, "contact/delete", &lookup{Email: t.Subject.Email}, nil); o.Class == integrations.OK {
			delete(known, t.Subject.Email)
		}
		if o.Class != integrations.OK && o.Class != integrations.Missing {
			return o
		}
	}
	return integrations.Outcome{Class: integrations.OK}
}

func (c *conn) clears(t integrations.Trace) bool { return c.keep || t.Anew }

// Holds implements integrations.EraseChecker.
func (c *conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	known, o := c.traced(ctx, e)
	if o.Class != integrations.OK {
		return false, client.Error(o)
	}
	for _, t := range e.Traces {
		r := known[t.Subject.Email]
		if r == nil {
			continue
		}
		value := func(key string) bool { return r.property(key) != "" }
		tag := func(tag string) bool { return slices.Contains(r.tags(), Tag(tag)) }
		if !c.clears(t) || slices.ContainsFunc(t.Properties, value) || slices.ContainsFunc(t.Tags, tag) {
			return true, nil
		}
	}
	return false, nil
}

// traced are those of an erasure who are there.
func (c *conn) traced(ctx context.Context, e integrations.Erasure) (map[string]*record, integrations.Outcome) {
	var emails []string
	for _, t := range e.Traces {
		if t.Subject.Email != "" {
			emails = append(emails, t.Subject.Email)
		}
	}
	return c.read(ctx, emails)
}
