package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// SurveyCount is how many responses a survey has.
type SurveyCount struct {
	Survey app.SurveyID
	N      int
}

// CountBySurvey counts the responses since a time by survey, of the newest so many and no
// more: the most first. Errors: Unavailable.
func (s *Store) CountBySurvey(ctx context.Context, shop app.ShopID, since time.Time, most int) ([]SurveyCount, error) {
	var list []SurveyCount
	err := s.read.WithContext(ctx).Raw(`
		SELECT survey_id AS survey, COUNT(*) AS n FROM (SELECT survey_id FROM responses
			WHERE shop_id = ? AND submitted_at >= ? ORDER BY submitted_at DESC LIMIT ?) AS newest
		GROUP BY survey_id ORDER BY n DESC, survey_id`, shop, millis(since), most).Scan(&list).Error
	return list, wrap(err, "responses")
}

// Glimpse is a response without what was said, and by whom.
type Glimpse struct {
	ID          app.ResponseID
	Survey      app.SurveyID
	Surface     app.Surface
	SubmittedAt time.Time
}

// Newest lists a shop's latest responses, the newest first. Errors: Unavailable.
func (s *Store) Newest(ctx context.Context, shop app.ShopID, limit int) ([]Glimpse, error) {
	return s.glimpses(ctx, "DESC", shop, limit)
}

// Oldest lists a shop's first responses, the oldest first. Errors: Unavailable.
func (s *Store) Oldest(ctx context.Context, shop app.ShopID, limit int) ([]Glimpse, error) {
	return s.glimpses(ctx, "ASC", shop, limit)
}

func (s *Store) glimpses(ctx context.Context, order string, shop app.ShopID, limit int) ([]Glimpse, error) {
	var rows []struct {
		ID, SurveyID, Surface string
		SubmittedAt           int64
	}
	err := s.read.WithContext(ctx).Raw("SELECT id, survey_id, surface, submitted_at FROM responses WHERE shop_id = ? ORDER BY submitted_at "+
		order+", id "+order+" LIMIT ?", shop, limit).Scan(&rows).Error
	list := make([]Glimpse, len(rows))
	for i, r := range rows {
		list[i] = Glimpse{app.ResponseID(r.ID), app.SurveyID(r.SurveyID), app.Surface(r.Surface), fromMillis(r.SubmittedAt)}
	}
	return list, wrap(err, "responses")
}

// Lag is how much waits for, or was refused by, a destination, and what was found to
// differ there; each is counted up to a bound.
type Lag struct {
	Waiting, Parked, Different int
}

// Lag counts at one destination, to at most so many of each. Errors: Unavailable.
func (s *Store) Lag(ctx context.Context, shop app.ShopID, at app.DestinationID, most int) (lag Lag, err error) {
	// The states are spelled out: each has a partial index.
	const some = "SELECT 1 AS one FROM deliveries WHERE shop_id = ? AND destination_id = ? AND state = "
	err = s.read.WithContext(ctx).Raw(`SELECT
			(SELECT COUNT(*) FROM (`+some+`'waiting' LIMIT ?) AS w) AS waiting,
			(SELECT COUNT(*) FROM (`+some+`'parked' LIMIT ?) AS p) AS parked,
			(SELECT COUNT(*) FROM (SELECT 1 AS one FROM checks WHERE shop_id = ? AND destination_id = ? AND state = 'different' LIMIT ?) AS c) AS different`,
		shop, at, most, shop, at, most, shop, at, most).Scan(&lag).Error
	return lag, wrap(err, "deliveries")
}

// Hearing is how Shopify's news come in.
type Hearing struct {
	Waiting int       // not read yet, counted to a bound
	Since   time.Time // the first of them came; zero when none waits
	Orders  int       // that the latest answers name
	Untold  int       // of those, which Shopify has not told of
}

// latestNamed is how many answers are asked whether their orders are known.
const latestNamed = 100

// Hearing tells of news that wait, to at most so many, and of orders that answers name
// which came within a span. Errors: Unavailable.
func (s *Store) Hearing(ctx context.Context, shop app.ShopID, from, to time.Time, most int) (Hearing, error) {
	var row struct {
		Waiting        int
		Since          int64
		Orders, Untold int
	}
	err := s.read.WithContext(ctx).Raw(`SELECT inbound.waiting, inbound.since, named.orders, named.untold FROM
		(SELECT COUNT(*) AS waiting, COALESCE(MIN(received_at), 0) AS since FROM
			(SELECT received_at FROM inbox WHERE shop_id = ? AND state = 'waiting' ORDER BY next_at LIMIT ?) AS first) AS inbound,
		(SELECT COUNT(*) AS orders, COALESCE(SUM(CASE WHEN o.id IS NULL THEN 1 ELSE 0 END), 0) AS untold FROM
			(SELECT order_id FROM (SELECT order_id FROM responses WHERE shop_id = ? AND submitted_at >= ? AND submitted_at < ?
				ORDER BY submitted_at DESC LIMIT ?) AS latest WHERE order_id <> 0) AS n
			LEFT JOIN orders o ON o.shop_id = ? AND o.id = n.order_id) AS named`,
		shop, most, shop, millis(from), millis(to), latestNamed, shop).Scan(&row).Error
	return Hearing{row.Waiting, fromMillis(row.Since), row.Orders, row.Untold}, wrap(err, "webhooks")
}

// Shown reports whether a survey was ever shown to anybody. Errors: Unavailable.
func (s *Store) Shown(ctx context.Context, shop app.ShopID, survey app.SurveyID) (bool, error) {
	var found []int
	err := s.read.WithContext(ctx).Raw("SELECT 1 FROM displays WHERE shop_id = ? AND survey_id = ? AND shown > 0 LIMIT 1", shop, survey).Scan(&found).Error
	return len(found) > 0, wrap(err, "displays")
}

// DismissGuide puts the guide to a first survey away, or for a zero time shows it again.
// Errors: Unavailable.
func (s *Store) DismissGuide(ctx context.Context, shop app.ShopID, at time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec("UPDATE shops SET guide_dismissed_at = ? WHERE id = ?", millis(at), shop).Error
	}), "shop")
}
