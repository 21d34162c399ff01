package store

import (
	"cmp"
	"context"
	"slices"

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

// lockOrder waits for the answers under way that claim an order; those that come
// after wait for us. An order is no row until it is seen, hence the lock's kind.
func (p people) lockOrder(id app.OrderID) error {
	if !isPostgres(p.tx) {
		return nil
	}
	return p.exec("SELECT pg_advisory_xact_lock(hashtextextended(CAST(? AS TEXT) || '/' || CAST(? AS BIGINT), 0))", p.shop, id)
}

var orderLocks = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query:   "SELECT pg_advisory_xact_lock_shared(hashtextextended(shop_id || '/' || id, 0)) FROM wanted",
}

// lockOrders is lockOrder's other side. Answers do not wait for each other.
func lockOrders(ctx context.Context, tx *gorm.DB, keys [][]any) error {
	if !isPostgres(tx) {
		return nil
	}
	slices.SortFunc(keys, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(int64), b[1].(int64)))
	})
	return orderLocks.read(ctx, tx, keys, nil)
}
