package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ConnectGranted is Connect for a destination whose account a grant opens.
func (s *Store) ConnectGranted(ctx context.Context, shop app.ShopID, d app.Destination, secret []string, g app.Grant) (app.DestinationID, error) {
	var id app.DestinationID
	err := s.write(ctx, func(tx *gorm.DB) (err error) {
		if id, err = s.connect(tx, shop, d, secret); err != nil {
			return err
		}
		return s.sealGrant(shop, id, g).upsert(tx)
	})
	return id, wrap(err, "destination")
}

// ChangeGranted is ChangeDestination for one whose account a new grant opens from now on.
func (s *Store) ChangeGranted(ctx context.Context, shop app.ShopID, d app.Destination, secret []string, elsewhere bool, g app.Grant) error {
	settings, err := s.sealSettings(shop, d.ID, d.Settings, secret)
	if err != nil {
		return err
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := changeDestination(tx, shop, d, settings, elsewhere, millis(s.now())); err != nil {
			return err
		}
		return s.sealGrant(shop, d.ID, g).upsert(tx)
	}), "destination")
}

// LeftGrants lists what is still to be given back: grants whose destination is gone.
// Errors: Unavailable.
func (s *Store) LeftGrants(ctx context.Context, limit int) ([]Place, error) {
	var list []Place
	err := s.read.WithContext(ctx).Raw(`SELECT shop_id AS shop, destination_id AS id FROM grants g
		WHERE NOT EXISTS (SELECT 1 FROM destinations d WHERE d.shop_id = g.shop_id AND d.id = g.destination_id)
		ORDER BY shop_id, destination_id LIMIT ?`, limit).Scan(&list).Error
	return list, wrap(err, "grants")
}

// ExpireGrant makes the next use of a grant refresh it first, because its token was
// refused. Only the one with this token is meant: another one has come meanwhile and may be
// good. Errors: Unavailable.
func (s *Store) ExpireGrant(ctx context.Context, shop app.ShopID, id app.DestinationID, token string) error {
	row, err := gorm.G[grant](s.read).Where("shop_id = ? AND destination_id = ?", shop, id).Take(ctx)
	if app.Is(wrap(err, "grant"), app.NotFound) {
		return nil
	}
	if err != nil {
		return wrap(err, "grant")
	}
	known, err := s.openGrant(row)
	if err != nil || known.Token != token {
		return err
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE grants SET expires_at = 1 WHERE shop_id = ? AND destination_id = ? AND token = ?", shop, id, row.Token).Error
	}), "grant")
}
