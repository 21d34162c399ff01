package store

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// OldestWaiting tells when the oldest was made of what waits for each destination of a
// shop, as Pulse tells it of one; destinations for which nothing waits are left out.
// Errors: Unavailable.
func (s *Store) OldestWaiting(ctx context.Context, shop app.ShopID) (map[app.DestinationID]time.Time, error) {
	var rows []struct {
		Destination app.DestinationID
		Since       int64
	}
	// The conditions are spelled out: each has a partial index.
	err := s.read.WithContext(ctx).Raw(`SELECT destination_id AS destination, COALESCE((SELECT MIN(created_at) FROM (SELECT d.created_at, d.bulk_id FROM deliveries AS d
				WHERE d.shop_id = lanes.shop_id AND d.destination_id = lanes.destination_id AND d.state = 'waiting' AND d.run_id = '' ORDER BY d.next_at LIMIT ?) AS next
			WHERE bulk_id = ''), 0) AS since
		FROM lanes WHERE shop_id = ?`, mostPulse, shop).Scan(&rows).Error
	oldest := make(map[app.DestinationID]time.Time, len(rows))
	for _, r := range rows {
		if r.Since > 0 {
			oldest[r.Destination] = fromMillis(r.Since)
		}
	}
	return oldest, wrap(err, "deliveries")
}
