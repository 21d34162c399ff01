package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type writeRow struct {
	DestinationID string
	Subject       string
	Property      string
	DeliveryID    string
	BeforeThere   bool
	BeforeValue   string
	AfterThere    bool
	AfterValue    string
	IntendedAt    int64
	WrittenAt     int64
	UndoneAt      int64
}

const writeColumns = `destination_id, subject, property, delivery_id, before_there, before_value, after_there, after_value,
	intended_at, written_at, undone_at`

func (r writeRow) write(shop app.ShopID) app.Write {
	return app.Write{
		Shop: shop, Destination: app.DestinationID(r.DestinationID), Delivery: app.DeliveryID(r.DeliveryID),
		Subject: r.Subject, Property: r.Property,
		Before:    app.Stand{There: r.BeforeThere, Value: r.BeforeValue},
		After:     app.Stand{There: r.AfterThere, Value: r.AfterValue},
		At:        fromMillis(r.IntendedAt),
		WrittenAt: fromMillis(r.WrittenAt), UndoneAt: fromMillis(r.UndoneAt),
	}
}

var writeInsert = bulk{
	table: "writes",
	columns: []column{
		textColumn("shop_id"), textColumn("destination_id"), textColumn("subject"), textColumn("property"), textColumn("delivery_id"),
		boolColumn("before_there"), textColumn("before_value"), boolColumn("after_there"), textColumn("after_value"),
		intColumn("intended_at"),
	},
}

// intendWrites writes changes of places down. Those of one place are in order, whatever
// a clock says.
func intendWrites(ctx context.Context, tx *gorm.DB, shop app.ShopID, at app.DestinationID, list []app.Write, now int64) error {
	if len(list) == 0 {
		return nil
	}
	subjects := make([]string, len(list))
	for i, w := range list {
		subjects[i] = w.Subject
	}
	for some := range slices.Chunk(unique(subjects), 400) {
		var last int64
		theirs, args := ofSubjects(shop, at, some)
		if err := tx.Raw("SELECT COALESCE(MAX(intended_at), 0) FROM writes WHERE "+theirs, args...).
			Scan(&last).Error; err != nil {
			return err
		}
		now = max(now, last+1)
	}
	return writeInsert.insert(ctx, tx, writeRows(shop, list, now))
}

// ledger is what was written at a place, the newest first.
func ledger(tx *gorm.DB, shop app.ShopID, at app.DestinationID, w app.Write) ([]app.Write, error) {
	var rows []writeRow
	err := tx.Raw("SELECT "+writeColumns+` FROM writes WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ?
		ORDER BY intended_at DESC`, shop, at, w.Subject, w.Property).Scan(&rows).Error
	return writes(shop, rows), err
}

// stands is what is to stand at a place by its ledger: what was written last and not
// undone, or what stood there before all of it. seen is believed where it can be so: of
// what is not certain, nobody knows whether it arrived. It is all there is to believe of
// a place that nothing is known of.
func stands(ledger []app.Write, seen app.Stand) app.Stand {
	if len(ledger) == 0 {
		return seen
	}
	last := slices.IndexFunc(ledger, func(w app.Write) bool { return w.UndoneAt.IsZero() })
	if last < 0 {
		return ledger[len(ledger)-1].Before
	}
	for _, w := range ledger[last:] {
		switch {
		case !w.UndoneAt.IsZero():
		case w.After == seen:
			return seen
		case !w.WrittenAt.IsZero():
			return ledger[last].After
		case w.Before == seen:
			return seen
		}
	}
	return ledger[last].After
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
		again := false
		if last := slices.IndexFunc(before, func(w app.Write) bool { return w.UndoneAt.IsZero() }); last >= 0 {
			again = before[last].WrittenAt.IsZero() && before[last].Before == w.Before && before[last].After == w.After
		}
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
		if last := slices.IndexFunc(before, func(w app.Write) bool { return w.UndoneAt.IsZero() }); last >= 0 {
			w.Before = before[last].After
		}
		if w.Before != w.After {
			late = append(late, w)
		}
	}
	return intendWrites(ctx, tx, shop, at, late, now)
}

func writeRows(shop app.ShopID, list []app.Write, now int64) [][]any {
	rows := make([][]any, len(list))
	for i, w := range list {
		rows[i] = []any{
			string(shop), string(w.Destination), w.Subject, w.Property, string(w.Delivery),
			w.Before.There, w.Before.Value, w.After.There, w.After.Value, now,
		}
	}
	return rows
}

