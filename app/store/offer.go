package store

import (
	"context"
	"encoding/json"

	"github.com/askwell/askwell/app"
)

// Offer is what a shop asks for: its published surveys, in the order of their
// creation, and the budget of its shoppers' time, nil for the usual one.
type Offer struct {
	Surveys []Offered
	Budget  *app.Budget
}

// Offered names the version a survey is published as.
type Offered struct {
	ID      app.SurveyID
	Handle  string
	Version int
}

// Offer reads what a shop asks for now. Errors: Unavailable.
func (s *Store) Offer(ctx context.Context, shop app.ShopID) (Offer, error) {
	var rows []struct {
		Offered
		Budget string
	}
	err := s.read.WithContext(ctx).Raw(`SELECT s.id, s.handle, s.version, COALESCE(shops.budget, '') AS budget
		FROM surveys s LEFT JOIN shops ON shops.id = s.shop_id
		WHERE s.shop_id = ? AND s.version > 0 ORDER BY s.created_at, s.id`, shop).Scan(&rows).Error
	var offer Offer
	for _, row := range rows {
		offer.Surveys = append(offer.Surveys, row.Offered)
	}
	if err == nil && len(rows) > 0 && rows[0].Budget != "" {
		err = json.Unmarshal([]byte(rows[0].Budget), &offer.Budget)
	}
	return offer, wrap(err, "surveys")
}
