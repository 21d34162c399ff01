package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var codeInsert = bulk{
	table:   "reward_codes",
	columns: []column{textColumn("shop_id"), textColumn("code"), textColumn("reward"), intColumn("ready_at")},
}

// KeepDiscount remembers the discount of a rule, whose first code is thereby
// ready. Errors: Unavailable.
func (s *Store) KeepDiscount(ctx context.Context, shop app.ShopID, handle, discount string, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var first []string
		if err := tx.Raw("UPDATE rewards SET discount = ?, free = free + 1 WHERE shop_id = ? AND handle = ? AND discount = '' RETURNING first_code",
			discount, shop, handle).Scan(&first).Error; err != nil || len(first) == 0 {
			return err
		}
		return codeInsert.insert(ctx, tx, [][]any{{string(shop), first[0], handle, millis(at)}})
	}), "reward")
}

// AskCodes writes down the codes Shopify is about to be asked for. Errors:
// Conflict when there is such a code.
func (s *Store) AskCodes(ctx context.Context, shop app.ShopID, handle string, codes []string) error {
	rows := make([][]any, len(codes))
	for i, code := range codes {
		rows[i] = []any{string(shop), code, handle, int64(0)}
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE rewards SET batch = '' WHERE shop_id = ? AND handle = ?", shop, handle).Error; err != nil {
			return err
		}
		return codeInsert.insert(ctx, tx, rows)
	}), "reward codes")
}

// KeepBatch remembers what Shopify calls the codes it is making. Errors:
// Unavailable.
func (s *Store) KeepBatch(ctx context.Context, shop app.ShopID, handle, batch string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE rewards SET batch = ? WHERE shop_id = ? AND handle = ?", batch, shop, handle).Error
	}), "reward")
}

// AskedCodes lists the codes Shopify was, or was about to be, asked for. Errors:
// Unavailable.
func (s *Store) AskedCodes(ctx context.Context, shop app.ShopID, handle string) ([]string, error) {
	var codes []string
	err := s.read.WithContext(ctx).Raw("SELECT code FROM reward_codes WHERE shop_id = ? AND reward = ? AND ready_at = 0 ORDER BY code",
		shop, handle).Scan(&codes).Error
	return codes, wrap(err, "reward codes")
}

var codesReady = wanted{
	columns: []column{textColumn("shop_id"), textColumn("code"), intColumn("ready_at")},
	query: `UPDATE reward_codes SET ready_at = wanted.ready_at FROM wanted
		WHERE reward_codes.shop_id = wanted.shop_id AND reward_codes.code = wanted.code AND reward_codes.ready_at = 0`,
}

// KeepCodes puts the codes Shopify has made into the pool and forgets the others
// it was asked for. Errors: Unavailable.
func (s *Store) KeepCodes(ctx context.Context, shop app.ShopID, handle string, made []string, at time.Time) error {
	keys := make([][]any, len(made))
	for i, code := range made {
		keys[i] = []any{string(shop), code, millis(at)}
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockReward(tx, shop, handle); err != nil {
			return err
		}
		if err := codesReady.read(ctx, tx, keys, nil); err != nil {
			return err
		}
		if err := tx.Exec("DELETE FROM reward_codes WHERE shop_id = ? AND reward = ? AND ready_at = 0", shop, handle).Error; err != nil {
			return err
		}
		return tx.Exec(`UPDATE rewards SET batch = '', free = (SELECT COUNT(*) FROM reward_codes c
			WHERE c.shop_id = rewards.shop_id AND c.reward = rewards.handle AND c.ready_at > 0) WHERE shop_id = ? AND handle = ?`, shop, handle).Error
	}), "reward codes")
}

// lockReward holds a rule until the commit: whoever promises, issues or counts
// does it alone.
func lockReward(tx *gorm.DB, shop app.ShopID, handle string) error {
	return tx.Exec("SELECT 1 FROM rewards WHERE shop_id = ? AND handle = ?"+forUpdate(tx), shop, handle).Error
}

// takeCodes takes up to so many codes out of a rule's pool; nobody else gets them.
func takeCodes(tx *gorm.DB, shop app.ShopID, handle string, count int) ([]string, error) {
	var codes []string
	err := tx.Raw(`DELETE FROM reward_codes WHERE shop_id = ? AND code IN (
			SELECT code FROM reward_codes WHERE shop_id = ? AND reward = ? AND ready_at > 0 ORDER BY ready_at, code LIMIT ?)
		RETURNING code`, shop, shop, handle, count).Scan(&codes).Error
	return codes, err
}

// mostIssued bounds one transaction of IssueRewards.
const mostIssued = 250

// IssueRewards gives codes of the pool to the promises that wait, the oldest
// first, and tells how many still wait. Errors: Unavailable.
func (s *Store) IssueRewards(ctx context.Context, shop app.ShopID, handle string, at time.Time) (owed int, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		owed = 0
		if err := lockReward(tx, shop, handle); err != nil {
			return err
		}
		var waiting []string
		if err := tx.Raw(`SELECT id FROM promises WHERE shop_id = ? AND reward = ? AND issued_at = 0 AND person <> ''
			ORDER BY promised_at, id LIMIT ?`, shop, handle, mostIssued).Scan(&waiting).Error; err != nil || len(waiting) == 0 {
			return err
		}
		codes, err := takeCodes(tx, shop, handle, len(waiting))
		if err != nil {
			return err
		}
		for i, code := range codes {
			if err := tx.Exec("UPDATE promises SET code = ?, issued_at = ? WHERE shop_id = ? AND id = ?", code, millis(at), shop, waiting[i]).Error; err != nil {
				return err
			}
		}
		if owed = len(waiting) - len(codes); len(waiting) == mostIssued {
			owed++ // there may be more
		}
		return tx.Exec("UPDATE rewards SET issued = issued + ?, free = free - ? WHERE shop_id = ? AND handle = ?",
			len(codes), len(codes), shop, handle).Error
	})
	return owed, wrap(err, "promises")
}

// BrokenPromises lists the rules, over all installed shops, with promises from
// before a moment that were not kept, the oldest first. Errors: Unavailable.
func (s *Store) BrokenPromises(ctx context.Context, before time.Time) ([]app.BrokenPromises, error) {
	var rows []struct {
		ShopID app.ShopID
		Reward string
		Count  int
		Since  int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT p.shop_id, p.reward, COUNT(*) AS count, MIN(p.promised_at) AS since
		FROM promises p JOIN shops ON shops.id = p.shop_id
		WHERE p.issued_at = 0 AND p.person <> '' AND p.promised_at < ? AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		GROUP BY p.shop_id, p.reward ORDER BY since, p.shop_id, p.reward LIMIT 1000`, millis(before)).Scan(&rows).Error
	list := make([]app.BrokenPromises, len(rows))
	for i, row := range rows {
		list[i] = app.BrokenPromises{Shop: row.ShopID, Reward: row.Reward, Count: row.Count, Since: fromMillis(row.Since)}
	}
	return list, wrap(err, "promises")
}
