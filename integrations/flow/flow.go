// Package flow owns Shopify Flow as a destination: which of our events start a merchant's
// workflows, and what those are told.
package flow

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Shop is what starts the workflows of one shop: Shopify's API. Safe for concurrent use.
type Shop interface {
	// StartFlow starts the workflows of a trigger.
	StartFlow(ctx context.Context, trigger string, payload map[string]any) integrations.Outcome
	// Connected proves that the API lets us in. Errors: Unauthorized, Forbidden,
	// Throttled, Unavailable.
	Connected(ctx context.Context) error
}

// Provider makes Flow a destination of a shop. Nobody connects it: it is there while some
// enabled workflow begins with a trigger of ours.
type Provider struct {
	Shop func(app.ShopID) Shop
}

// batch is few people: each of their events is a call of its own, and the whole batch has
// to be through within a lane's lease.
const batch = 10

// leftover is told to merchants who have somebody erased.
const leftover = "Flow cannot be told to erase: its log of runs shows what it was told until Shopify clears it, " +
	"and what your workflows did with that stays where they put it"

// Spec implements integrations.Provider.
func (Provider) Spec() integrations.Spec {
	return integrations.Spec{
		Name: string(app.FlowDestination), Title: "Shopify Flow", Batch: batch, Events: true, Stateless: true, Leftover: leftover,
	}
}

// Connect implements integrations.Provider. The settings say since when a trigger is in
// use, in milliseconds: they come from Shopify, not from the merchant.
func (p Provider) Connect(shop app.Shop, settings map[string]string) (integrations.Conn, error) {
	c := conn{since: make(map[integrations.EventName]time.Time, len(settings))}
	for name, text := range settings {
		at, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, app.Errorf(app.Invalid, "%s: %q is no moment", name, text)
		}
		c.listen(integrations.EventName(name), time.UnixMilli(at))
	}
	c.shop = p.Shop(shop.ID)
	return c, nil
}

type conn struct {
	shop  Shop
	since map[integrations.EventName]time.Time
}

// listen begins to send a trigger. Where Shopify means one that we do not know by the name
// it has there, all are sent: Flow drops what no workflow begins with.
func (c conn) listen(name integrations.EventName, at time.Time) {
	names := []integrations.EventName{name}
	if _, ours := titles[name]; !ours {
		names = integrations.EventNames
	}
	for _, one := range names {
		if since, already := c.since[one]; !already || at.Before(since) {
			c.since[one] = at
		}
	}
}

// Check implements integrations.Conn.
func (c conn) Check(ctx context.Context) error { return c.shop.Connected(ctx) }

// Listens implements integrations.Listener: only what some workflow begins with is sent.
func (c conn) Listens(name integrations.EventName) (since time.Time, ok bool) {
	since, ok = c.since[name]
	return since, ok
}

// Apply implements integrations.Conn. Flow knows nothing of repeats: each call that it
// takes starts the workflows once more, and only the event's id tells them apart. So an
// event that arrived is reported even where the next one did not.
func (c conn) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcomes := make([]integrations.Outcome, len(changes))
	for i, change := range changes {
		if i > 0 && stopped(outcomes[i-1].Class) {
			outcomes[i] = outcomes[i-1] // the next call would meet the same
			outcomes[i].Told, outcomes[i].Cost = nil, 0
			continue
		}
		outcomes[i] = c.tell(ctx, change)
	}
	return outcomes
}

// stopped reports whether an outcome is one of the shop, and not of what was sent.
func stopped(class integrations.Class) bool {
	return !slices.Contains([]integrations.Class{integrations.OK, integrations.Missing, integrations.Rejected, integrations.Bug}, class)
}

// tell sends the events of one person. What Flow refuses does not hold up what follows.
func (c conn) tell(ctx context.Context, change integrations.Change) integrations.Outcome {
	all := integrations.Outcome{Class: integrations.OK}
	var told []string
	for _, event := range change.Events {
		one := c.start(ctx, change.Subject, event)
		all.Cost += one.Cost
		if one.Class == integrations.OK {
			told = append(told, event.ID)
			continue
		}
		cost := all.Cost
		all = one
		all.Cost = cost
		if stopped(one.Class) {
			break
		}
	}
	if all.Class != integrations.OK {
		all.Told = told
	}
	return all
}

func (c conn) start(ctx context.Context, about integrations.Subject, event integrations.Event) integrations.Outcome {
	if ctx.Err() != nil {
		return integrations.Outcome{Class: integrations.Ambiguous, Reason: "there was no time left to tell Flow"}
	}
	payload, ok := Payload(about, event)
	if !ok {
		return integrations.Outcome{Class: integrations.Bug, Reason: "Flow has no trigger " + string(event.Name)}
	}
	return c.shop.StartFlow(ctx, string(event.Name), payload)
}
