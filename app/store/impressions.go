package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// Impressions tells, for the shop's dates from one to another, both of them told as
// midnight UTC, what was shown and begun, and what was counted of those who answered and
// completed, by version and surface, the oldest day first. Errors: Unavailable.
func (s *Store) Impressions(ctx context.Context, shop app.ShopID, from, to time.Time) ([]app.Impressions, error) {
	all := map[app.Impressions]*app.Impressions{}
	of := func(key app.Impressions) *app.Impressions {
		if all[key] == nil {
			all[key] = &key
		}
		return all[key]
	}
	p := s.people(s.read.WithContext(ctx), shop)
	err := p.each("SELECT day, survey_id, version, surface, shown, started FROM displays WHERE shop_id = ? AND day >= ? AND day <= ?",
		[]any{shop, dayOf(from, time.UTC), dayOf(to, time.UTC)}, func(rows *sql.Rows) error {
			var key app.Impressions
			var day int64
			var shown, started int
			err := rows.Scan(&day, &key.Survey, &key.Version, &key.Surface, &shown, &started)
			key.Day = fromMillis(day).UTC()
			of(key).Shown, of(key).Started = shown, started
			return err
		})
	if err != nil {
		return nil, wrap(err, "impressions")
	}
	if err := s.TalliesOfAll(ctx, shop, from, to, func(t app.Tally) error {
		for at, people := range t.Counts.Spots {
			i := of(app.Impressions{Day: t.Day, Survey: t.Survey, Version: at.Version, Surface: at.Surface})
			i.Answered, i.Completed = people.Answered, people.Completed
		}
		return nil
	}); err != nil {
		return nil, err
	}
	list := make([]app.Impressions, 0, len(all))
	for _, i := range all {
		list = append(list, *i)
	}
	slices.SortFunc(list, func(a, b app.Impressions) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Surface, b.Surface), cmp.Compare(a.Survey, b.Survey), cmp.Compare(a.Version, b.Version))
	})
	return list, nil
}

// OrderCounts tells how many orders a shop's own checkout took, as they were counted, by
// its days from one to another: whoever paid at a till or was sent an invoice has seen no
// page of it. Errors: Unavailable.
func (s *Store) OrderCounts(ctx context.Context, shop app.ShopID, from, to time.Time) ([]app.OrderCount, error) {
	var counts []app.OrderCount
	place := map[time.Time]int{}
	for day := from.UTC(); !day.After(to); day = day.AddDate(0, 0, 1) {
		place[day] = len(counts)
		counts = append(counts, app.OrderCount{Day: day})
	}
	err := s.TalliesOfAll(ctx, shop, from, to, func(t app.Tally) error {
		if at, asked := place[t.Day]; asked && t.Survey == "" {
			counts[at].Orders = t.Counts.Orders
		}
		return nil
	})
	return counts, err
}

// begins is when a date begins in a zone: at midnight, or when its clocks are next set
// where they are set forward at midnight, and there is none.
func begins(day time.Time, zone *time.Location) int64 {
	y, m, d := day.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, zone)
	if midnight.Day() != d {
		_, midnight = midnight.ZoneBounds()
	}
	return midnight.UnixMilli()
}
