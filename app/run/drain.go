package run

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Drain plans the next pages of a run, as many as may wait at a time, and ends it when all
// it planned is done. again says that there is more to plan now. A run that is not on its
// way is no error. Errors: Unavailable; the run is then found by the next sweep.
func (r *Runner) Drain(ctx context.Context, shop app.ShopID, id app.RunID) (again bool, err error) {
	run, err := r.Store.Run(ctx, shop, id)
	if app.Is(err, app.NotFound) || err == nil && run.State != app.RunRunning {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	filter, err := r.Store.RunFilter(ctx, shop, id)
	if err != nil {
		return false, err
	}
	if run.Of == app.RunDeliveries {
		return r.deliveries(ctx, run, filter)
	}
	if err := r.count(ctx, run, filter); err != nil {
		return false, err
	}
	window := r.window(ctx, run)
	waiting, err := r.Store.CountRunWaiting(ctx, shop, id)
	if err != nil {
		return false, err
	}
	before := run.Cursor
	defer func() { // once, so that a bulk job is of as many as can be
		if run.Cursor != before {
			r.ringLane(ctx, shop, run.Destination)
		}
	}()
	for end := time.Now().Add(drainTime); ctx.Err() == nil && time.Now().Before(end); {
		if waiting+page > window {
			return false, nil // the sweep looks again, when some are done
		}
		people, err := r.Store.PeoplePage(ctx, shop, filter, run.Cursor, page)
		switch {
		case err != nil:
			return false, err
		case len(people) == 0 && waiting > 0:
			return false, nil
		case len(people) == 0:
			return false, r.Store.FinishRun(ctx, shop, run)
		}
		if err := r.Store.AdvanceRun(ctx, shop, run, people); err != nil {
			return false, unlessMoved(err)
		}
		run.Cursor, waiting = string(people[len(people)-1]), waiting+len(people)
	}
	return true, ctx.Err()
}

// count says what a run will come to that was begun without that: what a leave turns into
// that was cancelled. It counts as long as a plan does.
func (r *Runner) count(ctx context.Context, run app.Run, f store.RunFilter) error {
	if run.Counted {
		return nil
	}
	effect, total, err := r.Plan(ctx, run.Shop, run.Destination, app.Draft{}, f)
	if err != nil && !app.Is(err, app.Invalid) && !app.Is(err, app.NotFound) {
		return err
	}
	return r.Store.NoteCount(ctx, run.Shop, run.ID, max(total, run.Total), effect)
}

// unlessMoved is no error when somebody else does the run, or it was stopped.
func unlessMoved(err error) error {
	if app.Is(err, app.Conflict) {
		return nil
	}
	return err
}

func (r *Runner) window(ctx context.Context, run app.Run) int {
	if run.Destination != "" && r.Bulk != nil && r.Bulk(ctx, run.Shop, run.Destination) {
		return bulkWindow
	}
	return usualWindow
}
