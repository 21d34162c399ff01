package store

import (
	"cmp"
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// Whoever changes what is counted marks, in the same transaction, the hours of the
// responses it changes: hours and not days, which begin when the shop's zone says. The
// responses of one order count as one, so that all of them are marked together. A mark
// made alone has a slot of its own, those of a group of responses share the process's:
// nobody ever waits for another's.

const hourMillis = 3_600_000

// allHours is the mark of everything a shop has.
const allHours = -1

const tallyMarkTail = `ON CONFLICT (shop_id, hour, slot) DO UPDATE SET mark = excluded.mark`

var tallyMark = bulk{
	table:   "tally_marks",
	columns: []column{textColumn("shop_id"), intColumn("hour"), intColumn("slot"), intColumn("mark"), intColumn("since")},
	tail:    tallyMarkTail,
}

// processSlot is the slot of the groups of this process, of which there is one at a time.
var processSlot = rand.Int64()

var orderHours = wanted{
	columns: []column{textColumn("shop_id"), intColumn("order_id")},
	query: `SELECT DISTINCT r.shop_id, r.submitted_at / 3600000 FROM wanted CROSS JOIN responses r
		WHERE r.shop_id = wanted.shop_id AND r.order_id = wanted.order_id AND r.order_id <> 0`,
}

// markGroup marks the hours of responses that have just been kept.
func markGroup(ctx context.Context, tx *gorm.DB, said []*recording) error {
	type hour struct {
		shop string
		at   int64
	}
	since := map[hour]int64{}
	var orders [][]any
	for _, r := range said {
		since[hour{string(r.shop), millis(r.Response.SubmittedAt) / hourMillis}] = millis(r.now)
		if r.Response.Order != 0 {
			orders = append(orders, []any{string(r.shop), int64(r.Response.Order)})
		}
	}
	if err := orderHours.read(ctx, tx, orders, func(rows *sql.Rows) error {
		var of hour
		err := rows.Scan(&of.shop, &of.at)
		if _, known := since[of]; !known {
			since[of] = millis(said[0].now)
		}
		return err
	}); err != nil {
		return err
	}
	slot, rows := processSlot, make([][]any, 0, len(since))
	if len(said) > 0 && said[0].alone {
		slot = rand.Int64()
	}
	for of, at := range since {
		rows = append(rows, []any{of.shop, of.at, slot, rand.Int64(), at})
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(int64), b[1].(int64)))
	})
	return tallyMark.insert(ctx, tx, rows)
}

// recount marks what responses r that a condition tells are counted in, and what is
// counted with them. It comes before a change that they are not found after.
func (p people) recount(which string, args ...any) error {
	query := `INSERT INTO tally_marks (shop_id, hour, slot, mark, since)
		SELECT shop_id, hour, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM (
			SELECT r.shop_id, r.submitted_at / 3600000 AS hour FROM responses r WHERE r.shop_id = ? AND ` + which + `
			UNION SELECT o.shop_id, o.submitted_at / 3600000 FROM responses r CROSS JOIN responses o
				WHERE r.shop_id = ? AND ` + which + ` AND r.order_id <> 0 AND o.shop_id = r.shop_id AND o.order_id = r.order_id AND o.order_id <> 0
		) AS told WHERE TRUE ` + tallyMarkTail
	all := append([]any{rand.Int64(), rand.Int64(), p.now, p.shop}, args...)
	return p.tx.Exec(query, append(append(all, p.shop), args...)...).Error
}

// recountOrders marks the responses of some orders.
func (p people) recountOrders(orders ...app.OrderID) error {
	if len(orders) == 0 {
		return nil
	}
	return p.recount("r.order_id IN ? AND r.order_id <> 0", orders)
}

// recountOf is recount for whoever goes through several tables.
func (p people) recountOf(table, which string, args ...any) error {
	if table != "responses" {
		return nil
	}
	return p.recount(which, args...)
}
