package omnisend

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// nothing is the job of changes of which no batch can take any.
const nothing = "-"

// importable reports whether a batch can take a change. What has its order, or takes
// something away that a batch cannot see, is left for Apply.
func importable(c integrations.Change) bool {
	rest := len(c.RemoveTags) + len(c.Consents) + len(c.Events)
	return rest == 0 && len(c.Set)+len(c.AddTags) > 0 && strings.Contains(c.Subject.Email, "@")
}

// portions are the places of the changes that each batch of a job takes.
func portions(changes []integrations.Change) (all [][]int) {
	var places []int
	for i, c := range changes {
		if importable(c) {
			places = append(places, i)
		}
	}
	return slices.Collect(slices.Chunk(places, batchMost))
}

// imported is a change as an item of a batch. It names no channel: who is there keeps her
// status, and who is not is made with none. It has no tags either, since those might
// replace hers.
func imported(c integrations.Change) change {
	no := false
	with := new(contact).differing(&work{Change: integrations.Change{Set: c.Set}})
	for _, key := range c.Unset {
		with.Properties[key] = []byte("null")
	}
	with.Identifiers = []identifier{{Type: "email", ID: strings.ToLower(c.Subject.Email), Welcome: &no}}
	return with
}

type items struct {
	Method   string   `json:"method"`
	Endpoint string   `json:"endpoint"`
	Origin   string   `json:"origin"`
	Items    []change `json:"items"`
}

// Takes implements integrations.Picker.
func (conn) Takes(c integrations.Change) bool { return importable(c) }

// Begin implements integrations.Bulker. Of many batches some may have begun when an answer
// is lost: the next time only the others are.
func (c conn) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	key := c.account + "/" + name
	if job := c.memory.job(key); job != "" {
		return job, nil
	}
	all := portions(changes)
	met, err := c.begun(ctx, name, len(all))
	if err != nil {
		return "", err
	}
	var ids []string
	for n, places := range all {
		id := met[origin(name, n)]
		if id == "" {
			if id, err = c.begin(ctx, origin(name, n), changes, places); err != nil {
				return "", err
			}
		}
		ids = append(ids, id)
	}
	job := strings.Join(ids, ",")
	if job == "" {
		job = nothing
	}
	c.memory.keep(key, job)
	return job, nil
}

// begin begins one batch.
func (c conn) begin(ctx context.Context, origin string, changes []integrations.Change, places []int) (string, error) {
	body := items{Method: http.MethodPost, Endpoint: contacts, Origin: origin}
	for _, i := range places {
		body.Items = append(body.Items, imported(changes[i]))
	}
	var made struct {
		ID string `json:"batchID"`
	}
	o := c.call(ctx, usual, http.MethodPost, "/batches", body, &made)
	return made.ID, client.Error(o)
}

type progress struct {
	Status   string `json:"status"`
	Finished int    `json:"finishedCount"`
	Errors   int    `json:"errorsCount"`
}

// Poll implements integrations.Bulker. Of a batch with errors Omnisend does not say whose
// they are: everybody in it is sent by herself.
func (c conn) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	all, err := c.progress(ctx, job)
	if err != nil {
		return integrations.Progress{}, err
	}
	p := integrations.Progress{Done: true}
	for _, one := range all {
		p.Through += one.Finished
		p.Done = p.Done && one.Status == "finished"
	}
	if p.Through = min(p.Through, len(changes)); !p.Done {
		return p, nil
	}
	if now, o := c.addTags(ctx, job, changes); now || o.Class != integrations.OK {
		return integrations.Progress{Through: p.Through}, client.Error(o) // what is accepted now is done a moment later
	}
	p.Through, p.Outcomes = len(changes), make([]integrations.Outcome, len(changes))
	for i := range changes {
		p.Outcomes[i] = integrations.Outcome{Class: integrations.Transient, Reason: "a batch cannot take this: it is sent by itself"}
	}
	for n, places := range portions(changes) {
		for _, i := range places {
			if p.Outcomes[i].Reason = "the batch has errors and does not say whose: it is sent by itself"; n < len(all) && all[n].Errors == 0 {
				p.Outcomes[i] = integrations.Outcome{Class: integrations.OK}
			}
		}
	}
	return p, nil
}

func (c conn) progress(ctx context.Context, job string) ([]progress, error) {
	if job == nothing {
		return nil, nil
	}
	ids := strings.Split(job, ",")
	all := make([]progress, len(ids))
	for i, id := range ids {
		o := c.call(ctx, usual, http.MethodGet, "/batches/"+url.PathEscape(id), nil, &all[i])
		if o.Class == integrations.Missing {
			return nil, app.Errorf(app.NotFound, "Omnisend knows no such batch")
		}
		if o.Class != integrations.OK {
			return nil, client.Error(o)
		}
	}
	return all, nil
}

// addTags tags the people of a job once they are there. It takes a call for each tag and
// 250 people, and goes on where it was stopped. now says that a call was made.
func (c conn) addTags(ctx context.Context, job string, changes []integrations.Change) (now bool, o integrations.Outcome) {
	people := map[string][]string{}
	var names []string
	for _, one := range changes {
		if !importable(one) {
			continue
		}
		for _, tag := range one.AddTags {
			if people[tag] == nil {
				names = append(names, tag)
			}
			people[tag] = append(people[tag], strings.ToLower(one.Subject.Email))
		}
	}
	for _, tag := range names {
		done := c.account + "/" + job + "/" + tag
		if c.memory.job(done) != "" {
			continue
		}
		for some := range slices.Chunk(people[tag], mostTagged) {
			if o := c.tag(ctx, http.MethodPost, some, []string{tag}); o.Class != integrations.OK {
				return now, o
			}
		}
		c.memory.keep(done, "tagged")
		now = true
	}
	return now, integrations.Outcome{Class: integrations.OK}
}
