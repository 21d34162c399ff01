package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// SQLite has one writer, so locks are PostgreSQL's affair: at READ COMMITTED two
// transactions do not see what the other has written and not committed.

// forUpdate holds the rows of a SELECT until the commit.
func forUpdate(tx *gorm.DB) string {
	if isPostgres(tx) {
		return " FOR UPDATE"
	}
	return ""
}

// skipLocked is forUpdate for claimers, who pass each other.
func skipLocked(tx *gorm.DB) string {
	if isPostgres(tx) {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// lock holds a person before anything of hers is moved or removed: an answer
// under way would otherwise be left behind without her.
func (p people) lock(profile app.ProfileID) error {
	return p.exec("SELECT 1 FROM profiles WHERE shop_id = ? AND id = ?"+forUpdate(p.tx), p.shop, profile)
}

// How people are held: so that they stay who they are, or because they will change.
const (
	toStay   = " FOR SHARE"
	toChange = " FOR NO KEY UPDATE"
)

// holdInTurn keeps people from others until the commit, and lists those there are: guests
// come before customers, and these in the order of their numbers, as answers hold them, too.
// So nobody waits in a circle.
func holdInTurn(tx *gorm.DB, shop app.ShopID, ids []app.ProfileID, locking string) (there []selfOf, err error) {
	if !isPostgres(tx) {
		locking = ""
	}
	err = tx.Raw("SELECT id, customer_id FROM profiles WHERE ? ORDER BY customer_id, id"+locking, among(tx, shop, "id", ids)).Scan(&there).Error
	return there, err
}

// lockOrder waits for the answers under way that claim an order; those that come
// after wait for us. An order is no row until it is seen, hence the lock's kind.
func (p people) lockOrder(id app.OrderID) error { return p.lockName(strconv.FormatInt(int64(id), 10)) }

// lockName is lockOrder by any name: a cart is no row either.
func (p people) lockName(name string) error {
	if !isPostgres(p.tx) {
		return nil
	}
	return p.exec("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", string(p.shop)+"/"+name)
}

// lockAll is lockName of many, in the order everybody takes them.
func (p people) lockAll(names []string) error {
	if !isPostgres(p.tx) || len(names) == 0 {
		return nil
	}
	for i, name := range names {
		names[i] = string(p.shop) + "/" + name
	}
	return nameLocks.read(p.tx.Statement.Context, p.tx, inTurn(names), nil)
}

// mostLocked bounds how many orders one transaction locks: PostgreSQL has room for some
// thousands of all transactions together.
const mostLocked = 1_000

// lockOrders is lockOrder of many.
func (p people) lockOrders(ids []app.OrderID) error {
	names := make([]string, min(len(ids), mostLocked))
	for i := range names {
		names[i] = strconv.FormatInt(int64(ids[i]), 10)
	}
	return p.lockAll(names)
}

// operate is for whoever joins, parts or erases customers: one at a time in a shop, so
// that who was merged into whom stands still.
func (p people) operate() error { return p.lockName("people") }

// holdCustomers waits for what is under way about customers; what comes after waits for
// us. Operate comes first.
func (p people) holdCustomers(ids ...app.CustomerID) error {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = app.CustomerSubject(id)
	}
	return p.lockAll(names)
}

// holdCustomer is holdCustomers' other side: many may speak as a customer at a time.
func (p people) holdCustomer(id app.CustomerID) error {
	if !isPostgres(p.tx) {
		return nil
	}
	return p.exec("SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))", string(p.shop)+"/"+app.CustomerSubject(id))
}

// customerLocks are of those who speak as customers, and of whose the orders are that
// guests speak of: they speak for them.
var customerLocks = wanted{
	columns: []column{textColumn("name"), textColumn("shop_id"), intColumn("order_id")},
	query: `SELECT pg_advisory_xact_lock_shared(hashtextextended(name, 0)) FROM (
		SELECT name COLLATE "C" AS name FROM wanted WHERE name <> ''
		UNION SELECT o.shop_id || '/customer/' || ` + toldOwner + ` FROM wanted JOIN orders o ON o.shop_id = wanted.shop_id AND o.id = wanted.order_id
			WHERE wanted.order_id <> 0 AND o.customer_id <> 0
		ORDER BY name) AS names`,
}

var nameLocks = wanted{
	columns: []column{textColumn("name")},
	query:   "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM wanted",
}

// lockNames is lockOrder's other side, and the same for carts and browsers: who speaks as the
// guest of either finds the one before, or makes the only one. Customers come first, as
// with orders: nobody takes one from them while they speak.
func lockNames(ctx context.Context, tx *gorm.DB, all []*speaking) error {
	if !isPostgres(tx) {
		return nil
	}
	var names []string
	var customers [][]any
	asked := map[speaks]bool{}
	for _, s := range all {
		if one := s.speaks(); one != (speaks{}) && !asked[one] {
			asked[one] = true
			customers = append(customers, []any{one.name, string(one.order.shop), int64(one.order.id)})
		}
		if s.Order != 0 {
			names = append(names, string(s.shop)+"/"+strconv.FormatInt(int64(s.Order), 10))
		}
		if s.cart != "" {
			names = append(names, string(s.shop)+"/"+s.cart)
		}
		if s.Visitor != "" {
			names = append(names, string(s.shop)+"/"+s.Visitor)
		}
	}
	if err := customerLocks.read(ctx, tx, customers, nil); err != nil {
		return err
	}
	return nameLocks.read(ctx, tx, inTurn(names), nil)
}

// speaks is the customer somebody speaks as, or a guest's order, whose customer she may
// be speaking for.
type speaks struct {
	name  string
	order orderKey
}

func (s *speaking) speaks() (one speaks) {
	switch {
	case s.Customer != 0:
		one.name = string(s.shop) + "/" + app.CustomerSubject(s.Customer)
	case s.Order != 0:
		one.order = s.orderKey()
	}
	return one
}

// inTurn is one order for everybody.
func inTurn(names []string) [][]any {
	names = unique(names)
	keys := make([][]any, len(names))
	for i, name := range names {
		keys[i] = []any{name}
	}
	return keys
}

var guestLocks = wanted{
	columns: []column{textColumn("shop_id"), textColumn("id")},
	query: `SELECT p.id FROM wanted CROSS JOIN profiles p
		WHERE p.shop_id = wanted.shop_id AND p.id = wanted.id AND p.customer_id = 0 ORDER BY p.shop_id, p.id FOR UPDATE OF p`,
}

// lock holds the guests of a group, as people.lock does one. Who has become a
// customer, or joined one, while we waited is a guest no more.
func (c *crowd) lock(ctx context.Context, tx *gorm.DB) error {
	if !isPostgres(tx) {
		return nil
	}
	var keys [][]any
	for _, b := range c.bodies {
		if b.customer == 0 {
			keys = append(keys, []any{string(b.shop), string(b.id)})
		}
	}
	held := map[app.ProfileID]bool{}
	err := guestLocks.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var id app.ProfileID
		err := rows.Scan(&id)
		held[id] = true
		return err
	})
	gone := func(b *body) bool { return b.customer == 0 && !held[b.id] }
	for key, b := range c.orders {
		if b != nil && gone(b) {
			c.orders[key] = nil
		}
	}
	for key, list := range c.visitors {
		c.visitors[key] = slices.DeleteFunc(list, gone)
	}
	return err
}
