package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

const (
	reasonRunCancelled = "the run was cancelled"
	reasonRunPaused    = "the run is paused"
)

// never is when a delivery is due whose run is paused.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// PeoplePage lists a shop's people after one, in an order that does not change. Errors:
// Unavailable.
func (s *Store) PeoplePage(ctx context.Context, shop app.ShopID, f RunFilter, after string, limit int) ([]app.ProfileID, error) {
	var list []app.ProfileID
	narrowed, args := f.where(shop)
	err := s.read.WithContext(ctx).Raw("SELECT id FROM profiles WHERE shop_id = ? AND id > ?"+narrowed+" ORDER BY id LIMIT ?",
		append(append([]any{shop, after}, args...), limit)...).Scan(&list).Error
	return list, wrap(err, "profiles")
}

// CountPeople counts them all. Errors: Unavailable.
func (s *Store) CountPeople(ctx context.Context, shop app.ShopID, f RunFilter) (int, error) {
	var n int
	narrowed, args := f.where(shop)
	err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM profiles WHERE shop_id = ?"+narrowed, append([]any{shop}, args...)...).Scan(&n).Error
	return n, wrap(err, "profiles")
}

func (f RunFilter) where(shop app.ShopID) (string, []any) {
	if f.Since.IsZero() && f.Survey == "" {
		return "", nil
	}
	answered, args := " AND EXISTS (SELECT 1 FROM responses r WHERE r.shop_id = ? AND r.profile_id = profiles.id", []any{shop}
	if !f.Since.IsZero() {
		answered, args = answered+" AND r.submitted_at >= ?", append(args, millis(f.Since))
	}
	if f.Survey != "" {
		answered, args = answered+" AND r.survey_id = ?", append(args, f.Survey)
	}
	return answered + ")", args
}

// CountRunWaiting counts the deliveries of a run that are still to be made. Errors:
// Unavailable.
func (s *Store) CountRunWaiting(ctx context.Context, shop app.ShopID, id app.RunID) (int, error) {
	var n int
	err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM deliveries WHERE shop_id = ? AND run_id = ? AND run_id <> '' AND state = 'waiting'", shop, id).Scan(&n).Error
	return n, wrap(err, "deliveries")
}

// AdvanceRun plans the deliveries of a page of a run together with where the next one
// begins: whatever happens, nobody is planned twice or left out. Of a replay nothing is
// believed to be there any more. Errors: Conflict when somebody else has done the page, or
// the run is not on its way any more.
func (s *Store) AdvanceRun(ctx context.Context, shop app.ShopID, run app.Run, page []app.ProfileID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		next := run.Cursor
		if len(page) > 0 {
			next = string(page[len(page)-1])
		}
		moved := tx.Exec("UPDATE runs SET page_after = ?, planned = planned + ? WHERE shop_id = ? AND id = ? AND state = 'running' AND page_after = ?",
			next, len(page), shop, run.ID, run.Cursor)
		if moved.Error == nil && moved.RowsAffected == 0 {
			return app.Errorf(app.Conflict, "the run has moved on")
		}
		if moved.Error != nil {
			return moved.Error
		}
		var there []app.ProfileID
		if err := tx.Raw("SELECT id FROM profiles WHERE shop_id = ? AND id IN ? ORDER BY id", shop, page).Scan(&there).Error; err != nil {
			return err
		}
		planned := make([]app.Delivery, len(there))
		for i, id := range there {
			planned[i] = app.Delivery{
				Shop: shop, ID: app.DeliveryID(uuid.Must(uuid.NewV7()).String()), Destination: run.Destination, Profile: id,
				Cause: app.CauseBackfill, Run: run.ID, NextAt: s.now(), CreatedAt: s.now(),
			}
		}
		if run.Kind == app.RunReplay {
			subjects, err := subjectsOf(tx, shop, planned)
			if err != nil {
				return err
			}
			if err := doubtReceipts(tx, shop, run.Destination, subjects); err != nil {
				return err
			}
		}
		return planDeliveries(ctx, tx, planned)
	}), "run")
}

// NoteUndone records that a run has had so many more people undone. Errors: Conflict when
// it is not on its way any more.
func (s *Store) NoteUndone(ctx context.Context, shop app.ShopID, id app.RunID, people int) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE runs SET planned = planned + ?, total = total + ? WHERE shop_id = ? AND id = ? AND state = 'running'", people, people, shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return app.Errorf(app.Conflict, "the run has moved on")
		}
		return done.Error
	}), "run")
}

// CountUndoing counts the deliveries that are still to take something back at a
// destination, and those that were refused. Errors: Unavailable.
func (s *Store) CountUndoing(ctx context.Context, shop app.ShopID, at app.DestinationID) (waiting, refused int, err error) {
	var n struct{ Waiting, Parked int }
	err = s.read.WithContext(ctx).Raw(`SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, COUNT(CASE WHEN state = 'parked' THEN 1 END) AS parked
		FROM deliveries WHERE shop_id = ? AND destination_id = ? AND state IN ('waiting', 'parked') AND cause = 'undo'`, shop, at).Scan(&n).Error
	return n.Waiting, n.Parked, wrap(err, "deliveries")
}

// HoldRun pauses a run that cannot go on, and says why. Errors: Conflict when it is not on
// its way any more.
func (s *Store) HoldRun(ctx context.Context, shop app.ShopID, id app.RunID, why string) error {
	return s.turn(ctx, shop, id, turn{"UPDATE runs SET state = 'paused', reason = ? WHERE shop_id = ? AND id = ? AND state = 'running'", []any{why}})
}

