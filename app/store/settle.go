package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Intention is what the holder of a lane is about to send.
type Intention struct {
	People  []app.Profile  // as they were read: the customers must still be theirs
	Touched []app.Receipt  // every property and tag that will be set or removed
	Writes  []app.Write    // of those, what stands there before and after
	Unsure  []app.Write    // the same where what we said last may not stand: Before is what was seen
	Ended   []app.Override // what holds no more: answers ask for something else
	Until   time.Time      // how long the lane is held for it
}

// Intend writes an intention down before anything is sent, so that whatever
// happens next is known to be possible: what will be written, and who the destination
// gets to know by it. Errors: Conflict when the lane was
// lost, the shop has gone, or a person changed hands; then nothing may be sent.
func (s *Store) Intend(ctx context.Context, shop app.ShopID, held app.Lane, i Intention) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := samePeople(tx, shop, i.People); err != nil {
			return err
		}
		if err := receiptIntend.insert(ctx, tx, receiptRows(shop, i.Touched, intended)); err != nil {
			return err
		}
		unsure, err := sure(tx, shop, held.Destination, i.Unsure)
		if err != nil {
			return err
		}
		if err := intendWrites(ctx, tx, shop, held.Destination, slices.Concat(i.Writes, unsure), millis(s.now())); err != nil {
			return err
		}
		if err := endOverrides(tx, shop, i.Ended); err != nil {
			return err
		}
		if err := s.people(tx, shop).noteReaches(s.keys, held.Destination, i.People, i.Touched); err != nil {
			return err
		}
		return holdLane(tx, shop, held, i.Until)
	}), "intention")
}

// samePeople keeps an erasure or merge from slipping between reading a person
// and writing receipts about her.
func samePeople(tx *gorm.DB, shop app.ShopID, people []app.Profile) error {
	ids := make([]app.ProfileID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	rows, err := holdInTurn(tx, shop, ids, toStay)
	if err != nil {
		return err
	}
	now := make(map[app.ProfileID]app.CustomerID, len(rows))
	for _, row := range rows {
		now[row.ID] = row.CustomerID
	}
	for _, p := range people {
		if customer, ok := now[p.ID]; !ok || customer != p.Customer {
			return app.Errorf(app.Conflict, "a person changed hands")
		}
	}
	return nil
}

// Settlement is what became of deliveries and what the destination confirmed.
type Settlement struct {
	Deliveries []app.Delivery // State, NextAt, Reason and Attempts are recorded
	Attempts   []app.Attempt
	Confirmed  []app.Receipt // what was touched where the whole change was made
	Told       []app.Receipt // of events that arrived, though not the whole change
	Gone       []app.Receipt // what was removed
	Refused    []app.Receipt // what will never be made, and why
	Checks     []app.Check   // looks to be taken at what was written
	Pause      string        // a reason to pause the lane
	Until      time.Time     // how much longer the lane is held
	Took       bool          // the destination has taken something
	Throttled  time.Time     // until when it wants to be left alone; zero when it does not
}

// Settle records the outcome of a batch, all of it or nothing. Errors: Conflict
// when the lane has another holder by now; then call Doubt.
func (s *Store) Settle(ctx context.Context, shop app.ShopID, held app.Lane, done Settlement) error {
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := settleDeliveries(tx, shop, now, done.Deliveries); err != nil {
			return err
		}
		if slices.ContainsFunc(done.Deliveries, func(d app.Delivery) bool { return d.Run != "" && d.State == app.DeliveryWaiting }) {
			if err := keepPaused(tx, shop, held.Destination); err != nil {
				return err
			}
		}
		if err := insertAttempts(ctx, tx, shop, done.Attempts); err != nil {
			return err
		}
		if err := lockSettled(tx, shop, held.Destination, done); err != nil {
			return err
		}
		if err := settleReceipts(tx, shop, held.Destination, now, done); err != nil {
			return err
		}
		if err := checkInsert.insert(ctx, tx, checkRows(shop, done.Checks)); err != nil {
			return err
		}
		// The lane last: others lock deliveries before lanes, too.
		if err := lockLane(tx, shop, held); err != nil {
			return err
		}
		return tx.Exec(`UPDATE lanes SET leased_until = ?, throttled_until = ?, delivered_at = CASE WHEN ? THEN CAST(? AS BIGINT) ELSE delivered_at END,
			paused_reason = CASE WHEN paused_reason = '' THEN ? ELSE paused_reason END WHERE shop_id = ? AND destination_id = ?`,
			millis(done.Until), millis(done.Throttled), done.Took, now, done.Pause, shop, held.Destination).Error
	}), "settlement")
}

