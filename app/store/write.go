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

// Writes lists what deliveries changed and what stood there, in the order of places.
// Errors: Unavailable.
func (s *Store) Writes(ctx context.Context, shop app.ShopID, of []app.DeliveryID) ([]app.Write, error) {
	var rows []writeRow
	err := s.read.WithContext(ctx).Raw("SELECT "+writeColumns+" FROM writes WHERE ? ORDER BY subject, property, intended_at",
		among(s.read, shop, "delivery_id", of)).Scan(&rows).Error
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
		theirs, args := ofSubjects(shop, at, subjects)
		if err := lockPlaces(tx, theirs, args...); err != nil {
			return err
		}
		for _, table := range []string{"writes", "checks"} {
			if err := tx.Exec("DELETE FROM "+table+" WHERE "+theirs, args...).Error; err != nil {
				return err
			}
		}
		return nil
	}), "writes")
}

// forgetPlaces forgets what stood at places of subjects, what is to stand there instead
// and what was seen there.
func (p people) forgetPlaces(subjects []string) error {
	return p.eachPlace(subjects, func(theirs string, args []any) error {
		for _, table := range []string{"writes", "overrides", "checks"} {
			if err := p.exec("DELETE FROM "+table+" WHERE "+theirs, args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachPlace holds what is kept of subjects by place, and does something to it, if anything.
func (p people) eachPlace(subjects []string, do func(theirs string, args []any) error) error {
	// By destination, as the tables' keys begin.
	var all []app.DestinationID
	if err := p.tx.Raw("SELECT id FROM destinations WHERE shop_id = ? ORDER BY id", p.shop).Scan(&all).Error; err != nil {
		return err
	}
	subjects = unique(slices.Clone(subjects))
	for _, at := range all {
		for some := range slices.Chunk(subjects, 400) {
			theirs, args := ofSubjects(p.shop, at, some)
			if err := lockPlaces(p.tx, theirs, args...); err != nil {
				return err
			}
			if do == nil {
				continue
			}
			if err := do(theirs, args); err != nil {
				return err
			}
		}
	}
	return nil
}
