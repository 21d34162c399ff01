package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// TallyPlace is where a page of entries begins: before it.
type TallyPlace struct {
	At time.Time
	ID app.ResponseID
}

// TallyPage is some of a day's responses, the newest first.
type TallyPage struct {
	Entries []app.TallyEntry
	Earlier []app.TallyEntry // of the same orders, before the day
	Later   []app.TallyEntry // and after it
	Next    *TallyPlace      // nil at the end
}

const entryColumns = `r.id, r.survey_id, r.version, r.surface, r.profile_id, r.order_id, r.shown, r.answers, r.reply, r.complete, r.started_at, r.submitted_at`

// TallyEntries reads the next page of the responses of a date, told as midnight UTC, in
// a zone, as they are counted. Errors: Unavailable.
func (s *Store) TallyEntries(ctx context.Context, shop app.ShopID, day time.Time, zone *time.Location, before *TallyPlace, limit int) (TallyPage, error) {
	tx, from, to := s.read.WithContext(ctx), begins(day, zone), begins(day.AddDate(0, 0, 1), zone)
	if before == nil {
		before = &TallyPlace{At: fromMillis(to)}
	}
	var page TallyPage
	rows, err := tx.Raw("SELECT "+entryColumns+` FROM responses r WHERE r.shop_id = ? AND r.submitted_at >= ? AND r.submitted_at <= ?
		AND (r.submitted_at < ? OR r.id < ?) ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?`,
		shop, from, millis(before.At), millis(before.At), before.ID, limit).Rows()
	if err != nil {
		return page, wrap(err, "responses")
	}
	if page.Entries, err = entriesOf(rows); err != nil {
		return page, wrap(err, "responses")
	}
	if n := len(page.Entries); n == limit {
		page.Next = &TallyPlace{page.Entries[n-1].SubmittedAt, page.Entries[n-1].ID}
	}
	if err := otherEntries(ctx, tx, shop, from, to, &page); err != nil {
		return page, wrap(err, "responses")
	}
	return page, wrap(buyEntries(ctx, tx, shop, page.Entries), "orders")
}

func entriesOf(rows *sql.Rows) (list []app.TallyEntry, err error) {
	defer rows.Close()
	for rows.Next() {
		e, err := entryOf(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, rows.Err()
}

func entryOf(rows *sql.Rows) (e app.TallyEntry, err error) {
	var shown, answers, reply sql.RawBytes
	var began, at int64
	if err := rows.Scan(&e.ID, &e.Survey, &e.Version, &e.Surface, &e.Profile, &e.Order, &shown, &answers, &reply, &e.Complete, &began, &at); err != nil {
		return e, err
	}
	e.StartedAt, e.SubmittedAt = fromMillis(began), fromMillis(at)
	if e.Answers, err = readAnswers(answers); err != nil {
		return e, err
	}
	e.Shown, err = questionsOf(shown, reply)
	return e, err
}

// questionsOf are the questions that stood before her, and those that the reply put next:
// she was shown these, too, whether or not anything came of it.
func questionsOf(shown, reply []byte) ([]string, error) {
	var stood []struct{ Question string }
	if err := json.Unmarshal(shown, &stood); err != nil {
		return nil, err
	}
	var next struct {
		Ask  []string
		Next *struct{ Key string }
	}
	if err := json.Unmarshal(reply, &next); err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(stood)+len(next.Ask)+1)
	for _, one := range stood {
		keys = append(keys, one.Question)
	}
	if next.Next != nil && len(next.Ask) == 0 {
		keys = append(keys, next.Next.Key)
	}
	return append(keys, next.Ask...), nil
}

var othersOfOrders = wanted{
	columns: []column{textColumn("shop_id"), intColumn("order_id"), intColumn("begins"), intColumn("ends")},
	query: "SELECT " + entryColumns + ` FROM wanted CROSS JOIN responses r
		WHERE r.shop_id = wanted.shop_id AND r.order_id = wanted.order_id AND r.order_id <> 0
		AND (+r.submitted_at < wanted.begins OR +r.submitted_at >= wanted.ends)`,
}

// otherEntries reads what was said of a page's orders on other days.
func otherEntries(ctx context.Context, tx *gorm.DB, shop app.ShopID, from, to int64, page *TallyPage) error {
	return othersOfOrders.read(ctx, tx, ordersIn(page.Entries, string(shop), from, to), func(rows *sql.Rows) error {
		e, err := entryOf(rows)
		if millis(e.SubmittedAt) < from {
			page.Earlier = append(page.Earlier, e)
		} else {
			page.Later = append(page.Later, e)
		}
		return err
	})
}

// ordersIn are the orders that entries name, each once, as keys of a table "wanted".
func ordersIn(entries []app.TallyEntry, shop string, rest ...any) (keys [][]any) {
	seen := map[app.OrderID]bool{0: true}
	for _, e := range entries {
		if !seen[e.Order] {
			seen[e.Order] = true
			keys = append(keys, append([]any{shop, int64(e.Order)}, rest...))
		}
	}
	return keys
}

var boughtOrders = wanted{
	columns: []column{textColumn("shop_id"), intColumn("order_id")},
	query: `SELECT o.id, o.country, o.currency, o.total, o.customer_id, o.cancelled_at > 0 OR o.test,
			o.customer_id <> 0 AND EXISTS (SELECT 1 FROM orders e WHERE e.shop_id = o.shop_id AND e.customer_id = o.customer_id AND e.customer_id <> 0
				AND e.created_at < o.created_at AND e.cancelled_at = 0 AND NOT e.test)
		FROM wanted CROSS JOIN orders o WHERE o.shop_id = wanted.shop_id AND o.id = wanted.order_id`,
}

// buyEntries tells entries what was ordered.
func buyEntries(ctx context.Context, tx *gorm.DB, shop app.ShopID, entries []app.TallyEntry) error {
	orders := map[app.OrderID]*app.Bought{}
	if err := boughtOrders.read(ctx, tx, ordersIn(entries, string(shop)), func(rows *sql.Rows) error {
		var id app.OrderID
		var b app.Bought
		err := rows.Scan(&id, &b.Country, &b.Currency, &b.Total, &b.Customer, &b.Void, &b.Returning)
		orders[id] = &b
		return err
	}); err != nil {
		return err
	}
	for i, e := range entries {
		entries[i].Bought = orders[e.Order]
	}
	return nil
}

// CheckoutOrders counts the orders that a shop's own checkout took on a date, told as
// midnight UTC, in a zone. Errors: Unavailable.
func (s *Store) CheckoutOrders(ctx context.Context, shop app.ShopID, day time.Time, zone *time.Location) (n int, err error) {
	err = s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM orders WHERE shop_id = ? AND created_at >= ? AND created_at < ? AND "+ofCheckout,
		shop, begins(day, zone), begins(day.AddDate(0, 0, 1), zone)).Scan(&n).Error
	return n, wrap(err, "orders")
}

// ofCheckout says of orders that they were not paid at a till or by an invoice, nor only
// tried out.
const ofCheckout = "channel IN ('', 'web') AND NOT test" // as its index says
