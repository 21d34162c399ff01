package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// longestGathering is how long people are gathered for a bulk job at most.
const longestGathering = 20 * time.Second

// crowd is what a bulk job was planned to do, as it is kept until the job is over.
type crowd struct {
	Tasks []crowdTask `json:"tasks"`
	Steps []crowdStep `json:"steps"`
}

type crowdTask struct {
	Delivery app.DeliveryID `json:"delivery"`
	Subjects []string       `json:"subjects"`
}

// crowdStep is a step without what it was made of.
type crowdStep struct {
	Name    string              `json:"name"`
	Change  integrations.Change `json:"change"`
	Touched []app.Receipt       `json:"touched"`
	Gone    []app.Receipt       `json:"gone"`
}

func (c crowd) changes() []integrations.Change {
	changes := make([]integrations.Change, len(c.Steps))
	for i, s := range c.Steps {
		changes[i] = s.Change
	}
	return changes
}

// bulk hands a crowd over to a destination that takes one, or looks after the job that it
// is at work on. Everybody else's deliveries go on beside it.
func (w *drain) bulk(ctx context.Context) (rest time.Duration, err error) {
	by, can := w.conn.(integrations.Bulker)
	if !can || w.spec.BulkFrom <= 0 {
		return 0, nil
	}
	job, err := w.Store.OpenBulk(ctx, w.shop.ID, w.lane.Destination)
	switch {
	case err == nil && job.NextAt.After(w.now()):
		return 0, nil
	case err == nil:
		return w.tend(ctx, by, job)
	case !app.Is(err, app.NotFound):
		return 0, err
	case w.troubles.unheard(w.road()) >= troubleAfter:
		return 0, nil // first it has to be back
	}
	waiting, err := w.Store.DuePeople(ctx, w.shop.ID, w.lane.Destination, w.spec.BulkFrom)
	if err != nil || waiting < w.spec.BulkFrom {
		return 0, err
	}
	job, err = w.gather(ctx)
	if err != nil || job.ID == "" {
		return 0, unlessLost(err)
	}
	return w.tend(ctx, by, job)
}

// gather plans a job, a page at a time, the way batches are planned, and writes it down.
func (w *drain) gather(ctx context.Context) (app.Bulk, error) {
	due, err := w.Store.DueDeliveries(ctx, w.shop.ID, w.lane.Destination, w.spec.BulkMost)
	if err != nil {
		return app.Bulk{}, err
	}
	var all crowd
	until := w.now().Add(longestGathering)
	for page := range w.pages(due) {
		if ctx.Err() != nil || !w.now().Before(until) || len(all.Steps) >= w.spec.BulkMost {
			break
		}
		if err := w.page(ctx, &all, page); err != nil {
			return app.Bulk{}, err
		}
	}
	if len(all.Steps) == 0 {
		return app.Bulk{}, nil
	}
	text, err := json.Marshal(all)
	if err != nil {
		return app.Bulk{}, fmt.Errorf("plan of a bulk job: %w", err)
	}
	job := app.Bulk{
		Shop: w.shop.ID, Destination: w.lane.Destination, ID: uuid.Must(uuid.NewV7()).String(), State: app.BulkPlanned,
		Total: len(all.Steps), Plan: text, NextAt: w.now(), CreatedAt: w.now(),
	}
	with := make([]app.DeliveryID, len(all.Tasks))
	for i, t := range all.Tasks {
		with[i] = t.Delivery
	}
	w.lane.LeasedUntil = w.now().Add(w.lease())
	return job, w.Store.PlanBulk(ctx, w.shop.ID, w.lane, job, with, job.CreatedAt.Add(store.BulkWait+time.Hour))
}

// pages are due deliveries some people at a time, all of each together: planned twice, she
// would be told what she said the first time, and believed to know what she said the
// second. Who took something back waits for no job, which takes minutes, nor does who has
// news, unless they are a crowd themselves: the batches tell their part.
func (w *drain) pages(due []app.Delivery) iter.Seq[[]app.Delivery] {
	hers, order := map[app.ProfileID][]app.Delivery{}, []app.ProfileID{}
	for _, d := range due {
		if hers[d.Profile] == nil {
			order = append(order, d.Profile)
		}
		hers[d.Profile] = append(hers[d.Profile], d)
	}
	has := func(id app.ProfileID, is func(app.Delivery) bool) bool { return slices.ContainsFunc(hers[id], is) }
	news := func(id app.ProfileID) bool {
		return has(id, func(d app.Delivery) bool { return d.Run == "" })
	}
	if old := slices.DeleteFunc(slices.Clone(order), news); len(order)-len(old) < w.spec.BulkFrom {
		if order = old; len(old) < w.spec.BulkFrom {
			order = nil
		}
	}
	order = slices.DeleteFunc(order, func(id app.ProfileID) bool {
		return has(id, func(d app.Delivery) bool { return d.Cause == app.CauseWithdrawn })
	})
	return func(yield func([]app.Delivery) bool) {
		for some := range slices.Chunk(order, w.size()) {
			var page []app.Delivery
			for _, id := range some {
				page = append(page, hers[id]...)
			}
			if !yield(page) {
				return
			}
		}
	}
}

// page adds the people of some deliveries to a crowd. Those whose change is more than
// what a job takes, or who have nothing to be told, are left to the batches.
func (w *drain) page(ctx context.Context, all *crowd, due []app.Delivery) error {
	p, steps, left, err := w.prepare(ctx, due)
	if err != nil {
		return err
	}
	fit, stepped := map[string]step{}, map[string]bool{}
	picker, picks := w.conn.(integrations.Picker)
	for _, s := range steps {
		c := s.change
		stepped[s.wish.name] = true
		if s.blind.Class == "" && !s.idle() && !s.more && len(c.Consents) == 0 && len(c.Events) == 0 && (!picks || picker.Takes(c)) {
			fit[s.wish.name] = s
		}
	}
	in := map[string]bool{}
	for _, s := range all.Steps {
		in[s.Name] = true
	}
	for _, t := range p.tasks {
		subjects := slices.DeleteFunc(slices.Clone(t.subjects), func(name string) bool { return !stepped[name] && !left[name] }) // all is so already
		told := func(name string) bool { _, ok := fit[name]; return ok && !left[name] }
		if len(t.told) > 0 || t.dropped != "" || len(subjects) == 0 || !every(subjects, told) {
			continue
		}
		all.Tasks = append(all.Tasks, crowdTask{t.delivery.ID, subjects})
		for _, name := range subjects {
			if s := fit[name]; !in[name] {
				in[name] = true
				all.Steps = append(all.Steps, crowdStep{name, s.change, s.touched, s.gone})
			}
		}
	}
	return nil
}

// every reports whether something holds of all names.
func every(names []string, is func(string) bool) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !is(name) })
}

// Bulks reports whether a destination does thousands of people in one job.
func (d *Deliverer) Bulks(ctx context.Context, shop app.ShopID, to app.DestinationID) bool {
	destination, err := d.Store.Destination(ctx, shop, to)
	if err != nil {
		return false
	}
	for _, provider := range d.Providers {
		if spec := provider.Spec(); spec.Name == destination.Kind {
			return spec.BulkFrom > 0
		}
	}
	return false
}
