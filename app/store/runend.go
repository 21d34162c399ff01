package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// CancelRun ends a run before it is through: what it has planned and was not sent is
// dropped, what was sent, or is on its way with a bulk job, stays. A run of deliveries is
// let finish the few it has come to: that they are sent again, or taken back, is written
// down already. next is the run that leaving a destination turns into, "" for none. Errors:
// NotFound; Conflict for one that is over.
func (s *Store) CancelRun(ctx context.Context, shop app.ShopID, id app.RunID, by string) (next app.RunID, err error) {
	err = s.turn(ctx, shop, id, []app.RunState{app.RunRunning, app.RunPaused}, func(tx *gorm.DB, row runRow) error {
		next = ""
		now := millis(s.now())
		f, came, err := row.details()
		if err != nil {
			return err
		}
		if err := noteRun(tx, shop, id, f.through(), came); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE runs SET state = 'cancelled', reason = ?, finished_at = ? WHERE shop_id = ? AND id = ?", "cancelled by "+by, now, shop, id).Error; err != nil {
			return err
		}
		if f.Deliveries != nil {
			return s.release(tx, row)
		}
		if err := tx.Exec("UPDATE deliveries SET state = 'dropped', reason = ?, finished_at = ?"+plannedByRun, reasonRunCancelled, now, shop, id).Error; err != nil || !f.Leave {
			return err
		}
		next = app.RunID(uuid.Must(uuid.NewV7()).String())
		return tellAgain(tx, row, next, by, now)
	})
	return next, err
}

// tellAgain is for a destination that was to be left and is not: answers ask again for what
// they did before, and another run, begun with it, has it written. A crash between the two
// would leave it taken back for good.
func tellAgain(tx *gorm.DB, left runRow, next app.RunID, by string, now int64) error {
	const since = " WHERE shop_id = ? AND destination_id = ? AND "
	if err := tx.Exec("UPDATE writes SET undone_at = 0"+since+"undone_at > 0 AND undone_at >= ?", left.ShopID, left.DestinationID, left.CreatedAt).Error; err != nil {
		return err
	}
	if err := tx.Exec("DELETE FROM overrides"+since+"why = 'undone' AND since >= ?", left.ShopID, left.DestinationID, left.CreatedAt).Error; err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO runs (shop_id, id, destination_id, kind, state, total, begun_by, created_at)
		SELECT shop_id, ?, destination_id, 'backfill', 'running', (SELECT COUNT(*) FROM profiles p WHERE p.shop_id = runs.shop_id), ?, ?
		FROM runs WHERE shop_id = ? AND id = ?`, next, by, now, left.ShopID, left.ID).Error
}

// FinishRun ends a run that is through, and disconnects a destination that is left. Errors:
// Unavailable.
func (s *Store) FinishRun(ctx context.Context, shop app.ShopID, run app.Run) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		row, found, err := lockRun(tx, shop, run.ID)
		if err != nil || !found || row.State != app.RunRunning {
			return err
		}
		filter, came, err := row.details()
		if err != nil {
			return err
		}
		if err := tx.Raw("SELECT COUNT(DISTINCT profile_id) FROM deliveries WHERE shop_id = ? AND run_id = ? AND run_id <> '' AND state = 'parked' AND cause = 'undo'",
			shop, run.ID).Scan(&came.Refused).Error; err != nil {
			return err
		}
		if err := noteRun(tx, shop, run.ID, filter.through(), came); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE runs SET state = 'done', finished_at = ? WHERE shop_id = ? AND id = ?", millis(s.now()), shop, run.ID).Error; err != nil {
			return err
		}
		if !filter.Leave {
			return nil
		}
		return s.disconnect(tx, shop, run.Destination)
	}), "run")
}

// lockRun holds a run while its state is looked at.
func lockRun(tx *gorm.DB, shop app.ShopID, id app.RunID) (row runRow, found bool, err error) {
	var rows []runRow
	err = tx.Raw("SELECT shop_id, id, destination_id, kind, state, filter, came_to, page_after, created_at FROM runs WHERE shop_id = ? AND id = ?"+forUpdate(tx), shop, id).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return runRow{}, false, err
	}
	return rows[0], true, nil
}

// noteRun keeps what a run is about and how far it is.
func noteRun(tx *gorm.DB, shop app.ShopID, id app.RunID, f RunFilter, came cameTo) error {
	about, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("filter: %w", err)
	}
	text, err := json.Marshal(came)
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	return tx.Exec("UPDATE runs SET filter = ?, came_to = ? WHERE shop_id = ? AND id = ?", string(about), string(text), shop, id).Error
}
