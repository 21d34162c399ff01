package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type overrideRow struct {
	DestinationID string
	Subject       string
	Property      string
	UnwantedThere bool
	UnwantedValue string
	WantedThere   bool
	WantedValue   string
	Why           app.OverrideReason
	Since         int64
}

const overrideColumns = "destination_id, subject, property, unwanted_there, unwanted_value, wanted_there, wanted_value, why, since"

func (r overrideRow) override() app.Override {
	return app.Override{
		Destination: app.DestinationID(r.DestinationID), Subject: r.Subject, Property: r.Property,
		Unwanted: app.Stand{There: r.UnwantedThere, Value: r.UnwantedValue},
		Wanted:   app.Stand{There: r.WantedThere, Value: r.WantedValue},
		Why:      r.Why, Since: fromMillis(r.Since),
	}
}

var overrideInsert = bulk{
	table: "overrides",
	columns: []column{
		textColumn("shop_id"), textColumn("destination_id"), textColumn("subject"), textColumn("property"),
		boolColumn("unwanted_there"), textColumn("unwanted_value"), boolColumn("wanted_there"), textColumn("wanted_value"),
		textColumn("why"), intColumn("since"),
	},
	tail: `ON CONFLICT (shop_id, destination_id, subject, property) DO UPDATE SET
		unwanted_there = excluded.unwanted_there, unwanted_value = excluded.unwanted_value,
		wanted_there = excluded.wanted_there, wanted_value = excluded.wanted_value, why = excluded.why, since = excluded.since`,
}

func overrideRows(shop app.ShopID, list []app.Override) [][]any {
	rows := make([][]any, len(list))
	for i, o := range list {
		rows[i] = []any{
			string(shop), string(o.Destination), o.Subject, o.Property, o.Unwanted.There, o.Unwanted.Value,
			o.Wanted.There, o.Wanted.Value, string(o.Why), millis(o.Since),
		}
	}
	return rows
}

// Overrides lists what is to stand at places of subjects instead of what answers ask
// for. Errors: Unavailable.
func (s *Store) Overrides(ctx context.Context, shop app.ShopID, at app.DestinationID, subjects []string) ([]app.Override, error) {
	list, err := overridesOf(s.read.WithContext(ctx), shop, at, subjects)
	return list, wrap(err, "overrides")
}

func overridesOf(tx *gorm.DB, shop app.ShopID, at app.DestinationID, subjects []string) ([]app.Override, error) {
	var rows []overrideRow
	if len(subjects) == 0 {
		return nil, nil
	}
	theirs, args := ofSubjects(shop, at, subjects)
	err := tx.Raw("SELECT "+overrideColumns+" FROM overrides WHERE "+theirs, args...).Scan(&rows).Error
	list := make([]app.Override, len(rows))
	for i, row := range rows {
		list[i] = row.override()
	}
	return list, err
}

// EndOverrides removes what answers ask something else for by now. Errors: Unavailable.
func (s *Store) EndOverrides(ctx context.Context, shop app.ShopID, ended []app.Override) error {
	if len(ended) == 0 {
		return nil
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return endOverrides(tx, shop, ended) }), "overrides")
}

// endOverrides removes what holds no more, unless it was set anew since it was read.
func endOverrides(tx *gorm.DB, shop app.ShopID, ended []app.Override) error {
	for _, o := range ended {
		if err := tx.Exec("DELETE FROM overrides WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ? AND since = ?",
			shop, o.Destination, o.Subject, o.Property, millis(o.Since)).Error; err != nil {
			return err
		}
	}
	return nil
}
