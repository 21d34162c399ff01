package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// MarkPublish makes the shop's surveys due to be published. Errors: Unavailable.
func (s *Store) MarkPublish(ctx context.Context, shop app.ShopID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return markPublish(tx, shop, s.now()) }), "shop")
}

// markPublish always changes the mark, so that whoever is publishing sees it,
// and to one that is due at once.
func markPublish(tx *gorm.DB, shop app.ShopID, at time.Time) error {
	return tx.Exec(`UPDATE shops SET publish_attempts = 0,
		publish_due_at = CASE WHEN publish_due_at = ? THEN publish_due_at - 1 ELSE ? END WHERE id = ?`,
		millis(at), millis(at), shop).Error
}

// DuePublishes lists installed shops whose surveys are to be published, the
// longest waiting first. Errors: Unavailable.
func (s *Store) DuePublishes(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT id FROM shops
		WHERE publish_due_at > 0 AND publish_due_at <= ? AND installed_at > 0 AND uninstalled_at = 0
		ORDER BY publish_due_at LIMIT ?`, millis(now), limit).Scan(&shops).Error
	return shops, wrap(err, "shops")
}

// The next try comes a minute after the first, then after ever longer, at most
// an hour.
const (
	firstRetry = time.Minute
	mostDelays = 6 // doublings
)

// ClaimPublish takes the shop's due publish and puts its next try off, should
// this one fail. Errors: Conflict when nothing is due.
func (s *Store) ClaimPublish(ctx context.Context, shop app.ShopID) (claim int64, err error) {
	now := s.now()
	err = s.write(ctx, func(tx *gorm.DB) error {
		claim = 0
		var attempts []int
		if err := tx.Raw(`SELECT publish_attempts FROM shops WHERE id = ? AND publish_due_at > 0 AND publish_due_at <= ?
			AND installed_at > 0 AND uninstalled_at = 0`+forUpdate(tx), shop, millis(now)).Scan(&attempts).Error; err != nil {
			return err
		}
		if len(attempts) == 0 {
			return app.Errorf(app.Conflict, "nothing is to be published")
		}
		claim = millis(now.Add(min(firstRetry<<min(attempts[0], mostDelays), time.Hour)))
		return tx.Exec("UPDATE shops SET publish_due_at = ?, publish_attempts = ? WHERE id = ?", claim, attempts[0]+1, shop).Error
	})
	return claim, wrap(err, "shop")
}

// FinishPublish clears the mark that was claimed. When it was set again
// meanwhile it is set once more and again is true: whoever wrote last must have
// read what is newest, and that can no longer be said of us. Errors: Unavailable.
func (s *Store) FinishPublish(ctx context.Context, shop app.ShopID, claim int64) (again bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		again = false
		done := tx.Exec("UPDATE shops SET publish_due_at = 0, publish_attempts = 0 WHERE id = ? AND publish_due_at = ?", shop, claim)
		if done.Error != nil || done.RowsAffected > 0 {
			return done.Error
		}
		again = true
		return markPublish(tx, shop, s.now())
	})
	return again, wrap(err, "shop")
}
