package store

import (
	"context"
	"database/sql"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var orderCustomers = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query: `SELECT o.shop_id, o.id, ` + toldOwner + ` FROM wanted CROSS JOIN orders o
		WHERE o.shop_id = wanted.shop_id AND o.id = wanted.id`,
}

// claimOrders lets a guest speak for the customer of the order she names, and
// refuses a customer who names somebody else's, and whoever began before she was
// erased. An order nobody has told us of stays a claim, to be settled when it is seen.
func claimOrders(ctx context.Context, tx *gorm.DB, all []*speaking, lanes map[app.ShopID][]app.DestinationID) error {
	owners, err := ownersOf(ctx, tx, all)
	if err != nil {
		return err
	}
	r := registry{former: map[customerKey]former{}, erased: map[buried]int64{}}
	if err := r.read(ctx, tx, all, owners); err != nil {
		return err
	}
	for _, s := range all {
		if len(lanes[s.shop]) == 0 {
			s.refused = app.Errorf(app.NotFound, "shop not found")
			continue
		}
		r.introduce(s, owners[s.orderKey()])
	}
	return nil
}

// ownersOf reads whose the orders are that a group names.
func ownersOf(ctx context.Context, tx *gorm.DB, all []*speaking) (map[orderKey]app.CustomerID, error) {
	owners := map[orderKey]app.CustomerID{}
	var keys [][]any
	for _, s := range all {
		key := s.orderKey()
		if _, asked := owners[key]; !asked && key.id != 0 {
			owners[key] = 0
			keys = append(keys, []any{string(key.shop), int64(key.id)})
		}
	}
	return owners, orderCustomers.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key orderKey
		var owner app.CustomerID
		err := rows.Scan(&key.shop, &key.id, &owner)
		owners[key] = owner
		return err
	})
}

var shopLanes = wanted{
	columns: []column{textColumn("shop_id")},
	query: `SELECT lanes.shop_id, lanes.destination_id, salts.salt FROM wanted CROSS JOIN lanes JOIN shops salts ON salts.id = lanes.shop_id
		WHERE lanes.shop_id = wanted.shop_id AND ` + installed + ` ORDER BY lanes.shop_id, lanes.destination_id`,
}

// lanesOf lists the lanes of installed shops; every one has at least Shopify's. It tells
// everybody her shop's salt.
func lanesOf(ctx context.Context, tx *gorm.DB, all []*speaking) (map[app.ShopID][]app.DestinationID, error) {
	lanes := map[app.ShopID][]app.DestinationID{}
	var keys [][]any
	for _, s := range all {
		if _, known := lanes[s.shop]; !known {
			lanes[s.shop] = nil
			keys = append(keys, []any{string(s.shop)})
		}
	}
	salts := map[app.ShopID]string{}
	err := shopLanes.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var shop app.ShopID
		var lane app.DestinationID
		var salt string
		err := rows.Scan(&shop, &lane, &salt)
		lanes[shop], salts[shop] = append(lanes[shop], lane), salt
		return err
	})
	for _, s := range all {
		s.salt = salts[s.shop]
	}
	return lanes, err
}
