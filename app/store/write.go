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
		WrittenAt: fromMillis(r.WrittenAt), UndoneAt: fromMillis(r.UndoneAt),
	}
}

// A delivery that is made again goes on from where it was: what stood there before it
// stays, unless another has written there since, or what it wrote was undone.
var writeIntend = bulk{
	table: "writes",
	columns: []column{
		textColumn("shop_id"), textColumn("destination_id"), textColumn("subject"), textColumn("property"), textColumn("delivery_id"),
		boolColumn("before_there"), textColumn("before_value"), boolColumn("after_there"), textColumn("after_value"),
		intColumn("intended_at"),
	},
	tail: `ON CONFLICT (shop_id, destination_id, subject, property, delivery_id) DO UPDATE SET
		before_there = CASE WHEN ` + goesOn + ` THEN writes.before_there ELSE excluded.before_there END,
		before_value = CASE WHEN ` + goesOn + ` THEN writes.before_value ELSE excluded.before_value END,
		after_there = excluded.after_there, after_value = excluded.after_value,
		intended_at = excluded.intended_at, written_at = 0, undone_at = 0`,
}

const goesOn = `writes.undone_at = 0 AND NOT EXISTS (SELECT 1 FROM writes o WHERE o.shop_id = writes.shop_id
	AND o.destination_id = writes.destination_id AND o.subject = writes.subject AND o.property = writes.property
	AND o.delivery_id <> writes.delivery_id AND o.undone_at = 0 AND o.intended_at > writes.intended_at)`

// intendWrites writes changes of places down. Those of one subject are in order, whatever
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
		if err := tx.Raw("SELECT COALESCE(MAX(intended_at), 0) FROM writes WHERE shop_id = ? AND destination_id = ? AND subject IN ?", shop, at, some).
			Scan(&last).Error; err != nil {
			return err
		}
		now = max(now, last+1)
	}
	return writeIntend.insert(ctx, tx, writeRows(shop, list, now))
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
	if len(done.Confirmed) == 0 {
		return nil
	}
	if err := tx.Exec(`DELETE FROM writes WHERE shop_id = ? AND destination_id = ? AND subject IN ? AND written_at = 0
		AND before_there = after_there AND before_value = after_value`, shop, at, done.Confirmed).Error; err != nil {
		return err // it changed nothing
	}
	return tx.Exec(`UPDATE writes SET written_at = ? WHERE shop_id = ? AND destination_id = ? AND subject IN ? AND written_at = 0
		AND EXISTS (SELECT 1 FROM receipts r WHERE r.shop_id = writes.shop_id AND r.destination_id = writes.destination_id
			AND r.subject = writes.subject AND r.property = writes.property AND r.written_at = 0 AND r.refused = ''
			AND (r.delivery_id = writes.delivery_id OR writes.after_there AND writes.after_value = r.value))`,
		now, shop, at, done.Confirmed).Error
}

// Writes lists what deliveries changed and what stood there, in the order of places.
// Errors: Unavailable.
func (s *Store) Writes(ctx context.Context, shop app.ShopID, of []app.DeliveryID) ([]app.Write, error) {
	var rows []writeRow
	err := s.read.WithContext(ctx).Raw("SELECT "+writeColumns+" FROM writes WHERE shop_id = ? AND delivery_id IN ? ORDER BY subject, property, delivery_id",
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
