package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// How often a job is asked about, how long one that is not taken waits, and after how
// long it is given up: Shopify ends its own after a day.
const (
	pollEvery    = 10 * time.Second
	bulkRetry    = 30 * time.Second
	longestBulk  = 26 * time.Hour
	settledAtOne = 200 // tasks recorded in one transaction
)

// tend begins a job, or asks how it is, and records what became of it once it is over.
func (w *drain) tend(ctx context.Context, by integrations.Bulker, job app.Bulk) (rest time.Duration, err error) {
	var of crowd
	if err := json.Unmarshal(job.Plan, &of); err != nil {
		return 0, fmt.Errorf("plan of a bulk job: %w", err)
	}
	if job.Job == "" && job.Reason != "" {
		if over, err := w.outdated(ctx, job, of); err != nil || over {
			return 0, unlessLost(err)
		}
	}
	changes := of.changes()
	progress, err := w.inquire(ctx, by, &job, changes)
	switch {
	case err != nil && app.Is(err, app.NotFound), err == nil && progress.Done, w.now().Sub(job.CreatedAt) > longestBulk:
		return 0, w.finish(ctx, job, of, progress)
	case err != nil:
		return w.putOff(ctx, job, err)
	}
	job.State, job.Done, job.Reason, job.NextAt = app.BulkRunning, progress.Through, "", w.now().Add(pollEvery)
	return 0, w.Store.NoteBulk(ctx, w.shop.ID, job)
}

// outdated ends a job that was put off when somebody of it was erased or said something
// else since: what it was to say must not be said any more. It is planned anew, for a part
// of it may have begun already, and is told by where it stood in the plan.
func (w *drain) outdated(ctx context.Context, job app.Bulk, of crowd) (bool, error) {
	due, err := w.Store.DueDeliveries(ctx, w.shop.ID, w.lane.Destination, max(w.spec.BulkMost, 4*w.size()))
	if err != nil {
		return false, err
	}
	if _, err := w.apart(ctx, due); err != nil {
		return false, err
	}
	all, err := w.Store.BulkDeliveries(ctx, w.shop.ID, job.ID)
	if err != nil {
		return false, err
	}
	waits := map[app.DeliveryID]bool{}
	for _, d := range all {
		waits[d.ID] = true
	}
	gone := func(t crowdTask) bool { return !waits[t.Delivery] }
	if len(all) == len(of.Tasks) && !slices.ContainsFunc(of.Tasks, gone) {
		return false, nil
	}
	job.State, job.Reason = app.BulkFailed, "what it was to say had changed before it began: it is planned anew"
	w.lane.LeasedUntil = w.now().Add(w.lease())
	return true, w.Store.EndBulk(ctx, w.shop.ID, w.lane, job)
}

// inquire begins a job whose name there is not known yet, and asks how one is whose is.
// What the destination calls it is noted at once; should we die before, it is begun again
// under the same name, and is the same job.
func (w *drain) inquire(ctx context.Context, by integrations.Bulker, job *app.Bulk, changes []integrations.Change) (p integrations.Progress, err error) {
	call, cancel := w.bounded(ctx)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			w.logger().ErrorContext(ctx, "destination panicked", "shop", w.shop.ID, "destination", w.lane.Destination, "panic", fmt.Sprintf("%T", r))
			err = app.Errorf(app.Unavailable, reasonNoAnswer)
		}
	}()
	if job.Job != "" {
		p, err = by.Poll(call, job.Job, changes)
		if err == nil && p.Done {
			p.Outcomes = usable(p.Outcomes, len(changes))
		}
		return p, err
	}
	job.Job, err = by.Begin(call, job.ID, changes)
	return integrations.Progress{}, err
}

