package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Looked is what a check of a destination came to.
type Looked struct {
	Account string // "": not told
	Problem string // "": it works
	Pause   bool   // nothing is to be sent until it works
	At      time.Time
}

// NoteCheck keeps what a check came to. A lane that trouble paused opens when it works
// again, one that the merchant paused does not; opened says that it did. Errors:
// NotFound.
func (s *Store) NoteCheck(ctx context.Context, shop app.ShopID, id app.DestinationID, l Looked) (opened bool, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		opened = false
		done := tx.Exec(`UPDATE destinations SET problem = ?, checked_at = ?, account = CASE WHEN ? = '' THEN account ELSE ? END
			WHERE shop_id = ? AND id = ?`, l.Problem, millis(l.At), l.Account, l.Account, shop, id)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return gorm.ErrRecordNotFound
		}
		switch {
		case l.Pause:
			return tx.Exec("UPDATE lanes SET paused_reason = ? WHERE shop_id = ? AND destination_id = ? AND paused_reason <> ?",
				l.Problem, shop, id, app.PausedByHand).Error
		case l.Problem == "":
			done = tx.Exec("UPDATE lanes SET paused_reason = '' WHERE shop_id = ? AND destination_id = ? AND paused_reason NOT IN ('', ?)",
				shop, id, app.PausedByHand)
			opened = done.RowsAffected == 1
		}
		return done.Error
	})
	return opened, wrap(err, "destination")
}

// PauseLane stops a lane by hand: what is under way is finished, and nothing is begun.
// Errors: NotFound.
func (s *Store) PauseLane(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return s.holdUp(ctx, shop, id, app.PausedByHand)
}

// ResumeLane opens a lane, whatever paused it. Errors: NotFound.
func (s *Store) ResumeLane(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return s.holdUp(ctx, shop, id, "")
}

func (s *Store) holdUp(ctx context.Context, shop app.ShopID, id app.DestinationID, reason string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec("UPDATE lanes SET paused_reason = ? WHERE shop_id = ? AND destination_id = ?", reason, shop, id)
		if done.Error == nil && done.RowsAffected == 0 {
			return gorm.ErrRecordNotFound
		}
		return done.Error
	}), "destination")
}

// Place names a destination of a shop.
type Place struct {
	Shop app.ShopID
	ID   app.DestinationID
}

// UncheckedDestinations lists connected destinations of all shops that were last looked
// at before a time, or before another one if trouble keeps their lane paused, the
// longest ago first. Errors: Unavailable.
func (s *Store) UncheckedDestinations(ctx context.Context, before, paused time.Time, limit int) ([]Place, error) {
	var list []Place
	err := s.read.WithContext(ctx).Raw(`SELECT d.shop_id AS shop, d.id FROM destinations d
		JOIN lanes ON lanes.shop_id = d.shop_id AND lanes.destination_id = d.id
		WHERE d.kind NOT IN (?, ?) AND `+installed+`
			AND (d.checked_at <= ? OR d.checked_at <= ? AND lanes.paused_reason NOT IN ('', ?))
		ORDER BY d.checked_at, d.shop_id, d.id LIMIT ?`,
		app.ShopifyDestination, app.FlowDestination, millis(before), millis(paused), app.PausedByHand, limit).Scan(&list).Error
	return list, wrap(err, "destinations")
}

// Trouble is why a destination of a shop does not work.
type Trouble struct {
	Place
	Why string
}

// TroubledDestinations lists the destinations of all installed shops that trouble keeps
// from being sent to, or that a check found something wrong with. Errors: Unavailable.
func (s *Store) TroubledDestinations(ctx context.Context, limit int) ([]Trouble, error) {
	var rows []struct {
		Shop app.ShopID
		ID   app.DestinationID
		Why  string
	}
	err := s.read.WithContext(ctx).Raw(`SELECT d.shop_id AS shop, d.id, CASE WHEN lanes.paused_reason IN ('', ?) THEN d.problem ELSE lanes.paused_reason END AS why
		FROM destinations d JOIN lanes ON lanes.shop_id = d.shop_id AND lanes.destination_id = d.id
		WHERE `+installed+` AND (lanes.paused_reason NOT IN ('', ?) OR d.problem <> '') ORDER BY d.shop_id, d.id LIMIT ?`,
		app.PausedByHand, app.PausedByHand, limit).Scan(&rows).Error
	list := make([]Trouble, len(rows))
	for i, row := range rows {
		list[i] = Trouble{Place{row.Shop, row.ID}, row.Why}
	}
	return list, wrap(err, "destinations")
}
