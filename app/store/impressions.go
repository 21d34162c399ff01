package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// Impressions counts, for the shop's days from one to another, both of them told as
// midnight UTC, what was shown, begun, answered and completed, by version and surface,
// the oldest day first. Who answers several questions one after the other on a day is
// one person who answered. Errors: NotFound for a shop nobody knows; Unavailable.
func (s *Store) Impressions(ctx context.Context, shop app.ShopID, from, to time.Time) ([]app.Impressions, error) {
	days, err := s.shopDays(ctx, shop, from, to)
	if err != nil {
		return nil, err
	}
	all := map[app.Impressions]*app.Impressions{}
	of := func(day int64, survey app.SurveyID, version int, on app.Surface) *app.Impressions {
		key := app.Impressions{Day: fromMillis(day).UTC(), Survey: survey, Version: version, Surface: on}
		if all[key] == nil {
			all[key] = &key
		}
		return all[key]
	}
	for _, read := range []struct {
		wanted
		into func(i *app.Impressions, first, second int)
	}{
		{displaysOn, func(i *app.Impressions, shown, started int) { i.Shown, i.Started = shown, started }},
		{answersOn, func(i *app.Impressions, answered, completed int) { i.Answered, i.Completed = answered, completed }},
	} {
		err := read.read(ctx, s.read.WithContext(ctx), days, func(rows *sql.Rows) error {
			var day int64
			var survey app.SurveyID
			var on app.Surface
			var version, first, second int
			err := rows.Scan(&day, &survey, &version, &on, &first, &second)
			read.into(of(day, survey, version, on), first, second)
			return err
		})
		if err != nil {
			return nil, wrap(err, "impressions")
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

// OrderCounts counts the orders that a shop's own checkout took, by its days from one
// to another: whoever paid at a till or was sent an invoice has seen no page of it.
// Errors: as Impressions.
func (s *Store) OrderCounts(ctx context.Context, shop app.ShopID, from, to time.Time) ([]app.OrderCount, error) {
	days, err := s.shopDays(ctx, shop, from, to)
	if err != nil {
		return nil, err
	}
	counts := make([]app.OrderCount, len(days))
	place := map[int64]int{}
	for i, day := range days {
		place[day[1].(int64)] = i
		counts[i].Day = fromMillis(day[1].(int64)).UTC()
	}
	err = ordersOn.read(ctx, s.read.WithContext(ctx), days, func(rows *sql.Rows) error {
		var day int64
		var n int
		err := rows.Scan(&day, &n)
		counts[place[day]].Orders = n
		return err
	})
	return counts, wrap(err, "order counts")
}

// shopDay are a shop, a date of its as midnight UTC, and when that begins and ends.
var shopDay = []column{textColumn("shop_id"), intColumn("day"), intColumn("begins"), intColumn("ends")}

var (
	displaysOn = wanted{columns: shopDay, query: `
		SELECT wanted.day, d.survey_id, d.version, d.surface, d.shown, d.started FROM wanted CROSS JOIN displays d
		WHERE d.shop_id = wanted.shop_id AND d.day = wanted.day`}
	answersOn = wanted{columns: shopDay, query: `
		SELECT day, survey_id, version, surface, COUNT(*), SUM(completed) FROM (
			SELECT wanted.day, r.survey_id, r.version, r.surface, MAX(CASE WHEN r.complete THEN 1 ELSE 0 END) AS completed
			FROM wanted CROSS JOIN responses r
			WHERE r.shop_id = wanted.shop_id AND r.submitted_at >= wanted.begins AND r.submitted_at < wanted.ends
			GROUP BY wanted.day, r.survey_id, r.version, r.surface, r.profile_id) people
		GROUP BY day, survey_id, version, surface`}
	ordersOn = wanted{columns: shopDay, query: `
		SELECT wanted.day, COUNT(*) FROM wanted CROSS JOIN orders o
		WHERE o.shop_id = wanted.shop_id AND o.created_at >= wanted.begins AND o.created_at < wanted.ends AND o.channel IN ('', 'web')
		GROUP BY wanted.day`}
)

// shopDays are the keys of shopDay for all dates of a span.
func (s *Store) shopDays(ctx context.Context, shop app.ShopID, from, to time.Time) (days [][]any, err error) {
	known, err := s.Shop(ctx, shop)
	if err != nil {
		return nil, err
	}
	zone := known.Zone()
	for day := from.UTC(); !day.After(to); day = day.AddDate(0, 0, 1) {
		days = append(days, []any{string(shop), dayOf(day, time.UTC), begins(day, zone), begins(day.AddDate(0, 0, 1), zone)})
	}
	return days, nil
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