// settleWrites makes certain what was confirmed, before the receipts are, and drops what
// was refused. What an earlier delivery may or may not have written is certain, too, when
// it is what stands there now.
func settleWrites(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, done Settlement) error {
	for _, r := range done.Refused {
		if err := eachReceipt(tx, "DELETE FROM writes", []any{shop, at}, []app.Receipt{r}, " AND written_at = 0 AND delivery_id = ?", r.Delivery); err != nil {
			return err
		}
	}
	// What was given up has nothing of ours left there, or what stood there before us.
	if err := eachReceipt(tx, "UPDATE writes SET written_at = ?", []any{now, shop, at}, done.Gone, ` AND written_at = 0 AND (NOT after_there
		OR property LIKE 'property:%' AND after_value = (SELECT r.before_value FROM receipts r WHERE r.shop_id = writes.shop_id
			AND r.destination_id = writes.destination_id AND r.subject = writes.subject AND r.property = writes.property))`); err != nil {
		return err
	}
	if len(done.Confirmed) == 0 {
		return nil
	}
	sent := map[string]bool{}
	subjects := make([]string, len(done.Confirmed))
	for i, r := range done.Confirmed {
		subjects[i], sent[r.Subject+" "+r.Property] = r.Subject, true
	}
	subjects = unique(subjects)
	for _, r := range done.Gone {
		delete(sent, r.Subject+" "+r.Property) // it was given up
	}
	for some := range slices.Chunk(subjects, 400) {
		if err := confirmWrites(tx, shop, at, now, some, sent); err != nil {
			return err
		}
	}
	return nil
}

// confirmWrites makes certain what receipts say stands there now, of what was sent. The two
// are put together here: PostgreSQL without statistics compares each with every other.
func confirmWrites(tx *gorm.DB, shop app.ShopID, at app.DestinationID, now int64, subjects []string, sent map[string]bool) error {
	theirs, args := ofSubjects(shop, at, subjects)
	if err := tx.Exec("DELETE FROM writes WHERE "+theirs+" AND before_there = after_there AND before_value = after_value", args...).Error; err != nil {
		return err // it changed nothing
	}
	var rows, stands []receiptRow
	if err := tx.Raw("SELECT subject, property, after_value AS value, intended_at AS written_at FROM writes WHERE "+theirs+
		" AND written_at = 0 AND after_there", args...).Scan(&rows).Error; err != nil {
		return err
	}
	if err := tx.Raw("SELECT subject, property, value FROM receipts WHERE "+theirs+
		" AND written_at = 0 AND refused = ''", args...).Scan(&stands).Error; err != nil {
		return err
	}
	type stand struct{ subject, property, value string }
	there := map[stand]bool{}
	for _, r := range stands {
		there[stand{r.Subject, r.Property, r.Value}] = true
	}
	for _, row := range rows {
		if !sent[row.Subject+" "+row.Property] || !there[stand{row.Subject, row.Property, row.Value}] {
			continue
		}
		if err := tx.Exec(`UPDATE writes SET written_at = ? WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ? AND intended_at = ?`,
			now, shop, at, row.Subject, row.Property, row.WrittenAt).Error; err != nil {
			return err
		}
	}
	return nil
}

// Writes lists what deliveries changed and what stood there, in the order of places.
// Errors: Unavailable.
func (s *Store) Writes(ctx context.Context, shop app.ShopID, of []app.DeliveryID) ([]app.Write, error) {
	var rows []writeRow
	err := s.read.WithContext(ctx).Raw("SELECT "+writeColumns+" FROM writes WHERE shop_id = ? AND delivery_id IN ? ORDER BY subject, property, intended_at",
		shop, of).Scan(&rows).Error
	return writes(shop, rows), wrap(err, "writes")
}

func writes(shop app.ShopID, rows []writeRow) []app.Write {
	list := make([]app.Write, len(rows))
	for i, row := range rows {
		list[i] = row.write(shop)
	}
	return list
}

// ForgetWrites forgets what stood at places of subjects at a destination before what
// stands there now, and what was seen there: something of it was taken back. Errors:
// Unavailable.
func (s *Store) ForgetWrites(ctx context.Context, shop app.ShopID, at app.DestinationID, subjects []string) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for _, table := range []string{"writes", "checks"} {
			err := tx.Exec("DELETE FROM "+table+" WHERE shop_id = ? AND destination_id = ? AND subject IN ?", shop, at, subjects).Error
			if err != nil {
				return err
			}
		}
		return nil
	}), "writes")
}

// forgetPlaces forgets what stood at places of subjects, what is to stand there instead
// and what was seen there.
func (p people) forgetPlaces(subjects []string) error {
	for some := range slices.Chunk(unique(slices.Clone(subjects)), 400) {
		for _, table := range []string{"writes", "overrides", "checks"} {
			// By destination, as their keys begin.
			if err := p.exec("DELETE FROM "+table+` WHERE shop_id = ? AND destination_id IN (SELECT id FROM destinations WHERE shop_id = ?)
				AND subject IN ?`, p.shop, p.shop, some); err != nil {
				return err
			}
		}
	}
	return nil
}
