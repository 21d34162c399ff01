package delivery

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// What is said of somebody who is in a running job waits for its end. A job may take a day,
// and what was taken back does not wait: it is told now, and once more after the job, which
// may write over it.

const reasonBeside = "it was told, and is told once more when the bulk job is over that has something older to say"

// apart are due deliveries without those of people in a running job: what is newer must
// not be there before it. What was taken back stays among them.
func (w *drain) apart(ctx context.Context, due []app.Delivery) ([]app.Delivery, error) {
	runs, err := w.Store.BulkRuns(ctx, w.shop.ID, w.lane.Destination)
	if err != nil || !runs {
		return due, err
	}
	ids := make([]app.DeliveryID, len(due))
	for i, d := range due {
		ids[i] = d.ID
	}
	joined, err := w.Store.JoinBulk(ctx, w.shop.ID, w.lane.Destination, ids)
	var now []app.Delivery
	for _, d := range due {
		if d.Bulk = cmp.Or(joined[d.ID], d.Bulk); d.Bulk == "" || d.Cause == app.CauseWithdrawn && !d.NextAt.After(w.now()) {
			now = append(now, d)
		}
	}
	return now, err
}

// besideJob is a delivery that was told while a job runs that has something older to say of
// the same person: it waits to be told once more.
func (w *drain) besideJob(d app.Delivery) app.Delivery {
	if d.Bulk != "" && (d.State == app.DeliveryDone || d.State == app.DeliveryParked) {
		d.State, d.NextAt, d.Reason = app.DeliveryWaiting, w.now().Add(store.BulkWait), reasonBeside
	}
	return d
}

// beside are the subjects of a batch that a job is at work on, too.
type beside map[string]bool

func (r result) beside() beside {
	names := beside{}
	for _, t := range r.tasks {
		for _, name := range t.subjects {
			names[name] = names[name] || t.delivery.Bulk != ""
		}
	}
	return names
}

// sure are those of a step's receipts that are certain now. Properties, tags and lists of who
// is in a job are not before that is over; it says nothing of consents, and nothing happens.
func (b beside) sure(s step, list []app.Receipt) []app.Receipt {
	if !b[s.wish.name] {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r app.Receipt) bool {
		return !strings.HasPrefix(r.Property, consentPrefix) && !strings.HasPrefix(r.Property, eventPrefix)
	})
}
