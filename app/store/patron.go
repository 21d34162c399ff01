package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// customersWanted makes customers due to be read: those never read, those read more than
// a day ago, and those read before they first answered, when nothing was kept of how they
// are reached. It does not hurry one who is due already.
var customersWanted = customersDue(` AND (customers.read_at < excluded.due_at - 86400000 OR EXISTS (
	SELECT 1 FROM profiles p WHERE p.shop_id = customers.shop_id AND p.customer_id = customers.id
		AND p.customer_id <> 0 AND p.contact_at = 0 AND p.created_at > customers.read_at))`)

func customersDue(which string) bulk {
	return bulk{
		table:   "customers",
		columns: []column{textColumn("shop_id"), intColumn("id"), intColumn("due_at")},
		tail:    "ON CONFLICT (shop_id, id) DO UPDATE SET due_at = excluded.due_at WHERE customers.due_at = 0" + which,
	}
}

func (p people) wantCustomers(ids []app.CustomerID) error { return p.want(customersWanted, ids) }

func (p people) want(which bulk, ids []app.CustomerID) error {
	rows := make([][]any, len(ids))
	for i, id := range ids {
		rows[i] = []any{string(p.shop), int64(id), p.now}
	}
	return which.insert(p.tx.Statement.Context, p.tx, rows)
}

// WantCustomers makes customers due to be read: those never read, those read more than
// a day ago, and those read before they first answered. Errors: Unavailable.
func (s *Store) WantCustomers(ctx context.Context, shop app.ShopID, ids []app.CustomerID) error {
	if len(ids) == 0 {
		return nil
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids))) // one order for everybody, so that nobody waits in a circle
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return s.people(tx, shop).wantCustomers(ids) }), "customers")
}

// DueReads lists the installed shops of which something is to be read from
// Shopify for rules. Errors: Unavailable.
func (s *Store) DueReads(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var due []app.ShopID
	at := millis(now)
	err := s.read.WithContext(ctx).Raw(`SELECT id FROM shops WHERE installed_at > 0 AND uninstalled_at = 0 AND (
			EXISTS (SELECT 1 FROM customers WHERE shop_id = shops.id AND due_at > 0 AND due_at <= ?)
			OR EXISTS (SELECT 1 FROM customers WHERE shop_id = shops.id AND weigh_at > 0 AND weigh_at <= ?)
			OR EXISTS (SELECT 1 FROM products WHERE shop_id = shops.id AND due_at > 0 AND due_at <= ?)
			OR EXISTS (SELECT 1 FROM segments WHERE shop_id = shops.id AND due_at > 0 AND due_at <= ?))
		ORDER BY id LIMIT ?`, at, at, at, at, limit).Scan(&due).Error
	return due, wrap(err, "reads")
}

// ReadClaim is what one reader has taken on, until its lease ends.
type ReadClaim[ID ~int64] struct {
	IDs   []ID
	until int64
}

// ClaimCustomers takes up to so many customers to be read. Whoever becomes due
// meanwhile stays due. Errors: Unavailable.
func (s *Store) ClaimCustomers(ctx context.Context, shop app.ShopID, limit int, lease time.Duration) (ReadClaim[app.CustomerID], error) {
	return claimReads[app.CustomerID](ctx, s, "customers", shop, limit, lease)
}

// claimReads moves the due date of rows to the end of a lease: when the reader
// dies, they come up again.
func claimReads[ID ~int64](ctx context.Context, s *Store, table string, shop app.ShopID, limit int, lease time.Duration) (claim ReadClaim[ID], err error) {
	now := s.now()
	claim.until = millis(now.Add(lease))
	err = s.write(ctx, func(tx *gorm.DB) error {
		claim.IDs = nil
		return tx.Raw(`UPDATE `+table+` SET due_at = ? WHERE shop_id = ? AND id IN (
				SELECT id FROM `+table+` WHERE shop_id = ? AND due_at > 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?`+skipLocked(tx)+`)
			RETURNING id`, claim.until, shop, shop, millis(now), limit).Scan(&claim.IDs).Error
	})
	slices.Sort(claim.IDs)
	return claim, wrap(err, table)
}

// After a failure the next try comes in half a minute, then after ever longer, at
// most about four hours.
const (
	firstReadRetry = 30 * time.Second
	mostReadDelays = 9 // doublings
)

// deferReads lets claimed rows wait after a failure.
func deferReads[ID ~int64](ctx context.Context, s *Store, table string, shop app.ShopID, claim ReadClaim[ID]) error {
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for some := range slices.Chunk(claim.IDs, maxParameters) {
			if err := tx.Exec(`UPDATE `+table+` SET attempts = attempts + 1,
					due_at = CAST(? AS BIGINT) + CAST(? AS BIGINT) * (1 << CASE WHEN attempts < ? THEN attempts ELSE ? END)
				WHERE shop_id = ? AND id IN ? AND due_at = ?`,
				now, firstReadRetry.Milliseconds(), mostReadDelays, mostReadDelays, shop, some, claim.until).Error; err != nil {
				return err
			}
		}
		return nil
	}), table)
}