// lockSettled holds the places that a batch settles.
func lockSettled(tx *gorm.DB, shop app.ShopID, at app.DestinationID, done Settlement) error {
	var subjects []string
	for _, r := range slices.Concat(done.Confirmed, done.Told, done.Gone, done.Refused) {
		subjects = append(subjects, r.Subject)
	}
	if len(subjects) == 0 {
		return nil
	}
	theirs, args := ofSubjects(shop, at, unique(subjects))
	return lockPlaces(tx, theirs, args...)
}

// fate is what many deliveries of a batch share.
type fate struct {
	state    app.DeliveryState
	attempts int
	nextAt   int64
	reason   string
}

// stillWaiting narrows known deliveries to those that wait. PostgreSQL, which without
// statistics thinks that few do, is kept from looking for the known among all that wait.
const stillWaiting = "state || '' = 'waiting'"

func settleDeliveries(tx *gorm.DB, shop app.ShopID, now int64, settled []app.Delivery) error {
	fates, all := map[fate][]app.DeliveryID{}, make([]app.DeliveryID, len(settled))
	for i, d := range settled {
		f := fate{state: d.State, attempts: d.Attempts, nextAt: millis(d.NextAt), reason: d.Reason}
		fates[f], all[i] = append(fates[f], d.ID), d.ID
	}
	if err := lockDeliveries(tx, "?", among(tx, shop, "id", all)); err != nil {
		return err
	}
	for f, ids := range fates {
		finished := now
		if f.state == app.DeliveryWaiting {
			finished = 0
		}
		err := tx.Exec(`UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, reason = ?, finished_at = ?
			WHERE `+stillWaiting+" AND ?",
			f.state, f.attempts, f.nextAt, f.reason, finished, among(tx, shop, "id", ids)).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// Doubt is for a holder that sent something and then found its lane taken: it
// may have written over its successor. What it touched is uncertain again, is due
// again, and the present holder's result will be refused in its turn. Who was
// erased meanwhile stays so. Errors: Unavailable.
func (s *Store) Doubt(ctx context.Context, shop app.ShopID, lost app.Lane, sent []app.DeliveryID, touched []app.Receipt, writes []app.Write) error {
	now := millis(s.now())
	err := s.write(ctx, func(tx *gorm.DB) error {
		if err := lockDeliveries(tx, "?", among(tx, shop, "id", sent)); err != nil {
			return err
		}
		var rows []deliveryRow
		err := tx.Raw("UPDATE deliveries SET state = 'waiting', next_at = ?, finished_at = 0 WHERE ? RETURNING "+
			deliveryColumns, now, among(tx, shop, "id", sent)).Scan(&rows).Error
		if err != nil {
			return err
		}
		subjects, err := subjectsOf(tx, shop, deliveries(rows))
		if err != nil {
			return err
		}
		if len(subjects) > 0 {
			theirs, args := ofSubjects(shop, lost.Destination, unique(slices.Clone(subjects)))
			if err := lockPlaces(tx, theirs, args...); err != nil {
				return err
			}
		}
		// Among them may be what the successor found gone, and forgot.
		touched := slices.DeleteFunc(slices.Clone(touched), func(r app.Receipt) bool { return !slices.Contains(subjects, r.Subject) })
		if err := receiptDoubt.insert(ctx, tx, receiptRows(shop, touched, doubted)); err != nil {
			return err
		}
		writes := slices.DeleteFunc(slices.Clone(writes), func(w app.Write) bool { return !slices.Contains(subjects, w.Subject) })
		if err := doubtWrites(ctx, tx, shop, lost.Destination, writes, now); err != nil {
			return err
		}
		if err := doubtReceipts(tx, shop, lost.Destination, subjects); err != nil {
			return err
		}
		if err := doubtErasures(tx, shop, lost.Destination, now); err != nil {
			return err
		}
		due := tx.Exec("UPDATE lanes SET fence = fence + 1, due_at = ? WHERE shop_id = ? AND destination_id = ?", now, shop, lost.Destination)
		if due.Error == nil && due.RowsAffected == 0 {
			return errDisconnected // and nothing of this is kept
		}
		return due.Error
	})
	if errors.Is(err, errDisconnected) {
		return nil
	}
	return wrap(err, "doubt")
}

// errDisconnected is for a lane that has gone with its destination.
var errDisconnected = errors.New("the destination was disconnected meanwhile")
