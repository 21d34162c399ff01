package delivery

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// How erasures go on. A destination that says it has erased is read back after a
// while, since some take their time; one that turns out to have kept something is
// told again, each time with more patience, and in the end it is said that it keeps it.
var patience = []time.Duration{time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour}

const (
	mostErasures    = 20 // read at once
	unreadRest      = 10 * time.Minute
	reasonNoEraser  = "this destination cannot be told to erase: delete the person there by hand"
	reasonUnread    = "it says that it has, and cannot be read back"
	reasonKept      = "it says that it has, and still holds what it was to erase: delete the person there by hand"
	reasonStillHeld = "it said that it had, and still held it: it was told again"
)

// erase has due erasures done, before anything else is sent down the lane: what is on
// its way of somebody has come to an end when the lane changes hands. rest says that
// the lane has to wait first, stop that it is paused or not ours any more.
func (w *drain) erase(ctx context.Context) (rest time.Duration, stop bool, err error) {
	due, err := w.Store.DueErasures(ctx, w.shop.ID, w.lane.Destination, mostErasures)
	for _, task := range due {
		if ctx.Err() != nil || err != nil {
			return 0, true, err
		}
		if rest, stop, err = w.forget(ctx, task); rest > 0 || stop || err != nil {
			return rest, stop, err
		}
	}
	return 0, false, err
}

// forget makes one call for one part, and records what came of it.
func (w *drain) forget(ctx context.Context, task store.ErasureTask) (wait time.Duration, stop bool, err error) {
	if err := w.Store.HoldLane(ctx, w.shop.ID, w.lane, w.now().Add(w.lease())); err != nil {
		return 0, true, unlessLost(err)
	}
	if busy, err := w.busy(ctx, task); busy || err != nil {
		return 0, err != nil, unlessLost(err)
	}
	outcome, held := w.ask(ctx, task)
	done := w.forgotten(task, outcome, held)
	outcomes := []integrations.Outcome{outcome}
	paused := pause(outcomes)
	ctx = context.WithoutCancel(ctx) // it has happened: it must be recorded
	w.logErasure(ctx, done, outcome, paused)
	if err := w.Store.SettleErasure(ctx, w.shop.ID, w.lane, done, paused, w.now().Add(w.lease())); err != nil {
		return 0, true, unlessLost(err)
	}
	if done.NextAt.IsZero() && w.Erased != nil {
		w.Erased(ctx, w.shop.ID, done.Erasure)
	}
	return rest(outcomes, done.Attempts), paused != "", nil
}

// busy puts a look off while a bulk job is under way: what that has of her may be written
// after it.
func (w *drain) busy(ctx context.Context, task store.ErasureTask) (bool, error) {
	if task.State != app.ErasureChecking {
		return false, nil
	}
	runs, err := w.Store.BulkRuns(ctx, w.shop.ID, w.lane.Destination)
	if err != nil || !runs {
		return false, err
	}
	task.NextAt = w.now().Add(patience[0])
	return true, w.Store.SettleErasure(ctx, w.shop.ID, w.lane, task, "", w.now().Add(w.lease()))
}

// ask tells the destination to erase, or reads it back. It ends before the lease does.
func (w *drain) ask(ctx context.Context, task store.ErasureTask) (outcome integrations.Outcome, held bool) {
	defer func() {
		if p := recover(); p != nil {
			w.logger().ErrorContext(ctx, "destination panicked", "shop", w.shop.ID, "destination", w.lane.Destination, "panic", fmt.Sprintf("%T", p))
			outcome = integrations.Outcome{Class: integrations.Bug, Reason: reasonNoAnswer}
		}
	}()
	eraser, able := w.conn.(integrations.Eraser)
	if !able {
		return integrations.Outcome{Class: integrations.OK}, false
	}
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.within())
	defer cancel()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	defer stop()
	if task.State == app.ErasureChecking {
		held, err := w.conn.(integrations.EraseChecker).Holds(call, erasureOf(task))
		return readOutcome(err), held
	}
	return usable([]integrations.Outcome{eraser.Erase(call, erasureOf(task))}, 1)[0], false
}

func erasureOf(task store.ErasureTask) integrations.Erasure {
	var e integrations.Erasure
	for _, t := range task.Traces {
		e.Traces = append(e.Traces, integrations.Trace{
			Subject:    integrations.Subject{Customer: t.Customer, Order: t.Order, Email: t.Email, Phone: t.Phone},
			Properties: t.Properties, Tags: t.Tags, Anew: t.Anew,
		})
	}
	return e
}

// readOutcome classes an error of reading back.
func readOutcome(err error) integrations.Outcome {
	o := outcomeOf(err)
	switch o.Class {
	case integrations.Missing: // nobody there holds anything
		return integrations.Outcome{Class: integrations.OK}
	case integrations.Scope:
		o.Reason = "reading back what was erased is not permitted"
	case integrations.Transient:
		o.Reason = "it could not be read back yet"
	}
	return o
}

// forgotten is a part as an answer leaves it. Nothing short of done is final before
// the time the law gives is over.
func (w *drain) forgotten(t store.ErasureTask, o integrations.Outcome, held bool) store.ErasureTask {
	now := w.now()
	_, able := w.conn.(integrations.Eraser)
	_, readable := w.conn.(integrations.EraseChecker)
	checking := t.State == app.ErasureChecking
	switch {
	case !able:
		t.State, t.NextAt, t.Reason = app.ErasureUnreachable, time.Time{}, cmp.Or(w.spec.Leftover, reasonNoEraser)
	case o.Class == integrations.Throttled: // waiting is not an attempt
		t.NextAt = now.Add(min(max(o.After, shortestRest), longestRest))
	case o.Class != integrations.OK && o.Class != integrations.Missing && checking:
		t.NextAt, t.Reason = now.Add(unreadRest), clean(o.Reason)
	case o.Class != integrations.OK && o.Class != integrations.Missing:
		t.Attempts++
		t.NextAt, t.Reason = now.Add(jitter(again(o.Class, t.Attempts))), clean(o.Reason)
	case checking:
		return readBack(t, held, now)
	case readable:
		t.Attempts++
		if t.Checks == 0 {
			t.Reason = ""
		}
		t.State, t.ErasedAt, t.NextAt = app.ErasureChecking, now, now.Add(patience[min(t.Checks, len(patience)-1)])
	default:
		t.Attempts++
		t.State, t.ErasedAt, t.NextAt, t.Reason = app.ErasureUnread, now, time.Time{}, reasonUnread
	}
	return t
}

// readBack is a part whose destination has been looked into.
func readBack(t store.ErasureTask, held bool, now time.Time) store.ErasureTask {
	t.Checks++
	t.CheckedAt = now
	switch {
	case !held:
		t.State, t.NextAt, t.Reason = app.ErasureDone, time.Time{}, ""
		if t.Checks > 1 {
			t.Reason = "it had said so before it had"
		}
	case t.Checks >= len(patience):
		t.State, t.NextAt, t.Reason = app.ErasureKept, time.Time{}, reasonKept
	default:
		t.State, t.NextAt, t.Reason = app.ErasureWaiting, now, reasonStillHeld
	}
	return t
}

// again is how long an erasure waits after an attempt that failed. What a destination
// refuses for good is tried once a day: the law does not take its no.
func again(class integrations.Class, attempts int) time.Duration {
	last := schedule[len(schedule)-1]
	if class == integrations.Rejected || class == integrations.Bug {
		return last
	}
	return schedule[min(attempts, len(schedule))-1]
}
