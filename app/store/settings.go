package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Settings are what becomes of what a shop decides. What Keeps names stays as it is.
type Settings struct {
	Budget    *app.Budget
	Purposes  []app.Purpose
	Retention *app.Retention
	Languages []string
	TagPrefix string

	Keeps struct{ Budget, Purposes, Retention, Languages, TagPrefix bool }
}

// ChangeSettings changes all of it or nothing, as decide says of the shop as it is then,
// while nobody else does. decide must be pure: it runs within the transaction, and what it
// returns refuses the change. Errors: NotFound; as decide.
func (s *Store) ChangeSettings(ctx context.Context, shop app.ShopID, decide func(app.Shop) (Settings, error)) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var rows []app.Shop
		if err := tx.Raw("SELECT * FROM shops WHERE id = ?"+forUpdate(tx), shop).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return gorm.ErrRecordNotFound
		}
		to, err := decide(rows[0])
		if err != nil {
			return err
		}
		for _, one := range []struct {
			keep bool
			set  func() error
		}{
			{to.Keeps.Budget, func() error { return setBudget(tx, shop, to.Budget) }},
			{to.Keeps.Purposes, func() error { return setPurposes(tx, shop, to.Purposes, s.now()) }},
			{to.Keeps.Retention, func() error { return setRetention(tx, shop, to.Retention) }},
			{to.Keeps.Languages, func() error { return setLanguages(tx, shop, to.Languages) }},
			{to.Keeps.TagPrefix, func() error {
				return tx.Exec("UPDATE shops SET tag_prefix = ? WHERE id = ?", to.TagPrefix, shop).Error
			}},
		} {
			if one.keep {
				continue
			}
			if err := one.set(); err != nil {
				return err
			}
		}
		return nil
	}), "shop")
}
