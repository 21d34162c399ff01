package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ErasureTask is a part of an erasure that is due, and what is to be forgotten.
type ErasureTask struct {
	app.ErasurePart
	Erasure string
	Traces  []Trace
}

type partRow struct {
	ErasureID     string
	DestinationID string
	State         string
	What          string
	Attempts      int
	Checks        int
	NextAt        int64
	ErasedAt      int64
	CheckedAt     int64
	Reason        string
}

func (r partRow) part() app.ErasurePart {
	return app.ErasurePart{
		Destination: app.DestinationID(r.DestinationID), State: app.ErasureState(r.State), Attempts: r.Attempts, Checks: r.Checks,
		NextAt: fromMillis(r.NextAt), ErasedAt: fromMillis(r.ErasedAt), CheckedAt: fromMillis(r.CheckedAt), Reason: r.Reason,
	}
}

const partColumns = "erasure_id, destination_id, state, what, attempts, checks, next_at, erased_at, checked_at, reason"

// DueErasures lists what a lane is to have forgotten, or to read back, now, the
// longest due first. Errors: Unavailable.
func (s *Store) DueErasures(ctx context.Context, shop app.ShopID, to app.DestinationID, limit int) ([]ErasureTask, error) {
	tx := s.read.WithContext(ctx)
	var rows []partRow
	if err := tx.Raw("SELECT "+partColumns+` FROM erasure_parts
		WHERE shop_id = ? AND destination_id = ? AND next_at > 0 AND next_at <= ? ORDER BY next_at, erasure_id LIMIT ?`,
		shop, to, millis(s.now()), limit).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "erasures")
	}
	tasks := make([]ErasureTask, len(rows))
	for i, row := range rows {
		text, err := s.keys.Open(partPlace(shop), row.What)
		if err != nil {
			return nil, err
		}
		tasks[i] = ErasureTask{ErasurePart: row.part(), Erasure: row.ErasureID}
		if err := json.Unmarshal([]byte(text), &tasks[i].Traces); err != nil {
			return nil, fmt.Errorf("traces: %w", err)
		}
		if err := spare(tx, shop, to, tasks[i].Traces); err != nil {
			return nil, wrap(err, "erasures")
		}
	}
	return tasks, nil
}

// spare takes from traces what has been told anew since: that is somebody we have not
// been asked to erase.
func spare(tx *gorm.DB, shop app.ShopID, to app.DestinationID, traces []Trace) error {
	subjects := make([]string, len(traces))
	for i, t := range traces {
		subjects[i] = t.subject()
	}
	anew, written, err := toldAnew(tx, shop, to, subjects)
	for i, subject := range subjects {
		traces[i].Anew = anew[subject]
		traces[i].Properties = without(traces[i].Properties, "property:", written[subject])
		traces[i].Tags = without(traces[i].Tags, "tag:", written[subject])
	}
	return err
}

func without(list []string, kind string, written map[string]bool) []string {
	var left []string
	for _, one := range list {
		if !written[kind+one] {
			left = append(left, one)
		}
	}
	return left
}

// HoldLane holds a lane for longer, if it is still ours. Errors: Conflict when it is
// not, or the shop has gone.
func (s *Store) HoldLane(ctx context.Context, shop app.ShopID, held app.Lane, until time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return holdLane(tx, shop, held, until) }), "lane")
}

// SettleErasure records how far a part is; pause is why the lane must stop, "" if it
// need not. Errors: Conflict when the lane has another holder by now, who does it
// again.
func (s *Store) SettleErasure(ctx context.Context, shop app.ShopID, held app.Lane, done ErasureTask, pause string, until time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := settlePart(tx, shop, done); err != nil {
			return err
		}
		if err := lockLane(tx, shop, held); err != nil {
			return err
		}
		return tx.Exec("UPDATE lanes SET leased_until = ?, paused_reason = CASE WHEN paused_reason = '' THEN ? ELSE paused_reason END WHERE shop_id = ? AND destination_id = ?",
			millis(until), pause, shop, held.Destination).Error
	}), "erasure")
}

// settlePart writes how far a part is. What it was about goes when it moves no more,
// and one that was closed meanwhile stays closed.
func settlePart(tx *gorm.DB, shop app.ShopID, t ErasureTask) error {
	return tx.Exec(`UPDATE erasure_parts SET state = ?, attempts = ?, checks = ?, next_at = ?, erased_at = ?, checked_at = ?, reason = ?,
			what = CASE WHEN CAST(? AS BIGINT) = 0 THEN '' ELSE what END
		WHERE shop_id = ? AND erasure_id = ? AND destination_id = ? AND state IN (?, ?)`,
		t.State, t.Attempts, t.Checks, millis(t.NextAt), millis(t.ErasedAt), millis(t.CheckedAt), t.Reason, millis(t.NextAt),
		shop, t.Erasure, t.Destination, app.ErasureWaiting, app.ErasureChecking).Error
}

// doubtErasures has what a destination says it has forgotten forgotten once more: one
// that lost the lane may have written after it.
func doubtErasures(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64) error {
	return tx.Exec("UPDATE erasure_parts SET state = ?, next_at = ? WHERE shop_id = ? AND destination_id = ? AND state = ?",
		app.ErasureWaiting, now, shop, at, app.ErasureChecking).Error
}

// CloseErasures gives up, in all shops, what no destination has done by the time the
// law gives. Errors: Unavailable.
func (s *Store) CloseErasures(ctx context.Context) error {
	now := millis(s.now())
	const due = " AND EXISTS (SELECT 1 FROM erasures e WHERE e.shop_id = erasure_parts.shop_id AND e.id = erasure_parts.erasure_id AND e.due_at <= ?)"
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE erasure_parts SET state = ?, next_at = 0, what = '', reason = 'it says that it has, and could not be read back in time'
			WHERE state = ? AND checks = 0`+due, app.ErasureUnread, app.ErasureChecking, now).Error; err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE erasure_parts SET state = ?, next_at = 0, what = ''
			WHERE state IN (?, ?) AND checks > 0`+due, app.ErasureKept, app.ErasureWaiting, app.ErasureChecking, now).Error; err != nil {
			return err
		}
		return tx.Exec(`UPDATE erasure_parts SET state = ?, next_at = 0, what = '',
				reason = CASE WHEN reason = '' THEN 'it did not answer in time' ELSE reason END
			WHERE state = ?`+due, app.ErasureUnreachable, app.ErasureWaiting, now).Error
	}), "erasures")
}

// FinishErasure keeps the receipt of an erasure that is done with everywhere, once.
// Errors: Unavailable.
func (s *Store) FinishErasure(ctx context.Context, shop app.ShopID, done app.Erasure) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		finished := tx.Exec(`UPDATE erasures SET finished_at = ?, receipt = ? WHERE shop_id = ? AND id = ? AND finished_at = 0`,
			millis(done.FinishedAt), string(done.Receipt), shop, done.ID)
		if finished.Error != nil || finished.RowsAffected == 0 {
			return finished.Error
		}
		return tx.Exec("UPDATE privacy_requests SET finished_at = ? WHERE shop_id = ? AND id = ? AND finished_at = 0",
			millis(done.FinishedAt), shop, done.Request).Error
	}), "erasure")
}
