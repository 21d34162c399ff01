package store

import "github.com/askwell/askwell/app"

// linkCart gives the responses given with a cart to the order that came of it:
// those of guests, and those of the customer who ordered. Guests who answered for
// a guest's order turn out to be one.
func (p people) linkCart(id app.OrderID, cart string, customer app.CustomerID) error {
	if cart == "" {
		return nil
	}
	if err := p.lockOrder(id); err != nil {
		return err
	}
	if err := p.exec(`UPDATE responses SET order_id = ? WHERE shop_id = ? AND cart = ? AND cart <> '' AND order_id = 0
			AND profile_id IN (SELECT id FROM profiles WHERE profiles.shop_id = responses.shop_id AND customer_id IN (0, ?))`,
		id, p.shop, cart, customer); err != nil || customer != 0 {
		return err
	}
	var guests []app.ProfileID
	if err := p.tx.Raw(`SELECT p.id FROM profiles p WHERE p.shop_id = ? AND p.customer_id = 0 AND p.id IN (
			SELECT profile_id FROM responses WHERE shop_id = ? AND order_id = ?) ORDER BY p.created_at, p.id`,
		p.shop, p.shop, id).Scan(&guests).Error; err != nil || len(guests) < 2 {
		return err
	}
	for _, guest := range guests[1:] {
		if err := p.join(guest, guests[0]); err != nil {
			return err
		}
	}
	return nil
}
