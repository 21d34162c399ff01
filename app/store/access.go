package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// access is an app.Access at rest: both tokens sealed.
type access struct {
	ShopID           app.ShopID `gorm:"primaryKey"`
	Token            string
	RefreshToken     string
	Scopes           string
	ExpiresAt        time.Time `gorm:"serializer:unixms"`
	RefreshExpiresAt time.Time `gorm:"serializer:unixms"`
}

func (access) TableName() string { return "accesses" }

func tokenPlace(shop app.ShopID) string   { return string(shop) + "/token" }
func refreshPlace(shop app.ShopID) string { return string(shop) + "/refresh_token" }

func (s *Store) sealAccess(shop app.ShopID, a app.Access) (access, error) {
	scopes, err := json.Marshal(append([]string{}, a.Scopes...))
	if err != nil {
		return access{}, fmt.Errorf("scopes: %w", err)
	}
	return access{
		ShopID:       shop,
		Token:        s.keys.Seal(tokenPlace(shop), a.Token),
		RefreshToken: s.keys.Seal(refreshPlace(shop), a.RefreshToken),
		Scopes:       string(scopes), ExpiresAt: a.ExpiresAt, RefreshExpiresAt: a.RefreshExpiresAt,
	}, nil
}

func (s *Store) openAccess(a access) (app.Access, error) {
	token, err := s.keys.Open(tokenPlace(a.ShopID), a.Token)
	if err != nil {
		return app.Access{}, fmt.Errorf("access token: %w", err)
	}
	refresh, err := s.keys.Open(refreshPlace(a.ShopID), a.RefreshToken)
	if err != nil {
		return app.Access{}, fmt.Errorf("refresh token: %w", err)
	}
	opened := app.Access{Token: token, RefreshToken: refresh, ExpiresAt: a.ExpiresAt, RefreshExpiresAt: a.RefreshExpiresAt}
	return opened, json.Unmarshal([]byte(a.Scopes), &opened.Scopes)
}

func (a access) upsert(tx *gorm.DB) error {
	return tx.Exec(`
		INSERT INTO accesses (shop_id, token, refresh_token, scopes, expires_at, refresh_expires_at)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (shop_id) DO UPDATE SET token = excluded.token, refresh_token = excluded.refresh_token,
			scopes = excluded.scopes, expires_at = excluded.expires_at,
			refresh_expires_at = excluded.refresh_expires_at, refreshing_until = 0`,
		a.ShopID, a.Token, a.RefreshToken, a.Scopes, millis(a.ExpiresAt), millis(a.RefreshExpiresAt)).Error
}

// Access reads the shop's access. Errors: NotFound when there is none (never
// installed, uninstalled, or dead); Internal when no key opens it.
func (s *Store) Access(ctx context.Context, shop app.ShopID) (app.Access, error) {
	row, err := gorm.G[access](s.read).Where("shop_id = ?", shop).Take(ctx)
	if err != nil {
		return app.Access{}, wrap(err, "access")
	}
	return s.openAccess(row)
}

// RefreshLease is the right to refresh one shop's access until it runs out.
type RefreshLease struct{ until int64 }

// LeaseRefresh gives the right to refresh to one caller at a time, over all
// processes, and tells whether it is this one. Errors: Unavailable.
func (s *Store) LeaseRefresh(ctx context.Context, shop app.ShopID, length time.Duration) (RefreshLease, bool, error) {
	now := s.now()
	lease, won := RefreshLease{until: millis(now.Add(length))}, false
	err := s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE accesses SET refreshing_until = ? WHERE shop_id = ? AND refreshing_until <= ?",
			lease.until, shop, millis(now))
		won = done.RowsAffected == 1
		return done.Error
	})
	return lease, won, wrap(err, "access")
}

// ReplaceAccess stores the refreshed pair and gives the lease back. Errors:
// Conflict when the lease was lost meanwhile: whoever has it knows better.
func (s *Store) ReplaceAccess(ctx context.Context, shop app.ShopID, lease RefreshLease, fresh app.Access) error {
	sealed, err := s.sealAccess(shop, fresh)
	if err != nil {
		return err
	}
	return s.withLease(ctx, `
		UPDATE accesses SET token = ?, refresh_token = ?, scopes = ?, expires_at = ?, refresh_expires_at = ?, refreshing_until = 0
		WHERE shop_id = ? AND refreshing_until = ?`,
		sealed.Token, sealed.RefreshToken, sealed.Scopes, millis(sealed.ExpiresAt), millis(sealed.RefreshExpiresAt), shop, lease.until)
}

// ReleaseRefresh gives the lease back without a new pair. Errors: Conflict when
// it was lost.
func (s *Store) ReleaseRefresh(ctx context.Context, shop app.ShopID, lease RefreshLease) error {
	return s.withLease(ctx, "UPDATE accesses SET refreshing_until = 0 WHERE shop_id = ? AND refreshing_until = ?", shop, lease.until)
}

// DropAccess forgets an access that Shopify will not refresh any more. Errors:
// Conflict when the lease was lost.
func (s *Store) DropAccess(ctx context.Context, shop app.ShopID, lease RefreshLease) error {
	return s.withLease(ctx, "DELETE FROM accesses WHERE shop_id = ? AND refreshing_until = ?", shop, lease.until)
}

func (s *Store) withLease(ctx context.Context, statement string, args ...any) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(statement, args...)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.Conflict, "the refresh lease was lost")
		}
		return done.Error
	}), "access")
}

// ExpireAccess makes the next use of the access refresh it first, because its
// token was refused or its scopes changed. Only the access with this token is
// meant; another one has come meanwhile and may be good. Errors: Unavailable.
func (s *Store) ExpireAccess(ctx context.Context, shop app.ShopID, token string) error {
	row, err := gorm.G[access](s.read).Where("shop_id = ?", shop).Take(ctx)
	if app.Is(wrap(err, "access"), app.NotFound) {
		return nil
	}
	if err != nil {
		return wrap(err, "access")
	}
	known, err := s.openAccess(row)
	if err != nil || known.Token != token {
		return err
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE accesses SET expires_at = 0 WHERE shop_id = ? AND token = ?", shop, row.Token).Error
	}), "access")
}

// ShopsToRefresh lists installed shops, in order and after one of them, whose
// refresh token runs out before a time. Errors: Unavailable.
func (s *Store) ShopsToRefresh(ctx context.Context, before time.Time, after app.ShopID, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`
		SELECT shop_id FROM accesses WHERE refresh_expires_at < ? AND shop_id > ? ORDER BY shop_id LIMIT ?`,
		millis(before), after, limit).Scan(&shops).Error
	return shops, wrap(err, "shops")
}
