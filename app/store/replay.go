package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ReplayDeliveries sends finished and parked deliveries again, and doubts what
// we believe their destinations hold, so that it is really said again: what was undone of
// them, too. It goes page by page, and returns how many there were; of many, a run does it.
// Errors: Unavailable.
func (s *Store) ReplayDeliveries(ctx context.Context, shop app.ShopID, f DeliveryFilter) (total int, err error) {
	for f.Limit = pageOfDeliveries; ; {
		found, err := s.Deliveries(ctx, shop, f)
		if err != nil || len(found) == 0 {
			return total, err
		}
		page := make([]app.DeliveryID, len(found))
		for i, d := range found {
			page[i] = d.ID
		}
		n := 0
		err = s.write(ctx, func(tx *gorm.DB) (err error) {
			n, err = s.replaySome(ctx, tx, shop, "", page)
			return err
		})
		if total += n; err != nil || len(page) < pageOfDeliveries {
			return total, wrap(err, "deliveries")
		}
		f.Before = page[len(page)-1]
	}
}

// replaySome sends a page again, as a run's or, for "", on its own, and says of how many.
func (s *Store) replaySome(ctx context.Context, tx *gorm.DB, shop app.ShopID, run app.RunID, page []app.DeliveryID) (int, error) {
	if err := lockDeliveries(tx, "?", among(tx, shop, "id", page)); err != nil {
		return 0, err
	}
	var rows []deliveryRow
	// The bulk job that made one is over, and so is its run: it must not wait for another.
	err := tx.Raw(`UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = ?, reason = '', finished_at = 0, bulk_id = '', run_id = ?
		WHERE state <> 'waiting' AND ? RETURNING `+deliveryColumns, millis(s.now()), run, among(tx, shop, "id", page)).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return len(rows), replay(ctx, tx, shop, deliveries(rows))
}

// replay doubts what deliveries are about, lets answers say again what was undone there,
// and rings their lanes. A delivery tells all there is to tell of somebody, and so does
// its replay; that of an undo undoes it once more.
func replay(ctx context.Context, tx *gorm.DB, shop app.ShopID, again []app.Delivery) error {
	to := map[app.DestinationID][]app.Delivery{}
	for _, d := range again {
		to[d.Destination] = append(to[d.Destination], d)
	}
	for at, list := range to {
		subjects, err := subjectsOf(tx, shop, list)
		if err != nil {
			return err
		}
		if err := doubtReceipts(tx, shop, at, subjects); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(d app.Delivery) bool { return d.Cause == app.CauseUndo })
		if subjects, err = subjectsOf(tx, shop, list); err != nil {
			return err
		}
		if err := redo(tx, shop, at, subjects); err != nil {
			return err
		}
	}
	return ringLanes(ctx, tx, again)
}

// redo lets answers say what stands at places of subjects: what was undone there counts
// as never undone.
func redo(tx *gorm.DB, shop app.ShopID, at app.DestinationID, subjects []string) error {
	if len(subjects) == 0 {
		return nil
	}
	theirs, args := ofSubjects(shop, at, subjects)
	err := tx.Exec(`UPDATE writes SET undone_at = 0 WHERE undone_at > 0 AND undone_at >= (
		SELECT since FROM overrides o WHERE o.shop_id = writes.shop_id AND o.destination_id = writes.destination_id
			AND o.subject = writes.subject AND o.property = writes.property) AND `+theirs, args...).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM overrides WHERE "+theirs, args...).Error
}
