package store

import (
	"context"
	"encoding/json"
	"slices"

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
			{to.Keeps.TagPrefix, func() error { return setTagPrefix(tx, rows[0], to.TagPrefix) }},
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

// setTagPrefix keeps what tags began with before: nobody's change by themselves.
func setTagPrefix(tx *gorm.DB, shop app.Shop, prefix string) error {
	if prefix == shop.TagPrefix {
		return nil
	}
	former := slices.DeleteFunc(append(shop.TagPrefixes, shop.TagPrefix), func(one string) bool { return one == prefix })
	text, err := json.Marshal(former[max(0, len(former)-mostFormerPrefixes):])
	if err != nil {
		return err
	}
	return tx.Exec("UPDATE shops SET tag_prefix = ?, former_tag_prefixes = ? WHERE id = ?", prefix, string(text), shop.ID).Error
}

const mostFormerPrefixes = 20
