package klaviyo

import (
	"context"
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// Erase implements integrations.Eraser. Klaviyo deletes whole profiles: it is the law that
// asks, and who is deleted is nobody's any more. Of somebody who has been told of since
// only what is listed goes.
func (c conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	emails := addresses(e)
	found, o := c.find(ctx, emails)
	if o.Class != integrations.OK {
		return o
	}
	done := integrations.Outcome{Class: integrations.OK}
	for _, t := range e.Traces {
		email := strings.ToLower(t.Subject.Email)
		if found[email] == nil {
			continue
		}
		if o := c.eraseOne(ctx, email, t); o.Class != integrations.OK {
			return o
		}
	}
	return done
}

func (c conn) eraseOne(ctx context.Context, email string, t integrations.Trace) integrations.Outcome {
	if t.Anew {
		if len(t.Properties) == 0 {
			return integrations.Outcome{Class: integrations.OK}
		}
		w := &work{email: email, Change: integrations.Change{Unset: t.Properties}}
		return (&batch{conn: c}).put(ctx, w)
	}
	her := profile{Type: "profile", Attributes: attributes{Email: email}}
	job := map[string]any{"type": "data-privacy-deletion-job", "attributes": map[string]any{"profile": data[profile]{her}}}
	return c.call(ctx, deletions, http.MethodPost, "/api/data-privacy-deletion-jobs", data[any]{job}, nil)
}

// Holds implements integrations.EraseChecker.
func (c conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	found, o := c.find(ctx, addresses(e))
	if o.Class != integrations.OK {
		return false, client.Error(o)
	}
	for _, t := range e.Traces {
		held := found[strings.ToLower(t.Subject.Email)]
		if held != nil && !t.Anew {
			return true, nil
		}
		for _, key := range t.Properties {
			if held == nil {
				break
			}
			if _, there := held.Attributes.Properties[key]; there {
				return true, nil
			}
		}
	}
	return false, nil
}

// addresses are the emails an erasure is about: by anything else she is not known there.
func addresses(e integrations.Erasure) (emails []string) {
	for _, t := range e.Traces {
		if t.Subject.Email != "" {
			emails = append(emails, strings.ToLower(t.Subject.Email))
		}
	}
	return emails
}
