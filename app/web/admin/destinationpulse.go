package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// PulseBody is how telling a destination goes.
type PulseBody struct {
	Since          time.Time `json:"since,omitzero" doc:"When the oldest was made of what waits, without what runs have planned"`
	Reason         string    `json:"reason,omitempty" doc:"Why that one waits"`
	NextAt         time.Time `json:"next_at,omitzero" doc:"When the next one is tried"`
	ThrottledUntil time.Time `json:"throttled_until,omitzero" doc:"Until when it has asked to be left alone"`
	DeliveredAt    time.Time `json:"delivered_at,omitzero" doc:"When it last took something"`
}

// connectionNow is a destination, and how telling it goes.
func (d *door) connectionNow(ctx context.Context, shop app.ShopID, in *ConnectedPath) (*connectedOut, error) {
	out, err := d.connection(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	out.Body.Pulse, err = d.pulse(ctx, shop, in.ID)
	return out, err
}

// pulse is how a lane goes; nothing is said of one that was never to be told anything.
func (d *door) pulse(ctx context.Context, shop app.ShopID, id app.DestinationID) (*PulseBody, error) {
	lanes, err := d.Store.Lanes(ctx, shop)
	if err != nil {
		return nil, err
	}
	now, err := d.Store.Pulse(ctx, shop, id)
	body := &PulseBody{Since: now.Since, Reason: now.Reason, NextAt: now.NextAt}
	for _, lane := range lanes {
		if lane.Destination != id {
			continue
		}
		body.DeliveredAt = lane.DeliveredAt
		if lane.ThrottledUntil.After(d.Now()) {
			body.ThrottledUntil = lane.ThrottledUntil
		}
	}
	return body, err
}
