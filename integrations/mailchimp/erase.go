package mailchimp

import (
	"context"
	"net/http"
	"slices"

	"github.com/askwell/askwell/integrations"
)

// Erase implements integrations.Eraser: what we wrote goes, and then, unless she has been
// told of since, who it was about. Archiving alone would keep every field.
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
	if c.forGood && !trace.Anew {
		return c.remove(ctx, http.MethodPost, c.member(trace.Subject.Email, "/actions/delete-permanent"))
	}
	t := &telling{
		conn: c, out: integrations.Outcome{Class: integrations.OK},
		Change: integrations.Change{Subject: trace.Subject, Unset: trace.Properties, RemoveTags: trace.Tags, Quiet: true},
	}
	if !t.profile(ctx) || !t.tags(ctx) || trace.Anew {
		return t.out
	}
	o := c.remove(ctx, http.MethodDelete, c.member(trace.Subject.Email, ""))
	o.Cost += t.out.Cost
	return o
}

// remove takes somebody away; who is not there is gone.
func (c *conn) remove(ctx context.Context, method, path string) integrations.Outcome {
	_, o := c.call(ctx, method, path, nil)
	if o.Class == integrations.Missing || o.Status == http.StatusMethodNotAllowed { // she was archived before
		o = integrations.Outcome{Class: integrations.OK}
	}
	o.Cost = 1
	return o
}

// Holds implements integrations.EraseChecker.
func (c *conn) Holds(ctx context.Context, e integrations.Erasure) (bool, error) {
	for _, trace := range e.Traces {
		her, there, err := c.readMember(ctx, trace.Subject)
		if err != nil {
			return false, err
		}
		if there && (her.has(trace) || !trace.Anew && (c.forGood || her.Status != archived)) {
			return true, nil
		}
	}
	return false, nil
}

// has reports whether anything of a trace is left with her.
func (m member) has(trace integrations.Trace) bool {
	return slices.ContainsFunc(trace.Properties, func(key string) bool {
		_, there := held(m.Fields[key], "")
		return there
	}) || slices.ContainsFunc(m.Tags, func(one tag) bool { return slices.Contains(trace.Tags, one.Name) })
}
