package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

type laneRow struct {
	ShopID        string
	DestinationID string
	DueAt         int64
	Fence         int64
	LeasedUntil   int64
	PausedReason  string

	DeliveredAt, ThrottledUntil int64
}

func (r laneRow) lane() app.Lane {
	return app.Lane{
		Shop: app.ShopID(r.ShopID), Destination: app.DestinationID(r.DestinationID),
		DueAt: fromMillis(r.DueAt), Fence: r.Fence, LeasedUntil: fromMillis(r.LeasedUntil),
		PausedReason: r.PausedReason, DeliveredAt: fromMillis(r.DeliveredAt), ThrottledUntil: fromMillis(r.ThrottledUntil),
	}
}

const laneColumns = "shop_id, destination_id, due_at, fence, leased_until, paused_reason, delivered_at, throttled_until"

// installed is the condition that a lane's shop may be acted for.
const installed = "EXISTS (SELECT 1 FROM shops WHERE shops.id = lanes.shop_id AND shops.installed_at > 0 AND shops.uninstalled_at = 0)"

// longestHold is longer than any lease, or rest that a destination asks for. A lane that is
// held beyond it was so by a process whose clock was wrong, and who comes back to it is not
// early. Whoever sends down it still finds its fence changed.
const longestHold = 15 * time.Minute

// free is the condition that nobody holds a lane, and that it need not rest.
const free = "(leased_until <= ? OR leased_until > ?)"

// The update takes the lane's row lock even where it changes nothing: a lane
// that is being released must wait for us, or it would overlook our deliveries.
var laneRing = bulk{
	table:   "lanes",
	columns: []column{textColumn("shop_id"), textColumn("destination_id"), intColumn("due_at")},
	tail: `ON CONFLICT (shop_id, destination_id) DO UPDATE SET due_at =
		CASE WHEN lanes.due_at = 0 OR lanes.due_at > excluded.due_at THEN excluded.due_at ELSE lanes.due_at END`,
}

// ringLanes marks the lanes of waiting deliveries due. It runs after the
// deliveries are inserted, in their transaction, and in one order for all, so
// that two transactions cannot wait for each other.
func ringLanes(ctx context.Context, tx *gorm.DB, waiting []app.Delivery) error {
	due := map[[2]string]int64{}
	for _, d := range waiting {
		lane := [2]string{string(d.Shop), string(d.Destination)}
		at := millis(d.NextAt)
		if known, ok := due[lane]; !ok || at < known {
			due[lane] = at
		}
	}
	rows := make([][]any, 0, len(due))
	for lane, at := range due {
		rows = append(rows, []any{lane[0], lane[1], at})
	}
	slices.SortFunc(rows, func(a, b []any) int {
		return strings.Compare(a[0].(string)+" "+a[1].(string), b[0].(string)+" "+b[1].(string))
	})
	return laneRing.insert(ctx, tx, rows)
}

// Lanes lists a shop's lanes. Errors: Unavailable.
func (s *Store) Lanes(ctx context.Context, shop app.ShopID) ([]app.Lane, error) {
	var rows []laneRow
	err := s.read.WithContext(ctx).Raw("SELECT "+laneColumns+
		" FROM lanes WHERE shop_id = ? ORDER BY destination_id", shop).Scan(&rows).Error
	return lanes(rows), wrap(err, "lanes")
}

// DueLanes lists lanes of all shops that have work and nobody working on it, the longest
// waiting first: since they were due, or had rested. Errors: Unavailable.
func (s *Store) DueLanes(ctx context.Context, now time.Time, limit int) ([]app.Lane, error) {
	var rows []laneRow
	err := s.read.WithContext(ctx).Raw("SELECT "+laneColumns+` FROM lanes
		WHERE due_at > 0 AND paused_reason = '' AND due_at <= ? AND `+free+` AND `+installed+`
		ORDER BY CASE WHEN leased_until BETWEEN due_at AND ? THEN leased_until ELSE due_at END LIMIT ?`,
		millis(now), millis(now), millis(now.Add(longestHold)), millis(now), limit).Scan(&rows).Error
	return lanes(rows), wrap(err, "lanes")
}

func lanes(rows []laneRow) []app.Lane {
	list := make([]app.Lane, len(rows))
	for i, row := range rows {
		list[i] = row.lane()
	}
	return list
}

