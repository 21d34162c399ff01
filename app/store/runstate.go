package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

const (
	reasonRunCancelled = "the run was cancelled"
	reasonRunPaused    = "the run is paused"
)

// never is when a delivery is due whose run is paused.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// PauseRun stops a run: what it has planned and was not sent waits. Errors: NotFound;
// Conflict for one that is not running.
func (s *Store) PauseRun(ctx context.Context, shop app.ShopID, id app.RunID) error {
	return s.turn(ctx, shop, id, []app.RunState{app.RunRunning}, func(tx *gorm.DB, _ runRow) error {
		if err := tx.Exec("UPDATE runs SET state = 'paused' WHERE shop_id = ? AND id = ?", shop, id).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE deliveries SET next_at = ?, reason = ?"+plannedByRun, millis(never), reasonRunPaused, shop, id).Error
	})
}

// ResumeRun goes on with a paused run. Errors: NotFound; Conflict for one that is not
// paused.
func (s *Store) ResumeRun(ctx context.Context, shop app.ShopID, id app.RunID) error {
	return s.turn(ctx, shop, id, []app.RunState{app.RunPaused}, func(tx *gorm.DB, row runRow) error {
		f, came, err := row.details()
		if err != nil {
			return err
		}
		came.Resumed = millis(s.now())
		if err := noteRun(tx, shop, id, f, came); err != nil {
			return err
		}
		if err := tx.Exec("UPDATE runs SET state = 'running', reason = '' WHERE shop_id = ? AND id = ?", shop, id).Error; err != nil {
			return err
		}
		return s.release(tx, row)
	})
}

// release has what a run planned and kept waiting go on.
func (s *Store) release(tx *gorm.DB, row runRow) error {
	now := millis(s.now())
	if err := tx.Exec("UPDATE deliveries SET next_at = ?, reason = ''"+plannedByRun+" AND next_at >= ?", now, row.ShopID, row.ID, millis(never)).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE lanes SET due_at = ? WHERE due_at > ? AND shop_id = ? AND (destination_id = ? OR ? = '')",
		now, now, row.ShopID, row.DestinationID, row.DestinationID).Error
}

// HoldRun pauses a run that cannot go on, and says why. Errors: Conflict when it is not on
// its way any more.
func (s *Store) HoldRun(ctx context.Context, shop app.ShopID, id app.RunID, why string) error {
	return s.turn(ctx, shop, id, []app.RunState{app.RunRunning}, func(tx *gorm.DB, _ runRow) error {
		return tx.Exec("UPDATE runs SET state = 'paused', reason = ? WHERE shop_id = ? AND id = ?", why, shop, id).Error
	})
}

// turn changes the state of a run that is in one of some states, and with it what it
// planned.
func (s *Store) turn(ctx context.Context, shop app.ShopID, id app.RunID, from []app.RunState, change func(tx *gorm.DB, row runRow) error) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		row, found, err := lockRun(tx, shop, id)
		switch {
		case err != nil:
			return err
		case !found:
			return app.Errorf(app.NotFound, "run not found")
		case !slices.Contains(from, row.State):
			return app.Errorf(app.Conflict, "the run is not in that state any more")
		}
		return change(tx, row)
	}), "run")
}

// keepPaused has what was on its way as its run was paused wait with it: to be tried again
// was planned without knowing.
func keepPaused(tx *gorm.DB, shop app.ShopID, at app.DestinationID) error {
	return tx.Exec(`UPDATE deliveries SET next_at = ?, reason = ? WHERE shop_id = ? AND run_id <> '' AND bulk_id = '' AND state = 'waiting' AND next_at < ?
		AND run_id IN (SELECT id FROM runs WHERE shop_id = ? AND destination_id IN (?, '') AND state = 'paused')`,
		millis(never), reasonRunPaused, shop, millis(never), shop, at).Error
}

// plannedByRun is what a run has planned and may still be kept from happening.
const plannedByRun = " WHERE shop_id = ? AND run_id = ? AND run_id <> '' AND bulk_id = '' AND state = 'waiting'"
