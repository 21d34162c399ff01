package store

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// TallyMark says that something was changed in an hour, or, All, everywhere.
type TallyMark struct {
	At   time.Time // when the hour begins
	All  bool
	Slot int64
	Mark int64
}

// TallyLease is the right to count a shop's days, for some time.
type TallyLease struct {
	Fence int64
	Marks []TallyMark // the newest hours first
	Zone  *time.Location
	At    time.Time // before anything was read
}

// mostMarks bounds what is taken up at once.
const mostMarks = 5000

// DueTallies lists shops with days to count, or months to add up, that nobody is counting.
// Errors: Unavailable.
func (s *Store) DueTallies(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT m.shop_id FROM tally_marks m LEFT JOIN tally_work w ON w.shop_id = m.shop_id
		WHERE w.shop_id IS NULL OR `+tallyFree+`
		UNION SELECT w.shop_id FROM tally_work w WHERE w.unsummed AND `+tallyFree+" LIMIT ?",
		append(append(tallyNow(now), tallyNow(now)...), limit)...).Scan(&shops).Error
	return shops, wrap(err, "tallies")
}

// tallyFree is the condition that nobody counts, and that it is time to: what lies further
// ahead than anything we say was said by a process whose clock was wrong.
const tallyFree = "((w.leased_until <= ? OR w.leased_until > ?) AND (w.next_at <= ? OR w.next_at > ?))"

func tallyNow(now time.Time) []any {
	return []any{millis(now), millis(now.Add(longestHold)), millis(now), millis(now.Add(longestHold))}
}

// LeaseTallies makes the caller the only one who may count a shop's days, until a time,
// and tells what is to be counted. Errors: Conflict when somebody else does, or it is not
// time yet; NotFound for a shop nobody knows.
func (s *Store) LeaseTallies(ctx context.Context, shop app.ShopID, until time.Time) (TallyLease, error) {
	now := s.now()
	known, err := s.Shop(ctx, shop)
	if err != nil {
		return TallyLease{}, err
	}
	lease := TallyLease{Zone: known.Zone(), At: now}
	var fences []int64
	if err := s.write(ctx, func(tx *gorm.DB) error {
		fences = nil
		return tx.Raw(`INSERT INTO tally_work AS w (shop_id, fence, leased_until, next_at) VALUES (?, 1, ?, 0)
			ON CONFLICT (shop_id) DO UPDATE SET fence = w.fence + 1, leased_until = excluded.leased_until WHERE `+tallyFree+" RETURNING fence",
			append([]any{shop, millis(until)}, tallyNow(now)...)...).Scan(&fences).Error
	}); err != nil {
		return lease, wrap(err, "tallies")
	}
	if len(fences) == 0 {
		return lease, app.Errorf(app.Conflict, "the days are being counted, or were just now")
	}
	lease.Fence = fences[0]
	var rows []struct{ Hour, Slot, Mark int64 }
	err = s.read.WithContext(ctx).Raw("SELECT hour, slot, mark FROM tally_marks WHERE shop_id = ? ORDER BY hour DESC LIMIT ?", shop, mostMarks).Scan(&rows).Error
	for _, r := range rows {
		lease.Marks = append(lease.Marks, TallyMark{fromMillis(max(r.Hour, 0) * hourMillis), r.Hour == allHours, r.Slot, r.Mark})
	}
	return lease, wrap(err, "tallies")
}

// held reports, within a transaction, that a lease still counts, and prolongs it.
func (l TallyLease) held(tx *gorm.DB, shop app.ShopID, until, next int64) error {
	done := tx.Exec("UPDATE tally_work SET leased_until = ?, next_at = ? WHERE shop_id = ? AND fence = ?", until, next, shop, l.Fence)
	if done.Error == nil && done.RowsAffected == 0 {
		return app.Errorf(app.Conflict, "somebody else counts the days")
	}
	return done.Error
}

// ReleaseTallies gives a lease back: some marks have been counted, and the next count is
// not before a time. A mark made again meanwhile stays. summed says that no month is left
// to be added up. Errors: Conflict for a lease that counts no more; Unavailable.
func (s *Store) ReleaseTallies(ctx context.Context, shop app.ShopID, lease TallyLease, counted []TallyMark, summed bool, next time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := lease.held(tx, shop, 0, millis(next)); err != nil {
			return err
		}
		if summed {
			if err := tx.Exec("UPDATE tally_work SET unsummed = FALSE WHERE shop_id = ? AND unsummed", shop).Error; err != nil {
				return err
			}
		}
		return lease.settle(tx, shop, counted)
	}), "tallies")
}

// settle removes marks that were counted, in one order with those who make them.
func (l TallyLease) settle(tx *gorm.DB, shop app.ShopID, counted []TallyMark) error {
	for i := len(counted) - 1; i >= 0; i-- { // the newest come first, and are marked last
		m := counted[i]
		key := []any{shop, m.hour(), m.Slot, m.Mark}
		if err := tx.Exec("DELETE FROM tally_marks WHERE shop_id = ? AND hour = ? AND slot = ? AND mark = ?", key...).Error; err != nil {
			return err
		}
		// What came before we began to read is counted now.
		if err := tx.Exec("UPDATE tally_marks SET since = ? WHERE shop_id = ? AND hour = ? AND slot = ? AND mark <> ?",
			append([]any{millis(l.At)}, key...)...).Error; err != nil {
			return err
		}
	}
	return nil
}

func (m TallyMark) hour() int64 {
	if m.All {
		return allHours
	}
	return millis(m.At) / hourMillis
}

// SpreadTallies marks every day on which a shop has responses, orders or tallies, for the
// holder of a lease. Errors: Unavailable.
func (s *Store) SpreadTallies(ctx context.Context, shop app.ShopID, lease TallyLease) error {
	hours, err := s.talliedHours(ctx, shop, lease.Zone)
	if err != nil {
		return wrap(err, "tallies")
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var since int64
		if err := tx.Raw("SELECT COALESCE(MIN(since), 0) FROM tally_marks WHERE shop_id = ? AND hour = ?", shop, allHours).Scan(&since).Error; err != nil {
			return err
		}
		slot, rows := rand.Int64(), make([][]any, len(hours))
		for i, hour := range hours {
			rows[i] = []any{string(shop), hour, slot, rand.Int64(), since}
		}
		return tallyMark.insert(tx.Statement.Context, tx, rows)
	}), "tallies")
}

// talliedHours is an hour of each day on which there is something, in order.
func (s *Store) talliedHours(ctx context.Context, shop app.ShopID, zone *time.Location) (hours []int64, err error) {
	tx := s.read.WithContext(ctx)
	var days []int64
	if err := tx.Raw("SELECT DISTINCT day FROM tallies WHERE shop_id = ?", shop).Scan(&days).Error; err != nil {
		return nil, err
	}
	for _, day := range days {
		hours = append(hours, (begins(fromMillis(day).UTC(), zone)+hourMillis-1)/hourMillis)
	}
	for _, placed := range []string{
		"SELECT submitted_at FROM responses WHERE shop_id = ? AND submitted_at >= ? ORDER BY submitted_at LIMIT 1",
		"SELECT created_at FROM orders WHERE shop_id = ? AND created_at >= ? AND " + ofCheckout + " ORDER BY created_at LIMIT 1",
	} {
		for at := int64(0); ; {
			var next []int64
			if err := tx.Raw(placed, shop, at).Scan(&next).Error; err != nil {
				return nil, err
			}
			if len(next) == 0 {
				break
			}
			hours = append(hours, next[0]/hourMillis)
			y, m, d := fromMillis(next[0]).In(zone).Date()
			at = begins(time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC), zone)
		}
	}
	slices.Sort(hours)
	return slices.Compact(hours), nil
}
