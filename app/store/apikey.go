package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// mostKeys is how many keys that work a shop has at most.
const mostKeys = 100

// apiKey is an app.APIKey at rest.
type apiKey struct {
	ShopID    app.ShopID
	ID        string `gorm:"primaryKey"`
	Name      string
	Hash      string
	Scopes    string
	CreatedBy string
	CreatedAt time.Time `gorm:"serializer:unixms"`
	ExpiresAt time.Time `gorm:"serializer:unixms"`
	UsedAt    time.Time `gorm:"serializer:unixms"`
	RevokedAt time.Time `gorm:"serializer:unixms"`
}

func (apiKey) TableName() string { return "api_keys" }

func (k apiKey) noun() (app.APIKey, error) {
	found := app.APIKey{
		Shop: k.ShopID, ID: k.ID, Name: k.Name, By: k.CreatedBy,
		CreatedAt: k.CreatedAt, ExpiresAt: k.ExpiresAt, UsedAt: k.UsedAt, RevokedAt: k.RevokedAt,
	}
	return found, json.Unmarshal([]byte(k.Scopes), &found.Scopes)
}

// CreateAPIKey keeps a key that is known again by the hash of its secret. Errors:
// NotFound without the shop; Conflict where the shop has too many that work.
func (s *Store) CreateAPIKey(ctx context.Context, shop app.ShopID, k app.APIKey, hash string) error {
	scopes, err := json.Marshal(k.Scopes)
	if err != nil {
		return wrap(err, "API key")
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lockShop(tx, shop); err != nil {
			return err
		}
		var work int64
		if err := tx.Raw("SELECT COUNT(*) FROM api_keys WHERE shop_id = ? AND revoked_at = 0", shop).Scan(&work).Error; err != nil {
			return err
		}
		if work >= mostKeys {
			return app.Errorf(app.Conflict, "the shop has %d API keys: revoke one that is not used", work)
		}
		return tx.Exec(`INSERT INTO api_keys (shop_id, id, name, hash, scopes, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			shop, k.ID, k.Name, hash, string(scopes), k.By, millis(k.CreatedAt), millis(k.ExpiresAt)).Error
	}), "API key")
}

// APIKeyByID reads a key and the hash of its secret, by what everybody may see of it: it
// says itself whose it is. Errors: NotFound.
func (s *Store) APIKeyByID(ctx context.Context, id string) (app.APIKey, string, error) {
	row, err := gorm.G[apiKey](s.read).Where("id = ?", id).Take(ctx)
	if err != nil {
		return app.APIKey{}, "", wrap(err, "API key")
	}
	found, err := row.noun()
	return found, row.Hash, wrap(err, "API key")
}

// APIKeys lists a shop's keys, the newest first, after one of them; "" from the
// beginning. Errors: Unavailable.
func (s *Store) APIKeys(ctx context.Context, shop app.ShopID, after AfterKey, limit int) ([]app.APIKey, error) {
	query := gorm.G[apiKey](s.read).Where("shop_id = ?", shop)
	if after.ID != "" {
		at := millis(after.CreatedAt)
		query = query.Where("created_at < ? OR created_at = ? AND id < ?", at, at, after.ID)
	}
	rows, err := query.Order("created_at DESC, id DESC").Limit(limit).Find(ctx)
	if err != nil {
		return nil, wrap(err, "API keys")
	}
	list := make([]app.APIKey, len(rows))
	for i, row := range rows {
		if list[i], err = row.noun(); err != nil {
			return nil, wrap(err, "API keys")
		}
	}
	return list, nil
}

// AfterKey names the last key of a page.
type AfterKey struct {
	CreatedAt time.Time
	ID        string
}

// NoteAPIKeyUse keeps the day a key was used. Errors: Unavailable.
func (s *Store) NoteAPIKeyUse(ctx context.Context, shop app.ShopID, id string, day time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE api_keys SET used_at = ? WHERE shop_id = ? AND id = ? AND used_at < ?", millis(day), shop, id, millis(day)).Error
	}), "API key")
}

// RevokeAPIKey ends a key for good; once more changes nothing. Errors: NotFound.
func (s *Store) RevokeAPIKey(ctx context.Context, shop app.ShopID, id string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE api_keys SET revoked_at = CASE WHEN revoked_at = 0 THEN CAST(? AS BIGINT) ELSE revoked_at END WHERE shop_id = ? AND id = ?",
			millis(s.now()), shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return gorm.ErrRecordNotFound
		}
		return done.Error
	}), "API key")
}

// trimAPIKeys forgets the keys that ended before a time. Most shops have none.
func (s *Store) trimAPIKeys(ctx context.Context, shop app.ShopID, before time.Time) error {
	const over = " FROM api_keys WHERE shop_id = ? AND (revoked_at > 0 AND revoked_at < ? OR expires_at > 0 AND expires_at < ?)"
	var any []string
	if err := s.read.WithContext(ctx).Raw("SELECT id"+over+" LIMIT 1", shop, millis(before), millis(before)).Scan(&any).Error; err != nil || len(any) == 0 {
		return err
	}
	return s.write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE"+over, shop, millis(before), millis(before)).Error })
}

// revokeAll ends a shop's keys.
func revokeAll(tx *gorm.DB, shop app.ShopID, at time.Time) error {
	return tx.Exec("UPDATE api_keys SET revoked_at = ? WHERE shop_id = ? AND revoked_at = 0", millis(at), shop).Error
}
