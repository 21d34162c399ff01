package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// CountDeliveries counts the deliveries that a filter leaves, up to so many, 0 for all;
// again leaves those out that wait, which are not sent again. Errors: Unavailable.
func (s *Store) CountDeliveries(ctx context.Context, shop app.ShopID, f DeliveryFilter, again bool, most int) (int, error) {
	query := f.where(s.read.WithContext(ctx), shop).Order("")
	if again {
		query = query.Where("state <> 'waiting'")
	}
	if most > 0 {
		query = s.read.WithContext(ctx).Table("(?) AS newest", query.Select("id").Limit(most))
	}
	var n int64
	err := query.Count(&n).Error
	return int(n), wrap(err, "deliveries")
}

// AdvanceDeliveries has a page of a run's deliveries sent again, or taken back, together
// with where the next page begins: whatever happens, each is dealt with once. f is what
// the run is about. It returns how many deliveries wait for it. Errors: Conflict when
// somebody else has done the page, or the run is not on its way any more.
func (s *Store) AdvanceDeliveries(ctx context.Context, shop app.ShopID, run app.Run, f DeliveryFilter, page []app.DeliveryID) (waiting int, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		row, found, err := lockRun(tx, shop, run.ID)
		if err != nil {
			return err
		}
		if !found || row.State != app.RunRunning || row.PageAfter != run.Cursor {
			return app.Errorf(app.Conflict, "the run has moved on")
		}
		about, came, err := row.details()
		if err != nil {
			return err
		}
		done := len(page)
		if run.Kind == app.RunUndo {
			waiting, err = s.undoSome(ctx, tx, undoing{filter: f, shop: shop, run: run.ID}, page, &came)
		} else {
			waiting, err = s.replaySome(ctx, tx, shop, run.ID, page)
			done = waiting
		}
		if err != nil {
			return err
		}
		if came.Rounds > 0 {
			done = 0 // they were counted the first time
		}
		if err := noteRun(tx, shop, run.ID, about, came); err != nil {
			return err
		}
		return tx.Exec("UPDATE runs SET page_after = ?, planned = planned + ? WHERE shop_id = ? AND id = ?", page[len(page)-1], done, shop, run.ID).Error
	})
	return waiting, wrap(err, "run")
}

// undoSome takes a page back.
func (s *Store) undoSome(ctx context.Context, tx *gorm.DB, u undoing, page []app.DeliveryID, came *cameTo) (waiting int, err error) {
	u.now, u.done = millis(s.now()), &app.Undone{Skipped: map[string]int{}}
	now := u.again()
	now.tx, now.page = tx, map[app.DeliveryID]bool{}
	for _, id := range page {
		now.page[id] = true
	}
	if err := now.some(ctx, page); err != nil {
		return 0, err
	}
	came.Undone = came.Add(*now.done)
	return now.planned, nil
}

// EndRound is for a run that takes everything back until nothing is left: it begins anew
// where this round came to something. Errors: Conflict when it is not on its way any more.
func (s *Store) EndRound(ctx context.Context, shop app.ShopID, run app.Run) (again bool, err error) {
	err = s.turn(ctx, shop, run.ID, []app.RunState{app.RunRunning}, func(tx *gorm.DB, row runRow) error {
		f, came, err := row.details()
		if again = err == nil && came.Places > came.Before; !again {
			return err
		}
		came.Rounds, came.Before = came.Rounds+1, came.Places
		if err := noteRun(tx, shop, run.ID, f, came); err != nil {
			return err
		}
		return tx.Exec("UPDATE runs SET page_after = '' WHERE shop_id = ? AND id = ? AND page_after = ?", shop, run.ID, run.Cursor).Error
	})
	return again, err
}

// RetryUndoing has some of what could not be taken back at a destination, up to a moment,
// tried again by a run, and returns how many. Errors: Unavailable.
func (s *Store) RetryUndoing(ctx context.Context, shop app.ShopID, run app.Run, limit int) (n int, err error) {
	parked, err := s.Deliveries(ctx, shop, DeliveryFilter{
		Destination: run.Destination, State: app.DeliveryParked, Cause: app.CauseUndo, Finished: run.Resumed, Limit: limit,
	})
	if err != nil || len(parked) == 0 {
		return 0, err
	}
	ids := make([]app.DeliveryID, len(parked))
	for i, d := range parked {
		ids[i] = d.ID
	}
	err = s.turn(ctx, shop, run.ID, []app.RunState{app.RunRunning}, func(tx *gorm.DB, _ runRow) error {
		n, err = s.replaySome(ctx, tx, shop, run.ID, ids)
		return err
	})
	return n, err
}

// CountUndoing counts the deliveries that are still to take something back at a
// destination, and those that were refused. Errors: Unavailable.
func (s *Store) CountUndoing(ctx context.Context, shop app.ShopID, at app.DestinationID) (waiting, refused int, err error) {
	var n struct{ Waiting, Parked int }
	err = s.read.WithContext(ctx).Raw(`SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, COUNT(CASE WHEN state = 'parked' THEN 1 END) AS parked
		FROM deliveries WHERE shop_id = ? AND destination_id = ? AND state IN ('waiting', 'parked') AND cause = 'undo'`, shop, at).Scan(&n).Error
	return n.Waiting, n.Parked, wrap(err, "deliveries")
}
