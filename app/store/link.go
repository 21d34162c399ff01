package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// LinkOrder links the responses that claim an order to its customer, 0 for a
// guest's order, and returns the lanes that have something to tell. Errors:
// Unavailable.
func (s *Store) LinkOrder(ctx context.Context, shop app.ShopID, id app.OrderID, customer app.CustomerID) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.holdCustomer(customer); err != nil {
			return err
		}
		if due, err = p.link(id, customer); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "order")
}

// claim is a response that says it belongs to an order.
type claim struct {
	ID         app.ResponseID
	ProfileID  app.ProfileID
	CustomerID app.CustomerID
}

// link settles the claims on an order now that its customer is known, as whoever she
// was when she was named. A guest's response becomes the customer's; a response of
// another customer loses its claim: only whoever ordered may answer for an order.
func (p people) link(id app.OrderID, named app.CustomerID) (due []app.DestinationID, err error) {
	if err := p.lockOrder(id); err != nil {
		return nil, err
	}
	customer, err := p.current(named)
	if err != nil {
		return nil, err
	}
	var claims []claim
	if err := p.tx.Raw(`
		SELECT r.id, r.profile_id, p.customer_id
		FROM responses r JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
		WHERE r.shop_id = ? AND r.order_id = ? AND r.order_id <> 0 ORDER BY +r.submitted_at, r.id`, p.shop, id).Scan(&claims).Error; err != nil {
		return nil, err
	}
	asked, err := p.askedOf(id, customer)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		lanes, err := p.settleClaim(c, id, customer, named)
		if err != nil {
			return nil, err
		}
		if len(lanes) > 0 {
			due = lanes // all of them
		}
	}
	for _, guest := range asked {
		lanes, err := p.linkGuest(claim{ProfileID: guest}, 0, named)
		if err != nil {
			return nil, err
		}
		if len(lanes) > 0 {
			due = lanes
		}
	}
	if len(claims) > 0 && len(due) == 0 {
		return p.wake(id)
	}
	return due, nil
}

func (p people) settleClaim(c claim, id app.OrderID, customer, named app.CustomerID) ([]app.DestinationID, error) {
	switch {
	case customer == 0, c.CustomerID == customer:
		return nil, nil
	case c.CustomerID != 0:
		return p.unclaim(c, id)
	default:
		return p.linkGuest(c, id, named)
	}
}

// linkGuest makes a guest the customer whose order it is, unless they were parted.
func (p people) linkGuest(c claim, order app.OrderID, named app.CustomerID) ([]app.DestinationID, error) {
	hers, err := p.become(c.ProfileID, named, app.JoinOrder)
	if err != nil || hers == "" {
		return nil, err
	}
	return p.plan(hers, c.ID, order)
}

// askedOf lists the guests who were asked something about an order, and did not answer,
// and holds all its guests, in one order for everybody.
func (p people) askedOf(id app.OrderID, customer app.CustomerID) ([]app.ProfileID, error) {
	if customer == 0 {
		return nil, nil
	}
	guests, err := p.guestsOf([]app.OrderID{id})
	if err != nil {
		return nil, err
	}
	for _, guest := range guests {
		if err := p.lock(guest); err != nil {
			return nil, err
		}
	}
	var spoke []app.ProfileID
	if err := p.tx.Raw("SELECT profile_id FROM responses WHERE shop_id = ? AND order_id = ? AND order_id <> 0", p.shop, id).Scan(&spoke).Error; err != nil {
		return nil, err
	}
	return slices.DeleteFunc(guests, func(guest app.ProfileID) bool { return slices.Contains(spoke, guest) }), nil
}

// unclaim takes an order from a response that was wrong about it. What it may
// have written there is removed by a delivery that still names the order.
func (p people) unclaim(c claim, order app.OrderID) ([]app.DestinationID, error) {
	if err := p.recountOrders(order); err != nil {
		return nil, err
	}
	if err := p.exec("UPDATE responses SET order_id = 0 WHERE shop_id = ? AND id = ?", p.shop, c.ID); err != nil {
		return nil, err
	}
	return p.plan(c.ProfileID, c.ID, order)
}

// wake makes what waited for an order due: it exists now.
func (p people) wake(id app.OrderID) ([]app.DestinationID, error) {
	const waits = `shop_id = ? AND state = ? AND next_at > ?
		AND profile_id IN (SELECT profile_id FROM responses WHERE shop_id = ? AND order_id = ? AND order_id <> 0)
		AND response_id IN (SELECT id FROM responses WHERE shop_id = ? AND order_id = ? AND order_id <> 0)`
	of := []any{p.shop, app.DeliveryWaiting, p.now, p.shop, id, p.shop, id}
	if err := lockDeliveries(p.tx, waits, of...); err != nil {
		return nil, err
	}
	var lanes []app.DestinationID
	if err := p.tx.Raw("UPDATE deliveries SET next_at = ? WHERE "+waits+" RETURNING destination_id", append([]any{p.now}, of...)...).Scan(&lanes).Error; err != nil {
		return nil, err
	}
	slices.Sort(lanes)
	return slices.Compact(lanes), nil
}
