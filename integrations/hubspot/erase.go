package hubspot

import (
	"context"
	"net/http"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Erase implements integrations.Eraser. A contact is deleted for good; of one who is
// spoken of anew, or whom the merchant keeps, what we wrote is cleared.
func (c *conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	known, o := c.traced(ctx, e, nil)
	if o.Class != integrations.OK {
		return o
	}
	for _, t := range e.Traces {
		email := t.Subject.Email
		if _, there := known[email]; !there {
			continue // an address that is not there would be blocked for good
		}
		if c.clears(t) {
			o = c.Apply(ctx, []integrations.Change{{Subject: t.Subject, Unset: t.Properties}})[0]
		} else if _, o, _ = c.call(ctx, http.MethodPost, contacts+"/gdpr-delete", map[string]string{"objectId": email, "idProperty": "email"}); o.Class == integrations.OK {
			delete(known, email)
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
	var keys []string
	for _, t := range e.Traces {
		keys = append(keys, t.Properties...)
	}
	known, o := c.traced(ctx, e, keys)
	if o.Class != integrations.OK {
		return false, client.Error(o)
	}
	for _, t := range e.Traces {
		one, there := known[t.Subject.Email]
		if there && (!c.clears(t) || len(values(one, t.Properties, map[string]app.FieldType{})) > 0) {
			return true, nil
		}
	}
	return false, nil
}

// traced are those of an erasure who are there.
func (c *conn) traced(ctx context.Context, e integrations.Erasure, keys []string) (map[string]contact, integrations.Outcome) {
	var emails []string
	for _, t := range e.Traces {
		if t.Subject.Email != "" {
			emails = append(emails, t.Subject.Email)
		}
	}
	return c.read(ctx, emails, keys)
}
