package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Traced is all that is known of where one person's answers are.
type Traced struct {
	Receipts  []app.Receipt
	Overrides []app.Override
	Checks    []app.Check
	Refusals  []app.Refusal
}

// Trace reads where the answers of a response are: at every destination, of who gave it
// and of its order. Errors: Unavailable.
func (s *Store) Trace(ctx context.Context, shop app.ShopID, of Activity) (traced Traced, err error) {
	subjects := []string{app.ProfileSubject(of.Response.Profile)}
	if of.Customer != 0 {
		subjects = append(subjects, app.CustomerSubject(of.Customer))
	}
	if of.Response.Order != 0 {
		subjects = append(subjects, app.OrderSubject(of.Response.Order))
	}
	// By destination, as the tables' keys begin.
	const hers = "shop_id = ? AND destination_id IN (SELECT id FROM destinations WHERE shop_id = ?) AND subject IN ?"
	err = s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		traced = Traced{}
		var receipts []receiptRow
		if err := tx.Raw(`SELECT destination_id, subject, property, value, before_value, refused, delivery_id, written_at
			FROM receipts WHERE `+hers+" ORDER BY destination_id, subject, property", shop, shop, subjects).Scan(&receipts).Error; err != nil {
			return err
		}
		for _, row := range receipts {
			traced.Receipts = append(traced.Receipts, row.receipt())
		}
		var overrides []overrideRow
		if err := tx.Raw("SELECT "+overrideColumns+" FROM overrides WHERE "+hers+" ORDER BY destination_id, property", shop, shop, subjects).Scan(&overrides).Error; err != nil {
			return err
		}
		for _, row := range overrides {
			traced.Overrides = append(traced.Overrides, row.override())
		}
		var checks []checkRow
		if err := tx.Raw("SELECT "+checkColumns+" FROM checks WHERE "+hers+" ORDER BY destination_id", shop, shop, subjects).Scan(&checks).Error; err != nil {
			return err
		}
		for _, row := range checks {
			check, err := row.check()
			if err != nil {
				return err
			}
			traced.Checks = append(traced.Checks, check)
		}
		return nil
	})
	if err == nil {
		traced.Refusals, err = s.Refusals(ctx, shop, []app.ProfileID{of.Response.Profile})
	}
	return traced, wrap(err, "trail")
}