// LeaseLane makes the caller the only one who may send down a lane, until a
// time. Errors: Conflict when there is nothing to lease: the lane is held,
// paused or not due, or its shop has gone.
func (s *Store) LeaseLane(ctx context.Context, shop app.ShopID, to app.DestinationID, until time.Time) (app.Lane, error) {
	now := s.now()
	var rows []laneRow
	err := s.write(ctx, func(tx *gorm.DB) error {
		rows = nil
		return tx.Raw(`UPDATE lanes SET fence = fence + 1, leased_until = ?
			WHERE shop_id = ? AND destination_id = ? AND due_at > 0 AND due_at <= ? AND paused_reason = '' AND `+free+`
			AND `+installed+" RETURNING "+laneColumns, millis(until), shop, to, millis(now), millis(now), millis(now.Add(longestHold))).Scan(&rows).Error
	})
	if err == nil && len(rows) == 0 {
		err = app.Errorf(app.Conflict, "the lane is not to be had")
	}
	if err != nil {
		return app.Lane{}, wrap(err, "lane")
	}
	return rows[0].lane(), nil
}

// ReleaseLane gives a lane back and says when it is due again. Nobody gets it
// before rest, which is zero for no rest. Errors: Conflict when the lease was
// lost meanwhile.
func (s *Store) ReleaseLane(ctx context.Context, shop app.ShopID, held app.Lane, rest time.Time) (app.Lane, error) {
	var freed laneRow
	err := s.write(ctx, func(tx *gorm.DB) error {
		// Two statements: the second sees what was committed while the first
		// waited for the lock, one alone would not.
		if err := lockLane(tx, shop, held); err != nil {
			return err
		}
		return tx.Raw(`UPDATE lanes SET leased_until = ?, due_at = COALESCE((SELECT MIN(next_at) FROM (
				SELECT next_at FROM (SELECT next_at FROM deliveries WHERE shop_id = ? AND destination_id = ? AND state = 'waiting' ORDER BY next_at LIMIT 1) AS first
				UNION ALL SELECT MIN(next_at) FROM bulks WHERE shop_id = ? AND destination_id = ? AND next_at > 0
				UNION ALL SELECT MIN(due_at) FROM checks WHERE shop_id = ? AND destination_id = ? AND due_at > 0
				UNION ALL SELECT MIN(next_at) FROM erasure_parts WHERE shop_id = ? AND destination_id = ? AND next_at > 0) AS due), 0)
			WHERE shop_id = ? AND destination_id = ? RETURNING `+laneColumns,
			millis(rest), shop, held.Destination, shop, held.Destination, shop, held.Destination, shop, held.Destination, shop, held.Destination).Scan(&freed).Error
	})
	return freed.lane(), wrap(err, "lane")
}

// lockLane holds the lane's row if the lease is still ours.
func lockLane(tx *gorm.DB, shop app.ShopID, held app.Lane) error {
	var fence []int64
	err := tx.Raw("SELECT fence FROM lanes WHERE shop_id = ? AND destination_id = ?"+forUpdate(tx),
		shop, held.Destination).Scan(&fence).Error
	if err == nil && (len(fence) == 0 || fence[0] != held.Fence) {
		return app.Errorf(app.Conflict, "the lane has another holder")
	}
	return err
}

// holdLane extends the lease, if it is still ours and the shop still there.
func holdLane(tx *gorm.DB, shop app.ShopID, held app.Lane, until time.Time) error {
	done := tx.Exec(`UPDATE lanes SET leased_until = ?
		WHERE shop_id = ? AND destination_id = ? AND fence = ? AND paused_reason = '' AND `+installed,
		millis(until), shop, held.Destination, held.Fence)
	if done.Error == nil && done.RowsAffected == 0 {
		return app.Errorf(app.Conflict, "the lane has another holder, or its shop has gone")
	}
	return done.Error
}

// keyList is "(?,?),(?,?)" for keys of so many parts: row values, which both databases
// compare.
func keyList(parts, n int) string {
	key := "(" + strings.TrimSuffix(strings.Repeat("?,", parts), ",") + "),"
	return strings.TrimSuffix(strings.Repeat(key, n), ",")
}
