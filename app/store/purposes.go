package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// SetPurposes keeps what a shop uses answers for, nil for what is usual. If that is
// news, everybody's deliveries are due: see PlanPurposes. Errors: Unavailable.
func (s *Store) SetPurposes(ctx context.Context, shop app.ShopID, list []app.Purpose) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return setPurposes(tx, shop, list, s.now()) }), "shop")
}

func setPurposes(tx *gorm.DB, shop app.ShopID, list []app.Purpose, now time.Time) error {
	text := ""
	if list != nil {
		said, err := json.Marshal(list)
		if err != nil {
			return err
		}
		text = string(said)
	}
	return tx.Exec("UPDATE shops SET purposes = ?, purposes_due_at = ?, purposes_after = '' WHERE id = ? AND purposes <> ?",
		text, millis(now), shop, text).Error
}

// DuePurposes lists installed shops whose purposes changed and where not everybody's
// deliveries are planned yet, the longest waiting first. Errors: Unavailable.
func (s *Store) DuePurposes(ctx context.Context, most int) ([]app.ShopID, error) {
	var due []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT id FROM shops WHERE purposes_due_at > 0 AND installed_at > 0 AND uninstalled_at = 0
		ORDER BY purposes_due_at LIMIT ?`, most).Scan(&due).Error
	return due, wrap(err, "shops")
}

// PlanPurposes plans deliveries about the next people of a shop whose purposes
// changed, as many as fit a transaction; again says that there are more. Of a guest
// who never spoke of an order and has no address no destination knows. Errors:
// Unavailable.
func (s *Store) PlanPurposes(ctx context.Context, shop app.ShopID, most int) (again bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		again = false
		p := s.people(tx, shop)
		var after []string
		err := tx.Raw("SELECT purposes_after FROM shops WHERE id = ? AND purposes_due_at > 0"+forUpdate(tx), shop).Scan(&after).Error
		if err != nil || len(after) == 0 {
			return err // another has done the rest
		}
		var page []app.ProfileID
		err = tx.Raw(`SELECT id FROM profiles p WHERE shop_id = ? AND id > ? AND (customer_id <> 0 OR EXISTS (
				SELECT 1 FROM responses r WHERE r.shop_id = p.shop_id AND r.profile_id = p.id AND r.order_id <> 0) OR EXISTS (
				SELECT 1 FROM identities i WHERE i.shop_id = p.shop_id AND i.profile_id = p.id AND i.kind = 'email'))
			ORDER BY id LIMIT ?`, shop, after[0], most).Scan(&page).Error
		if err != nil {
			return err
		}
		var due []app.DestinationID
		for _, id := range page {
			if due, err = p.planFor(app.CausePurpose, id, "", 0); err != nil {
				return err
			}
		}
		if again = len(page) == most; again {
			err = p.exec("UPDATE shops SET purposes_after = ? WHERE id = ?", page[most-1], shop)
		} else {
			err = p.exec("UPDATE shops SET purposes_due_at = 0, purposes_after = '' WHERE id = ?", shop)
		}
		if err != nil {
			return err
		}
		return p.due(due)
	})
	return again, wrap(err, "deliveries")
}

// consentCause is what makes a delivery of something said in a ledger. What is not
// granted any more is told before everything else.
func consentCause(said ...app.ConsentState) app.Cause {
	if slices.ContainsFunc(said, func(s app.ConsentState) bool { return s != app.ConsentGranted }) {
		return app.CauseWithdrawn
	}
	return app.CauseGranted
}

// planConsents makes a delivery about the profile for every lane of the shop, because
// its ledger has new entries, and returns the lanes, which are to be marked due at the
// end.
func (p people) planConsents(profile app.ProfileID, said ...app.ConsentState) ([]app.DestinationID, error) {
	if len(said) == 0 {
		return nil, nil
	}
	return p.planFor(consentCause(said...), profile, "", 0)
}

// tellConsents is planConsents of a customer, and marks the lanes. Of one who never
// answered no destination has anything of ours.
func (p people) tellConsents(customer app.CustomerID, said ...app.ConsentState) error {
	hers, err := p.of(customer)
	if err != nil || hers == "" {
		return err
	}
	due, err := p.planConsents(hers, said...)
	if err != nil {
		return err
	}
	return p.due(due)
}

// WrittenOrders lists the orders people spoke of that a destination knows as theirs: we
// were told of them, have written to them, or have told it of them before. Errors:
// Unavailable.
func (s *Store) WrittenOrders(ctx context.Context, shop app.ShopID, at app.DestinationID, people []app.ProfileID) (map[app.ProfileID][]app.OrderID, error) {
	var rows []struct {
		ProfileID app.ProfileID
		OrderID   app.OrderID
	}
	// The sign keeps SQLite from walking through all of the shop's for the order's sake.
	err := s.read.WithContext(ctx).Raw(`SELECT DISTINCT r.profile_id, r.order_id FROM responses r
		WHERE ? AND +r.order_id <> 0 AND (
			EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = r.shop_id AND o.id = r.order_id)
			OR EXISTS (SELECT 1 FROM receipts c WHERE c.shop_id = r.shop_id AND c.destination_id = ? AND c.subject = 'order/' || r.order_id)
			OR EXISTS (SELECT 1 FROM deliveries d WHERE d.shop_id = r.shop_id AND d.profile_id = r.profile_id
				AND d.order_id = r.order_id AND d.destination_id = ? AND d.state = 'done'))
		ORDER BY r.profile_id, r.order_id`, among(s.read, shop, "r.profile_id", people), at, at).Scan(&rows).Error
	orders := map[app.ProfileID][]app.OrderID{}
	for _, r := range rows {
		orders[r.ProfileID] = append(orders[r.ProfileID], r.OrderID)
	}
	return orders, wrap(err, "orders")
}
