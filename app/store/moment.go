package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
)

// Nobody has said anything later than now. Where it looks as if somebody had, the clock of
// whoever took that was ahead of ours: what she says now, and under her lock, is later all
// the same, or it would not count for as long as they differ. Now is what the clock showed
// that dated it: clocks are set while somebody waits.

// It looks by time, for each by herself: of what is later than now there is next to nothing.
// Joined, PostgreSQL without statistics compares everybody with all that was ever said. Who
// speaks of an order is whoever spoke of it before, though we may not have joined them yet.
var laterWords = wanted{
	columns: []column{textColumn("shop_id"), textColumn("profile_id"), intColumn("order_id"), intColumn("now")},
	query: `SELECT profile_id, MAX(last) FROM (SELECT profile_id, (SELECT MAX(r.submitted_at) FROM responses r
			WHERE r.shop_id = wanted.shop_id AND r.submitted_at > wanted.now AND (r.profile_id || '' = wanted.profile_id
				OR wanted.order_id <> 0 AND r.order_id + 0 = wanted.order_id)) AS last FROM wanted) AS later WHERE last IS NOT NULL GROUP BY profile_id`,
}

// dateWords makes responses later than all that the same person has said.
func dateWords(ctx context.Context, tx *gorm.DB, items []*recording) error {
	last := map[app.ProfileID]time.Time{}
	var keys [][]any
	for _, r := range items {
		if r.known || r.Response.Order != 0 {
			keys = append(keys, []any{string(r.shop), string(r.profile), int64(r.Response.Order), millis(r.now)})
		}
	}
	if err := laterWords.read(ctx, tx, keys, func(rows *sql.Rows) error {
		var who app.ProfileID
		var at int64
		err := rows.Scan(&who, &at)
		last[who] = fromMillis(at)
		return err
	}); err != nil {
		return err
	}
	for _, r := range items {
		if at, ahead := last[r.profile]; ahead {
			r.Response.SubmittedAt = after(at, r.Response.SubmittedAt)
			last[r.profile] = r.Response.SubmittedAt
		}
	}
	return nil
}

// dateConsents makes what somebody says of a matter now later than what stands in her ledger
// of it, whoever told us that.
func dateConsents(standing map[consent.Matter]app.Consent, said []app.Consent, now time.Time) []app.Consent {
	said = slices.Clone(said)
	for i, c := range said {
		if last, any := standing[consent.Matter{Channel: c.Channel, Purpose: c.Purpose}]; any && last.ChangedAt.After(now) {
			said[i].ChangedAt = after(last.ChangedAt, c.ChangedAt)
		}
	}
	return said
}

// after is a moment, or the next one after another that it would not be after: by a second,
// as there are destinations that keep no less.
func after(last, at time.Time) time.Time {
	if next := last.Add(time.Second); at.Before(next) {
		return next
	}
	return at
}
