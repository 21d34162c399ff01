package store

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// TrimRepeats forgets submissions that said nothing new, made before a time: after
// that the same id would be taken for new. Errors: Unavailable.
func (s *Store) TrimRepeats(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	over, next, err := s.pageOf(ctx, `SELECT id, since < ? AS over FROM response_repeats
		WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?`, millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			if err := p.exec("DELETE FROM response_repeats WHERE shop_id = ? AND id IN ? AND since > 0 AND since < ?", shop, some, millis(before)); err != nil {
				return err
			}
			// Of those whose time was not kept yet it begins now.
			return p.exec("UPDATE response_repeats SET since = ? WHERE shop_id = ? AND id IN ? AND since = 0", p.now, shop, some)
		})
	}
	return next, wrap(err, "repeats")
}

// TrimDeliveries forgets deliveries that were over before a time, with their attempts
// and what they changed.
// Errors: Unavailable.
func (s *Store) TrimDeliveries(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	const finished = "finished_at > 0 AND finished_at < ?"
	over, next, err := s.pageOf(ctx, "SELECT id, "+finished+` AS over FROM deliveries
		WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?`, millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			for _, table := range []string{"attempts", "writes"} { // what is known no more cannot be undone, either
				if err := p.exec("DELETE FROM "+table+` WHERE shop_id = ? AND delivery_id IN (
					SELECT id FROM deliveries WHERE shop_id = ? AND id IN ? AND `+finished+")", shop, shop, some, millis(before)); err != nil {
					return err
				}
			}
			return p.exec("DELETE FROM deliveries WHERE shop_id = ? AND id IN ? AND "+finished, shop, some, millis(before))
		})
	}
	return next, wrap(err, "deliveries")
}

// TrimRefusals forgets refusals about people who are no more. Errors: Unavailable.
func (s *Store) TrimRefusals(ctx context.Context, shop app.ShopID, _ time.Time, after string) (string, error) {
	over, next, err := s.pageOf(ctx, `SELECT x.profile_id AS id, (SELECT 1 FROM profiles p WHERE p.shop_id = ? AND p.id = x.profile_id) IS NULL AS over
		FROM (SELECT DISTINCT profile_id FROM refusals WHERE shop_id = ? AND profile_id > ? ORDER BY profile_id LIMIT ?) x ORDER BY x.profile_id`,
		shop, shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			return p.exec(`DELETE FROM refusals WHERE shop_id = ? AND profile_id IN ?
				AND NOT EXISTS (SELECT 1 FROM profiles p WHERE p.shop_id = refusals.shop_id AND p.id = refusals.profile_id)`, shop, some)
		})
	}
	return next, wrap(err, "refusals")
}

// TrimExports forgets the exports that data requests were answered with before a time;
// that they were stays known. Errors: Unavailable.
func (s *Store) TrimExports(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	over, next, err := s.pageOf(ctx, `SELECT id, export <> '' AND finished_at > 0 AND finished_at < ? AS over FROM privacy_requests
		WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?`, millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			return p.exec("UPDATE privacy_requests SET export = '' WHERE shop_id = ? AND id IN ? AND finished_at < ?", shop, some, millis(before))
		})
	}
	return next, wrap(err, "exports")
}

// TrimAudit forgets who did what before a time, and the keys that had ended by then.
// Errors: Unavailable.
func (s *Store) TrimAudit(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	over, next, err := s.pageOf(ctx, "SELECT id, at < ? AS over FROM audit WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?", millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, over, func(p people, some []string) error {
			return p.exec("DELETE FROM audit WHERE shop_id = ? AND id IN ? AND at < ?", shop, some, millis(before))
		})
	}
	if err == nil && next == "" {
		err = s.trimAPIKeys(ctx, shop, before)
	}
	return next, wrap(err, "audit log")
}
