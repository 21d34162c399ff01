// Package run owns work on many people: it says what it would change before it does it,
// and then does it page by page, so that it can be watched, paused and stopped, and goes
// on where it was whatever happens meanwhile.
package run

import (
	"cmp"
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

const (
	page = 200 // people at a time: some batches of every destination

	// How many of a run's deliveries wait at a time. They are few enough that it stops at
	// once and fresh answers are not behind them for long; of a destination that does
	// thousands of people in one job, as many as are worth one.
	usualWindow = 300
	bulkWindow  = 10_000

	planTime  = 5 * time.Second // how long a plan counts before it says that there are more
	drainTime = 5 * time.Second
)

// Weigher counts what telling people would change at a destination, were a draft so, and
// tells whether that concerns those who have answered already. Errors: NotFound; Invalid,
// Unavailable.
type Weigher interface {
	Weigh(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft, people []app.ProfileID) (app.Effect, error)
	Concerns(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft) (bool, error)
}

// Undoer counts what could be taken back of what deliveries wrote. Errors: Unavailable.
type Undoer interface {
	Undo(ctx context.Context, shop app.ShopID, f store.DeliveryFilter, dry bool) (app.Undone, error)
}

// Runner plans runs and does them. Safe for concurrent use, by any number of processes.
type Runner struct {
	Store   *store.Store
	Weigher Weigher
	Undoer  Undoer
	// Ring says that a run may have something to do, and RingLane that a lane may.
	Ring     func(ctx context.Context, shop app.ShopID, id app.RunID)
	RingLane func(ctx context.Context, shop app.ShopID, to app.DestinationID)
	// Bulk reports whether a destination does thousands of people in one job; nil: none.
	Bulk     func(ctx context.Context, shop app.ShopID, to app.DestinationID) bool
	Now      func() time.Time // the clock; time.Now when nil
	PlanTime time.Duration    // how long a plan may count; 5 s when zero
}

// Plan counts what telling people what they have said would change at a destination, were
// a draft so. It works that out the way it will be done, for as many as it can in its time
// and for a page at least: an effect that is CutShort has not seen everybody. total is how
// many there are. Errors: NotFound; Invalid, Unavailable.
func (r *Runner) Plan(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft, f store.RunFilter) (effect app.Effect, total int, err error) {
	if _, err := r.Store.Destination(ctx, shop, to); err != nil {
		return app.Effect{}, 0, err
	}
	return r.plan(ctx, shop, to, draft, f, time.Now().Add(cmp.Or(r.PlanTime, planTime)))
}

func (r *Runner) plan(ctx context.Context, shop app.ShopID, to app.DestinationID, draft app.Draft, f store.RunFilter, end time.Time) (effect app.Effect, total int, err error) {
	if total, err = r.Store.CountPeople(ctx, shop, f); err != nil {
		return app.Effect{}, 0, err
	}
	for seen, after := 0, ""; ; {
		people, err := r.Store.PeoplePage(ctx, shop, f, after, page)
		if err != nil || len(people) == 0 {
			return effect, total, err
		}
		if seen > 0 && time.Now().After(end) {
			effect.CutShort, effect.Counted = true, seen
			return effect, total, nil
		}
		more, err := r.Weigher.Weigh(ctx, shop, to, draft, people)
		if err != nil {
			return app.Effect{}, 0, err
		}
		effect, seen, after = effect.Add(more), seen+len(people), string(people[len(people)-1])
	}
}

// Begin starts a run of a kind that tells people anew; by is the member of staff who did.
// Errors: NotFound without the destination; Invalid for another kind; Conflict while
// another run is on its way there.
func (r *Runner) Begin(ctx context.Context, shop app.ShopID, to app.DestinationID, kind app.RunKind, f store.RunFilter, by string) (app.Run, error) {
	if kind != app.RunBackfill && kind != app.RunReplay {
		return app.Run{}, app.InvalidFields([]app.FieldError{{Field: "kind", Code: "choice", Message: "Choose backfill or replay."}})
	}
	effect, total, err := r.Plan(ctx, shop, to, app.Draft{}, f)
	if err != nil {
		return app.Run{}, err
	}
	return r.create(ctx, app.Run{Shop: shop, Destination: to, Kind: kind, Total: total, Counted: true, Effect: effect, By: by}, f)
}

// Pause stops a run, Resume goes on with it and Cancel ends it: what was sent stays.
// Errors: NotFound; Conflict where it is not in a state for that.
func (r *Runner) Pause(ctx context.Context, shop app.ShopID, id app.RunID) error {
	return r.Store.PauseRun(ctx, shop, id)
}

// Resume goes on with a paused run; one that leaves tries again what could not be taken
// back. Errors: NotFound; Conflict.
func (r *Runner) Resume(ctx context.Context, shop app.ShopID, id app.RunID) error {
	run, err := r.Store.Run(ctx, shop, id)
	if err != nil {
		return err
	}
	if err := r.Store.ResumeRun(ctx, shop, id); err != nil {
		return err
	}
	r.ring(ctx, shop, id)
	r.ringLane(ctx, shop, run.Destination)
	return nil
}

// Cancel ends a run; by is the member of staff who did. What it has come to of deliveries
// is done all the same, and who was to be left and is not is told again what was taken
// back. Errors: NotFound; Conflict.
func (r *Runner) Cancel(ctx context.Context, shop app.ShopID, id app.RunID, by string) error {
	run, err := r.Store.Run(ctx, shop, id)
	if err != nil {
		return err
	}
	next, err := r.Store.CancelRun(ctx, shop, id, by)
	if err == nil && next != "" {
		r.ring(ctx, shop, next)
	}
	if err == nil && run.Of == app.RunDeliveries {
		r.ringLane(ctx, shop, run.Destination)
	}
	return err
}

func (r *Runner) ring(ctx context.Context, shop app.ShopID, id app.RunID) {
	if r.Ring != nil {
		r.Ring(ctx, shop, id)
	}
}

// ringLane rings for a destination, or for "" for all of them: that one is missed does no
// harm, as the sweep finds it.
func (r *Runner) ringLane(ctx context.Context, shop app.ShopID, to app.DestinationID) {
	if r.RingLane == nil {
		return
	}
	if to != "" {
		r.RingLane(ctx, shop, to)
		return
	}
	if list, err := r.Store.Destinations(ctx, shop); err == nil {
		for _, one := range list {
			r.RingLane(ctx, shop, one.ID)
		}
	}
}
