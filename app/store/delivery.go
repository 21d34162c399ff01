package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type deliveryRow struct {
	ShopID        string
	ID            string
	DestinationID string
	ProfileID     string
	ResponseID    string
	OrderID       int64
	Cause         string
	RunID         string
	BulkID        string
	State         string
	Attempts      int
	NextAt        int64
	Reason        string
	CreatedAt     int64
	FinishedAt    int64
}

func (r deliveryRow) delivery() app.Delivery {
	return app.Delivery{
		Shop: app.ShopID(r.ShopID), ID: app.DeliveryID(r.ID), Destination: app.DestinationID(r.DestinationID),
		Profile: app.ProfileID(r.ProfileID), Response: app.ResponseID(r.ResponseID), Order: app.OrderID(r.OrderID),
		Cause: app.Cause(r.Cause), Run: app.RunID(r.RunID), Bulk: r.BulkID, State: app.DeliveryState(r.State), Attempts: r.Attempts,
		NextAt: fromMillis(r.NextAt), Reason: r.Reason,
		CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
}

const deliveryColumns = `shop_id, id, destination_id, profile_id, response_id, order_id, cause, run_id, bulk_id, state,
	attempts, next_at, reason, created_at, finished_at`

var deliveryInsert = bulk{table: "deliveries", columns: []column{
	textColumn("shop_id"), textColumn("id"), textColumn("destination_id"), textColumn("profile_id"),
	textColumn("response_id"), intColumn("order_id"), textColumn("cause"), textColumn("state"),
	intColumn("next_at"), intColumn("created_at"), textColumn("run_id"),
}}

// planDeliveries inserts waiting deliveries and rings their lanes. Everything
// that changes what a destination should hold calls it, in its transaction and
// after its other writes.
func planDeliveries(ctx context.Context, tx *gorm.DB, planned []app.Delivery) error {
	if len(planned) == 0 {
		return nil
	}
	rows := make([][]any, len(planned))
	for i, d := range planned {
		rows[i] = []any{
			string(d.Shop), string(d.ID), string(d.Destination), string(d.Profile), string(d.Response),
			int64(d.Order), string(d.Cause), string(app.DeliveryWaiting), millis(d.NextAt), millis(d.CreatedAt), string(d.Run),
		}
	}
	if err := deliveryInsert.insert(ctx, tx, rows); err != nil {
		return err
	}
	return ringLanes(ctx, tx, planned)
}

// DueDeliveries lists the deliveries a lane is to make now: those that tell what was
// taken back before all others, however old these are, then the oldest first, and a
// run's once there is nothing else. After them comes what else waits for the same
// people and is not due: one call serves them all. Errors: Unavailable.
func (s *Store) DueDeliveries(ctx context.Context, shop app.ShopID, to app.DestinationID, limit int) ([]app.Delivery, error) {
	now := millis(s.now())
	var rows []deliveryRow
	// First whom, in the order of an index, then all that waits for each of them. A database
	// without statistics would rather read the whole lane, once or for everybody: it is kept
	// from the lane's indexes, and to this order.
	err := s.read.WithContext(ctx).Raw("SELECT "+deliveryColumns+` FROM (
			SELECT profile_id AS whose FROM (SELECT profile_id FROM deliveries
				WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' AND cause = 'withdrawn' AND next_at <= ?
				ORDER BY next_at LIMIT ?) AS withdrawn
			UNION SELECT profile_id FROM (SELECT profile_id FROM deliveries
				WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' AND run_id = '' AND next_at <= ?
				ORDER BY next_at LIMIT ?) AS fresh
			UNION SELECT profile_id FROM (SELECT profile_id FROM deliveries
				WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' AND next_at <= ?
				ORDER BY next_at LIMIT ?) AS due) AS whom
		CROSS JOIN `+oneByOne(s.read, "SELECT "+deliveryColumns+` FROM deliveries
			WHERE shop_id = ? AND profile_id = whose AND destination_id || '' = ? AND state || '' = 'waiting'`)+`
		ORDER BY CASE WHEN next_at > ? THEN 3 WHEN cause = 'withdrawn' THEN 0 WHEN run_id <> '' THEN 2 ELSE 1 END, created_at, id LIMIT ?`,
		shop, to, now, limit, shop, to, now, limit, shop, to, now, limit, shop, to, now, 2*limit).Scan(&rows).Error
	return deliveries(rows), wrap(err, "deliveries")
}

// oneByOne makes a database look rows of a table up for each row of what it is joined to:
// SQLite does so by CROSS alone, PostgreSQL when it has to count them.
func oneByOne(db *gorm.DB, rows string) string {
	if isPostgres(db) {
		return "LATERAL (" + rows + " LIMIT 1000000) AS theirs"
	}
	_, rest, _ := strings.Cut(rows, " FROM ")
	return rest
}

func deliveries(rows []deliveryRow) []app.Delivery {
	list := make([]app.Delivery, len(rows))
	for i, row := range rows {
		list[i] = row.delivery()
	}
	return list
}
