package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/askwell/askwell/app"
)

// Exported is a response as a file has it.
type Exported struct {
	Response  app.Response
	Customer  app.CustomerID // 0 for a guest
	OrderName string         // "#1001", "" while the order is not known
	Country   string         // of the order; "" while it is not known
}

// ExportPage is what was looked at for a file.
type ExportPage struct {
	List   []Exported // what the filter leaves of it, the newest first
	Looked int
	Last   Cursor  // that was looked at
	Next   *Cursor // Last; nil: nothing is behind it
}

// mostPageBytes is how much of answers one page of a file is made of.
const mostPageBytes = 8 << 20

// ReadResponses looks at a shop's responses after a cursor, the newest first, for what a
// filter leaves of them: at most so many, and as many as fit into memory. Errors:
// Unavailable.
func (s *Store) ReadResponses(ctx context.Context, shop app.ShopID, f ResponseFilter, after Cursor, most int) (page ExportPage, err error) {
	at := cursorAt(after, f.To)
	where, args := f.where(shop)
	// The page is cut off before anything is joined to it, or PostgreSQL without
	// statistics reads all of what it joins.
	query := `SELECT r.id, r.survey_id, r.version, r.surface, r.order_id, r.cart, r.locale, r.answers, r.complete, r.started_at, r.submitted_at,
			COALESCE(p.customer_id, 0), COALESCE(o.name, ''), COALESCE(o.country, '')
		FROM (SELECT shop_id, id, survey_id, version, surface, profile_id, order_id, cart, locale, answers, complete, started_at, submitted_at
			FROM responses r WHERE ` + where + ` AND (r.submitted_at, r.id) < (?, ?) ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?) r
		LEFT JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id
		LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id AND r.order_id <> 0
		ORDER BY r.submitted_at DESC, r.id DESC`
	bytes, full := 0, false
	err = s.people(s.read.WithContext(ctx), shop).each(query, append(args, millis(at.SubmittedAt), at.ID, most), func(rows *sql.Rows) error {
		if full = bytes > mostPageBytes; full {
			return errEnough
		}
		one, row, err := readExported(rows, shop)
		if err != nil {
			return err
		}
		page.Looked, bytes = page.Looked+1, bytes+len(row.answers)
		at = row.cursor()
		page.Last = at
		if f.leaves(row) {
			page.List = append(page.List, one)
		}
		return nil
	})
	if page.Looked == most || full {
		page.Next = &page.Last
	}
	return page, wrap(err, "responses")
}

func readExported(rows *sql.Rows, shop app.ShopID) (Exported, candidate, error) {
	var row candidate
	var started int64
	one := Exported{Response: app.Response{Shop: shop}}
	r := &one.Response
	if err := rows.Scan(&row.id, &r.Survey, &r.Version, &row.surface, &r.Order, &r.Cart, &row.locale, &row.answers, &row.complete, &started, &row.submittedAt,
		&one.Customer, &one.OrderName, &one.Country); err != nil {
		return one, row, err
	}
	row.survey = string(r.Survey)
	row.country, row.guest = one.Country, one.Customer == 0
	r.ID, r.Surface, r.Locale, r.Complete = app.ResponseID(row.id), app.Surface(row.surface), row.locale, row.complete
	r.StartedAt, r.SubmittedAt = fromMillis(started), fromMillis(row.submittedAt)
	r.Answers, _ = readAnswers(row.answers) // one that cannot be read says nothing
	return one, row, nil
}

// CountToLook counts the responses that a filter has to be held against. Errors:
// Unavailable.
func (s *Store) CountToLook(ctx context.Context, shop app.ShopID, f ResponseFilter) (n int, err error) {
	where, args := f.where(shop)
	if !f.To.IsZero() {
		where, args = where+" AND r.submitted_at < ?", append(args, millis(f.To))
	}
	err = s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM responses r WHERE "+where, args...).Scan(&n).Error
	return n, wrap(err, "responses")
}

// Before is the filter for what was submitted before a time, too.
func (f ResponseFilter) Before(at time.Time) ResponseFilter {
	if f.To.IsZero() || at.Before(f.To) {
		f.To = at
	}
	return f
}
