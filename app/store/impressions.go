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
	var surveys []app.SurveyID
	if err := p.tx.Raw("SELECT id FROM surveys WHERE shop_id = ?", shop).Scan(&surveys).Error; err != nil {
		return nil, wrap(err, "surveys")
	}
	for _, survey := range surveys {
		err := s.EachTally(ctx, shop, TallyFilter{
			Survey: survey, Questions: []string{""}, Surfaces: answeredOn, Countries: []string{app.Everywhere}, From: from, To: to,
		}, func(t app.Tally) error {
			for version, people := range t.Counts.People {
				i := of(app.Impressions{Day: t.Day, Survey: survey, Version: version, Surface: t.Surface})
				i.Answered, i.Completed = people.Answered, people.Completed
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
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

// answeredOn are the surfaces that something can be answered on.
var answeredOn = slices.Concat(app.Surfaces, []app.Surface{app.SurfacePreferences, app.SurfaceStaff})

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
	err := s.EachTally(ctx, shop, TallyFilter{
		Questions: []string{""}, Surfaces: []app.Surface{app.Everywhere}, Countries: []string{app.Everywhere}, From: from, To: to,
	}, func(t app.Tally) error {
		if at, asked := place[t.Day]; asked {
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