// DeferCustomers lets claimed customers wait after a failure. Errors: Unavailable.
func (s *Store) DeferCustomers(ctx context.Context, shop app.ShopID, claim ReadClaim[app.CustomerID]) error {
	return deferReads(ctx, s, "customers", shop, claim)
}

// KeepStandings writes down what was read of claimed customers at a moment, with
// the segments that were asked about. Who is not among them Shopify does not know
// any more. Newer news of a webhook stay. Errors: Unavailable.
func (s *Store) KeepStandings(ctx context.Context, shop app.ShopID, claim ReadClaim[app.CustomerID], read []app.Standing, asked []app.SegmentID, at time.Time) error {
	byID := map[app.CustomerID]app.Standing{}
	for _, one := range read {
		byID[one.Customer] = one
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		for _, id := range claim.IDs {
			// An erased customer has no row, and must not get one.
			if there, err := p.lockCustomer(id); err != nil {
				return err
			} else if !there {
				continue
			}
			if err := p.keepStanding(id, byID[id], asked, at, claim.until); err != nil {
				return err
			}
		}
		return nil
	}), "customers")
}

// lockCustomer holds what is kept of a customer, and says whether there is any.
func (p people) lockCustomer(id app.CustomerID) (bool, error) {
	var there []app.CustomerID
	err := p.tx.Raw("SELECT id FROM customers WHERE shop_id = ? AND id = ?"+forUpdate(p.tx), p.shop, id).Scan(&there).Error
	return len(there) > 0, err
}

func (p people) keepStanding(id app.CustomerID, read app.Standing, asked []app.SegmentID, at time.Time, claimed int64) error {
	if err := p.exec(`UPDATE customers SET read_at = ?, attempts = 0, due_at = CASE WHEN due_at = ? THEN 0 ELSE due_at END
		WHERE shop_id = ? AND id = ?`, millis(at), claimed, p.shop, id); err != nil || read.Customer == 0 {
		return err
	}
	if err := p.exec(`UPDATE customers SET orders = ?, spent = ?, last_order_id = ?, last_order_at = ?, told_at = ?
		WHERE shop_id = ? AND id = ? AND told_at <= ?`,
		read.Orders, read.Spent, read.LastOrder, millis(read.LastOrderAt), millis(at), p.shop, id, millis(at)); err != nil {
		return err
	}
	if err := p.replaceMarks(id, markTag, nil, tagMarks(read.Tags), at); err != nil {
		return err
	}
	return p.replaceMarks(id, markSegment, segmentMarks(asked), segmentMarks(read.Segments), at)
}

// Purchases is what Shopify says a customer ordered in all.
type Purchases struct {
	Customer  app.CustomerID
	Orders    int
	Spent     string
	LastOrder app.OrderID
	At        time.Time
}

// RecordPurchases keeps what a customer of whom we keep something ordered in all.
// Older news never replace newer ones. Errors: Unavailable.
func (s *Store) RecordPurchases(ctx context.Context, shop app.ShopID, n Purchases) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		p := s.people(tx, shop)
		if err := p.exec(`UPDATE customers SET orders = ?, spent = ?, last_order_id = ?, told_at = ?
			WHERE shop_id = ? AND id = ? AND told_at <= ?`,
			n.Orders, n.Spent, n.LastOrder, millis(n.At), shop, n.Customer, millis(n.At)); err != nil {
			return err
		}
		return p.news(n.Customer, n.At)
	}), "customer")
}

// forgetStanding removes what Shopify said of a customer.
func (p people) forgetStanding(id app.CustomerID) error {
	for _, statement := range []string{
		"DELETE FROM customer_marks WHERE shop_id = ? AND customer_id = ?",
		"DELETE FROM customers WHERE shop_id = ? AND id = ?",
	} {
		if err := p.exec(statement, p.shop, id); err != nil {
			return err
		}
	}
	return nil
}

// mergeStanding has the one who stays read anew, if anything was kept of either:
// what is true of her now only Shopify knows.
func (p people) mergeStanding(from, to app.CustomerID) error {
	erased, err := p.erasedAt(app.CustomerSubject(to))
	if err != nil {
		return err
	}
	// The lower first, as whoever wants many of them read.
	if _, err := p.lockCustomer(min(from, to)); err != nil {
		return err
	}
	kept, err := p.lockCustomer(from)
	if err != nil {
		return err
	}
	if err := p.forgetStanding(from); err != nil {
		return err
	}
	if kept && erased == 0 {
		if err := p.wantCustomers([]app.CustomerID{to}); err != nil {
			return err
		}
	}
	return p.exec("UPDATE customers SET due_at = ? WHERE shop_id = ? AND id = ?", p.now, p.shop, to)
}

// standing is what Shopify said of a customer, at rest.
type standing struct {
	Orders              int
	Spent               string
	LastOrderID         app.OrderID
	LastOrderAt, ToldAt int64
	ReadAt              int64
}

// standing reads what is kept of a customer, nil for nothing.
func (p people) standing(customer app.CustomerID) (*standing, error) {
	var rows []standing
	err := p.tx.Raw(`SELECT orders, spent, last_order_id, last_order_at, told_at, read_at FROM customers
		WHERE shop_id = ? AND id = ?`, p.shop, customer).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}
