package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// CancelExport ends a file that is being made; what is made of it is removed later, by
// whoever makes files. Errors: NotFound; Conflict for one that is
// not made any more.
func (s *Store) CancelExport(ctx context.Context, shop app.ShopID, id string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`UPDATE exports SET state = 'cancelled', finished_at = ?, fence = fence + 1, size = 0, kept = 0
			WHERE shop_id = ? AND id = ? AND state = 'running'`, millis(s.now()), shop, id)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return missing(tx, shop, id, app.Errorf(app.Conflict, "the file is not being made any more"))
		}
		return nil
	}), "file")
}

// missing is NotFound for a file that is not there, and what is wrong with one that is.
func missing(tx *gorm.DB, shop app.ShopID, id string, there error) error {
	var found bool
	if err := tx.Raw("SELECT EXISTS (SELECT 1 FROM exports WHERE shop_id = ? AND id = ?)", shop, id).Scan(&found).Error; err != nil {
		return err
	}
	if !found {
		return app.Errorf(app.NotFound, "file not found: it is kept for a week")
	}
	return there
}

// DeleteExport removes a file, made or not. Errors: NotFound.
func (s *Store) DeleteExport(ctx context.Context, shop app.ShopID, id string) error {
	return wrap(s.removeExport(ctx, shop, id), "file")
}

// TrimFiles forgets the files of responses that were made before a time. Errors:
// Unavailable.
func (s *Store) TrimFiles(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	const over = "finished_at > 0 AND finished_at < ?"
	old, next, err := s.pageOf(ctx, "SELECT id, "+over+" AS over FROM exports WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?", millis(before), shop, after)
	for _, id := range old {
		if err == nil {
			err = s.removeExport(ctx, shop, id)
		}
		if app.Is(err, app.NotFound) { // somebody was quicker
			err = nil
		}
	}
	return next, wrap(err, "files")
}
