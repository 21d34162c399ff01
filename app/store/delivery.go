package store

import (
	"context"

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
		Cause: app.Cause(r.Cause), State: app.DeliveryState(r.State), Attempts: r.Attempts,
		NextAt: fromMillis(r.NextAt), Reason: r.Reason,
		CreatedAt: fromMillis(r.CreatedAt), FinishedAt: fromMillis(r.FinishedAt),
	}
}

const deliveryColumns = `shop_id, id, destination_id, profile_id, response_id, order_id, cause, state,
	attempts, next_at, reason, created_at, finished_at`

var deliveryInsert = bulk{table: "deliveries", columns: []column{
	textColumn("shop_id"), textColumn("id"), textColumn("destination_id"), textColumn("profile_id"),
	textColumn("response_id"), intColumn("order_id"), textColumn("cause"), textColumn("state"),
	intColumn("next_at"), intColumn("created_at"),
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
			int64(d.Order), string(d.Cause), string(app.DeliveryWaiting), millis(d.NextAt), millis(d.CreatedAt),
		}
	}
	if err := deliveryInsert.insert(ctx, tx, rows); err != nil {
		return err
	}
	return ringLanes(ctx, tx, planned)
}
