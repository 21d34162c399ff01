package store

import (
	"context"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
)

// keep writes the undo down, and plans the deliveries that carry it out.
func (u *undoing) keep(ctx context.Context) error {
	if err := overrideInsert.insert(ctx, u.tx, overrideRows(u.shop, u.overrides)); err != nil {
		return err
	}
	for _, w := range u.writes {
		if err := u.tx.Exec(`UPDATE writes SET undone_at = ? WHERE shop_id = ? AND destination_id = ? AND subject = ? AND property = ? AND intended_at = ?`,
			u.now, u.shop, w.Destination, w.Subject, w.Property, millis(w.At)).Error; err != nil {
			return err
		}
	}
	list := u.deliveries()
	u.planned = len(list)
	return planDeliveries(ctx, u.tx, list)
}

// deliveries are one for each person and order.
func (u *undoing) deliveries() []app.Delivery {
	type whom struct {
		at      app.DestinationID
		profile app.ProfileID
		order   app.OrderID
	}
	var list []app.Delivery
	planned := map[whom]bool{}
	for _, o := range u.overrides {
		trace, err := traceOf(o.Subject)
		if err != nil {
			trace = Trace{} // a guest who is known by an address
		}
		to := whom{o.Destination, u.names[o.Subject], trace.Order}
		if planned[to] {
			continue
		}
		planned[to] = true
		list = append(list, app.Delivery{
			Shop: u.shop, ID: app.DeliveryID(uuid.Must(uuid.NewV7()).String()), Destination: to.at, Profile: to.profile, Order: to.order,
			Cause: app.CauseUndo, Run: u.run, NextAt: fromMillis(u.now), CreatedAt: fromMillis(u.now),
		})
	}
	return list
}
