package mailchimp

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// mostInBatch is how many operations a batch of ours has. Mailchimp names no most; a
// thousand of them stay below what one answer brings back. A person is one or two.
const mostInBatch = 1000

// rememberedJobs is how many names of jobs are kept.
const rememberedJobs = 1000

// nothing is the job of changes that have no part in a batch: Mailchimp takes no empty one.
const nothing = "nothing"

// operation is one call of a batch: its body is text.
type operation struct {
	ID     string            `json:"operation_id"`
	Method string            `json:"method"`
	Path   string            `json:"path"`
	Params map[string]string `json:"params,omitempty"`
	Body   string            `json:"body"`
}

// batch is how far one is.
type batch struct {
	ID       string `json:"id"`
	Status   string `json:"status"`
	Total    int    `json:"total_operations"`
	Finished int    `json:"finished_operations"`
	Results  string `json:"response_body_url"`
}

// Begin implements integrations.Bulker. A batch is made of the calls that single changes
// are, and not of the list's own bulk call: that one needs a status for whoever is new,
// and gives it to whoever is not. A batch has no name at Mailchimp. One that is begun
// again by another process writes the same twice, so it has no part that counts: what is
// weighed, or happens, is told when the batch is done.
func (c *conn) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	c.mu.Lock()
	job, met := c.begun[name]
	c.mu.Unlock()
	if met {
		return job, nil
	}
	var operations []operation
	for i, change := range changes {
		operations = append(operations, c.operations(i, change)...)
	}
	if len(operations) == 0 {
		return nothing, nil
	}
	r, o := c.call(ctx, http.MethodPost, "/batches", map[string]any{"operations": operations})
	var begun batch
	if err := client.Error(decoded(o, r.Body, &begun)); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.begun) >= rememberedJobs {
		clear(c.begun)
	}
	c.begun[name] = begun.ID
	return begun.ID, nil
}

// The two kinds of operation, and whose they are.
const (
	ofProfile = "profile:"
	ofTags    = "tags:"
)

func (c *conn) operations(i int, change integrations.Change) (all []operation) {
	t := telling{conn: c, Change: change}
	if change.Subject.Email == "" {
		return nil
	}
	add := func(kind, method, below string, body any) {
		raw, _ := json.Marshal(body) // texts and numbers always marshal
		one := operation{ID: kind + strconv.Itoa(i), Method: method, Path: c.member(change.Subject.Email, below), Body: string(raw)}
		if kind == ofProfile {
			one.Params = map[string]string{"skip_merge_validation": "true"}
		}
		all = append(all, one)
	}
	switch {
	case len(change.Set) > 0 || len(change.AddTags) > 0:
		add(ofProfile, http.MethodPut, "", upsert{Email: address(change.Subject), IfNew: transactional, Fields: t.fields()})
	case len(change.Unset) > 0:
		add(ofProfile, http.MethodPatch, "", map[string]any{"merge_fields": t.fields()})
	}
	if body := taggingOf(change); len(body.Tags) > 0 {
		add(ofTags, http.MethodPost, "/tags", body)
	}
	return all
}

// Poll implements integrations.Bulker.
func (c *conn) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	if strings.ContainsAny(job, "/?#% ") {
		return integrations.Progress{}, app.Errorf(app.NotFound, "no such job")
	}
	if job == nothing {
		return c.finished(ctx, changes, nil), nil
	}
	var b batch
	if err := c.read(ctx, "/batches/"+job+"?fields=id,status,total_operations,finished_operations,response_body_url", &b); err != nil {
		return integrations.Progress{}, err
	}
	if b.Status != "finished" {
		return integrations.Progress{Through: min(b.Finished*len(changes)/max(b.Total, 1), len(changes))}, nil
	}
	answers, err := c.results(ctx, b.Results)
	if err != nil {
		return integrations.Progress{}, err
	}
	return c.finished(ctx, changes, answers), nil
}

func (c *conn) finished(ctx context.Context, changes []integrations.Change, answers map[string]client.Response) integrations.Progress {
	done := integrations.Progress{Done: true, Through: len(changes), Outcomes: make([]integrations.Outcome, len(changes))}
	for i, change := range changes {
		done.Outcomes[i] = c.result(i, change, answers)
	}
	c.rest(ctx, changes, done.Outcomes)
	return done
}

// result is how a change fared in a batch.
func (c *conn) result(i int, change integrations.Change, answers map[string]client.Response) integrations.Outcome {
	if change.Subject.Email == "" {
		return integrations.Outcome{Class: integrations.Missing, Reason: "Mailchimp knows people by their email address, and she has none"}
	}
	all := integrations.Outcome{Class: integrations.OK}
	for _, o := range c.operations(i, change) {
		answer, there := answers[o.ID]
		if !there {
			return integrations.Outcome{Class: integrations.Ambiguous, Reason: "the batch ended without saying how this fared"}
		}
		fared := outcome(answer, nil)
		switch {
		case fared.Class == integrations.OK:
		case fared.Class == integrations.Missing && (o.Method == http.MethodPatch || len(change.AddTags) == 0):
		case fared.Class == integrations.Missing && strings.HasPrefix(o.ID, ofTags): // a batch keeps no order
			fared.Class, fared.Reason = integrations.Transient, "her tags came before she was there"
			return fared
		default:
			return audienceGone(fared)
		}
		all.Status = answer.Status
	}
	return all
}

// rest tells what was no part of the batch, of those whose part of it is made.
func (c *conn) rest(ctx context.Context, changes []integrations.Change, outcomes []integrations.Outcome) {
	var late []integrations.Change
	var of []int
	for i, change := range changes {
		if outcomes[i].Class == integrations.OK && len(change.Consents)+len(change.Events) > 0 {
			late, of = append(late, integrations.Change{Subject: change.Subject, Consents: change.Consents, Events: change.Events, Quiet: change.Quiet}), append(of, i)
		}
	}
	for i, o := range c.Apply(ctx, late) {
		outcomes[of[i]] = o
	}
}
