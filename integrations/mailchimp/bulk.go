package mailchimp

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
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

// finished is a batch of which all operations are done, well or not.
const finished = "finished"

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
	At       string `json:"submitted_at"`
}

// Begin implements integrations.Bulker. A batch is made of the calls that single changes
// are, and not of the list's own bulk call: that one needs a status for whoever is new,
// and gives it to whoever is not. A batch has no name at Mailchimp, its operations have.
func (c *conn) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	c.mu.Lock()
	job, met := c.begun[name]
	c.mu.Unlock()
	if met {
		return job, nil
	}
	var operations []operation
	for i, change := range changes {
		for _, one := range c.operations(i, change) {
			one.ID = name + "/" + one.ID
			operations = append(operations, one)
		}
	}
	job, err := c.met(ctx, name, len(operations))
	if err != nil || job != "" {
		return job, err
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

// Takes implements integrations.Picker: what is written twice must come to the same, so
// nothing that happens, and nothing that has to be weighed first.
func (*conn) Takes(change integrations.Change) bool {
	return strings.Contains(change.Subject.Email, "@") && len(change.Consents) == 0 && len(change.Events) == 0
}

// The two kinds of operation, and whose they are.
const (
	ofProfile = "profile:"
	ofTags    = "tags:"
)

func (c *conn) operations(i int, change integrations.Change) (all []operation) {
	t := telling{conn: c, Change: change}
	if !c.Takes(change) {
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

var jobShape = regexp.MustCompile(`^[0-9A-Za-z]{1,40}$`)

// Poll implements integrations.Bulker.
func (c *conn) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	if !jobShape.MatchString(job) {
		return integrations.Progress{}, app.Errorf(app.NotFound, "no such job")
	}
	var b batch
	if err := c.read(ctx, "/batches/"+job+"?fields=id,status,total_operations,finished_operations,response_body_url", &b); err != nil {
		return integrations.Progress{}, err
	}
	if b.Status != finished {
		return integrations.Progress{Through: min(b.Finished*len(changes)/max(b.Total, 1), len(changes))}, nil
	}
	fared, err := c.results(ctx, b.Results)
	if err != nil {
		return integrations.Progress{}, err
	}
	done := integrations.Progress{Done: true, Through: len(changes), Outcomes: make([]integrations.Outcome, len(changes))}
	for i, change := range changes {
		done.Outcomes[i] = c.result(i, change, fared.answers)
	}
	return done, nil
}

// result is how a change fared in a batch.
func (c *conn) result(i int, change integrations.Change, answers map[string]client.Response) integrations.Outcome {
	if !c.Takes(change) {
		return integrations.Outcome{Class: integrations.Transient, Reason: "it is not for a batch, and goes by itself"}
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
