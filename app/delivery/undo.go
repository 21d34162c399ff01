package delivery

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Replay sends deliveries again that were finished or parked, page by page, and says how
// many there were. What was undone of them is said again. Errors: Unavailable.
func (d *Deliverer) Replay(ctx context.Context, shop app.ShopID, f store.DeliveryFilter) (int, error) {
	return d.Store.ReplayDeliveries(ctx, shop, f)
}

// Undo takes back what deliveries wrote, where it still stands: what stood there before
// is restored in each person's order. Done twice it is done once. dry counts alone.
// Errors: Unavailable.
func (d *Deliverer) Undo(ctx context.Context, shop app.ShopID, f store.DeliveryFilter, dry bool) (app.Undone, error) {
	return d.Store.Undo(ctx, shop, f, dry)
}
