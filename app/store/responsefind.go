package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// ResponseFilter narrows responses; zero fields do not.
type ResponseFilter struct {
	Survey   app.SurveyID
	Surface  app.Surface
	Locale   string // or what it begins with: "en" for "en-GB"
	Country  string // the order goes to
	NoOrder  bool   // instead: of no order whose country is known
	Complete *bool
	Guest    *bool
	From, To time.Time               // submitted then or after, and before
	Words    []string                // folded; each begins a word of a text or a write-in
	Says     func([]app.Answer) bool // of the answers; nil: whatever they are
}

// FoundResponses is a page of responses.
type FoundResponses struct {
	List []Activity
	Next *Cursor // nil: nothing is behind it
	Full bool    // as many as were asked for; else looking ended at Next for the time it took
}

// Looking through responses that the filter leaves out ends after so long, so that nobody
// waits for more than a page should take; whoever asks goes on from there. Pages read at
// once begin small: most of what is looked for is near.
const (
	longestLook = 50 * time.Millisecond
	firstLook   = 200
	mostLook    = 1600
)

// FindResponses lists a shop's responses that a filter leaves, after a cursor, the newest
// first. Errors: Unavailable.
func (s *Store) FindResponses(ctx context.Context, shop app.ShopID, f ResponseFilter, after Cursor, limit int) (FoundResponses, error) {
	var found []app.ResponseID
	var out FoundResponses
	began, at := time.Now(), cursorAt(after, f.To)
	looking, err := s.looking(ctx, shop, f)
	if err != nil {
		return out, wrap(err, "responses")
	}
	for size := max(firstLook, limit); ; size = min(2*size, mostLook) {
		full := false
		last, more, err := looking(at, size, func(row candidate) bool {
			at = row.cursor()
			if f.leaves(row) {
				found = append(found, app.ResponseID(row.id))
			}
			full = len(found) == limit
			return !full
		})
		if err != nil {
			return FoundResponses{}, wrap(err, "responses")
		}
		if !full {
			at = last
		}
		if full || more {
			out.Next = &Cursor{at.SubmittedAt, at.ID}
		}
		if out.Full = full; full || !more || time.Since(began) > longestLook {
			break
		}
	}
	if len(found) == 0 {
		return out, nil
	}
	// Asked for in order, SQLite would read all of a shop's by the index of that order.
	out.List, err = s.activities(ctx, shop, "?", among(s.read, shop, "r.id", found))
	slices.SortFunc(out.List, func(a, b Activity) int {
		return cmp.Or(b.Response.SubmittedAt.Compare(a.Response.SubmittedAt), cmp.Compare(b.Response.ID, a.Response.ID))
	})
	return out, err
}

// cursorAt is where looking begins: behind a cursor, and before a time.
func cursorAt(after Cursor, to time.Time) Cursor {
	if after == (Cursor{}) {
		after.SubmittedAt = fromMillis(math.MaxInt64)
	}
	if !to.IsZero() && !to.After(after.SubmittedAt) {
		return Cursor{SubmittedAt: to} // none of that moment: no id is before ""
	}
	return after
}

// candidate is a response as far as a filter looks at it.
type candidate struct {
	id, survey, surface, locale, country string
	submittedAt                          int64
	complete, guest                      bool
	answers                              sql.RawBytes
}

func (c candidate) cursor() Cursor { return Cursor{fromMillis(c.submittedAt), app.ResponseID(c.id)} }

// lookAt reads responses that a condition names. Of what costs a look elsewhere it reads
// what the filter asks for.
func (s *Store) lookAt(ctx context.Context, shop app.ShopID, f ResponseFilter, see func(candidate) bool, which string, args ...any) error {
	country, guest, answers, joins := "''", "FALSE", "''", ""
	if f.Country != "" || f.NoOrder {
		country = "COALESCE(o.country, '')"
		joins += " LEFT JOIN orders o ON o.shop_id = r.shop_id AND o.id = r.order_id AND r.order_id <> 0"
	}
	if f.Guest != nil {
		guest = "COALESCE(p.customer_id, 0) = 0"
		joins += " LEFT JOIN profiles p ON p.shop_id = r.shop_id AND p.id = r.profile_id"
	}
	if f.Says != nil || len(f.Words) > 0 {
		answers = "r.answers"
	}
	query := "SELECT r.id, r.survey_id, r.surface, r.locale, " + country + ", r.submitted_at, r.complete, " + guest + ", " + answers + " FROM responses r" + joins +
		" WHERE " + which
	var row candidate
	return s.people(s.read.WithContext(ctx), shop).each(query, args, func(rows *sql.Rows) error {
		if err := rows.Scan(&row.id, &row.survey, &row.surface, &row.locale, &row.country, &row.submittedAt, &row.complete, &row.guest, &row.answers); err != nil {
			return err
		}
		if !see(row) {
			return errEnough
		}
		return nil
	})
}

// where is the part of a filter that an index goes by: the newest first is its order.
func (f ResponseFilter) where(shop app.ShopID) (where string, args []any) {
	where, args = "r.shop_id = ?", []any{shop}
	if f.Survey != "" {
		where, args = where+" AND r.survey_id = ?", append(args, f.Survey)
	} else if f.Surface != "" {
		where, args = where+" AND r.surface = ?", append(args, f.Surface)
	}
	if !f.From.IsZero() {
		where, args = where+" AND r.submitted_at >= ?", append(args, millis(f.From))
	}
	return where, args
}

// leaves reports whether the filter leaves a response. One that cannot be read says nothing.
func (f ResponseFilter) leaves(row candidate) bool {
	if f.Survey != "" && row.survey != string(f.Survey) || !f.From.IsZero() && row.submittedAt < millis(f.From) {
		return false
	}
	if f.Surface != "" && row.surface != string(f.Surface) || f.Locale != "" && row.locale != f.Locale && !strings.HasPrefix(row.locale, f.Locale+"-") {
		return false
	}
	if f.Country != "" && row.country != f.Country || f.NoOrder && row.country != "" {
		return false
	}
	if f.Complete != nil && row.complete != *f.Complete || f.Guest != nil && row.guest != *f.Guest {
		return false
	}
	if f.Says == nil && len(f.Words) == 0 {
		return true
	}
	answers, err := readAnswers(row.answers)
	return err == nil && hasWords(answers, f.Words) && (f.Says == nil || f.Says(answers))
}
