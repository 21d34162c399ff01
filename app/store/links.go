package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// NoteLinks keeps when people's next links are due. Errors: Unavailable.
func (s *Store) NoteLinks(ctx context.Context, shop app.ShopID, due map[app.ProfileID]time.Time) error {
	if len(due) == 0 {
		return nil
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		there, err := holdInTurn(tx, shop, slices.Collect(maps.Keys(due)), toChange)
		if err != nil {
			return err
		}
		for _, one := range there {
			if err := tx.Exec("UPDATE profiles SET link_at = ? WHERE shop_id = ? AND id = ?", millis(due[one.ID]), shop, one.ID).Error; err != nil {
				return err
			}
		}
		return nil
	}), "profiles")
}

// DueLinks lists, by installed shop, customers whose next link is due, the longest
// waiting first; of those who never had one, whoever was known by a moment: the others'
// first delivery brings it. Errors: Unavailable.
func (s *Store) DueLinks(ctx context.Context, now, known time.Time, most int) (map[app.ShopID][]app.ProfileID, error) {
	var rows []struct{ ShopID, ID string }
	err := s.read.WithContext(ctx).Raw(`SELECT p.shop_id, p.id FROM profiles p JOIN shops ON shops.id = p.shop_id
		WHERE p.customer_id <> 0 AND p.link_at <= ? AND (p.link_at > 0 OR p.created_at <= ?)
			AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		ORDER BY p.link_at LIMIT ?`, millis(now), millis(known), most).Scan(&rows).Error
	due := map[app.ShopID][]app.ProfileID{}
	for _, row := range rows {
		due[app.ShopID(row.ShopID)] = append(due[app.ShopID(row.ShopID)], app.ProfileID(row.ID))
	}
	return due, wrap(err, "profiles")
}

// PlanLinks plans a delivery about each of these people, whose next links are due at
// the times given. Errors: Unavailable.
func (s *Store) PlanLinks(ctx context.Context, shop app.ShopID, next map[app.ProfileID]time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) (err error) {
		var due []app.DestinationID
		p := s.people(tx, shop)
		there, err := holdInTurn(tx, shop, slices.Collect(maps.Keys(next)), toChange)
		if err != nil {
			return err
		}
		for _, one := range there {
			id := one.ID
			noted := tx.Exec("UPDATE profiles SET link_at = ? WHERE shop_id = ? AND id = ? AND link_at <= ?", millis(next[id]), shop, id, p.now)
			if noted.Error != nil {
				return noted.Error
			}
			if noted.RowsAffected == 0 {
				continue // somebody else did, or she was erased
			}
			if due, err = p.planFor(app.CauseLinks, id, "", 0); err != nil {
				return err
			}
		}
		return p.due(due)
	}), "deliveries")
}
