package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// dropPage is how many pieces of a file are removed at a time: they are large, and on
// SQLite nobody else writes meanwhile.
const dropPage = 4

// DropParts removes some pieces of a file that is not there any more; more says that there
// are others. Of a file that is made, or ready, it removes nothing. Errors: Unavailable.
func (s *Store) DropParts(ctx context.Context, shop app.ShopID, id string) (more bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		more = false
		var held []int
		if err := tx.Raw("SELECT parts FROM exports WHERE shop_id = ? AND id = ? AND state IN ('cancelled', 'failed', 'void') AND parts > 0"+forUpdate(tx),
			shop, id).Scan(&held).Error; err != nil || len(held) == 0 {
			return err
		}
		more, err = dropSome(tx, shop, id)
		return err
	})
	return more, wrap(err, "file")
}

// ClearExport removes some pieces of a file that is begun again, and prolongs the lease;
// more says that there are others. Errors: Conflict for a lease that counts no more.
func (s *Store) ClearExport(ctx context.Context, shop app.ShopID, lease ExportLease, until time.Time) (more bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		if _, err := lease.held(tx, shop, "leased_until = ?", millis(until)); err != nil {
			return err
		}
		more, err = dropSome(tx, shop, lease.ID)
		return err
	})
	return more, wrap(err, "file")
}

// dropSome removes a page of a file's pieces, within a transaction that holds the file,
// and writes down when none is left.
func dropSome(tx *gorm.DB, shop app.ShopID, id string) (more bool, err error) {
	gone := tx.Exec(`DELETE FROM export_parts WHERE shop_id = ? AND export_id = ? AND number IN
		(SELECT number FROM export_parts WHERE shop_id = ? AND export_id = ? ORDER BY number LIMIT ?)`, shop, id, shop, id, dropPage)
	if gone.Error != nil || gone.RowsAffected == dropPage {
		return true, gone.Error
	}
	return false, tx.Exec("UPDATE exports SET parts = 0 WHERE shop_id = ? AND id = ?", shop, id).Error
}

// removeExport ends a file, and removes its pieces and it. Errors: NotFound.
func (s *Store) removeExport(ctx context.Context, shop app.ShopID, id string) error {
	if err := s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`UPDATE exports SET state = 'cancelled', finished_at = CASE WHEN finished_at = 0 THEN ? ELSE finished_at END, fence = fence + 1, size = 0, kept = 0
			WHERE shop_id = ? AND id = ?`, millis(s.now()), shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.NotFound, "file not found: it is kept for a week")
		}
		return done.Error
	}); err != nil {
		return err
	}
	for more := true; more; {
		var err error
		if more, err = s.DropParts(ctx, shop, id); err != nil {
			return err // what is left is found by whoever makes files
		}
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM exports WHERE shop_id = ? AND id = ? AND state = 'cancelled' AND parts = 0", shop, id).Error
	})
}
