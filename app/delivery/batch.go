package delivery

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// drain is one holder's work on one lane.
type drain struct {
	*Deliverer
	shop  app.Shop
	lane  app.Lane
	spec  integrations.Spec
	conn  integrations.Conn
	asked map[app.OrderID]integrations.Outcome // what the destination said of orders

	connected time.Time // when the destination was
	to        app.Destination
	checked   bool      // something was looked at since the mapping was saved
	draft     app.Draft // what is supposed to be so, though it is not: only to be weighed
	unheard   int       // batches in a row, before this one, that nobody answered
}

func (w *drain) road() road { return road{w.shop.ID, w.lane.Destination} }

func newDrain(d *Deliverer, shop app.Shop, lane app.Lane, spec integrations.Spec, conn integrations.Conn) *drain {
	return &drain{
		Deliverer: d, shop: shop, lane: lane, spec: spec, conn: conn,
		asked: map[app.OrderID]integrations.Outcome{},
	}
}

// batch makes one call to the destination and records what came of it. more
// says that there may be more to do; rest, that the lane has to wait first.
func (w *drain) batch(ctx context.Context) (more bool, rest time.Duration, err error) {
	w.unheard = w.troubles.unheard(w.road())
	due, err := w.Store.DueDeliveries(ctx, w.shop.ID, w.lane.Destination, 4*w.size())
	if err != nil || len(due) == 0 {
		return false, 0, err
	}
	if due, err = w.apart(ctx, due); err != nil || len(due) == 0 {
		return err == nil, 0, err
	}
	p, steps, left, err := w.prepare(ctx, due)
	if err != nil {
		// Somebody erased, joined or uninstalled between our reading and our
		// writing: look again, if the lane is still ours.
		return false, 0, unlessLost(err)
	}
	start := w.now()
	outcomes := w.apply(ctx, steps)
	if len(steps) > 0 {
		w.troubles.note(w.spec.Name, w.road(), outage(outcomes))
	}
	return w.settle(ctx, result{
		tasks: p.tasks, steps: steps, outcomes: outcomes, left: left, refused: p.refused, mapping: p.mapping, start: start, took: w.now().Sub(start),
	})
}

// prepare plans what deliveries ask for and writes down what will be sent. Errors: Conflict
// when nothing may be sent.
func (w *drain) prepare(ctx context.Context, due []app.Delivery) (p *plan, steps []step, left map[string]bool, err error) {
	if p, err = w.plan(ctx, due); err != nil {
		return nil, nil, nil, err
	}
	if err := w.forgetTaken(ctx, p); err != nil {
		return nil, nil, nil, err
	}
	if steps, left, err = w.steps(ctx, p); err != nil {
		return nil, nil, nil, err
	}
	if err := w.Store.EndOverrides(ctx, w.shop.ID, p.ended); err != nil {
		return nil, nil, nil, err
	}
	w.see(ctx, steps)
	if len(steps) > 0 {
		err = w.intend(ctx, p, steps)
	}
	return p, steps, left, err
}

// unlessLost is no error when the lane was lost: whoever has it now goes on.
func unlessLost(err error) error {
	if app.Is(err, app.Conflict) {
		return nil
	}
	return err
}

// size is how many people a call is about.
func (w *drain) size() int {
	size := max(w.spec.Batch, 1)
	if w.unheard >= troubleAfter {
		size = min(size, probeMost)
	}
	return size
}

// steps compares every wish with what the destination holds. What does not fit
// in the batch is left for the next one.
func (w *drain) steps(ctx context.Context, p *plan) (steps []step, left map[string]bool, err error) {
	names := slices.Sorted(maps.Keys(p.wishes))
	receipts, err := w.Store.Receipts(ctx, w.shop.ID, w.lane.Destination, names)
	if err != nil {
		return nil, nil, err
	}
	held := map[string][]app.Receipt{}
	for _, r := range receipts {
		held[r.Subject] = append(held[r.Subject], r)
	}
	instead, err := w.instead(ctx, names)
	if err != nil {
		return nil, nil, err
	}
	theirs, why := p.theirs(), p.reasons()
	p.refused = map[string][]app.Receipt{}
	left = map[string]bool{}
	looked := map[string]bool{}
	for _, t := range p.tasks { // oldest first
		for _, name := range t.subjects {
			if looked[name] {
				continue
			}
			looked[name] = true
			p.wishes[name].places = w.places(p, p.wishes[name])
			one, refused, err := w.step(p.wishes[name], held[name], instead[name], theirs, why[name], !p.news[name])
			p.refused[name] = refused
			switch {
			case err != nil:
				return nil, nil, err
			case one.empty():
				p.ended = append(p.ended, one.ended...)
			case len(steps) == w.size():
				left[name] = true
			default:
				steps, left[name] = append(steps, one), one.more
			}
		}
	}
	return steps, left, nil
}

// intend writes down what will be sent, and holds the lane for it.
func (w *drain) intend(ctx context.Context, p *plan, steps []step) error {
	i := store.Intention{Until: w.now().Add(w.lease())}
	for _, s := range steps {
		if s.blind.Class != "" {
			continue
		}
		i.Ended = append(i.Ended, s.ended...)
		i.Touched, i.Writes, i.Unsure = append(i.Touched, s.touched...), append(i.Writes, s.writes...), append(i.Unsure, s.unsure...)
	}
	for _, t := range p.tasks {
		if person, ok := p.people[t.delivery.Profile]; ok && len(t.subjects) > 0 {
			i.People = append(i.People, person)
		}
	}
	return w.Store.Intend(ctx, w.shop.ID, w.lane, i)
}

// apply makes the call. It ends before the lease does, and soon after we are
// asked to stop. What is so already is not sent, nor what could not be looked at.
func (w *drain) apply(ctx context.Context, steps []step) []integrations.Outcome {
	outcomes := make([]integrations.Outcome, len(steps))
	var changes []integrations.Change
	var of []int
	for i, s := range steps {
		switch {
		case s.blind.Class != "":
			outcomes[i] = s.blind
		case s.idle():
			outcomes[i].Class = integrations.OK
		default:
			changes, of = append(changes, s.change), append(of, i)
		}
	}
	if len(changes) == 0 {
		return outcomes
	}
	call, cancel := w.bounded(ctx)
	defer cancel()
	for i, o := range usable(w.call(call, changes), len(changes)) {
		outcomes[of[i]] = o
	}
	return outcomes
}

// bounded is the time of a call.
func (w *drain) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), w.within())
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })
	return call, func() { stop(); cancel() }
}

// call keeps a destination's panic from holding up its lane.
func (w *drain) call(ctx context.Context, changes []integrations.Change) (outcomes []integrations.Outcome) {
	defer func() {
		if p := recover(); p != nil {
			w.logger().ErrorContext(ctx, "destination panicked", "shop", w.shop.ID, "destination", w.lane.Destination, "panic", fmt.Sprintf("%T", p))
			outcomes = nil
		}
	}()
	return w.conn.Apply(ctx, changes)
}

// usable makes one outcome of a known class of whatever a destination returned.
func usable(outcomes []integrations.Outcome, n int) []integrations.Outcome {
	if len(outcomes) != n {
		outcomes = make([]integrations.Outcome, n)
	}
	for i, o := range outcomes {
		if _, known := urgency[o.Class]; !known {
			outcomes[i] = integrations.Outcome{Class: integrations.Bug, Reason: reasonNoAnswer, Cost: o.Cost}
		}
	}
	return outcomes
}
