package store

import (
	"encoding/json"

	"github.com/askwell/askwell/app"
)

type checkRow struct {
	DestinationID string
	Subject       string
	DeliveryID    string
	State         app.CheckState
	Differences   string
	DueAt         int64
	CheckedAt     int64
}

const checkColumns = "destination_id, subject, delivery_id, state, differences, due_at, checked_at"

func (r checkRow) check() (app.Check, error) {
	c := app.Check{
		Destination: app.DestinationID(r.DestinationID), Subject: r.Subject, Delivery: app.DeliveryID(r.DeliveryID), State: r.State,
		DueAt: fromMillis(r.DueAt), CheckedAt: fromMillis(r.CheckedAt),
	}
	return c, json.Unmarshal([]byte(r.Differences), &c.Differences)
}

// A look that is to be taken anew forgets what the last one came to.
var checkInsert = bulk{
	table: "checks",
	columns: []column{
		textColumn("shop_id"), textColumn("destination_id"), textColumn("subject"), textColumn("delivery_id"), textColumn("state"), intColumn("due_at"),
	},
	tail: `ON CONFLICT (shop_id, destination_id, subject) DO UPDATE SET
		delivery_id = excluded.delivery_id, state = excluded.state, differences = '[]', due_at = excluded.due_at, checked_at = 0`,
}

func checkRows(shop app.ShopID, list []app.Check) [][]any {
	rows := make([][]any, len(list))
	for i, c := range list {
		rows[i] = []any{string(shop), string(c.Destination), c.Subject, string(c.Delivery), string(app.CheckWaiting), millis(c.DueAt)}
	}
	return rows
}
