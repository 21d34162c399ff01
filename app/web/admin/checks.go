package admin

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// checksAtOnce is how many looks are planned, or decided about, in one transaction each.
const checksAtOnce = 500

type differencesIn struct {
	Destination app.DestinationID `query:"destination" maxLength:"64" doc:"Without it, at all"`
	PageIn
}

type differencesOut struct {
	PageOut
	Body struct {
		Checks []checkBody `json:"checks"`
		Next   string      `json:"next,omitempty"`
	}
}

// differences lists where destinations hold something else than was written.
func (d *door) differences(ctx context.Context, shop app.ShopID, in *differencesIn) (*differencesOut, error) {
	var after app.Check
	if err := in.after("checks", &after.Destination, &after.Subject); err != nil {
		return nil, err
	}
	found, err := d.Store.Differing(ctx, shop, in.Destination, after, in.Limit+1)
	if err != nil {
		return nil, err
	}
	found, next, page := paged(ctx, in.PageIn, "checks", found, func(c app.Check) []any { return []any{c.Destination, c.Subject} })
	out := differencesOut{PageOut: page}
	out.Body.Next = next
	titles, err := d.called(ctx, shop)
	if err != nil {
		return nil, err
	}
	wrote := make([]app.DeliveryID, len(found))
	for i, c := range found {
		wrote[i] = c.Delivery
	}
	told, err := d.Store.Told(ctx, shop, store.DeliveryFilter{IDs: wrote, Limit: max(1, len(wrote))})
	people := map[app.DeliveryID]*personBody{}
	for _, one := range told {
		people[one.ID] = aboutWhom(one)
	}
	if err != nil {
		return nil, err
	}
	out.Body.Checks = make([]checkBody, len(found))
	labels := map[app.DestinationID]LabelsBody{}
	for i, c := range found {
		if _, read := labels[c.Destination]; !read {
			if labels[c.Destination], err = d.labels(ctx, shop, c.Destination, nil); err != nil {
				return nil, err
			}
		}
		out.Body.Checks[i] = checkOf(c, titles(c.Destination), people[c.Delivery], labels[c.Destination])
	}
	return &out, nil
}

type tallyOut struct {
	Body struct {
		Waiting    int `json:"waiting" doc:"People and orders that are still to be looked at"`
		Verified   int `json:"verified" doc:"Of whom it holds what was written"`
		Different  int `json:"different" doc:"Of whom it holds something else"`
		Unreadable int `json:"unreadable" doc:"Of whom it cannot be read back"`
	}
}

// checks says how far looking at a destination is.
func (d *door) checks(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*tallyOut, error) {
	if _, err := d.Store.Destination(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	counts, err := d.Store.CountChecks(ctx, shop, in.ID)
	var out tallyOut
	out.Body.Waiting, out.Body.Verified = counts[app.CheckWaiting], counts[app.CheckVerified]
	out.Body.Different, out.Body.Unreadable = counts[app.CheckDifferent], counts[app.CheckUnreadable]
	return &out, err
}

type lookingOut struct {
	Body struct {
		People int `json:"people" doc:"And orders that are looked at"`
	}
}

// checkAll has everything looked at that was ever written at a destination.
func (d *door) checkAll(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*lookingOut, error) {
	if _, err := d.Store.Destination(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	var out lookingOut
	for after := ""; ; {
		n, next, err := d.Store.PlanChecks(ctx, shop, in.ID, after, checksAtOnce)
		out.Body.People += n
		if err != nil || next == "" {
			return &out, err
		}
		after = next
	}
}

type decideIn struct {
	ConnectedPath
	Body struct {
		Side    app.DriftPolicy `json:"side" enum:"ours,theirs" doc:"Write ours again, or keep theirs until she answers something else"`
		Subject string          `json:"subject,omitempty" maxLength:"80" doc:"Of one look"`
		All     bool            `json:"all,omitempty" doc:"Of all that differ there"`
	}
}

type decidedOut struct {
	Body struct {
		Decided int `json:"decided"`
	}
}

// decide does what the merchant decides where something else stands than was written.
func (d *door) decide(ctx context.Context, shop app.ShopID, in *decideIn) (*decidedOut, error) {
	var out decidedOut
	if !in.Body.All {
		out.Body.Decided = 1
		return &out, d.Store.DecideCheck(ctx, shop, in.ID, in.Body.Subject, in.Body.Side)
	}
	var after app.Check
	for {
		page, err := d.Store.Differing(ctx, shop, in.ID, after, checksAtOnce)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			err := d.Store.DecideCheck(ctx, shop, in.ID, c.Subject, in.Body.Side)
			if err != nil && !app.Is(err, app.NotFound) { // somebody else has decided
				return nil, err
			}
			out.Body.Decided++
		}
		if len(page) < checksAtOnce {
			return &out, nil
		}
		after = page[len(page)-1]
	}
}
