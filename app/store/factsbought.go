package store

import (
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/askwell/askwell/app"
)

// mostOrders bounds how many of a customer's orders, the newest, are looked
// through for what she has bought.
const mostOrders = 100

// bought is what we have seen of a customer's orders.
type bought struct {
	count       int
	first, last int64
	newest      []orderSum
	lines       []app.Line // of the newest
}

// orderSum is what an order adds to what its customer has spent.
type orderSum struct {
	id    app.OrderID
	total string
	at    int64
}

func (f *facts) findOrders() (b bought, err error) {
	if f.customer == 0 {
		return b, nil
	}
	var sums struct{ Count, First, Last int64 }
	if err := f.tx.Raw(`SELECT COUNT(*) AS count, COALESCE(MIN(created_at), 0) AS first, COALESCE(MAX(created_at), 0) AS last
		FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0 AND created_at <= ?`, f.shop, f.customer, f.until).Scan(&sums).Error; err != nil {
		return b, err
	}
	b.count, b.first, b.last = int(sums.Count), sums.First, sums.Last
	err = f.each(`SELECT id, total, lines, created_at FROM orders WHERE shop_id = ? AND customer_id = ? AND customer_id <> 0 AND created_at <= ?
		ORDER BY created_at DESC, id DESC LIMIT ?`, []any{f.shop, f.customer, f.until, mostOrders}, func(rows *sql.Rows) error {
		var o orderSum
		var text string
		var lines []app.Line
		if err := rows.Scan(&o.id, &o.total, &text, &o.at); err != nil {
			return err
		}
		err := told(text, &lines)
		b.newest, b.lines = append(b.newest, o), append(b.lines, lines...)
		return err
	})
	return b, err
}

var productsNamed = wanted{
	columns: []column{textColumn("shop_id"), intColumn("id")},
	query: `SELECT p.id, p.handle, p.vendor, p.type, p.tags, p.collections FROM wanted CROSS JOIN products p
		WHERE p.shop_id = wanted.shop_id AND p.id = wanted.id AND (p.read_at > 0 OR p.updated_at > 0)`,
}

// findProducts reads the products of the order and of all she bought.
func (f *facts) findProducts(lines []app.Line) error {
	f.products = map[app.ProductID]app.Product{}
	if f.order != nil {
		lines = append(slices.Clone(f.order.Lines), lines...)
	}
	var keys [][]any
	for _, line := range lines {
		if _, asked := f.products[line.Product]; line.Product != 0 && !asked {
			f.products[line.Product] = app.Product{}
			keys = append(keys, []any{string(f.shop), int64(line.Product)})
		}
	}
	return productsNamed.read(f.tx.Statement.Context, f.tx, keys, func(rows *sql.Rows) error {
		var one app.Product
		var tags, collections string
		if err := rows.Scan(&one.ID, &one.Handle, &one.Vendor, &one.Type, &tags, &collections); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(tags), &one.Tags); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(collections), &one.Collections)
		f.products[one.ID] = one
		return err
	})
}

// tellLines tells what lines are of. Of a product that was not read yet only what
// its line says is known; when that is so of all, nothing else is told.
func (f *facts) tellLines(prefix string, lines []app.Line) {
	var skus, vendors, handles, types, tags, collections []string
	read, unread := 0, 0
	for _, line := range lines {
		product := f.products[line.Product]
		vendor := line.Vendor
		if product.Vendor != "" {
			vendor = product.Vendor // what it is called today
		}
		skus, vendors = append(skus, line.SKU), append(vendors, vendor)
		switch {
		case product.ID != 0:
			read++
		case line.Product != 0:
			unread++
		}
		handles, types = append(handles, product.Handle), append(types, product.Type)
		tags, collections = append(tags, product.Tags...), append(collections, product.Collections...)
	}
	f.list(prefix+"skus", skus)
	f.list(prefix+"vendors", lower(vendors))
	if read == 0 && unread > 0 {
		return
	}
	f.list(prefix+"products", lower(handles))
	f.list(prefix+"types", lower(types))
	f.list(prefix+"tags", lower(tags))
	f.list(prefix+"collections", lower(collections))
}

// tellShopper tells what is known of a customer: by Shopify's account of her as of
// the moment it was given, and by the orders we have seen since.
func (f *facts) tellShopper(b bought) error {
	s, err := f.standing(f.customer)
	if err != nil {
		return err
	}
	if s == nil || max(s.ToldAt, s.ReadAt) > f.until {
		s = &standing{}
	}
	here := 0 // the order she is asked about
	if f.id != 0 {
		here = 1
	}
	placed, whole := b.count, s.ToldAt > 0
	if whole {
		placed = f.tellSpent(s, b)
	}
	if f.id != 0 && f.order == nil && f.id != s.LastOrderID {
		placed++ // nobody has told us of it yet
	}
	if whole || placed > here {
		f.told["shopper.returning"] = placed > here
	}
	if whole {
		f.told["shopper.orders"] = float64(placed)
	}
	f.tellDays(s, b, whole && placed == b.count)
	if len(b.lines) > 0 || whole && placed == 0 {
		f.tellLines("bought.", b.lines)
	}
	return f.tellMarks(s)
}

// tellSpent adds up what she has spent and returns how many orders that is.
func (f *facts) tellSpent(s *standing, b bought) (placed int) {
	placed = s.Orders
	spent, err := strconv.ParseFloat(s.Spent, 64)
	for _, o := range b.newest {
		if o.at <= s.ToldAt || o.id == s.LastOrderID {
			continue
		}
		placed++
		total, _ := strconv.ParseFloat(o.total, 64) // what is not told adds nothing
		spent += total
	}
	if err == nil {
		f.told["shopper.spent"] = math.Round(spent*1000) / 1000
	}
	return placed
}

// tellDays tells since when she orders; all says that we have seen all of her orders.
func (f *facts) tellDays(s *standing, b bought, all bool) {
	last := max(b.last, s.LastOrderAt)
	if f.id != 0 && f.order == nil {
		last = f.now // just now
	}
	if last > 0 {
		f.told["shopper.days_since_order"] = f.daysSince(last)
	}
	switch {
	case all && b.count > 0:
		f.told["shopper.days_since_first_order"] = f.daysSince(b.first)
	case s.ToldAt > 0 && s.Orders == 1 && b.count == 0 && s.LastOrderAt > 0:
		f.told["shopper.days_since_first_order"] = f.daysSince(s.LastOrderAt)
	}
}

func (f *facts) tellMarks(s *standing) error {
	if s.ReadAt == 0 {
		return nil // we have heard of some at most
	}
	tags, err := f.tags(f.customer)
	if err != nil {
		return err
	}
	f.list("shopper.tags", tags)
	segments, err := f.segments(f.customer)
	f.list("shopper.segments", segments)
	return err
}

func lower(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = strings.ToLower(text)
	}
	return all
}
