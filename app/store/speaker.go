package store

import (
	"cmp"
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var orderCustomers = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query: `SELECT o.shop_id, o.id, o.customer_id FROM wanted CROSS JOIN orders o
		WHERE o.shop_id = wanted.shop_id AND o.id = wanted.id`,
}

// claimOrders lets a guest speak for the customer of the order she names, and
// refuses a customer who names somebody else's. An order nobody has told us of
// stays a claim, to be settled when it is seen.
func claimOrders(ctx context.Context, tx *gorm.DB, all []*speaking, lanes map[app.ShopID][]app.DestinationID) error {
	owners := map[orderKey]app.CustomerID{}
	var keys [][]any
	for _, s := range all {
		key := s.orderKey()
		if _, asked := owners[key]; !asked && key.id != 0 {
			owners[key] = 0
			keys = append(keys, []any{string(key.shop), int64(key.id)})
		}
	}
	err := orderCustomers.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key orderKey
		var owner app.CustomerID
		err := rows.Scan(&key.shop, &key.id, &owner)
		owners[key] = owner
		return err
	})
	for _, s := range all {
		owner := owners[s.orderKey()]
		switch {
		case len(lanes[s.shop]) == 0:
			s.refused = app.Errorf(app.NotFound, "shop not found")
		case s.Customer != 0 && owner != 0 && owner != s.Customer:
			s.refused = app.InvalidFields([]app.FieldError{{
				Field: "order", Code: "not_yours", Message: "This order is somebody else's.",
			}})
		default:
			s.speaker = cmp.Or(s.Customer, owner)
		}
	}
	return err
}

var shopLanes = wanted{
	columns: []column{textColumn("shop_id")},
	query: `SELECT lanes.shop_id, lanes.destination_id FROM wanted CROSS JOIN lanes
		WHERE lanes.shop_id = wanted.shop_id AND ` + installed + ` ORDER BY lanes.shop_id, lanes.destination_id`,
}

// lanesOf lists the lanes of installed shops; every one has at least Shopify's.
func lanesOf(ctx context.Context, tx *gorm.DB, all []*speaking) (map[app.ShopID][]app.DestinationID, error) {
	lanes := map[app.ShopID][]app.DestinationID{}
	var keys [][]any
	for _, s := range all {
		if _, known := lanes[s.shop]; !known {
			lanes[s.shop] = nil
			keys = append(keys, []any{string(s.shop)})
		}
	}
	return lanes, shopLanes.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var shop app.ShopID
		var lane app.DestinationID
		err := rows.Scan(&shop, &lane)
		lanes[shop] = append(lanes[shop], lane)
		return err
	})
}
