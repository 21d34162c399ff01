package store

import (
	"context"
	"math"
	"time"

	"github.com/askwell/askwell/app"
)

// Activity is a response as the merchant follows it: who gave it, and what
// became of it at every destination.
type Activity struct {
	Response   app.Response
	Customer   app.CustomerID // 0 for a guest
	OrderName  string         // "#1001", "" while the order is not known
	Deliveries []app.Delivery // oldest first
	Attempts   []app.Attempt  // at those deliveries, oldest first
}

// Cursor is a place in the list of responses: behind the one submitted then,
// under that id. The zero cursor is before the newest.
type Cursor struct {
	SubmittedAt time.Time
	ID          app.ResponseID
}

type activityRow struct {
	ID          string
	SurveyID    string
	Version     int
	Surface     string
	ProfileID   string
	CustomerID  int64
	OrderID     int64
	OrderName   string
	Cart        string
	Locale      string
	Answers     string
	Complete    bool
	StartedAt   int64
	SubmittedAt int64
}

func (r activityRow) activity(shop app.ShopID) Activity {
	return Activity{
		Customer:  app.CustomerID(r.CustomerID),
		OrderName: r.OrderName,
		Response: app.Response{
			Shop: shop, ID: app.ResponseID(r.ID), Survey: app.SurveyID(r.SurveyID), Version: r.Version,
			Surface: app.Surface(r.Surface), Profile: app.ProfileID(r.ProfileID), Order: app.OrderID(r.OrderID),
			Cart: r.Cart, Locale: r.Locale, Complete: r.Complete,
			StartedAt: fromMillis(r.StartedAt), SubmittedAt: fromMillis(r.SubmittedAt),
		},
	}
}

// Activity lists a shop's responses after a cursor, the newest first. Errors:
// Unavailable.
func (s *Store) Activity(ctx context.Context, shop app.ShopID, after Cursor, limit int) ([]Activity, error) {
	at := int64(math.MaxInt64)
	if after != (Cursor{}) {
		at = millis(after.SubmittedAt)
	}
	return s.activities(ctx, shop, "(r.submitted_at, r.id) < (?, ?) ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?", at, after.ID, limit)
}

// ActivityOf reads one response and what became of it. Errors: NotFound.
func (s *Store) ActivityOf(ctx context.Context, shop app.ShopID, id app.ResponseID) (Activity, error) {
	list, err := s.activities(ctx, shop, "r.id = ?", id)
	if err == nil && len(list) == 0 {
		err = app.Errorf(app.NotFound, "response not found")
	}
	if err != nil {
		return Activity{}, err
	}
	return list[0], nil
}

func (s *Store) activities(ctx context.Context, shop app.ShopID, where string, args ...any) ([]Activity, error) {
	var rows []activityRow
	err := s.read.WithContext(ctx).Raw(`
		SELECT r.id, r.survey_id, r.version, r.surface, r.profile_id, COALESCE(p.customer_id, 0) AS customer_id,
			r.order_id, COALESCE(o.name, '') AS order_name, r.cart, r.locale, r.answers, r.complete, r.started_at, r.submitted_at
		FROM responses r
		LEFT JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
		LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id
		WHERE r.shop_id = ? AND `+where, append([]any{shop}, args...)...).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "responses")
	}
	list := make([]Activity, len(rows))
	place := make(map[app.ResponseID]*Activity, len(rows))
	ids := make([]app.ResponseID, len(rows))
	people := make([]app.ProfileID, len(rows))
	for i, row := range rows {
		list[i] = row.activity(shop)
		if list[i].Response.Answers, err = readAnswers(row.Answers); err != nil {
			return nil, wrap(err, "responses")
		}
		ids[i], people[i] = list[i].Response.ID, list[i].Response.Profile
		place[ids[i]] = &list[i]
	}
	return list, s.fillDeliveries(ctx, shop, people, ids, place)
}

func (s *Store) fillDeliveries(ctx context.Context, shop app.ShopID, people []app.ProfileID, ids []app.ResponseID, place map[app.ResponseID]*Activity) error {
	var rows []deliveryRow
	err := s.read.WithContext(ctx).Raw("SELECT "+deliveryColumns+` FROM deliveries
		WHERE shop_id = ? AND profile_id IN ? AND response_id IN ? ORDER BY created_at, id`, shop, people, ids).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return wrap(err, "deliveries")
	}
	owner := make(map[app.DeliveryID]*Activity, len(rows))
	made := make([]app.DeliveryID, len(rows))
	for i, d := range deliveries(rows) {
		of := place[d.Response]
		of.Deliveries = append(of.Deliveries, d)
		owner[d.ID], made[i] = of, d.ID
	}
	attempts, err := s.Attempts(ctx, shop, made)
	for _, a := range attempts {
		of := owner[a.Delivery]
		of.Attempts = append(of.Attempts, a)
	}
	return err
}

// CountResponses counts a shop's responses since a time. Errors: Unavailable.
func (s *Store) CountResponses(ctx context.Context, shop app.ShopID, since time.Time) (int, error) {
	var n int
	err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM responses WHERE shop_id = ? AND submitted_at >= ?",
		shop, millis(since)).Scan(&n).Error
	return n, wrap(err, "responses")
}

// Backlog is how much a destination still has to be told.
type Backlog struct {
	Destination app.DestinationID
	Waiting     int
	Parked      int
}

// Backlogs counts the deliveries that are not done, for each destination that
// has any. Errors: Unavailable.
func (s *Store) Backlogs(ctx context.Context, shop app.ShopID) ([]Backlog, error) {
	// The states are spelled out: each has a partial index.
	const count = `SELECT destination_id, COUNT(*) AS n FROM deliveries WHERE shop_id = ? AND state = `
	var list []Backlog
	err := s.read.WithContext(ctx).Raw(`
		SELECT destination_id AS destination, SUM(waiting) AS waiting, SUM(parked) AS parked FROM (
			SELECT destination_id, n AS waiting, 0 AS parked FROM (`+count+`'waiting' GROUP BY destination_id) AS w
			UNION ALL
			SELECT destination_id, 0 AS waiting, n AS parked FROM (`+count+`'parked' GROUP BY destination_id) AS p
		) AS states GROUP BY destination_id ORDER BY destination_id`, shop, shop).Scan(&list).Error
	return list, wrap(err, "deliveries")
}
