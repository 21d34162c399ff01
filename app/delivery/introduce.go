package delivery

import (
	"context"
	"errors"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// introduce asks the destination whose the orders are that guests answered for,
// instead of waiting for it to tell us, and those that customers say are theirs
// and nobody has told us of. Each order is asked about once per drain. It asks for a third of the lease at most, and returns the deliveries it came to: the others
// are for the next batch.
func (w *drain) introduce(ctx context.Context, due []app.Delivery, people map[app.ProfileID]app.Profile) (reached []app.Delivery, linked bool, err error) {
	resolver, ok := w.conn.(integrations.Resolver)
	if !ok {
		return due, false, nil
	}
	seen, err := w.Store.SeenOrders(ctx, w.shop.ID, ordersOf(due))
	if err != nil {
		return nil, false, err
	}
	call, cancel := context.WithTimeout(ctx, w.within())
	defer cancel()
	end := w.now().Add(w.lease() / 3)
	for i, d := range due {
		person, known := people[d.Profile]
		proven := person.Customer != 0 && seen[d.Order]
		if _, asked := w.asked[d.Order]; asked || !known || proven || d.Order == 0 {
			continue
		}
		if i > 0 && !w.now().Before(end) {
			return due[:i], linked, nil
		}
		customer, err := resolver.OrderCustomer(call, d.Order)
		w.asked[d.Order] = outcomeOf(err)
		if err != nil || customer == 0 || customer == person.Customer {
			continue
		}
		if _, err := w.Store.LinkOrder(ctx, w.shop.ID, d.Order, customer); err != nil {
			return nil, linked, err
		}
		linked = true
	}
	return due, linked, nil
}

func ordersOf(due []app.Delivery) []app.OrderID {
	var orders []app.OrderID
	for _, d := range due {
		if d.Order != 0 {
			orders = append(orders, d.Order)
		}
	}
	return orders
}

// outcomeOf classes an error of a question to the destination. The reasons are
// ours: an error's own text may name what a merchant should not read.
func outcomeOf(err error) integrations.Outcome {
	if err == nil {
		return integrations.Outcome{Class: integrations.OK}
	}
	switch app.KindOf(err) {
	case app.NotFound:
		return integrations.Outcome{Class: integrations.Missing, Reason: "the order is not there yet"}
	case app.Throttled:
		var throttled *app.Error
		errors.As(err, &throttled)
		return integrations.Outcome{Class: integrations.Throttled, After: throttled.After}
	case app.Unauthorized:
		return integrations.Outcome{Class: integrations.Auth, Reason: "access was refused: open the app once to renew it"}
	case app.Forbidden:
		return integrations.Outcome{Class: integrations.Scope, Reason: "reading orders is not permitted"}
	default:
		return integrations.Outcome{Class: integrations.Transient, Reason: "the order could not be looked up"}
	}
}
