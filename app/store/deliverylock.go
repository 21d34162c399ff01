package store

import "gorm.io/gorm"

// lockDeliveries holds deliveries of a condition in the order of their ids, before a
// statement changes them in whichever order it finds them: two that change some of the same
// would wait for each other otherwise, and PostgreSQL looks into that only after a second.
// SQLite has one writer, which waits for nobody.
func lockDeliveries(tx *gorm.DB, where string, args ...any) error {
	if !isPostgres(tx) {
		return nil
	}
	return tx.Exec("SELECT id FROM deliveries WHERE "+where+" ORDER BY id FOR NO KEY UPDATE", args...).Error
}
