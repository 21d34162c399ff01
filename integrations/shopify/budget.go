package shopify

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// What the smallest plan has: a shop is believed to be on it until its first answer
// tells otherwise. Shopify lets 100 points a second be used and keeps 20 seconds' worth;
// answers were seen that had half of it.
const (
	leastRate  = 100
	leastBurst = 1000
)

// points is the bucket of cost points that a shop gives all our calls. It is used to the
// full: every answer tells what is left, so nobody is throttled for it.
func points(shop app.ShopID) integrations.Bucket {
	return integrations.Bucket{Key: "shopify/" + string(shop) + "/points", Rate: leastRate, Burst: leastBurst}
}

// book waits for a call's points. Errors: Throttled with the wait; Unavailable when ctx
// ends. After an error nothing is booked.
func (a *Admin) book(ctx context.Context, cost float64) (integrations.Ticket, error) {
	if a.app.pacer == nil {
		return free{}, nil
	}
	return a.app.pacer.Take(ctx, points(a.shop), cost)
}

// free is the ticket of a call that nobody paces.
type free struct{}

// Return implements integrations.Ticket.
func (free) Return(context.Context, integrations.Seen) {}

// told is what an answer says of the bucket; nothing, where it was none of GraphQL's.
func (c *call) told() integrations.Seen {
	status := c.cost.Status
	return integrations.Seen{
		Throttled: c.errors.has("THROTTLED"), Known: status.Rate > 0,
		Left: status.Available, Most: status.Maximum, Rate: status.Rate, Cost: c.cost.Actual,
	}
}
