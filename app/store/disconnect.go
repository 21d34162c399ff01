package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

const (
	reasonDisconnected     = "the destination was disconnected"
	reasonDisconnectedOver = "it was disconnected before it had forgotten: delete the person there by hand"
)

// Disconnect ends a destination: its lane, its mapping, its runs and all that is kept of
// what it holds. What it was told stays there, and so does the record of whom it got to
// know: whoever is erased later, the merchant is told to delete there. Errors: NotFound.
func (s *Store) Disconnect(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error { return s.disconnect(tx, shop, id) }), "destination")
}

func (s *Store) disconnect(tx *gorm.DB, shop app.ShopID, id app.DestinationID) error {
	if err := closeDestination(tx, shop, id, reasonDisconnected, reasonDisconnectedOver, millis(s.now())); err != nil {
		return err
	}
	done := tx.Exec("DELETE FROM destinations WHERE shop_id = ? AND id = ?", shop, id)
	if done.Error == nil && done.RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return done.Error
}

// ownedByDestination are the tables of what is kept of a destination and goes with it.
var ownedByDestination = []string{"receipts", "writes", "overrides", "checks", "refusals", "mappings", "bulks", "lanes"}

// closeDestination drops what waits for a destination and forgets what it holds. The
// deliveries go first, as everybody locks them before lanes.
func closeDestination(tx *gorm.DB, shop app.ShopID, id app.DestinationID, why, unforgotten string, now int64) error {
	for _, one := range []struct {
		statement string
		args      []any
	}{
		{
			"UPDATE deliveries SET state = 'dropped', reason = ?, finished_at = ? WHERE shop_id = ? AND destination_id = ? AND state IN ('waiting', 'parked')",
			[]any{why, now},
		},
		{
			"UPDATE erasure_parts SET state = 'unreachable', next_at = 0, what = '', reason = ? WHERE shop_id = ? AND destination_id = ? AND state IN ('waiting', 'checking')",
			[]any{unforgotten},
		},
		{
			"UPDATE runs SET state = 'cancelled', reason = ?, finished_at = ? WHERE shop_id = ? AND destination_id = ? AND state IN ('running', 'paused')",
			[]any{why, now},
		},
	} {
		if err := tx.Exec(one.statement, append(one.args, shop, id)...).Error; err != nil {
			return err
		}
	}
	for _, table := range ownedByDestination {
		if err := tx.Exec("DELETE FROM "+table+" WHERE shop_id = ? AND destination_id = ?", shop, id).Error; err != nil {
			return err
		}
	}
	return nil
}

// ForgetLane ends a lane without a destination: one that a response made anew, while the
// destination was being disconnected. Errors: Unavailable.
func (s *Store) ForgetLane(ctx context.Context, shop app.ShopID, id app.DestinationID) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var there bool
		err := tx.Raw("SELECT EXISTS (SELECT 1 FROM destinations WHERE shop_id = ? AND id = ?)", shop, id).Scan(&there).Error
		if err != nil || there {
			return err
		}
		return closeDestination(tx, shop, id, reasonDisconnected, reasonDisconnectedOver, millis(s.now()))
	}), "lane")
}
