package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// PartPeople undoes a join: everything told as the one, or as whoever was joined into it
// before, is its own again, and a customer is herself again. The two are not joined
// again by a login, an order or repeated news of a merge. It returns the lanes that
// have something to tell. Errors: NotFound when they are not joined.
func (s *Store) PartPeople(ctx context.Context, shop app.ShopID, from, into app.ProfileID) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		due = nil
		if err := p.operate(); err != nil {
			return err
		}
		var rows []joinRow
		if err := tx.Raw("SELECT * FROM joins WHERE shop_id = ? AND from_id = ? AND into_id = ? AND parted_at = 0", shop, from, into).
			Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return app.Errorf(app.NotFound, "they are not joined")
		}
		if due, err = p.part(rows[0]); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "join")
}

func (p people) part(j joinRow) ([]app.DestinationID, error) {
	home, err := p.root(j.FromID)
	if err != nil {
		return nil, err
	}
	gone, err := p.mergedAs(j)
	if err != nil {
		return nil, err
	}
	if err := p.holdCustomers(gone...); err != nil {
		return nil, err
	}
	if err := p.lock(home); err != nil {
		return nil, err
	}
	hers, err := p.tree(j.FromID)
	if err != nil {
		return nil, err
	}
	if err := p.layDown(hers, home); err != nil {
		return nil, err
	}
	if err := p.revive(j); err != nil {
		return nil, err
	}
	for _, table := range gathered {
		if err := p.moveBack(table, hers, home, j.FromID); err != nil {
			return nil, err
		}
	}
	for _, person := range []app.ProfileID{home, j.FromID} {
		if err := p.settlePromises(person); err != nil {
			return nil, err
		}
	}
	if err := p.partHeld(j, hers, gone, home); err != nil {
		return nil, err
	}
	return p.tellParted(j, gone, home)
}

// mergedAs lists the customer that a join's profile was, and those merged into her; none
// of a guest's.
func (p people) mergedAs(j joinRow) ([]app.CustomerID, error) {
	if j.Cause != app.JoinMerge {
		return nil, nil
	}
	var gone []app.CustomerID
	if err := p.tx.Raw("SELECT customer_id FROM former_customers WHERE shop_id = ? AND profile_id = ? AND kept_id = ?",
		p.shop, j.FromID, j.ViaCustomerID).Scan(&gone).Error; err != nil || len(gone) == 0 {
		return nil, err
	}
	return p.mergedInto(gone[0])
}

