package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ownedOrder is an order and whose it is said to be.
type ownedOrder struct {
	ID         app.OrderID
	CustomerID app.CustomerID
}

// toldOwner is the customer an order o was told of as, in SQL: orders are kept under
// the id of today.
const toldOwner = "CASE WHEN o.origin_customer_id <> 0 THEN o.origin_customer_id ELSE o.customer_id END"

// ForgetCustomer handles a customer's deletion: her answers stay as a guest's,
// with nothing that says whose they were, and nothing more is sent. The way from
// the old id to the guest is kept for a merge, whose news may come later, and
// for her erasure. Errors: Unavailable.
func (s *Store) ForgetCustomer(ctx context.Context, shop app.ShopID, customer app.CustomerID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.operate(); err != nil {
			return err
		}
		all, err := p.mergedInto(customer)
		if err != nil {
			return err
		}
		if err := p.holdCustomers(all...); err != nil {
			return err
		}
		return p.forgetCustomer(customer)
	}), "customer")
}

func (p people) forgetCustomer(customer app.CustomerID) error {
	if _, known, err := p.former(customer); err != nil || known {
		return err // deleted or merged before
	}
	profile, err := p.of(customer)
	if err != nil {
		return err
	}
	erased, err := p.erasedAt(app.CustomerSubject(customer))
	if err != nil || erased != 0 && profile == "" {
		return err // nothing is left, and her id is not kept either
	}
	if profile == "" {
		profile, err = newProfile()
	} else {
		err = p.detach(profile)
	}
	if err != nil {
		return err
	}
	if err := p.moveHeld(app.CustomerSubject(customer), app.ProfileSubject(profile)); err != nil {
		return err
	}
	if err := p.forgetStanding(customer); err != nil {
		return err
	}
	return p.leave(customer, former{ProfileID: profile})
}

// detach makes a customer's profile a guest's, who is not known by anything.
func (p people) detach(profile app.ProfileID) error {
	if err := p.exec("UPDATE profiles SET customer_id = 0, email = '', phone = '', updated_at = ? WHERE shop_id = ? AND id = ?",
		p.now, p.shop, profile); err != nil {
		return err
	}
	if err := p.forgetTraces(profile, "visitors", "identities"); err != nil {
		return err
	}
	joined, err := p.tree(profile)
	if err != nil {
		return err
	}
	if err := p.exec("UPDATE joins SET email = '', phone = '' WHERE shop_id = ? AND from_id IN ?", p.shop, joined); err != nil {
		return err
	}
	return p.exec(`UPDATE deliveries SET state = ?, reason = 'the customer was deleted', finished_at = ?
		WHERE shop_id = ? AND profile_id = ? AND state = ?`,
		app.DeliveryDropped, p.now, p.shop, profile, app.DeliveryWaiting)
}
