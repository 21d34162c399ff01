package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// NoteStale keeps when the next of people's answers goes stale, zero for never.
// Errors: Unavailable.
func (s *Store) NoteStale(ctx context.Context, shop app.ShopID, next map[app.ProfileID]time.Time) error {
	if len(next) == 0 {
		return nil
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		there, err := holdInTurn(tx, shop, slices.Collect(maps.Keys(next)), toChange)
		if err != nil {
			return err
		}
		for _, one := range there {
			if err := tx.Exec("UPDATE profiles SET stale_at = ? WHERE shop_id = ? AND id = ?", millis(next[one.ID]), shop, one.ID).Error; err != nil {
				return err
			}
		}
		return nil
	}), "profiles")
}

// StalePeople lists, by installed shop, people of whom an answer has gone stale by
// now and the destinations do not know yet. Errors: Unavailable.
func (s *Store) StalePeople(ctx context.Context, now time.Time, most int) (map[app.ShopID][]app.ProfileID, error) {
	var rows []struct{ ShopID, ID string }
	err := s.read.WithContext(ctx).Raw(`SELECT p.shop_id, p.id FROM profiles p JOIN shops ON shops.id = p.shop_id
		WHERE p.stale_at > 0 AND p.stale_at <= ? AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		ORDER BY p.stale_at LIMIT ?`, millis(now), most).Scan(&rows).Error
	due := map[app.ShopID][]app.ProfileID{}
	for _, row := range rows {
		due[app.ShopID(row.ShopID)] = append(due[app.ShopID(row.ShopID)], app.ProfileID(row.ID))
	}
	return due, wrap(err, "profiles")
}

// PlanStale plans a delivery about each of these people. Errors: Unavailable.
func (s *Store) PlanStale(ctx context.Context, shop app.ShopID, ids []app.ProfileID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) (err error) {
		var due []app.DestinationID
		p := s.people(tx, shop)
		there, err := holdInTurn(tx, shop, ids, toChange)
		if err != nil {
			return err
		}
		for _, one := range there {
			id := one.ID
			noted := tx.Exec("UPDATE profiles SET stale_at = 0 WHERE shop_id = ? AND id = ? AND stale_at > 0 AND stale_at <= ?", shop, id, p.now)
			if noted.Error != nil {
				return noted.Error
			}
			if noted.RowsAffected == 0 {
				continue // somebody else did, or she has answered anew
			}
			if due, err = p.planFor(app.CauseStale, id, "", 0); err != nil {
				return err
			}
		}
		return p.due(due)
	}), "deliveries")
}
