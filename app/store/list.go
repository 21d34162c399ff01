package store

import (
	"context"
	"math"

	"github.com/askwell/askwell/app"
)

// SurveyPage lists at most so many of a shop's surveys, the newest first. Errors:
// Unavailable.
func (s *Store) SurveyPage(ctx context.Context, shop app.ShopID, from Before, limit int) ([]app.Survey, error) {
	at, id := from.made()
	var rows []survey
	err := s.read.WithContext(ctx).Raw(`SELECT * FROM surveys WHERE shop_id = ? AND (created_at, id) < (?, ?)
		ORDER BY created_at DESC, id DESC LIMIT ?`, shop, at, id, limit).Scan(&rows).Error
	list := make([]app.Survey, len(rows))
	for i, row := range rows {
		list[i] = row.noun()
	}
	return list, wrap(err, "surveys")
}

// RewardPage lists at most so many of a shop's rules, the newest first. Errors:
// Unavailable.
func (s *Store) RewardPage(ctx context.Context, shop app.ShopID, from Before, limit int) ([]app.RewardState, error) {
	at, handle := from.made()
	list, err := s.rewards(ctx, `SELECT * FROM rewards WHERE shop_id = ? AND (created_at, handle) < (?, ?)
		ORDER BY created_at DESC, handle DESC LIMIT ?`, shop, at, handle, limit)
	return list, wrap(err, "rewards")
}

// made is where a page begins of what is never renamed nor made anew.
func (b Before) made() (at int64, id string) {
	if b.ID == "" {
		return math.MaxInt64, ""
	}
	return millis(b.At), b.ID
}