// FinishRun ends a run that is through; leave disconnects its destination with it. Errors:
// Unavailable.
func (s *Store) FinishRun(ctx context.Context, shop app.ShopID, run app.Run, leave bool) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE runs SET state = 'done', finished_at = ? WHERE shop_id = ? AND id = ? AND state = 'running'", millis(s.now()), shop, run.ID)
		if done.Error != nil || done.RowsAffected == 0 || !leave {
			return done.Error
		}
		return s.disconnect(tx, shop, run.Destination)
	}), "run")
}

// PauseRun stops a run: what it has planned and was not sent waits. Errors: NotFound;
// Conflict for one that is not running.
func (s *Store) PauseRun(ctx context.Context, shop app.ShopID, id app.RunID) error {
	return s.turn(ctx, shop, id,
		turn{"UPDATE runs SET state = 'paused' WHERE shop_id = ? AND id = ? AND state = 'running'", nil},
		turn{"UPDATE deliveries SET next_at = ?, reason = ?" + plannedByRun, []any{millis(never), reasonRunPaused}})
}

// ResumeRun goes on with a paused run. Errors: NotFound; Conflict for one that is not
// paused.
func (s *Store) ResumeRun(ctx context.Context, shop app.ShopID, id app.RunID) error {
	now := millis(s.now())
	return s.turn(ctx, shop, id,
		turn{"UPDATE runs SET state = 'running', reason = '' WHERE shop_id = ? AND id = ? AND state = 'paused'", nil},
		turn{"UPDATE deliveries SET next_at = ?, reason = ''" + plannedByRun, []any{now}},
		turn{
			`UPDATE lanes SET due_at = ? WHERE due_at > ? AND shop_id = ?
			AND destination_id = (SELECT destination_id FROM runs WHERE runs.shop_id = lanes.shop_id AND runs.id = ?)`, []any{now, now},
		})
}

// CancelRun ends a run before it is through: what it has planned and was not sent is
// dropped, what was sent, or is on its way with a bulk job, stays. Where it was to take
// everything back, answers ask again for what they did before, and another run, by the same
// hand and begun with it, has it written: a crash between the two would leave it taken back
// for good. next is what that one is called. Errors: NotFound; Conflict for one that is over.
func (s *Store) CancelRun(ctx context.Context, shop app.ShopID, id app.RunID, by string) (next app.RunID, err error) {
	now := millis(s.now())
	next = app.RunID(uuid.Must(uuid.NewV7()).String())
	const undone = " AND shop_id = ? AND EXISTS (SELECT 1 FROM runs r WHERE r.shop_id = %[1]s.shop_id AND r.id = ? AND r.kind = 'undo' AND r.destination_id = %[1]s.destination_id AND r.created_at <= %[1]s.%[2]s)"
	return next, s.turn(ctx, shop, id,
		turn{"UPDATE runs SET state = 'cancelled', reason = ?, finished_at = ? WHERE shop_id = ? AND id = ? AND state IN ('running', 'paused')", []any{"cancelled by " + by, now}},
		turn{"UPDATE deliveries SET state = 'dropped', reason = ?, finished_at = ?" + plannedByRun, []any{reasonRunCancelled, now}},
		turn{"UPDATE writes SET undone_at = 0 WHERE undone_at > 0" + fmt.Sprintf(undone, "writes", "undone_at"), nil},
		turn{"DELETE FROM overrides WHERE why = 'undone'" + fmt.Sprintf(undone, "overrides", "since"), nil},
		turn{`INSERT INTO runs (shop_id, id, destination_id, kind, state, filter, total, begun_by, created_at)
			SELECT r.shop_id, ?, r.destination_id, 'backfill', 'running', '{}', (SELECT COUNT(*) FROM profiles p WHERE p.shop_id = r.shop_id), ?, ?
			FROM runs r WHERE r.shop_id = ? AND r.id = ? AND r.kind = 'undo'`, []any{next, by, now}})
}

// keepPaused has what was on its way as its run was paused wait with it: to be tried again
// was planned without knowing.
func keepPaused(tx *gorm.DB, shop app.ShopID, at app.DestinationID) error {
	return tx.Exec(`UPDATE deliveries SET next_at = ?, reason = ? WHERE shop_id = ? AND run_id <> '' AND bulk_id = '' AND state = 'waiting' AND next_at < ?
		AND run_id IN (SELECT id FROM runs WHERE shop_id = ? AND destination_id = ? AND state = 'paused')`,
		millis(never), reasonRunPaused, shop, millis(never), shop, at).Error
}

// plannedByRun is what a run has planned and may still be kept from happening.
const plannedByRun = " WHERE shop_id = ? AND run_id = ? AND run_id <> '' AND bulk_id = '' AND state = 'waiting'"

// turn is a statement about a run; the shop and the run are its last arguments.
type turn struct {
	do   string
	args []any
}

// turn changes the state of a run, and with it what it planned.
func (s *Store) turn(ctx context.Context, shop app.ShopID, id app.RunID, state turn, rest ...turn) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var known bool
		if err := tx.Raw("SELECT EXISTS (SELECT 1 FROM runs WHERE shop_id = ? AND id = ?)", shop, id).Scan(&known).Error; err != nil {
			return err
		}
		if !known {
			return app.Errorf(app.NotFound, "run not found")
		}
		turned := tx.Exec(state.do, append(slices.Clone(state.args), shop, id)...)
		if turned.Error == nil && turned.RowsAffected == 0 {
			return app.Errorf(app.Conflict, "the run is not in that state any more")
		}
		if turned.Error != nil {
			return turned.Error
		}
		for _, one := range rest {
			if err := tx.Exec(one.do, append(slices.Clone(one.args), shop, id)...).Error; err != nil {
				return err
			}
		}
		return nil
	}), "run")
}
