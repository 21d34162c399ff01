package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// RecordDisplay counts that a version was shown on a surface. It counts by day
// and about nobody: enough to know how many answered of those who were asked.
// Errors: Unavailable.
func (s *Store) RecordDisplay(ctx context.Context, shop app.ShopID, v app.Version, on app.Surface) error {
	item := &display{shop, v.Survey, v.Version, on, s.now().UTC().Truncate(24 * time.Hour).UnixMilli()}
	return wrap(s.writer.add(ctx, displays, item), "display")
}

type display struct {
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
		intColumn("day"), intColumn("shown"),
	},
	tail: `ON CONFLICT (shop_id, survey_id, version, surface, day) DO UPDATE SET shown = displays.shown + excluded.shown`,
}

var displays = newBatch(func(tx *gorm.DB, items []*display) error {
	counts := map[display]int64{}
	for _, d := range items {
		counts[*d]++
	}
	rows := make([][]any, 0, len(counts))
	for d, n := range counts {
		rows = append(rows, []any{string(d.shop), string(d.survey), int64(d.version), string(d.surface), d.day, n})
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(string), b[1].(string)),
			cmp.Compare(a[2].(int64), b[2].(int64)), cmp.Compare(a[3].(string), b[3].(string)))
	})
	return displayCount.insert(tx.Statement.Context, tx, rows)
})
