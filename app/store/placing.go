package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
)

// Placing says where a survey was asked since one of its versions was published, until the
// next was.
type Placing struct {
	Survey  app.SurveyID
	Version int
	At      time.Time // it was published
	On      []app.Surface
}

// Placings lists where a survey was ever asked, or "" where each of the shop's was: by
// survey, the oldest first. What came with a person's data from elsewhere was published
// before the survey was made here, or is none of its versions, and was never asked here.
// Errors: Unavailable.
func (s *Store) Placings(ctx context.Context, shop app.ShopID, survey app.SurveyID) ([]Placing, error) {
	on := "json_extract(v.document, '$.placements')"
	if isPostgres(s.read) {
		on = "v.document::json->>'placements'"
	}
	query, args := `SELECT v.survey_id, v.version, v.published_at, COALESCE(`+on+`, '[]') FROM survey_versions v
		JOIN surveys s ON s.shop_id = v.shop_id AND s.id = v.survey_id AND v.version <= s.version AND v.published_at >= s.created_at
		WHERE v.shop_id = ?`, []any{shop}
	if survey != "" {
		query, args = query+" AND v.survey_id = ?", append(args, survey)
	}
	var list []Placing
	err := s.people(s.read.WithContext(ctx), shop).each(query+" ORDER BY v.survey_id, v.version", args, func(rows *sql.Rows) error {
		var one Placing
		var at int64
		var surfaces string
		if err := rows.Scan(&one.Survey, &one.Version, &at, &surfaces); err != nil {
			return err
		}
		one.At = fromMillis(at)
		list = append(list, one)
		return json.Unmarshal([]byte(surfaces), &list[len(list)-1].On)
	})
	return list, wrap(err, "survey versions")
}

// Hours are some of one of the shop's dates, told as midnight UTC: what of it lies between
// two moments, the second of which, zero for none, is not among them.
type Hours struct {
	Day      time.Time
	From, To time.Time
}

// A count for each stands apart, so that each is looked for in the index, whatever
// PostgreSQL thinks of how many orders a shop has.
var hourOrders = wanted{
	columns: []column{intColumn("place"), textColumn("shop"), intColumn("begins"), intColumn("ends")},
	query: `SELECT wanted.place, (SELECT COUNT(*) FROM orders WHERE shop_id = wanted.shop AND created_at >= wanted.begins AND created_at < wanted.ends AND ` +
		ofCheckout + `) FROM wanted`,
}

// HourOrders counts the orders that a shop's own checkout took in some hours each, in a
// zone. Errors: Unavailable.
func (s *Store) HourOrders(ctx context.Context, shop app.ShopID, hours []Hours, zone *time.Location) ([]int, error) {
	counts, keys := make([]int, len(hours)), make([][]any, len(hours))
	for i, h := range hours {
		ends := begins(h.Day.AddDate(0, 0, 1), zone)
		if !h.To.IsZero() {
			ends = min(ends, millis(h.To))
		}
		keys[i] = []any{int64(i), string(shop), max(begins(h.Day, zone), millis(h.From)), ends}
	}
	err := hourOrders.read(ctx, s.read.WithContext(ctx), keys, func(rows *sql.Rows) error {
		var at, n int
		err := rows.Scan(&at, &n)
		counts[at] = n
		return err
	})
	return counts, wrap(err, "orders")
}
