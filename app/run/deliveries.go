package run

import (
	"context"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

const reasonRefused = "%d people could not be put back as they were: the destination refused it. Resume to try again, or cancel and disconnect as it is"

// deliveries goes through a run's deliveries, the newest first, as many pages as may wait
// at a time.
func (r *Runner) deliveries(ctx context.Context, run app.Run, f store.RunFilter) (again bool, err error) {
	of := store.DeliveryFilter{Destination: run.Destination}
	if f.Deliveries != nil {
		of = *f.Deliveries
	}
	if !run.Counted {
		total, err := r.Store.CountDeliveries(ctx, run.Shop, of, run.Kind == app.RunReplay, 0)
		if err == nil {
			err = r.Store.NoteCount(ctx, run.Shop, run.ID, total, app.Effect{})
		}
		if err != nil {
			return false, err
		}
	}
	waiting, refused, err := r.under(ctx, run)
	if err != nil {
		return false, err
	}
	window, before := r.window(ctx, run), waiting
	defer func() {
		if waiting > before {
			r.ringLane(ctx, run.Shop, run.Destination)
		}
	}()
	for end := time.Now().Add(drainTime); ctx.Err() == nil && time.Now().Before(end); {
		if waiting+page > window {
			return false, nil // the sweep looks again, when some are done
		}
		if run.Leaves && refused > 0 && !run.Resumed.IsZero() {
			n, err := r.Store.RetryUndoing(ctx, run.Shop, run, page)
			if err != nil {
				return false, unlessMoved(err)
			}
			if waiting += n; n > 0 {
				continue
			}
		}
		of.Before, of.Limit = app.DeliveryID(run.Cursor), page
		list, err := r.Store.Deliveries(ctx, run.Shop, of)
		switch {
		case err != nil:
			return false, err
		case len(list) == 0 && waiting > 0:
			return false, nil
		case len(list) == 0:
			return r.through(ctx, run, refused)
		}
		ids := make([]app.DeliveryID, len(list))
		for i, d := range list {
			ids[i] = d.ID
		}
		n, err := r.Store.AdvanceDeliveries(ctx, run.Shop, run, of, ids)
		if err != nil {
			return false, unlessMoved(err)
		}
		run.Cursor, waiting = string(ids[len(ids)-1]), waiting+n
	}
	return true, ctx.Err()
}

// under counts what a run has on its way. Whoever leaves waits for everything that is still
// to be taken back there, and knows of all that was refused.
func (r *Runner) under(ctx context.Context, run app.Run) (waiting, refused int, err error) {
	if run.Leaves {
		return r.Store.CountUndoing(ctx, run.Shop, run.Destination)
	}
	waiting, err = r.Store.CountRunWaiting(ctx, run.Shop, run.ID)
	return waiting, 0, err
}

// through ends a run that has come to its last delivery. Who leaves goes through them once
// more: what was written meanwhile is taken back, too, and when nothing is left to do, the
// run is through.
func (r *Runner) through(ctx context.Context, run app.Run, refused int) (again bool, err error) {
	if run.Leaves {
		again, err := r.Store.EndRound(ctx, run.Shop, run)
		if err != nil || again {
			return again, unlessMoved(err)
		}
		if refused > 0 {
			return false, unlessMoved(r.Store.HoldRun(ctx, run.Shop, run.ID, fmt.Sprintf(reasonRefused, refused)))
		}
	}
	return false, r.Store.FinishRun(ctx, run.Shop, run)
}
