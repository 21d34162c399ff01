package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// MergeCustomers gives everything of one customer to the one Shopify kept, in
// whatever order the news of merges and deletions come, and returns the lanes
// that have something to tell. What is merged with somebody who was erased is erased.
// Errors: Unavailable.
func (s *Store) MergeCustomers(ctx context.Context, shop app.ShopID, kept, gone app.CustomerID) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		due = nil
		if err := p.operate(); err != nil {
			return err
		}
		salt, err := p.salt()
		if err != nil {
			return err
		}
		p.erasing = newErasing(s.keys, ErasureOrder{Customer: gone, RequestedAt: s.now(), DueAt: s.now().Add(app.PrivacyTerm)}, salt, p.now)
		if due, err = p.merge(kept, gone); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "customer")
}

func (p people) merge(kept, gone app.CustomerID) ([]app.DestinationID, error) {
	m, err := p.merging(kept, gone)
	if err != nil || m == nil {
		return nil, err
	}
	if err := p.leave(gone, former{KeptID: kept, ProfileID: m.was}); err != nil {
		return nil, err
	}
	erased, err := p.anyErased(m.into.ids)
	if err != nil {
		return nil, err
	}
	if !erased {
		return p.hand(m)
	}
	due, err := p.erase(gone)
	if err == nil {
		_, err = p.endErasure()
	}
	return due, err
}

// merging is a customer on the way into another.
type merging struct {
	gone    app.CustomerID
	was     app.ProfileID // her profile
	deleted bool          // so it is a guest's already
	into    descent
}

// merging finds out what is to be merged and holds it; nil when it was before, or when
// the two have been parted since.
func (p people) merging(kept, gone app.CustomerID) (*merging, error) {
	into, err := p.descent(kept)
	if err != nil || slices.Contains(into.ids, gone) {
		return nil, err
	}
	all, err := p.mergedInto(gone)
	if err != nil {
		return nil, err
	}
	if err := p.holdCustomers(slices.Concat(all, into.ids)...); err != nil {
		return nil, err
	}
	left, known, err := p.former(gone)
	if err != nil || left.KeptID != 0 {
		return nil, err
	}
	m := &merging{gone: gone, was: left.ProfileID, deleted: known, into: into}
	if !known {
		m.was, err = p.of(gone)
	}
	if err == nil && m.was == "" {
		m.was, err = newProfile()
	}
	if err != nil {
		return nil, err
	}
	var parted bool
	err = p.tx.Raw("SELECT EXISTS (SELECT 1 FROM joins WHERE shop_id = ? AND from_id = ? AND via_customer_id = ? AND cause = ? AND parted_at > 0)",
		p.shop, m.was, kept, app.JoinMerge).Scan(&parted).Error
	if err != nil || parted {
		return nil, err
	}
	return m, nil
}

// hand gives what a merged customer had to the one who stays.
func (p people) hand(m *merging) (due []app.DestinationID, err error) {
	if due, err = p.handProfile(m); err != nil {
		return nil, err
	}
	if err := p.rekey(m); err != nil {
		return nil, err
	}
	kept := m.into.today()
	if kept == 0 {
		return nil, p.forgetStanding(m.gone)
	}
	linked, err := p.linkAll(kept)
	if len(linked) > 0 {
		due = linked
	}
	if err != nil {
		return nil, err
	}
	return due, p.mergeStanding(m.gone, kept)
}

func (p people) handProfile(m *merging) ([]app.DestinationID, error) {
	var there []app.ProfileID
	if err := p.tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND id = ?", p.shop, m.was).Scan(&there).Error; err != nil || len(there) == 0 {
		return nil, err
	}
	home, err := p.home(m.into)
	if err != nil {
		return nil, err
	}
	j := joining{from: m.was, home: home, cause: app.JoinMerge, customer: m.gone}
	if m.deleted {
		j.customer = 0
	}
	if err := p.adopt(m.into, j); err != nil {
		return nil, err
	}
	if m.into.deleted {
		return nil, p.detach(home)
	}
	return p.plan(home, "", 0)
}

// linkAll links the guests of orders that have just become hers.
func (p people) linkAll(customer app.CustomerID) (due []app.DestinationID, err error) {
	var orders []ownedOrder
	if err := p.tx.Raw(`
		SELECT o.id, `+toldOwner+` AS customer_id FROM orders o
			JOIN responses r ON r.shop_id = o.shop_id AND r.order_id = o.id AND r.order_id <> 0
			JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
			WHERE o.shop_id = ? AND o.customer_id = ? AND o.customer_id <> 0 AND p.customer_id = 0
		UNION SELECT o.id, `+toldOwner+` FROM orders o
			JOIN askings a ON a.shop_id = o.shop_id AND a.order_id = o.id AND a.order_id <> 0
			JOIN profiles p ON p.shop_id = a.shop_id AND p.id = a.profile_id
			WHERE o.shop_id = ? AND o.customer_id = ? AND o.customer_id <> 0 AND p.customer_id = 0`, p.shop, customer, p.shop, customer).Scan(&orders).Error; err != nil {
		return nil, err
	}
	for _, o := range orders {
		if due, err = p.link(o.ID, o.CustomerID); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// rekey moves what hangs on a customer's id, and remembers whose it was. What a
// destination keeps of two people who became one is its own affair: all that was
// written on either may be on the one who stays, and nothing of it is certain.
func (p people) rekey(m *merging) error {
	if err := p.recountBuyers(0, m.gone, m.into.last()); err != nil {
		return err
	}
	for _, table := range []string{"orders", "privacy_requests"} {
		if err := p.exec("UPDATE "+table+` SET origin_customer_id = CASE WHEN origin_customer_id = 0 THEN customer_id ELSE origin_customer_id END, customer_id = ?
			WHERE shop_id = ? AND customer_id = ?`, m.into.last(), p.shop, m.gone); err != nil {
			return err
		}
	}
	holder, _ := m.into.holder()
	gone := app.CustomerSubject(m.gone)
	for _, subject := range []string{gone, app.ProfileSubject(m.was)} {
		if err := p.moveHeld(subject, holder); err != nil {
			return err
		}
	}
	if m.into.deleted {
		return nil
	}
	return p.handReceipts(gone, holder)
}
