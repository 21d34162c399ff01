package delivery

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// result is what one batch came to.
type result struct {
	tasks    []task
	steps    []step
	outcomes []integrations.Outcome   // one per step
	left     map[string]bool          // subjects that did not fit
	refused  map[string][]app.Receipt // what was refused of subjects before, and is wished still
	mapping  *app.Mapping
	outage   bool // nobody answered
	silence  int  // and how many batches in a row nobody did before
	start    time.Time
	took     time.Duration
}

// settle records a batch. more says that there may be more to do; wait, that the
// lane has to rest first.
func (w *drain) settle(ctx context.Context, r result) (more bool, wait time.Duration, err error) {
	ctx = context.WithoutCancel(ctx) // it has happened: it must be recorded
	all := slices.Clone(r.outcomes)
	for _, t := range r.tasks {
		all = append(all, t.told...)
	}
	r.outage, r.silence = outage(all), w.unheard
	done, attempts := w.settlement(r)
	done.Pause = pause(all)
	if done.Checks, err = w.checks(ctx, r); err != nil {
		return false, 0, err
	}
	wait = rest(all, max(attempts, w.unheard))
	done.Took = has(all, integrations.OK)
	if has(all, integrations.Throttled) {
		done.Throttled = w.now().Add(wait)
	}
	w.log(ctx, done, all, r.took)
	if err := w.Store.Settle(ctx, w.shop.ID, w.lane, done); err != nil {
		if app.Is(err, app.Conflict) && len(r.steps) > 0 {
			return false, 0, w.doubt(ctx, r)
		}
		return false, 0, unlessLost(err)
	}
	return done.Pause == "", wait, nil
}

// has reports whether an outcome is of a class.
func has(outcomes []integrations.Outcome, class integrations.Class) bool {
	return slices.ContainsFunc(outcomes, func(o integrations.Outcome) bool { return o.Class == class })
}

// doubt owns up to having sent something down a lane that was not ours any more.
func (w *drain) doubt(ctx context.Context, r result) error {
	var sent []app.DeliveryID
	for _, t := range r.tasks {
		sent = append(sent, t.delivery.ID)
	}
	var touched []app.Receipt
	var writes []app.Write
	for _, s := range r.steps {
		if s.blind.Class == "" {
			touched, writes = append(touched, s.touched...), slices.Concat(writes, s.writes, s.unsure)
		}
	}
	// An event is not written over: told twice it is no truer.
	touched = slices.DeleteFunc(touched, func(r app.Receipt) bool { return strings.HasPrefix(r.Property, eventPrefix) })
	return w.Store.Doubt(ctx, w.shop.ID, w.lane, sent, touched, writes)
}

// settlement is what to record, and the attempts the most tried delivery had.
func (w *drain) settlement(r result) (done store.Settlement, attempts int) {
	done.Until = w.now().Add(w.lease())
	answers, beside := map[string]integrations.Outcome{}, r.beside()
	for i, s := range r.steps {
		o := r.outcomes[i]
		answers[s.wish.name] = whole(o)
		refused := s.refusals(o)
		done.Refused = append(done.Refused, refused...)
		if o.Class == integrations.OK {
			done.Confirmed = append(done.Confirmed, beside.sure(s, s.touched)...)
			done.Gone = append(done.Gone, beside.sure(s, without(s.gone, refused))...)
			continue
		}
		for _, one := range s.news {
			if slices.Contains(o.Told, one.event.ID) {
				done.Told, done.Gone = append(done.Told, one.told...), append(done.Gone, one.gone...)
			}
		}
	}
	for _, t := range r.tasks {
		told, left := t.told, false
		for _, name := range t.subjects {
			left = left || r.left[name]
			if answer, ok := answers[name]; ok {
				told = append(told, answer)
				answer.Cost = 0 // the first delivery it is for bears the cost
				answers[name] = answer
			}
		}
		class := worst(told).Class
		if left && class == integrations.OK {
			continue // the rest of it is in the next batch
		}
		if class != integrations.OK && t.delivery.NextAt.After(r.start) {
			continue // it was not its turn: it only came along
		}
		after, attempt := w.outcome(t, told, r)
		done.Deliveries = append(done.Deliveries, w.besideJob(after))
		if attempt != nil {
			done.Attempts = append(done.Attempts, *attempt)
			attempts = max(attempts, t.delivery.Attempts)
		}
	}
	return done, attempts
}

// without are receipts but for some.
func without(list, some []app.Receipt) []app.Receipt {
	return slices.DeleteFunc(slices.Clone(list), func(r app.Receipt) bool {
		return slices.ContainsFunc(some, func(one app.Receipt) bool { return one.Property == r.Property })
	})
}

// kept is why a part of a delivery was refused before and will not be tried again.
func (r result) kept(t task) string {
	for _, name := range t.subjects {
		for _, one := range r.refused[name] {
			if one.Delivery == t.delivery.ID {
				return one.Refused
			}
		}
	}
	return ""
}

// outcome is a delivery after the batch, and the attempt if there was one.
func (w *drain) outcome(t task, told []integrations.Outcome, r result) (app.Delivery, *app.Attempt) {
	d := t.delivery
	switch {
	case t.dropped != "":
		d.State, d.Reason = app.DeliveryDropped, t.dropped
		return d, nil
	case len(told) == 0: // the destination holds it already
		d.State, d.Reason = app.DeliveryDone, ""
		return refusedStill(d, r.kept(t)), nil
	}
	all := worst(told)
	d = refusedStill(after(d, all, w.now(), r), r.kept(t))
	if all.Class == integrations.Throttled {
		return d, nil
	}
	return d, &app.Attempt{
		ID: uuid.Must(uuid.NewV7()).String(), Delivery: d.ID, Number: max(d.Attempts, t.delivery.Attempts+1), Class: string(all.Class),
		Reason: clean(all.Reason), Status: all.Status, Excerpt: scrub(all.Excerpt), Cost: all.Cost,
		StartedAt: r.start, Duration: r.took,
	}
}

// refusedStill parks a delivery of which all is made but what was refused before.
func refusedStill(d app.Delivery, reason string) app.Delivery {
	if d.State == app.DeliveryDone && reason != "" {
		d.State, d.Reason = app.DeliveryParked, reason
	}
	return d
}

// log says what a batch came to, without saying who.
func (w *drain) log(ctx context.Context, done store.Settlement, outcomes []integrations.Outcome, took time.Duration) {
	level, cost := slog.LevelInfo, 0
	classes := map[integrations.Class]int{}
	for _, o := range outcomes {
		classes[o.Class]++
		cost += o.Cost
		if o.Class == integrations.Bug || o.Class == integrations.Auth || o.Class == integrations.Scope {
			level = slog.LevelError
		}
	}
	w.logger().Log(ctx, level, "batch delivered", "shop", w.shop.ID, "destination", w.lane.Destination,
		"deliveries", len(done.Deliveries), "classes", classes, "cost", cost, "took", took, "paused", done.Pause)
}
