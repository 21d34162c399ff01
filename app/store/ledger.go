package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ledger is what was written at a place, the newest first.
func ledger(tx *gorm.DB, shop app.ShopID, at app.DestinationID, w app.Write) ([]app.Write, error) {
	var rows []writeRow
	err := tx.Raw("SELECT "+writeColumns+` FROM writes WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ?
		ORDER BY intended_at DESC`, shop, at, w.Subject, w.Property).Scan(&rows).Error
	return writes(shop, rows), err
}

// notUndone is a ledger from what was written last and not undone on; nothing when all of it
// is undone.
func notUndone(ledger []app.Write) []app.Write {
	for i, w := range ledger {
		if w.UndoneAt.IsZero() {
			return ledger[i:]
		}
	}
	return nil
}

// stands is what is to stand at a place by its ledger: what was written last and not
// undone, or what stood there before all of it. seen is believed where it can be so: of
// what is not certain, nobody knows whether it arrived. It is all there is to believe of
// a place that nothing is known of.
func stands(ledger []app.Write, seen app.Stand) app.Stand {
	if len(ledger) == 0 {
		return seen
	}
	last := notUndone(ledger)
	if len(last) == 0 {
		return ledger[len(ledger)-1].Before
	}
	for _, w := range last {
		switch {
		case !w.UndoneAt.IsZero():
		case w.After == seen:
			return seen
		case !w.WrittenAt.IsZero():
			return last[0].After
		case w.Before == seen:
			return seen
		}
	}
	return last[0].After
}

// sure is what is written down of changes where what we said last may not stand. What is
// only said again, because it has not arrived, is written down already: two of the same
// would have to be taken back twice.
func sure(tx *gorm.DB, shop app.ShopID, at app.DestinationID, unsure []app.Write) (list []app.Write, err error) {
	for _, w := range unsure {
		before, err := ledger(tx, shop, at, w)
		if err != nil {
			return nil, err
		}
		w.Before = stands(before, w.Before)
		last := notUndone(before)
		again := len(last) > 0 && last[0].WrittenAt.IsZero() && last[0].Before == w.Before && last[0].After == w.After
		if w.Before != w.After && !again {
			list = append(list, w)
		}
	}
	return list, nil
}

// doubtWrites writes down once more what was written without the lane, perhaps after all
// others: over what they wrote there.
func doubtWrites(ctx context.Context, tx *gorm.DB, shop app.ShopID, at app.DestinationID, list []app.Write, now int64) error {
	var late []app.Write
	for _, w := range list {
		before, err := ledger(tx, shop, at, w)
		if err != nil {
			return err
		}
		w.Before = stands(before, w.Before)
		if last := notUndone(before); len(last) > 0 {
			w.Before = last[0].After
		}
		if w.Before != w.After {
			late = append(late, w)
		}
	}
	return intendWrites(ctx, tx, shop, at, late, now)
}
