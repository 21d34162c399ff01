package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// CancelExport ends a file that is being made. Errors: NotFound; Conflict for one that is
// not made any more.
func (s *Store) CancelExport(ctx context.Context, shop app.ShopID, id string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`UPDATE exports SET state = 'cancelled', finished_at = ?, fence = fence + 1, size = 0, kept = 0, parts = 0
			WHERE shop_id = ? AND id = ? AND state = 'running'`, millis(s.now()), shop, id)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return missing(tx, shop, id, app.Errorf(app.Conflict, "the file is not being made any more"))
		}
		return dropParts(tx, shop, id)
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
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("DELETE FROM exports WHERE shop_id = ? AND id = ?", shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.NotFound, "file not found: it is kept for a week")
		}
		if done.Error != nil {
			return done.Error
		}
		return dropParts(tx, shop, id)
	}), "file")
}

// TrimFiles forgets the files of responses that were made before a time. Errors:
// Unavailable.
func (s *Store) TrimFiles(ctx context.Context, shop app.ShopID, before time.Time, after string) (string, error) {
	const over = "finished_at > 0 AND finished_at < ?"
	old, next, err := s.pageOf(ctx, "SELECT id, "+over+" AS over FROM exports WHERE shop_id = ? AND id > ? ORDER BY id LIMIT ?", millis(before), shop, after)
	if err == nil {
		err = s.inGroups(ctx, shop, old, func(p people, some []string) error {
			if err := p.exec("DELETE FROM export_parts WHERE shop_id = ? AND export_id IN ?", shop, some); err != nil {
				return err
			}
			return p.exec("DELETE FROM exports WHERE shop_id = ? AND id IN ? AND "+over, shop, some, millis(before))
		})
	}
	return next, wrap(err, "files")
}

// reasonVoid is why a file is not there any more that somebody may have been in.
const reasonVoid = "somebody who may be in it was erased, or took an answer back, after it was made: make it again"

// voidExports removes what files of responses hold, if there are responses of a kind: who
// said them is being forgotten. Those that are being made begin again. Whoever reads to
// add to one may have read of her before: the fence keeps that out.
func (p people) voidExports(which string, args ...any) error {
	var said bool
	if err := p.tx.Raw("SELECT EXISTS (SELECT 1 FROM responses WHERE "+which+")", args...).Scan(&said).Error; err != nil || !said {
		return err
	}
	if err := p.exec(`UPDATE exports SET fence = fence + 1, leased_until = 0, columns = '', total = -1, looked = 0, lines = 0, parts = 0, size = 0, kept = 0,
		after_at = 0, after_id = '' WHERE shop_id = ? AND state = 'running'`, p.shop); err != nil {
		return err
	}
	if err := p.exec("UPDATE exports SET state = 'void', reason = ?, size = 0, kept = 0, parts = 0 WHERE shop_id = ? AND state = 'done'", reasonVoid, p.shop); err != nil {
		return err
	}
	return p.exec("DELETE FROM export_parts WHERE shop_id = ?", p.shop)
}
