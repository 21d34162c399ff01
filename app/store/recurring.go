package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// ClaimRecurring reports whether the caller is to do the named work now: it is
// granted once per interval over all processes. Errors: Unavailable.
func (s *Store) ClaimRecurring(ctx context.Context, name string, every time.Duration, now time.Time) (bool, error) {
	var waits bool // as nearly always: asking often must not keep the writer busy
	err := s.read.WithContext(ctx).Raw("SELECT EXISTS (SELECT 1 FROM recurring WHERE name = ? AND next_run_at > ?)", name, millis(now)).Scan(&waits).Error
	if err != nil || waits {
		return false, wrap(err, "recurring work")
	}
	claimed := false
	err = s.write(ctx, func(tx *gorm.DB) error {
		done := tx.Exec(`
			INSERT INTO recurring (name, next_run_at) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET next_run_at = excluded.next_run_at WHERE recurring.next_run_at <= ?`,
			name, millis(now.Add(every)), millis(now))
		claimed = done.RowsAffected == 1
		return done.Error
	})
	return claimed, wrap(err, "recurring work")
}