// putOff keeps a job for later. What only the merchant can mend pauses the lane.
func (w *drain) putOff(ctx context.Context, job app.Bulk, why error) (rest time.Duration, err error) {
	o := outcomeOf(why)
	job.Reason, job.NextAt = clean(why.Error()), w.now().Add(bulkRetry)
	var known *app.Error
	if errors.As(why, &known) {
		job.Reason, job.NextAt = clean(known.Message), w.now().Add(max(known.After, bulkRetry))
	}
	if err := w.Store.NoteBulk(ctx, w.shop.ID, job); err != nil {
		return 0, err
	}
	if paused := pause([]integrations.Outcome{o}); paused != "" {
		return shortestRest, unlessLost(w.Store.Settle(ctx, w.shop.ID, w.lane, store.Settlement{Pause: paused, Until: w.now().Add(w.lease())}))
	}
	return 0, nil
}

// finish records a job's outcomes the way a batch's are, some at a time: should we die in
// between, the job is over the next time, too, and what is recorded is done with.
func (w *drain) finish(ctx context.Context, job app.Bulk, of crowd, progress integrations.Progress) error {
	ctx = context.WithoutCancel(ctx) // it has happened: it must be recorded
	job.State, job.Done, job.Reason = app.BulkDone, job.Total, ""
	if !progress.Done {
		job.State, job.Done, job.Reason = app.BulkFailed, progress.Through, "the destination did not do it: its people are told one by one"
		progress.Outcomes = make([]integrations.Outcome, len(of.Steps))
		for i := range progress.Outcomes {
			progress.Outcomes[i] = integrations.Outcome{Class: integrations.Transient, Reason: "the bulk job did not get to it"}
		}
	}
	waiting, err := w.Store.BulkDeliveries(ctx, w.shop.ID, job.ID)
	if err != nil {
		return err
	}
	for r := range of.current(waiting).results(waiting, progress.Outcomes, job.CreatedAt, w.now()) {
		if more, _, err := w.settle(ctx, r); err != nil || !more {
			return err // the lane was lost, or is paused: the job is looked at again
		}
	}
	w.lane.LeasedUntil = w.now().Add(w.lease())
	return unlessLost(w.Store.EndBulk(ctx, w.shop.ID, w.lane, job))
}

// current is a job without those who took something back while it ran: what it said of them
// is not so, and what they were told beside it may not be any more.
func (c crowd) current(waiting []app.Delivery) crowd {
	whose, late := map[app.DeliveryID]app.ProfileID{}, map[app.ProfileID]bool{}
	for _, d := range waiting {
		whose[d.ID] = d.Profile
		late[d.Profile] = late[d.Profile] || d.Cause == app.CauseWithdrawn // nobody begins a job with one
	}
	c.Tasks = slices.DeleteFunc(slices.Clone(c.Tasks), func(t crowdTask) bool { return late[whose[t.Delivery]] })
	return c
}

// results are what a job came to, as of batches of it.
func (c crowd) results(waiting []app.Delivery, outcomes []integrations.Outcome, begun, now time.Time) func(yield func(result) bool) {
	byID, at := map[app.DeliveryID]app.Delivery{}, map[string]int{}
	for _, d := range waiting {
		d.NextAt, d.Bulk = begun, "" // it was its turn then, and the job is over
		byID[d.ID] = d
	}
	for i, s := range c.Steps {
		at[s.Name] = i
	}
	return func(yield func(result) bool) {
		for some := range slices.Chunk(c.Tasks, settledAtOne) {
			r := result{start: begun, took: now.Sub(begun), left: map[string]bool{}}
			for _, t := range some {
				d, waits := byID[t.Delivery]
				if !waits {
					continue
				}
				r.tasks = append(r.tasks, task{delivery: d, subjects: t.Subjects})
				for _, name := range t.Subjects {
					i := at[name]
					s := c.Steps[i]
					r.steps = append(r.steps, step{wish: &wish{name: s.Name}, change: s.Change, touched: s.Touched, gone: s.Gone})
					r.outcomes = append(r.outcomes, outcomes[i])
				}
			}
			if len(r.tasks) > 0 && !yield(r) {
				return
			}
		}
	}
}
