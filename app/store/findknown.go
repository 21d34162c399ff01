package store

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

// kinds are the kinds of identity a text may be.
var kinds = []app.IdentityKind{app.IdentityEmail, app.IdentityPhone, app.IdentityLoyalty}

// digests are those of every identity that a text may be.
func (n names) digests(text string) ([]string, error) {
	list := []string{""} // IN () is no SQL
	for _, kind := range kinds {
		value, err := contact.Normal(kind, text, "")
		if err != nil {
			continue
		}
		digest, err := n.digest(kind, value)
		if err != nil {
			return nil, err
		}
		list = append(list, digest)
	}
	return list, nil
}

// Known says whether anything is kept of somebody, and who she is today: the customer
// hers was merged into. Of a customer's order that is not known nothing is left.
// Errors: Unavailable.
func (s *Store) Known(ctx context.Context, shop app.ShopID, who Whom) (now Whom, known bool, err error) {
	p := s.people(s.read.WithContext(ctx), shop)
	if who.Order != 0 {
		if known, err = p.orderKnown(who.Order); err != nil {
			return who, false, wrap(err, "person")
		}
		if !known {
			who.Order = 0
		}
	}
	if who.Customer == 0 {
		return who, known, nil
	}
	if known, err = p.customerKnown(who.Customer); err != nil {
		return who, false, wrap(err, "person")
	}
	current, err := p.current(who.Customer)
	if current != 0 {
		who.Customer = current
	}
	return who, known, wrap(err, "person")
}

func (p people) customerKnown(customer app.CustomerID) (known bool, err error) {
	err = p.tx.Raw(`SELECT EXISTS (SELECT 1 FROM profiles WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0)
		OR EXISTS (SELECT 1 FROM former_customers WHERE shop_id = ? AND customer_id = ?)
		OR EXISTS (SELECT 1 FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0)
		OR EXISTS (SELECT 1 FROM customers WHERE shop_id = ? AND id = ?)`,
		p.shop, customer, p.shop, customer, p.shop, customer, p.shop, customer).Scan(&known).Error
	return known, err
}

// orderKnown reports whether Shopify told of an order, or a guest spoke of it.
func (p people) orderKnown(order app.OrderID) (known bool, err error) {
	if err := p.tx.Raw("SELECT EXISTS (SELECT 1 FROM orders WHERE shop_id = ? AND id = ?)", p.shop, order).Scan(&known).Error; err != nil || known {
		return known, err
	}
	guests, err := p.guestsOf([]app.OrderID{order})
	return len(guests) > 0, err
}
