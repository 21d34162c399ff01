package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// former is a customer id that is no more.
type former struct {
	KeptID    app.CustomerID // merged into; 0 when deleted
	ProfileID app.ProfileID  // the guest her answers stay with when deleted
}

func (p people) former(customer app.CustomerID) (f former, found bool, err error) {
	var rows []former
	err = p.tx.Raw("SELECT kept_id, profile_id FROM former_customers WHERE shop_id = ? AND customer_id = ?",
		p.shop, customer).Scan(&rows).Error
	if len(rows) == 0 {
		return former{}, false, err
	}
	return rows[0], true, err
}

// longestChain bounds how many merges after each other are followed.
const longestChain = 20

// current follows merges to the customer's id of today: her own, the one she was
// merged into, or 0 when she was deleted.
func (p people) current(customer app.CustomerID) (app.CustomerID, error) {
	for range longestChain {
		f, found, err := p.former(customer)
		if err != nil || !found || customer == 0 {
			return customer, err
		}
		customer = f.KeptID
	}
	return 0, nil
}

// MergeCustomers gives everything of one customer to the one Shopify kept, in
// whatever order the news of merges and deletions come, and returns the lanes
// that have something to tell. Errors: Unavailable.
func (s *Store) MergeCustomers(ctx context.Context, shop app.ShopID, kept, gone app.CustomerID) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		left, _, err := p.former(gone)
		if err != nil || left.KeptID != 0 {
			due = nil
			return err // merged before
		}
		into, err := p.current(kept)
		if err != nil || into == gone {
			return err
		}
		hers, err := p.of(gone)
		if err != nil {
			return err
		}
		if err := p.leave(gone, former{KeptID: kept}); err != nil {
			return err
		}
		if due, err = p.hand([]app.ProfileID{left.ProfileID, hers}, gone, into); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "customer")
}

// hand gives what a merged customer had to the one who stays. If that one was
// deleted or erased in the meantime, so is what is handed over.
func (p people) hand(profiles []app.ProfileID, gone, into app.CustomerID) (due []app.DestinationID, err error) {
	erased, err := p.erasedAt(app.CustomerSubject(into))
	if err != nil {
		return nil, err
	}
	for _, profile := range profiles {
		switch {
		case profile == "":
			continue
		case into == 0:
			err = p.detach(profile)
		case erased != 0:
			err = p.eraseProfile(profile)
		default:
			var hers app.ProfileID
			if hers, err = p.become(profile, into); err == nil {
				due, err = p.plan(hers, "", 0)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if into == 0 {
		return nil, p.forgetStanding(gone)
	}
	if err := p.rekey(gone, into); err != nil {
		return nil, err
	}
	linked, err := p.linkAll(into)
	if len(linked) > 0 {
		due = linked
	}
	if err != nil {
		return nil, err
	}
	return due, p.mergeStanding(gone, into)
}

// linkAll links the guests of orders that have just become hers.
func (p people) linkAll(customer app.CustomerID) (due []app.DestinationID, err error) {
	var orders []app.OrderID
	if err := p.tx.Raw(`
		SELECT o.id FROM orders o
			JOIN responses r ON r.shop_id = o.shop_id AND r.order_id = o.id AND r.order_id <> 0
			JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
			WHERE o.shop_id = ? AND o.customer_id = ? AND o.customer_id <> 0 AND p.customer_id = 0
		UNION SELECT o.id FROM orders o
			JOIN askings a ON a.shop_id = o.shop_id AND a.order_id = o.id AND a.order_id <> 0
			JOIN profiles p ON p.shop_id = a.shop_id AND p.id = a.profile_id
			WHERE o.shop_id = ? AND o.customer_id = ? AND o.customer_id <> 0 AND p.customer_id = 0`, p.shop, customer, p.shop, customer).Scan(&orders).Error; err != nil {
		return nil, err
	}
	for _, id := range orders {
		if due, err = p.link(id, customer); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// ForgetCustomer handles a customer's deletion: her answers stay as a guest's,
// with nothing that says whose they were, and nothing more is sent. The way from
// the old id to the guest is kept for a merge, whose news may come later, and
// for her erasure. Errors: Unavailable.
func (s *Store) ForgetCustomer(ctx context.Context, shop app.ShopID, customer app.CustomerID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if _, known, err := p.former(customer); err != nil || known {
			return err // deleted or merged before
		}
		if erased, err := p.erasedAt(app.CustomerSubject(customer)); err != nil || erased != 0 {
			return err // nothing is left, and her id is not kept either
		}
		profile, err := p.of(customer)
		if err != nil {
			return err
		}
		if profile != "" {
			if err := p.detach(profile); err != nil {
				return err
			}
		}
		if err := p.forgetStanding(customer); err != nil {
			return err
		}
		return p.leave(customer, former{ProfileID: profile})
	}), "customer")
}

func (p people) leave(customer app.CustomerID, f former) error {
	return p.exec(`
		INSERT INTO former_customers (shop_id, customer_id, kept_id, profile_id, left_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, customer_id) DO UPDATE SET kept_id = excluded.kept_id, profile_id = excluded.profile_id`,
		p.shop, customer, f.KeptID, f.ProfileID, p.now)
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
	return p.exec(`UPDATE deliveries SET state = ?, reason = 'the customer was deleted', finished_at = ?
		WHERE shop_id = ? AND profile_id = ? AND state = ?`,
		app.DeliveryDropped, p.now, p.shop, profile, app.DeliveryWaiting)
}

// rekey moves what hangs on a customer's id. What a destination keeps of two
// people who became one is its own affair, so all that was written is uncertain.
func (p people) rekey(from, to app.CustomerID) error {
	for _, table := range []string{"orders", "privacy_requests"} {
		if err := p.exec("UPDATE "+table+" SET customer_id = ? WHERE shop_id = ? AND customer_id = ?", to, p.shop, from); err != nil {
			return err
		}
	}
	if err := p.moveConsents(app.CustomerSubject(from), app.CustomerSubject(to)); err != nil {
		return err
	}
	if err := p.exec(`
		INSERT INTO receipts (shop_id, destination_id, subject, property, value, before_value, delivery_id, written_at)
		SELECT shop_id, destination_id, CAST(? AS TEXT), property, value, before_value, delivery_id, CAST(0 AS BIGINT)
		FROM receipts WHERE shop_id = ? AND subject = ?
		ON CONFLICT (shop_id, destination_id, subject, property) DO UPDATE SET written_at = 0`,
		app.CustomerSubject(to), p.shop, app.CustomerSubject(from)); err != nil {
		return err
	}
	return p.exec("DELETE FROM receipts WHERE shop_id = ? AND subject = ?", p.shop, app.CustomerSubject(from))
}
