package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

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
		if err := tx.Raw("SELECT id FROM profiles WHERE ? ORDER BY id", among(tx, shop, "id", page)).Scan(&there).Error; err != nil {
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

// NoteCount keeps what a run is about and will come to, as it was counted. Errors:
// Unavailable.
func (s *Store) NoteCount(ctx context.Context, shop app.ShopID, id app.RunID, total int, effect app.Effect) error {
	text, err := json.Marshal(effect)
	if err != nil {
		return fmt.Errorf("effect: %w", err)
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE runs SET total = ?, effect = ? WHERE shop_id = ? AND id = ? AND effect = ?", total, string(text), shop, id, uncounted).Error
	}), "run")
}
