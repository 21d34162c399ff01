package klaviyo

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/client"
)

// importMost is how much one import may weigh: 5 MB, with room for what holds it together.
const importMost = 4_900_000

// nothing is the job of changes of which no import can take any.
const nothing = "-"

// begun remembers the jobs of this process, so that Klaviyo need not be asked.
type begun struct {
	mu   sync.Mutex
	jobs map[string]string
}

// imports are the imports of all jobs that are remembered.
func (b *begun) imports() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := map[string]bool{}
	for _, job := range b.jobs {
		for id := range strings.SplitSeq(job, ",") {
			all[id] = true
		}
	}
	return all
}

const mostBegun = 256

func newBegun() *begun { return &begun{jobs: map[string]string{}} }

func (b *begun) job(key string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.jobs[key]
}

func (b *begun) keep(key, job string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.jobs) >= mostBegun {
		clear(b.jobs)
	}
	b.jobs[key] = job
}

// Takes implements integrations.Picker.
func (conn) Takes(c integrations.Change) bool { return importable(c) }

// Begin implements integrations.Bulker: imports of properties. What else a change asks for
// has its order, which an import knows nothing of: such a change is left for Apply.
func (c conn) Begin(ctx context.Context, name string, changes []integrations.Change) (string, error) {
	if job := c.begun.job(c.account + "/" + name); job != "" {
		return job, nil
	}
	all := loads(changes)
	jobs, err := c.met(ctx, name, all)
	if err != nil {
		return "", err
	}
	for i, load := range all {
		if jobs[i] != "" {
			continue
		}
		if jobs[i], err = c.begin(ctx, load); err != nil {
			return "", err
		}
	}
	job := nothing
	if len(jobs) > 0 {
		job = strings.Join(jobs, ",")
	}
	c.begun.keep(c.account+"/"+name, job)
	return job, nil
}

// begin begins one import.
func (c conn) begin(ctx context.Context, l load) (string, error) {
	var made data[reference]
	body := map[string]any{"type": "profile-bulk-import-job", "attributes": map[string]any{"profiles": data[[]json.RawMessage]{l.profiles}}}
	o := c.call(ctx, imports, http.MethodPost, "/api/profile-bulk-import-jobs", data[any]{body}, &made)
	return made.Data.ID, client.Error(o)
}

// load is what one import takes: profiles, and the changes that they are.
type load struct {
	profiles []json.RawMessage
	changes  []integrations.Change
}

// loads are changes as profiles, as many to an import as it takes.
func loads(changes []integrations.Change) (all []load) {
	var l load
	size := 0
	for _, change := range changes {
		if !importable(change) {
			continue
		}
		text, err := json.Marshal(written(&work{Change: change, email: strings.ToLower(change.Subject.Email)}))
		if err != nil {
			continue // a value that is no JSON: Apply says so
		}
		if size += len(text) + 1; len(l.profiles) > 0 && (size > importMost || len(l.profiles) == bulkMost) {
			all, l, size = append(all, l), load{}, len(text)+1
		}
		l.profiles, l.changes = append(l.profiles, text), append(l.changes, change)
	}
	if len(l.profiles) > 0 {
		all = append(all, l)
	}
	return all
}

// importable reports whether an import does all that a change asks for. It never clears
// anything of somebody who is not there.
func importable(c integrations.Change) bool {
	rest := len(c.JoinLists) + len(c.LeaveLists) + len(c.Consents) + len(c.Events)
	return rest == 0 && len(c.Set) > 0 && strings.Contains(c.Subject.Email, "@")
}

// How an import is in the end.
const (
	complete  = "complete"
	cancelled = "cancelled"
)

type importJob struct {
	ID         string `json:"id"`
	Attributes struct {
		Status    string `json:"status"`
		At        string `json:"created_at"`
		Total     int    `json:"total_count"`
		Completed int    `json:"completed_count"`
		Failed    int    `json:"failed_count"`
	} `json:"attributes"`
}

// Poll implements integrations.Bulker.
func (c conn) Poll(ctx context.Context, job string, changes []integrations.Change) (integrations.Progress, error) {
	var ids []string
	if job != nothing {
		ids = strings.Split(job, ",")
	}
	through, done, err := c.progress(ctx, ids)
	if err != nil || !done {
		return integrations.Progress{Through: min(through, len(changes))}, err
	}
	failed := map[string]integrations.Outcome{}
	for _, id := range ids {
		if err := c.importErrors(ctx, id, failed); err != nil {
			return integrations.Progress{}, err
		}
	}
	_, somebody := failed[""] // and nobody knows who
	p := integrations.Progress{Done: true, Through: len(changes), Outcomes: make([]integrations.Outcome, len(changes))}
	for i, change := range changes {
		o, refused := failed[strings.ToLower(change.Subject.Email)]
		switch {
		case !importable(change):
			o = integrations.Outcome{Class: integrations.Transient, Reason: "an import cannot take this: it is sent by itself"}
		case !refused && somebody:
			o = integrations.Outcome{Class: integrations.Transient, Reason: "the import refused a profile and does not say whose: it is sent by itself"}
		case !refused:
			o = integrations.Outcome{Class: integrations.OK}
		}
		p.Outcomes[i] = o
	}
	return p, nil
}

// progress is how far imports are together. They are found among the account's newest.
func (c conn) progress(ctx context.Context, ids []string) (through int, done bool, err error) {
	if len(ids) == 0 {
		return 0, true, nil
	}
	ours := func(all []importJob) (found []importJob) {
		for _, one := range all {
			if slices.Contains(ids, one.ID) && one.Attributes.Status != cancelled {
				found = append(found, one)
			}
		}
		return found
	}
	query := url.Values{"page[size]": {"100"}, "sort": {"-created_at"}}
	all, o := every(ctx, c, imports, "/api/profile-bulk-import-jobs?"+query.Encode(), func(all []importJob) bool { return len(ours(all)) == len(ids) })
	if o.Class != integrations.OK {
		return 0, false, client.Error(o)
	}
	found := ours(all)
	if len(found) < len(ids) {
		return 0, false, app.Errorf(app.NotFound, "Klaviyo knows no such import")
	}
	for _, one := range found {
		through += one.Attributes.Completed + one.Attributes.Failed
	}
	return through, !slices.ContainsFunc(found, func(one importJob) bool { return one.Attributes.Status != complete }), nil
}

type importError struct {
	Attributes struct {
		Code    string `json:"code"`
		Payload struct {
			Email string `json:"email"`
		} `json:"original_payload"`
	} `json:"attributes"`
}

// importErrors adds what an import refused, by email.
func (c conn) importErrors(ctx context.Context, id string, to map[string]integrations.Outcome) error {
	all, o := every[importError](ctx, c, imports, "/api/profile-bulk-import-jobs/"+url.PathEscape(id)+"/import-errors?page%5Bsize%5D=100", never[importError])
	for _, one := range all {
		reason := "the import refused the profile"
		if codeForm.MatchString(one.Attributes.Code) {
			reason += ": " + one.Attributes.Code
		}
		to[strings.ToLower(one.Attributes.Payload.Email)] = integrations.Outcome{Class: integrations.Rejected, Reason: reason}
	}
	return client.Error(o)
}
