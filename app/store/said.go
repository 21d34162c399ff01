package store

import (
	"context"
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// Said is one answer that counts now, and the survey version it was given to,
// which says where it is written back.
type Said struct {
	Profile app.ProfileID // of a preference
	Order   app.OrderID   // of an order's answer
	Key     string
	Value   app.Value
	Survey  app.SurveyID
	Version int
}

type saidRow struct {
	ProfileID string
	OrderID   int64
	Key       string
	Kind      string
	Value     string
	SurveyID  string
	Version   int
}

func said(rows []saidRow) []Said {
	list := make([]Said, len(rows))
	for i, r := range rows {
		list[i] = Said{
			Profile: app.ProfileID(r.ProfileID), Order: app.OrderID(r.OrderID), Key: r.Key,
			Value:  app.Value{Kind: app.ValueKind(r.Kind), JSON: json.RawMessage(r.Value)},
			Survey: app.SurveyID(r.SurveyID), Version: r.Version,
		}
	}
	return list
}

// People lists the profiles among ids that still exist. Errors: Unavailable.
func (s *Store) People(ctx context.Context, shop app.ShopID, ids []app.ProfileID) ([]app.Profile, error) {
	var rows []struct {
		ID, Email, Phone     string
		CustomerID           int64
		CreatedAt, UpdatedAt int64
	}
	err := s.read.WithContext(ctx).Raw(`SELECT id, customer_id, email, phone, created_at, updated_at
		FROM profiles WHERE shop_id = ? AND id IN ?`, shop, ids).Scan(&rows).Error
	list := make([]app.Profile, len(rows))
	for i, r := range rows {
		list[i] = app.Profile{
			Shop: shop, ID: app.ProfileID(r.ID), Customer: app.CustomerID(r.CustomerID), Email: r.Email, Phone: r.Phone,
			CreatedAt: fromMillis(r.CreatedAt), UpdatedAt: fromMillis(r.UpdatedAt),
		}
	}
	return list, wrap(err, "profiles")
}

// SaidByPeople lists the current preferences of profiles. Errors: Unavailable.
func (s *Store) SaidByPeople(ctx context.Context, shop app.ShopID, ids []app.ProfileID) ([]Said, error) {
	var rows []saidRow
	err := s.read.WithContext(ctx).Raw(`SELECT p.profile_id, p.key, p.kind, p.value, r.survey_id, r.version
		FROM preferences p JOIN responses r ON r.shop_id = p.shop_id AND r.id = p.response_id
		WHERE p.shop_id = ? AND p.profile_id IN ?`, shop, ids).Scan(&rows).Error
	return said(rows), wrap(err, "preferences")
}

// SaidOnOrders lists the newest answer to each question given with orders.
// Errors: Unavailable.
func (s *Store) SaidOnOrders(ctx context.Context, shop app.ShopID, orders []app.OrderID) ([]Said, error) {
	var rows []saidRow
	err := s.read.WithContext(ctx).Raw(`SELECT order_id, key, kind, value, survey_id, version FROM (
			SELECT r.order_id, a.question AS key, a.kind, a.value, r.survey_id, r.version, ROW_NUMBER() OVER (
				PARTITION BY r.order_id, a.question ORDER BY r.submitted_at DESC, r.id DESC) AS age
			FROM responses r JOIN answers a ON a.shop_id = r.shop_id AND a.response_id = r.id
			WHERE r.shop_id = ? AND r.order_id <> 0 AND r.order_id IN ?) AS newest
		WHERE age = 1`, shop, orders).Scan(&rows).Error
	return said(rows), wrap(err, "answers")
}
