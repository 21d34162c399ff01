package store

import (
	"context"
	"database/sql"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var doubtInsert = bulk{
	table:   "doubts",
	columns: []column{textColumn("shop_id"), textColumn("profile_id"), textColumn("question"), intColumn("since")},
	tail:    "ON CONFLICT (shop_id, profile_id, question, origin_id) " + laterDoubt + " RETURNING question",
}

// Contradict keeps that what a customer did at a moment contradicts what she answered to
// some questions, and returns the lanes that have something to tell. Of a moment
// before her latest doubt nothing is kept. Errors: Unavailable.
func (s *Store) Contradict(ctx context.Context, shop app.ShopID, customer app.CustomerID, questions []string, since time.Time) (due []app.DestinationID, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		due = nil
		p := s.people(tx, shop)
		hers, err := p.of(customer)
		if err != nil || hers == "" {
			return err
		}
		if err := p.lock(hers); err != nil {
			return err
		}
		rows := make([][]any, len(questions))
		for i, question := range questions {
			rows[i] = []any{string(shop), string(hers), question, millis(since)}
		}
		news := 0
		if err := doubtInsert.query(ctx, tx, rows, func(*sql.Rows) error { news++; return nil }); err != nil || news == 0 {
			return err
		}
		if due, err = p.plan(hers, "", 0); err != nil {
			return err
		}
		return p.due(due)
	})
	return due, wrap(err, "doubt")
}
