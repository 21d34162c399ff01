package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RecordDisplays counts how often a version was shown on a surface, and how often
// somebody began to answer there. It counts by the shop's days and about nobody, so
// that no flood makes more rows than there are versions and surfaces. Errors:
// Unavailable.
func (s *Store) RecordDisplays(ctx context.Context, shop app.ShopID, v app.Version, on app.Surface, shown, started int) error {
	item := &display{displayKey{shop: shop, survey: v.Survey, version: v.Version, surface: on}, s.now(), int64(shown), int64(started)}
	return wrap(s.writer.add(ctx, displays, item), "display")
}

type display struct {
	displayKey
	at             time.Time
	shown, started int64
}

// displayKey is what is counted apart.
type displayKey struct {
	shop    app.ShopID
	survey  app.SurveyID
	version int
	surface app.Surface
	day     int64
}

var displayCount = bulk{
	table: "displays",
	columns: []column{
		textColumn("shop_id"), textColumn("survey_id"), intColumn("version"), textColumn("surface"),
		intColumn("day"), intColumn("shown"), intColumn("started"),
	},
	tail: `ON CONFLICT (shop_id, survey_id, version, surface, day) DO UPDATE
		SET shown = displays.shown + excluded.shown, started = displays.started + excluded.started`,
}

var displays = newBatch(func(tx *gorm.DB, items []*display) error {
	ctx := tx.Statement.Context
	zones, err := zonesOf(ctx, tx, items)
	if err != nil {
		return err
	}
	counts := map[displayKey][2]int64{}
	for _, d := range items {
		key := d.displayKey
		key.day = dayOf(d.at, zones[d.shop])
		n := counts[key]
		counts[key] = [2]int64{n[0] + d.shown, n[1] + d.started}
	}
	rows := make([][]any, 0, len(counts))
	for k, n := range counts {
		rows = append(rows, []any{string(k.shop), string(k.survey), int64(k.version), string(k.surface), k.day, n[0], n[1]})
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(string), b[1].(string)),
			cmp.Compare(a[2].(int64), b[2].(int64)), cmp.Compare(a[3].(string), b[3].(string)), cmp.Compare(a[4].(int64), b[4].(int64)))
	})
	return displayCount.insert(ctx, tx, rows)
})

// dayOf is the date a moment has in a zone, written as the midnight UTC of it.
func dayOf(at time.Time, zone *time.Location) int64 {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).UnixMilli()
}

var shopZones = wanted{
	columns: []column{textColumn("id")},
	query:   `SELECT shops.id, shops.timezone FROM wanted CROSS JOIN shops WHERE shops.id = wanted.id`,
}

// zonesOf reads where the shops of a group are.
func zonesOf(ctx context.Context, tx *gorm.DB, items []*display) (map[app.ShopID]*time.Location, error) {
	zones := map[app.ShopID]*time.Location{}
	var keys [][]any
	for _, d := range items {
		if _, asked := zones[d.shop]; !asked {
			zones[d.shop] = time.UTC
			keys = append(keys, []any{string(d.shop)})
		}
	}
	return zones, shopZones.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var shop app.Shop
		err := rows.Scan(&shop.ID, &shop.Timezone)
		zones[shop.ID] = shop.Zone()
		return err
	})
}
