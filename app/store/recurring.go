package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// ClaimRecurring reports whether the caller is to do the named work now: it is
// granted once per interval over all processes. Errors: Unavailable.
func (s *Store) ClaimRecurring(ctx context.Context, name string, every time.Duration, now time.Time) (bool, error) {
	claimed := false
	err := s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`
			INSERT INTO recurring (name, next_run_at) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET next_run_at = excluded.next_run_at WHERE recurring.next_run_at <= ?`,
			name, millis(now.Add(every)), millis(now))
		claimed = done.RowsAffected == 1
		return done.Error
	})
	return claimed, wrap(err, "recurring work")
}
