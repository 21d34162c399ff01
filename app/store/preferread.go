package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Kept is what is kept of somebody that she may see and change herself.
type Kept struct {
	Customer  app.CustomerID // hers, after all merges; 0 for a guest
	Profiles  []app.ProfileID
	Said      []Said // by key
	Snoozes   []Snooze
	Doubts    []Doubt
	Ledger    []app.Consent // the oldest first
	Written   []app.Receipt // confirmed, by destination and property
	Refused   []app.Refusal
	Promises  []app.Promise
	Responses int
}

// Kept reads what is kept of a customer, or of a guest as far as her own browser said
// it; nothing of anybody else, nor of what only an order knows. To staff, who name a guest
// by her order, it is all that guests said of that. Errors: Unavailable.
func (s *Store) Kept(ctx context.Context, shop app.ShopID, who Whom) (kept Kept, err error) {
	err = s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		kept, err = s.people(tx, shop).kept(who)
		return err
	})
	if err == nil {
		kept.Refused, err = s.Refusals(ctx, shop, kept.Profiles)
	}
	return kept, wrap(err, "preferences")
}

func (p people) kept(who Whom) (k Kept, err error) {
	if k.Profiles, k.Customer, err = p.hers(who); err != nil {
		return k, err
	}
	holders := []string{""} // IN wants one
	if k.Customer != 0 {
		holders = append(holders, app.CustomerSubject(k.Customer))
	}
	for _, id := range k.Profiles {
		holders = append(holders, app.ProfileSubject(id))
	}
	if k.Ledger, err = p.consents(holders); err != nil || len(k.Profiles) == 0 {
		return k, err
	}
	if k.Said, err = said(p, byPerson, k.Profiles); err != nil {
		return k, err
	}
	slices.SortStableFunc(k.Said, func(a, b Said) int { return cmp.Or(cmp.Compare(a.Key, b.Key), b.At.Compare(a.At)) })
	k.Said = slices.CompactFunc(k.Said, func(a, b Said) bool { return a.Key == b.Key })
	marks, err := p.marks(k.Profiles)
	if err != nil {
		return k, err
	}
	var h History
	h.note(marks)
	k.Snoozes, k.Doubts = h.Snoozes, h.Doubts
	if k.Promises, err = p.promises(k.Profiles); err != nil {
		return k, err
	}
	if k.Written, err = p.written(k.Customer, k.Profiles); err != nil {
		return k, err
	}
	return k, p.tx.Raw("SELECT COUNT(*) FROM responses WHERE shop_id = ? AND profile_id IN ?", p.shop, k.Profiles).Scan(&k.Responses).Error
}

// written is what destinations hold of somebody, and of the orders a customer spoke of: of
// a guest's nobody knows that they are hers.
func (p people) written(customer app.CustomerID, profiles []app.ProfileID) ([]app.Receipt, error) {
	subjects := toldSubjects(nil, profiles)
	if customer != 0 {
		var orders []app.OrderID
		if err := p.tx.Raw("SELECT DISTINCT order_id FROM responses WHERE shop_id = ? AND profile_id IN ? AND order_id <> 0",
			p.shop, profiles).Scan(&orders).Error; err != nil {
			return nil, err
		}
		subjects = append(append(subjects, app.CustomerSubject(customer)), subjectsOfOrders(orders)...)
	}
	var rows []receiptRow
	// By destination, as their key begins.
	err := p.tx.Raw(`SELECT destination_id, subject, property, value, before_value, delivery_id, written_at
		FROM receipts WHERE shop_id = ? AND destination_id IN (SELECT id FROM destinations WHERE shop_id = ?) AND subject IN ? AND written_at > 0
		ORDER BY destination_id, subject, property`, p.shop, p.shop, subjects).Scan(&rows).Error
	list := make([]app.Receipt, len(rows))
	for i, row := range rows {
		list[i] = row.receipt()
	}
	return list, err
}
