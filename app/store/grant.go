package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// grant is an app.Grant at rest: both tokens sealed.
type grant struct {
	ShopID        app.ShopID        `gorm:"primaryKey"`
	DestinationID app.DestinationID `gorm:"primaryKey"`
	Kind          string
	Account       string
	Token         string
	RefreshToken  string
	ExpiresAt     time.Time `gorm:"serializer:unixms"`
}

// The places of a grant's tokens. No field's key has a colon, so no setting's is theirs.
func grantPlace(shop app.ShopID, id app.DestinationID) string {
	return settingPlace(shop, id, "grant:token")
}

func regrantPlace(shop app.ShopID, id app.DestinationID) string {
	return settingPlace(shop, id, "grant:refresh")
}

func (s *Store) sealGrant(shop app.ShopID, id app.DestinationID, g app.Grant) grant {
	return grant{
		ShopID: shop, DestinationID: id, Kind: g.Kind, Account: g.Account, ExpiresAt: g.ExpiresAt,
		Token: s.keys.Seal(grantPlace(shop, id), g.Token), RefreshToken: s.keys.Seal(regrantPlace(shop, id), g.RefreshToken),
	}
}

func (s *Store) openGrant(g grant) (app.Grant, error) {
	token, err := s.keys.Open(grantPlace(g.ShopID, g.DestinationID), g.Token)
	if err != nil {
		return app.Grant{}, fmt.Errorf("token of destination %s: %w", g.DestinationID, err)
	}
	refresh, err := s.keys.Open(regrantPlace(g.ShopID, g.DestinationID), g.RefreshToken)
	if err != nil {
		return app.Grant{}, fmt.Errorf("refresh token of destination %s: %w", g.DestinationID, err)
	}
	return app.Grant{Kind: g.Kind, Account: g.Account, Token: token, RefreshToken: refresh, ExpiresAt: g.ExpiresAt}, nil
}

func (g grant) upsert(tx *gorm.DB) error {
	return tx.Exec(`INSERT INTO grants (shop_id, destination_id, kind, account, token, refresh_token, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (shop_id, destination_id) DO UPDATE SET account = excluded.account, token = excluded.token,
			refresh_token = excluded.refresh_token, expires_at = excluded.expires_at, refreshing_until = 0`,
		g.ShopID, g.DestinationID, g.Kind, g.Account, g.Token, g.RefreshToken, millis(g.ExpiresAt)).Error
}

// Grant reads what opens a destination's account. Errors: NotFound where the merchant has
// not let us in, or does not any more; Internal when no key opens it.
func (s *Store) Grant(ctx context.Context, shop app.ShopID, id app.DestinationID) (app.Grant, error) {
	row, err := gorm.G[grant](s.read).Where("shop_id = ? AND destination_id = ?", shop, id).Take(ctx)
	if err != nil {
		return app.Grant{}, wrap(err, "grant")
	}
	return s.openGrant(row)
}

// LeaseGrant gives the right to refresh a grant to one caller at a time, over all
// processes, and tells whether it is this one. Errors: Unavailable.
func (s *Store) LeaseGrant(ctx context.Context, shop app.ShopID, id app.DestinationID, length time.Duration) (RefreshLease, bool, error) {
	now := s.now()
	lease, won := RefreshLease{until: millis(now.Add(length))}, false
	err := s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE grants SET refreshing_until = ? WHERE shop_id = ? AND destination_id = ? AND refreshing_until <= ?",
			lease.until, shop, id, millis(now))
		won = done.RowsAffected == 1
		return done.Error
	})
	return lease, won, wrap(err, "grant")
}

// ReplaceGrant stores the refreshed grant and gives the lease back. Errors: Conflict when
// the lease was lost meanwhile: whoever has it knows better.
func (s *Store) ReplaceGrant(ctx context.Context, shop app.ShopID, id app.DestinationID, lease RefreshLease, fresh app.Grant) error {
	g := s.sealGrant(shop, id, fresh)
	return s.withLease(ctx, `UPDATE grants SET account = ?, token = ?, refresh_token = ?, expires_at = ?, refreshing_until = 0
		WHERE shop_id = ? AND destination_id = ? AND refreshing_until = ?`,
		g.Account, g.Token, g.RefreshToken, millis(g.ExpiresAt), shop, id, lease.until)
}

// ReleaseGrant gives the lease back without a new grant. Errors: Conflict when it was lost.
func (s *Store) ReleaseGrant(ctx context.Context, shop app.ShopID, id app.DestinationID, lease RefreshLease) error {
	return s.withLease(ctx, "UPDATE grants SET refreshing_until = 0 WHERE shop_id = ? AND destination_id = ? AND refreshing_until = ?", shop, id, lease.until)
}

// DropGrant forgets a grant that the vendor will not refresh any more. Errors: Conflict
// when the lease was lost.
func (s *Store) DropGrant(ctx context.Context, shop app.ShopID, id app.DestinationID, lease RefreshLease) error {
	return s.withLease(ctx, "DELETE FROM grants WHERE shop_id = ? AND destination_id = ? AND refreshing_until = ?", shop, id, lease.until)
}

// ForgetGrant forgets a grant that is not needed any more. Errors: Unavailable.
func (s *Store) ForgetGrant(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM grants WHERE shop_id = ? AND destination_id = ?", shop, id).Error
	}), "grant")
}
