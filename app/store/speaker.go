package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var orderCustomers = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query: `SELECT o.shop_id, o.id, o.customer_id FROM wanted CROSS JOIN orders o
		WHERE o.shop_id = wanted.shop_id AND o.id = wanted.id`,
}

type orderKey struct {
	shop app.ShopID
	id   app.OrderID
}

// claimOrders gives a guest's response to the customer of the order it names,
// and refuses a customer's response that names somebody else's. An order nobody
// has told us of stays a claim, to be settled when it is seen.
func claimOrders(ctx context.Context, tx *gorm.DB, items []*recording, lanes map[app.ShopID][]app.DestinationID) ([]*recording, error) {
	owners := map[orderKey]app.CustomerID{}
	var keys [][]any
	for _, r := range items {
		key := orderKey{r.Response.Shop, r.Response.Order}
		if _, asked := owners[key]; !asked && key.id != 0 {
			owners[key] = 0
			keys = append(keys, []any{string(key.shop), int64(key.id)})
		}
	}
	if err := lockOrders(ctx, tx, keys); err != nil {
		return nil, err
	}
	err := orderCustomers.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var key orderKey
		var owner app.CustomerID
		err := rows.Scan(&key.shop, &key.id, &owner)
		owners[key] = owner
		return err
	})
	var accepted []*recording
	for _, r := range items {
		owner := owners[orderKey{r.Response.Shop, r.Response.Order}]
		switch {
		case len(lanes[r.Response.Shop]) == 0:
			r.refused = app.Errorf(app.NotFound, "shop not found")
			continue
		case r.Customer != 0 && owner != 0 && owner != r.Customer:
			r.refused = app.InvalidFields([]app.FieldError{{
				Field: "order", Code: "not_yours", Message: "This order is somebody else's.",
			}})
			continue
		}
		r.speaker = cmp.Or(r.Customer, owner)
		accepted = append(accepted, r)
	}
	return accepted, err
}

// A customer has one profile; the update makes RETURNING name the one there is.
var profileUpsert = bulk{
	table: "profiles",
	columns: []column{
		textColumn("shop_id"), textColumn("id"), intColumn("customer_id"), intColumn("created_at"), intColumn("updated_at"),
	},
	tail: `ON CONFLICT (shop_id, customer_id) WHERE customer_id <> 0 DO UPDATE SET updated_at = excluded.updated_at
		RETURNING shop_id, customer_id, id`,
}

type customerKey struct {
	shop     app.ShopID
	customer app.CustomerID
}

// findSpeakers finds or makes the profile of each response.
func findSpeakers(ctx context.Context, tx *gorm.DB, items []*recording) error {
	customers := map[customerKey]app.ProfileID{}
	var rows [][]any
	for _, r := range items {
		key := customerKey{r.Response.Shop, r.speaker}
		if _, seen := customers[key]; seen && r.speaker != 0 {
			continue
		}
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		r.profile = app.ProfileID(id.String())
		customers[key] = r.profile
		at := millis(r.Response.SubmittedAt)
		rows = append(rows, []any{string(key.shop), string(r.profile), int64(key.customer), at, at})
	}
	// One order for everybody, so that two processes cannot wait for each other.
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[2].(int64), b[2].(int64)))
	})
	err := profileUpsert.query(ctx, tx, rows, func(rows *sql.Rows) error {
		var key customerKey
		var id app.ProfileID
		err := rows.Scan(&key.shop, &key.customer, &id)
		customers[key] = id
		return err
	})
	for _, r := range items {
		if r.speaker != 0 {
			r.profile = customers[customerKey{r.Response.Shop, r.speaker}]
		}
	}
	return err
}
