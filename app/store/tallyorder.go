package store

import (
	"math/rand/v2"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// countedOrder is what counts of an order.
type countedOrder struct {
	CustomerID               app.CustomerID
	Currency, Total, Country string
	Channel                  string
	CreatedAt, CancelledAt   int64
	Test                     bool
}

// countedOrder reads an order as it counts; nil when there is none.
func (p people) countedOrder(id app.OrderID) (*countedOrder, error) {
	var rows []countedOrder
	err := p.tx.Raw("SELECT customer_id, currency, total, country, channel, created_at, cancelled_at, test FROM orders WHERE shop_id = ? AND id = ?",
		p.shop, id).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// recountChanged marks what an order counts in, if it counts differently than before, and
// the later orders of whoever had or has it: these are returning customers' by it. Most
// news of orders change nothing that counts.
func (p people) recountChanged(id app.OrderID, before *countedOrder) error {
	after, err := p.countedOrder(id)
	if err != nil || after == nil || before != nil && *before == *after {
		return err
	}
	if err := p.recountOrders(id); err != nil {
		return err
	}
	if err := p.recountHour(after.CreatedAt); err != nil {
		return err
	}
	if err := p.recountBuyers(after.CreatedAt, after.CustomerID); err != nil || before == nil {
		return err
	}
	if err := p.recountHour(before.CreatedAt); err != nil {
		return err
	}
	return p.recountBuyers(min(before.CreatedAt, after.CreatedAt), before.CustomerID, after.CustomerID)
}

// recountBuyers marks the orders that customers placed after a time.
func (p people) recountBuyers(since int64, customers ...app.CustomerID) error {
	if len(customers) == 0 {
		return nil
	}
	return p.recount(`r.order_id <> 0 AND r.order_id IN (
		SELECT n.id FROM orders n WHERE n.shop_id = ? AND n.customer_id IN ? AND n.customer_id <> 0 AND +n.created_at > ?)`, p.shop, customers, since)
}

// recountPlaced marks when orders were placed that come or go: a shop's orders are counted,
// too.
func (p people) recountPlaced(which string, args ...any) error {
	return p.tx.Exec(`INSERT INTO tally_marks (shop_id, hour, slot, mark, since)
		SELECT DISTINCT shop_id, created_at / 3600000, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM orders WHERE shop_id = ? AND `+which+" "+tallyMarkTail,
		append([]any{rand.Int64(), rand.Int64(), p.now, p.shop}, args...)...).Error
}

// recountHour marks one hour.
func (p people) recountHour(at int64) error {
	return tallyMark.insert(p.tx.Statement.Context, p.tx, [][]any{{string(p.shop), at / hourMillis, rand.Int64(), rand.Int64(), p.now}})
}

// recountWith marks orders that come or go, and those of the same customers.
func (p people) recountWith(orders []app.OrderID) error {
	var customers []app.CustomerID
	if err := p.tx.Raw("SELECT DISTINCT customer_id FROM orders WHERE shop_id = ? AND id IN ? AND customer_id <> 0", p.shop, orders).Scan(&customers).Error; err != nil {
		return err
	}
	if err := p.recountOrders(orders...); err != nil {
		return err
	}
	if err := p.recountPlaced("id IN ?", orders); err != nil {
		return err
	}
	return p.recountBuyers(0, customers...)
}

// recountZone marks all of a shop that is about to move to another time zone: its days
// begin at other times there.
func recountZone(tx *gorm.DB, shop app.ShopID, zone string, now int64) error {
	return tx.Exec(`INSERT INTO tally_marks (shop_id, hour, slot, mark, since)
		SELECT id, ?, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT) FROM shops WHERE id = ? AND timezone <> ?`,
		allHours, rand.Int64(), rand.Int64(), now, shop, zone).Error
}
