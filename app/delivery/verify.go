package delivery

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

const (
	checkAfter  = time.Minute      // some destinations take their time
	unreadAgain = 10 * time.Minute // after a look that could not be taken
	mostChecks  = 50               // looks taken at once
)

// checks are the looks to be taken at what a batch wrote: at one in so many, and at the
// first that a new mapping brought.
func (w *drain) checks(ctx context.Context, r result) ([]app.Check, error) {
	if _, able := w.conn.(integrations.ReadBacker); !able {
		return nil, nil
	}
	fresh, err := w.freshMapping(ctx, r.mapping)
	if err != nil {
		return nil, err
	}
	var list []app.Check
	for i, s := range r.steps {
		if r.outcomes[i].Class != integrations.OK || len(s.writes)+len(s.unsure) == 0 {
			continue
		}
		if !fresh && (w.to.Sample <= 0 || rand.IntN(w.to.Sample) > 0) {
			continue
		}
		fresh, w.checked = false, true
		list = append(list, app.Check{Destination: w.lane.Destination, Subject: s.wish.name, Delivery: s.first, DueAt: w.now().Add(checkAfter)})
	}
	return list, nil
}

// freshMapping reports whether nothing was looked at yet that this mapping wrote.
func (w *drain) freshMapping(ctx context.Context, mapping *app.Mapping) (bool, error) {
	if mapping == nil || mapping.UpdatedAt.IsZero() || w.checked {
		return false, nil
	}
	known, err := w.Store.CheckedSince(ctx, w.shop.ID, w.lane.Destination, mapping.UpdatedAt)
	w.checked = known
	return !known, err
}

// verify takes the looks that are due, when there is nothing to send. rest says that the
// lane has to wait first.
func (w *drain) verify(ctx context.Context) (more bool, rest time.Duration, err error) {
	due, err := w.Store.DueChecks(ctx, w.shop.ID, w.lane.Destination, mostChecks)
	if err != nil || len(due) == 0 {
		return false, 0, err
	}
	if err := w.Store.HoldLane(ctx, w.shop.ID, w.lane, w.now().Add(w.lease())); err != nil {
		return false, 0, unlessLost(err)
	}
	ours, subjects, err := w.ours(ctx, due)
	if err != nil {
		return false, 0, err
	}
	var looks []integrations.Look
	var of []int
	for i, c := range due {
		due[i].State, due[i].DueAt, due[i].CheckedAt, due[i].Differences = app.CheckUnreadable, time.Time{}, w.now(), nil
		if subject, known := subjects[c.Subject]; known && len(ours[c.Subject]) > 0 {
			looks, of = append(looks, lookAt(subject, ours[c.Subject])), append(of, i)
		} else if known {
			due[i].State = app.CheckVerified // there is nothing of ours
		}
	}
	held, outcome := w.lookedAt(ctx, looks)
	for n, i := range of {
		c := &due[i]
		switch outcome.Class {
		case integrations.OK:
			if c.Differences = differences(ours[c.Subject], held[n]); len(c.Differences) == 0 {
				c.State = app.CheckVerified
			} else {
				c.State = app.CheckDifferent
			}
		case integrations.Scope:
		default:
			c.State, c.DueAt = app.CheckWaiting, w.now().Add(max(outcome.After, unreadAgain))
		}
	}
	policy, err := w.policy(ctx, due)
	if err != nil {
		return false, 0, err
	}
	if err := w.Store.SettleChecks(context.WithoutCancel(ctx), w.shop.ID, w.lane, due, policy); err != nil {
		return false, 0, unlessLost(err)
	}
	if outcome.Class == integrations.Throttled {
		return false, min(max(outcome.After, shortestRest), longestRest), nil
	}
	return len(due) == mostChecks, 0, nil
}

// ours is what receipts say of places that can be compared, and whom they are about.
// What the merchant had there himself is his to take away.
func (w *drain) ours(ctx context.Context, due []app.Check) (map[string][]app.Receipt, map[string]integrations.Subject, error) {
	names := make([]string, len(due))
	subjects := map[string]integrations.Subject{}
	for i, c := range due {
		names[i] = c.Subject
		if order, is := orderOf(c.Subject); is {
			subjects[c.Subject] = integrations.Subject{Order: order}
		}
	}
	list, err := w.Store.PeopleCalled(ctx, w.shop.ID, names)
	if err != nil {
		return nil, nil, err
	}
	people := map[app.ProfileID]app.Profile{}
	for _, one := range list {
		people[one.ID] = one
	}
	if err := w.addresses(ctx, people); err != nil {
		return nil, nil, err
	}
	for _, one := range people {
		if name, subject := w.name(one); name != "" {
			subjects[name] = subject
		}
	}
	receipts, err := w.Store.Receipts(ctx, w.shop.ID, w.lane.Destination, names)
	ours := map[string][]app.Receipt{}
	for _, r := range receipts {
		stand := app.Stand{There: true, Value: r.Value}
		place := strings.HasPrefix(r.Property, propertyPrefix) || marks(r.Property)
		if place && certain(r) && r.Refused == "" && stood(r) != stand && stand.CanStand(r.Property) {
			ours[r.Subject] = append(ours[r.Subject], r)
		}
	}
	return ours, subjects, err
}

// orderOf is the order of a subject, as app.OrderSubject names it.
func orderOf(subject string) (app.OrderID, bool) {
	number, is := strings.CutPrefix(subject, "order/")
	id, err := strconv.ParseInt(number, 10, 64)
	return app.OrderID(id), is && err == nil
}

func lookAt(subject integrations.Subject, ours []app.Receipt) integrations.Look {
	s := step{change: integrations.Change{Subject: subject}, unseen: map[string]bool{}}
	for _, r := range ours {
		s.unseen[r.Property] = false
	}
	return s.look()
}

// lookedAt asks what is held.
func (w *drain) lookedAt(ctx context.Context, looks []integrations.Look) ([]integrations.Held, integrations.Outcome) {
	reader, able := w.conn.(integrations.ReadBacker)
	if !able {
		return nil, integrations.Outcome{Class: integrations.Scope}
	}
	if len(looks) == 0 {
		return nil, integrations.Outcome{Class: integrations.OK}
	}
	held, err := w.readBack(ctx, reader, looks)
	return held, outcomeOf(err)
}

// differences are the places where something else is held than we wrote.
func differences(ours []app.Receipt, held integrations.Held) []app.Difference {
	var list []app.Difference
	for _, r := range ours {
		wrote, found := app.Stand{There: true, Value: r.Value}, standing(held, r.Property)
		if !alike(wrote, found) {
			list = append(list, app.Difference{Property: r.Property, Ours: wrote, Theirs: found})
		}
	}
	return list
}

// policy is what is done about what was found. What does not stay although it was written
// again is the merchant's to look into.
func (w *drain) policy(ctx context.Context, found []app.Check) (func(app.Check) app.DriftPolicy, error) {
	var ids []app.DeliveryID
	for _, c := range found {
		if c.State == app.CheckDifferent {
			ids = append(ids, c.Delivery)
		}
	}
	again := map[app.DeliveryID]bool{}
	if len(ids) > 0 {
		list, err := w.Store.Deliveries(ctx, w.shop.ID, store.DeliveryFilter{IDs: ids, Limit: mostChecks})
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			again[d.ID] = d.Cause == app.CauseDrift
		}
	}
	return func(c app.Check) app.DriftPolicy {
		if again[c.Delivery] {
			return app.DriftAsk
		}
		return w.to.Drift
	}, nil
}
