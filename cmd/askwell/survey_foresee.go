package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/link"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/run"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations/all"
	"github.com/askwell/askwell/integrations/client"
	"github.com/askwell/askwell/integrations/flow"
	"github.com/askwell/askwell/integrations/shopify"
)

// counted is how long it is counted for one survey what publishing it changes: whoever
// waits for a command waits longer than for a page.
const counted = time.Minute

// destinationEffect is what publishing changes at one destination for those who have
// answered.
type destinationEffect struct {
	Destination app.DestinationID `json:"destination"`
	Total       int               `json:"total"` // people who have answered
	Effect      app.Effect        `json:"effect"`
	Problem     string            `json:"problem,omitempty"` // why it could not be counted
}

// counter is a runner that only counts: it calls nobody.
func counter(s *store.Store, c config) (*run.Runner, error) {
	links, err := link.New(s, c.Keys, c.AppURL, time.Now)
	if err != nil {
		return nil, err
	}
	weigher := &delivery.Deliverer{Store: s, Links: links.Document, Providers: all.Providers(
		shopify.Provider{}, flow.Provider{Shop: func(app.ShopID) flow.Shop { return nil }}, client.New(client.Config{}))}
	return &run.Runner{Store: s, Weigher: weigher, PlanTime: counted}, nil
}

// foresee counts what publishing a file's survey changes at the destinations.
func (p planner) foresee(ctx context.Context, c surveyChange) ([]destinationEffect, error) {
	if c.Publishes == 0 || c.Revision == 0 {
		return nil, nil
	}
	document := question.Guarded(c.file.Document)
	foreseen, err := p.runs.Foresee(ctx, p.shop, app.Draft{Survey: c.current.ID, Document: &document})
	effects := make([]destinationEffect, len(foreseen))
	for i, f := range foreseen {
		effects[i] = destinationEffect{f.Destination.ID, f.Total, f.Effect, f.Problem}
	}
	return effects, err
}

// String is the effect in words.
func (d destinationEffect) String() string {
	if d.Problem != "" {
		return fmt.Sprintf("%s: what it touches could not be counted: %s", d.Destination, d.Problem)
	}
	e := d.Effect
	parts := []string{"touches " + shoppers(e.People)}
	if e.CutShort {
		parts[0] = fmt.Sprintf("touches at least %d of %s", e.People, shoppers(d.Total))
	}
	for _, one := range []struct {
		n    int
		what string
	}{
		{e.AddTags, "adds %d tags"},
		{e.RemoveTags, "removes %d tags"},
		{e.Set, "writes %d values"},
		{e.Unset, "clears %d values"},
		{e.Join, "puts %d on lists"},
		{e.Leave, "takes %d off lists"},
		{e.Events, "tells %d events"},
	} {
		if one.n > 0 {
			parts = append(parts, fmt.Sprintf(one.what, one.n))
		}
	}
	return string(d.Destination) + ": " + strings.Join(parts, ", ")
}

// backfill begins a run at each destination that publishing changes something at.
func (a applier) backfill(ctx context.Context, c surveyChange) (done string, err error) {
	for _, d := range c.Destinations {
		if d.Problem != "" || d.Effect.People == 0 && !d.Effect.CutShort {
			continue
		}
		begun, err := a.runs.Begin(ctx, a.shop, d.Destination, app.RunBackfill, store.RunFilter{Survey: c.current.ID}, operator)
		if err != nil {
			return done, fmt.Errorf("backfill of %s: %w", d.Destination, err)
		}
		done += fmt.Sprintf("; backfill of %s begun: %d", d.Destination, begun.Total)
	}
	return done, nil
}
