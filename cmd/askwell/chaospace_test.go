package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// hasty paces calls in the time of an epoch: the budgets are Redis's, and that goes by a
// clock of its own.
type hasty struct{ integrations.Pacer }

// Take implements integrations.Pacer.
func (h hasty) Take(ctx context.Context, b integrations.Bucket, cost float64) (integrations.Ticket, error) {
	b.Burst = cmp.Or(b.Burst, b.Rate)
	b.Rate *= haste
	ticket, err := h.Pacer.Take(ctx, b, cost)
	var refused *app.Error
	if errors.As(err, &refused) && refused.After > 0 {
		again := *refused
		again.After *= haste
		return nil, &again
	}
	if err != nil {
		return nil, err
	}
	return hastyTicket{ticket}, nil
}

type hastyTicket struct{ integrations.Ticket }

// Return implements integrations.Ticket.
func (t hastyTicket) Return(ctx context.Context, seen integrations.Seen) {
	seen.Rate *= haste
	seen.After = max(seen.After/haste, min(seen.After, time.Millisecond))
	t.Ticket.Return(ctx, seen)
}