// revive makes the profile that was joined again, and the customer it was.
func (p people) revive(j joinRow) error {
	if err := p.exec("UPDATE joins SET parted_at = ? WHERE shop_id = ? AND from_id = ? AND into_id = ?",
		p.now, p.shop, j.FromID, j.IntoID); err != nil {
		return err
	}
	if j.CreatedAt == 0 { // there was nothing of hers then
		j.CreatedAt = p.now
	}
	undo := "DELETE FROM former_customers WHERE shop_id = ? AND profile_id = ? AND kept_id = ? AND kept_id <> 0"
	if j.CustomerID == 0 { // deleted before
		undo = "UPDATE former_customers SET kept_id = 0 WHERE shop_id = ? AND profile_id = ? AND kept_id = ? AND kept_id <> 0"
	}
	if err := p.exec(undo, p.shop, j.FromID, j.ViaCustomerID); err != nil {
		return err
	}
	return p.exec(`INSERT INTO profiles (shop_id, id, customer_id, email, phone, contact_at, stale_at, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.shop, j.FromID, j.CustomerID, j.Email, j.Phone, j.ContactAt, j.StaleAt, j.CreatedAt, p.now)
}

// moveBack is move's other side, for what was told as some profiles.
func (p people) moveBack(table string, told []app.ProfileID, home, to app.ProfileID) error {
	if err := p.lockOf(table, home); err != nil {
		return err
	}
	if err := p.recountOf(table, "r.profile_id = ? AND r.origin_id IN ?", home, told); err != nil {
		return err
	}
	return p.exec("UPDATE "+table+` SET origin_id = CASE WHEN origin_id = ? THEN '' ELSE origin_id END, profile_id = ?
		WHERE shop_id = ? AND profile_id = ? AND origin_id IN ?`, to, to, p.shop, home, told)
}

// partHeld gives back what is kept by subject and by customer.
func (p people) partHeld(j joinRow, hers []app.ProfileID, gone []app.CustomerID, home app.ProfileID) error {
	if err := p.forgetRefusals(home); err != nil {
		return err
	}
	subject, err := p.subject(home)
	if err != nil {
		return err
	}
	again, err := p.subject(j.FromID)
	if err != nil {
		return err
	}
	told := toldSubjects(gone, hers)
	for table, holder := range map[string]string{"consents": "holder", "reaches": "subject"} {
		if err := p.exec("UPDATE "+table+" SET origin = CASE WHEN origin = ? THEN '' ELSE origin END, "+holder+` = ?
			WHERE shop_id = ? AND `+holder+" = ? AND origin IN ?", again, again, p.shop, subject, told); err != nil {
			return err
		}
	}
	return p.partOrders(j, gone)
}

// partOrders gives the orders of a customer back to her, and what was asked for her.
func (p people) partOrders(j joinRow, gone []app.CustomerID) error {
	if len(gone) == 0 {
		return nil
	}
	kept, err := p.descent(j.ViaCustomerID)
	if err != nil {
		return err
	}
	if err := p.recountBuyers(0, kept.last()); err != nil {
		return err
	}
	for _, table := range []string{"orders", "privacy_requests"} {
		if err := p.exec("UPDATE "+table+` SET origin_customer_id = CASE WHEN origin_customer_id = ? THEN 0 ELSE origin_customer_id END, customer_id = ?
			WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0 AND origin_customer_id IN ?`,
			gone[0], gone[0], p.shop, kept.last(), gone); err != nil {
			return err
		}
	}
	return nil
}

// toldSubjects names customers and profiles as the ledger and the destinations do.
func toldSubjects(customers []app.CustomerID, profiles []app.ProfileID) []string {
	subjects := make([]string, 0, len(customers)+len(profiles))
	for _, id := range customers {
		subjects = append(subjects, app.CustomerSubject(id))
	}
	for _, id := range profiles {
		subjects = append(subjects, app.ProfileSubject(id))
	}
	return subjects
}

// tellParted has the destinations told of both, of whom nothing is certain any more.
func (p people) tellParted(j joinRow, gone []app.CustomerID, home app.ProfileID) (due []app.DestinationID, err error) {
	for _, profile := range []app.ProfileID{home, j.FromID} {
		var customer []app.CustomerID
		if err := p.tx.Raw("UPDATE profiles SET updated_at = ? WHERE shop_id = ? AND id = ? RETURNING customer_id", p.now, p.shop, profile).
			Scan(&customer).Error; err != nil {
			return nil, err
		}
		if len(customer) == 0 {
			continue
		}
		if customer[0] == 0 {
			lanes, err := p.readdressed(profile)
			if err != nil {
				return nil, err
			}
			due = append(due, lanes...)
			continue
		}
		if err := p.exec(doubting+" WHERE shop_id = ? AND subject = ?"+ofState, p.shop, app.CustomerSubject(customer[0])); err != nil {
			return nil, err
		}
		if len(gone) > 0 {
			if err := p.wantAnew(customer[0]); err != nil {
				return nil, err
			}
		}
		lanes, err := p.plan(profile, "", 0)
		if err != nil {
			return nil, err
		}
		due = append(due, lanes...)
	}
	return unique(due), nil
}

// wantAnew has a customer read again: what is true of her now only Shopify knows.
func (p people) wantAnew(customer app.CustomerID) error {
	if err := p.wantCustomers([]app.CustomerID{customer}); err != nil {
		return err
	}
	return p.exec("UPDATE customers SET due_at = ? WHERE shop_id = ? AND id = ?", p.now, p.shop, customer)
}
