package store

import "github.com/askwell/askwell/app"

// linkCart gives the responses given with a cart to the order that came of it:
// those of guests, and those of the customer who ordered. Guests who spoke of a
// guest's order turn out to be one. It returns the lanes that have something to
// tell; what becomes a customer's only by her order is left to link.
func (p people) linkCart(id app.OrderID, cart string, customer app.CustomerID) (due []app.DestinationID, err error) {
	if cart == "" {
		return nil, nil
	}
	if err := p.lockOrder(id); err != nil {
		return nil, err
	}
	var found []claim
	if err := p.tx.Raw(`UPDATE responses SET order_id = ? WHERE shop_id = ? AND cart = ? AND cart <> '' AND order_id = 0
			AND EXISTS (SELECT 1 FROM profiles p WHERE p.shop_id = responses.shop_id AND p.id = responses.profile_id AND p.customer_id IN (0, ?))
		RETURNING id, profile_id`, id, p.shop, cart, customer).Scan(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	hers, err := p.of(customer)
	if customer == 0 && err == nil {
		hers, err = p.unite(id)
	}
	if err != nil {
		return nil, err
	}
	for _, c := range found {
		if customer != 0 && c.ProfileID != hers {
			continue
		}
		if due, err = p.plan(hers, c.ID, id); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// unite makes the guests of an order one, the eldest.
func (p people) unite(id app.OrderID) (app.ProfileID, error) {
	guests, err := p.guestsOf([]app.OrderID{id})
	if err != nil || len(guests) == 0 {
		return "", err
	}
	for _, guest := range guests[1:] {
		if err := p.join(guest, guests[0]); err != nil {
			return "", err
		}
	}
	return guests[0], nil
}
