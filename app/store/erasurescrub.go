package store

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"github.com/glebarez/sqlite"

	"github.com/askwell/askwell/app"
)

// scrubTries is how long an erasure waits for those who still read an older state,
// doubled with every try.
var scrubTries = []time.Duration{0, 20 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second, 5 * time.Second}

// scrubbed are the tables that hold what people said and are.
const scrubbed = `responses, orders, profiles, consents, identities, visitors, askings, snoozes, doubts, deliveries, attempts,
	receipts, writes, overrides, checks, reaches, refusals, joins, customers, customer_marks, former_customers, promises, inbox, privacy_requests, audit, idempotency_keys, export_parts, response_words`

// Scrub overwrites what was deleted. SQLite has zeroed it in its pages when it was
// deleted; what is left in gaps of them is zeroed now, and older states of those pages
// are in the log, which is copied back and cut to nothing. PostgreSQL frees the space of dead rows and reuses it in time: that every
// byte is overwritten at once it cannot promise, nor what its own log, replicas and
// backups keep. Errors: Unavailable while somebody reads an older state.
func (s *Store) Scrub(ctx context.Context) error {
	if isPostgres(s.read) {
		pool, err := s.read.DB()
		if err == nil {
			_, err = pool.ExecContext(ctx, "VACUUM (SKIP_LOCKED) "+scrubbed)
		}
		return wrap(err, "database")
	}
	if err := s.blank(ctx); err != nil {
		return wrap(err, "database")
	}
	// On a connection of its own that gives up at once: while it waited for a reader
	// nobody could write.
	db, err := openPool(sqlite.Open(sqliteDSN(strings.TrimPrefix(s.url, "sqlite:"), 0)), 1, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = closePool(db) }()
	for _, pause := range scrubTries {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		var busy struct{ Busy, Log, Checkpointed int }
		if err := db.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy).Error; err != nil {
			return wrap(err, "database")
		}
		if busy.Busy == 0 {
			return nil
		}
	}
	return app.Errorf(app.Unavailable, "somebody is reading an older state of the database")
}
