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

// places are the tables of what is kept by place, and one order of each.
var places = [][2]string{
	{"writes", "destination_id, subject, property, intended_at"},
	{"receipts", "destination_id, subject, property"},
	{"checks", "destination_id, subject"},
}

// lockPlaces is lockDeliveries of what was written at places, what stands there now and what
// was seen there. Lanes come after them, and people before.
func lockPlaces(tx *gorm.DB, where string, args ...any) error {
	if !isPostgres(tx) {
		return nil
	}
	for _, table := range places {
		if err := tx.Exec("SELECT 1 FROM "+table[0]+" WHERE "+where+" ORDER BY "+table[1]+" FOR UPDATE", args...).Error; err != nil {
			return err
		}
	}
	return nil
}
