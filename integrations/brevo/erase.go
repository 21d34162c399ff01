package brevo

import (
	"context"
	"net/http"
	"slices"

	"github.com/askwell/askwell/integrations"
)

// Erase implements integrations.Eraser: who it is about goes, or, where she has been told
// of since, what is listed.
func (c *conn) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	all := integrations.Outcome{Class: integrations.OK}
	for _, trace := range e.Traces {
		if trace.Subject.Email == "" {
			continue
		}
		o := c.forget(ctx, trace)
		o.Cost += all.Cost
		if all = o; o.Class != integrations.OK {
			break
		}
	}
	return all
}

func (c *conn) forget(ctx context.Context, trace integrations.Trace) integrations.Outcome {
	t := &telling{conn: c, out: integrations.Outcome{Class: integrations.OK}, Change: integrations.Change{Subject: trace.Subject, Unset: trace.Properties}}
	if trace.Anew {
		t.profile(ctx)
		return t.out
	}
	_, o := t.call(ctx, http.MethodDelete, contact(trace.Subject.Email), nil)
	switch {
	case o.Class == integrations.Missing:
		o = integrations.Outcome{Class: integrations.OK}
	case o.Status == http.StatusMethodNotAllowed && t.profile(ctx):
		o.Class, o.Reason = integrations.Rejected, "she is a user of the Brevo account, whom Brevo does not delete: what we wrote was cleared"
	}
	o.Cost = t.out.Cost
	return o
}

// Holds implements integrations.EraseChecker.
func (c *conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	for _, trace := range e.Traces {
		her, there, err := c.readContact(ctx, trace.Subject)
		if err != nil {
			return false, err
		}
		left := slices.ContainsFunc(trace.Properties, func(key string) bool {
			_, filled := valueOf(her.Attributes[key])
			return filled
		})
		if there && (left || !trace.Anew) {
			return true, nil
		}
	}
	return false, nil
}
