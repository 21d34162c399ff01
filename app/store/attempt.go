package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type attemptRow struct {
	ShopID     string
	ID         string
	DeliveryID string
	Number     int
	Class      string
	Reason     string
	Status     int
	Excerpt    string
	Cost       int
	StartedAt  int64
	DurationMs int64
}

func (r attemptRow) attempt() app.Attempt {
	return app.Attempt{
		Shop: app.ShopID(r.ShopID), ID: r.ID, Delivery: app.DeliveryID(r.DeliveryID), Number: r.Number,
		Class: r.Class, Reason: r.Reason, Status: r.Status, Excerpt: r.Excerpt, Cost: r.Cost,
		StartedAt: fromMillis(r.StartedAt), Duration: time.Duration(r.DurationMs) * time.Millisecond,
	}
}

var attemptInsert = bulk{table: "attempts", columns: []column{
	textColumn("shop_id"), textColumn("id"), textColumn("delivery_id"), intColumn("number"), textColumn("class"),
	textColumn("reason"), intColumn("status"), textColumn("excerpt"), intColumn("cost"), intColumn("started_at"), intColumn("duration_ms"),
}}

func insertAttempts(ctx context.Context, tx *gorm.DB, shop app.ShopID, attempts []app.Attempt) error {
	rows := make([][]any, len(attempts))
	for i, a := range attempts {
		rows[i] = []any{
			string(shop), a.ID, string(a.Delivery), int64(a.Number), a.Class,
			a.Reason, int64(a.Status), a.Excerpt, int64(a.Cost), millis(a.StartedAt), a.Duration.Milliseconds(),
		}
	}
	return attemptInsert.insert(ctx, tx, rows)
}

// Attempts lists the tries at some deliveries, oldest first. Errors: Unavailable.
func (s *Store) Attempts(ctx context.Context, shop app.ShopID, of []app.DeliveryID) ([]app.Attempt, error) {
	var rows []attemptRow
	err := s.read.WithContext(ctx).Raw(`SELECT shop_id, id, delivery_id, number, class, reason, status, excerpt, cost, started_at, duration_ms
		FROM attempts WHERE ? ORDER BY started_at, id`, among(s.read, shop, "delivery_id", of)).Scan(&rows).Error
	list := make([]app.Attempt, len(rows))
	for i, row := range rows {
		list[i] = row.attempt()
	}
	return list, wrap(err, "attempts")
}
