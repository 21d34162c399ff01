package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var cartOrders = wanted{
	columns: []column{textColumn("shop_id"), textColumn("cart")},
	query: `SELECT o.shop_id, o.id, o.cart_token, ` + toldOwner + ` FROM wanted CROSS JOIN orders o
		WHERE o.shop_id = wanted.shop_id AND o.cart_token = wanted.cart AND o.cart_token <> '' ORDER BY o.shop_id, o.id`,
}

// linkCarts links responses given with a cart that has become an order already: they
// were long under way, or their order's news quick.
func linkCarts(ctx context.Context, tx *gorm.DB, said []*recording) error {
	var keys [][]any
	at := map[app.ShopID]int64{}
	for _, r := range said {
		if r.cart != "" && r.Response.Order == 0 {
			keys = append(keys, []any{string(r.shop), r.cart})
			at[r.shop] = r.at
		}
	}
	var found []app.Order
	if err := cartOrders.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var o app.Order
		err := rows.Scan(&o.Shop, &o.ID, &o.Cart, &o.Customer)
		found = append(found, o)
		return err
	}); err != nil {
		return err
	}
	var waiting []app.Delivery // the lanes come last, as everywhere
	for _, o := range found {
		p := people{tx: tx.WithContext(ctx), shop: o.Shop, now: at[o.Shop]}
		due, err := p.linkWhole(o.ID, o.Cart, o.Customer)
		if err != nil {
			return err
		}
		for _, lane := range due {
			waiting = append(waiting, app.Delivery{Shop: o.Shop, Destination: lane, NextAt: fromMillis(p.now)})
		}
	}
	return ringLanes(ctx, tx, waiting)
}

// linkWhole links what was said of an order, and with the cart it was.
func (p people) linkWhole(id app.OrderID, cart string, named app.CustomerID) (due []app.DestinationID, err error) {
	customer, err := p.current(named)
	if err != nil {
		return nil, err
	}
	carted, err := p.linkCart(id, cart, customer)
	if err != nil {
		return nil, err
	}
	if due, err = p.link(id, named); len(due) == 0 {
		due = carted
	}
	return due, err
}

// linkCart gives the responses given with a cart to the order that came of it:
// those of guests, and those of the customer who ordered. Guests who spoke of a
// guest's order turn out to be one. It returns the lanes that have something to
// tell; what becomes a customer's only by her order is left to link.
func (p people) linkCart(id app.OrderID, cart string, customer app.CustomerID) (due []app.DestinationID, err error) {
	if cart == "" {
		return nil, nil
	}
	if err := p.lockName(cart); err != nil {
		return nil, err
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
	if err := p.recountOrders(id); err != nil {
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
		apart, err := p.apart(guest, guests[0])
		if err != nil {
			return "", err
		}
		if apart {
			continue
		}
		if err := p.join(joining{from: guest, into: guests[0], home: guests[0], cause: app.JoinOrder}); err != nil {
			return "", err
		}
	}
	return guests[0], nil
}
