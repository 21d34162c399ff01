package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// FreshCounts is how fresh a shop's answers were at a moment, by question.
type FreshCounts struct {
	At time.Time // zero: they were never counted
	By map[string]app.FreshCount
}

// FreshWork is a count that is under way.
type FreshWork struct {
	Began time.Time     // zero: none is
	After app.ProfileID // whoever has a greater id is to be counted yet
	By    map[string]app.FreshCount
}

// freshRow is a shop's row of fresh_counts.
type freshRow struct {
	Counts, Counting   string
	CountedAt, BeganAt int64
	AfterID            app.ProfileID
}

func (s *Store) freshRow(ctx context.Context, shop app.ShopID) (row freshRow, err error) {
	var rows []freshRow
	err = s.read.WithContext(ctx).Raw("SELECT counts, counting, counted_at, began_at, after_id FROM fresh_counts WHERE shop_id = ?", shop).Scan(&rows).Error
	if err == nil && len(rows) > 0 {
		return rows[0], nil
	}
	return freshRow{Counts: "{}", Counting: "{}"}, err
}

// Freshness reads how fresh a shop's answers were when they were counted last. Errors:
// Unavailable.
func (s *Store) Freshness(ctx context.Context, shop app.ShopID) (FreshCounts, error) {
	row, err := s.freshRow(ctx, shop)
	if err != nil {
		return FreshCounts{}, wrap(err, "freshness")
	}
	counts := FreshCounts{At: fromMillis(row.CountedAt)}
	return counts, wrap(json.Unmarshal([]byte(row.Counts), &counts.By), "freshness")
}

// longestFreshRest is longer than any rest between two counts: what lies further ahead was
// said by a process whose clock was wrong.
const longestFreshRest = 25 * time.Hour

// DueFreshness lists installed shops whose answers' freshness is to be counted, the longest
// waiting first. Errors: Unavailable.
func (s *Store) DueFreshness(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT shops.id FROM shops LEFT JOIN fresh_counts f ON f.shop_id = shops.id
		WHERE shops.installed_at > 0 AND shops.uninstalled_at = 0 AND (f.shop_id IS NULL OR f.next_at <= ? OR f.next_at > ?)
		ORDER BY COALESCE(f.next_at, 0), shops.id LIMIT ?`, millis(now), millis(now.Add(longestFreshRest)), limit).Scan(&shops).Error
	return shops, wrap(err, "freshness")
}

// FreshWork reads how far the count of a shop has come. Errors: Unavailable.
func (s *Store) FreshWork(ctx context.Context, shop app.ShopID) (FreshWork, error) {
	row, err := s.freshRow(ctx, shop)
	if err != nil {
		return FreshWork{}, wrap(err, "freshness")
	}
	work := FreshWork{Began: fromMillis(row.BeganAt), After: row.AfterID}
	return work, wrap(json.Unmarshal([]byte(row.Counting), &work.By), "freshness")
}

// KeepFreshWork keeps how far a count has come that somebody read as before. Errors:
// Conflict when somebody else counts; Unavailable.
func (s *Store) KeepFreshWork(ctx context.Context, shop app.ShopID, before, work FreshWork) error {
	counting, err := json.Marshal(work.By)
	if err != nil {
		return wrap(err, "freshness")
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return taken(tx.Exec(`INSERT INTO fresh_counts (shop_id, began_at, after_id, counting) VALUES (?, ?, ?, ?)
			ON CONFLICT (shop_id) DO UPDATE SET began_at = excluded.began_at, after_id = excluded.after_id, counting = excluded.counting
			WHERE fresh_counts.began_at = ? AND fresh_counts.after_id = ?`,
			shop, millis(work.Began), work.After, string(counting), millis(before.Began), before.After))
	}), "freshness")
}

// EndFreshWork keeps what a count came to that somebody read as before; the next begins at
// a time. Errors: as KeepFreshWork.
func (s *Store) EndFreshWork(ctx context.Context, shop app.ShopID, before FreshWork, counts FreshCounts, next time.Time) error {
	text, err := json.Marshal(counts.By)
	if err != nil {
		return wrap(err, "freshness")
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return taken(tx.Exec(`INSERT INTO fresh_counts (shop_id, counted_at, counts, next_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (shop_id) DO UPDATE SET counted_at = excluded.counted_at, counts = excluded.counts, next_at = excluded.next_at,
				began_at = 0, after_id = '', counting = '{}'
			WHERE fresh_counts.began_at = ? AND fresh_counts.after_id = ?`,
			shop, millis(counts.At), string(text), millis(next), millis(before.Began), before.After))
	}), "freshness")
}

// PutOffFreshness has a shop that cannot be counted wait. Errors: Unavailable.
func (s *Store) PutOffFreshness(ctx context.Context, shop app.ShopID, until time.Time) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO fresh_counts (shop_id, next_at) VALUES (?, ?)
			ON CONFLICT (shop_id) DO UPDATE SET next_at = excluded.next_at`, shop, millis(until)).Error
	}), "freshness")
}

func taken(done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return app.Errorf(app.Conflict, "somebody else counts how fresh answers are")
	}
	return done.Error
}

// Doubts tells since when what people did last contradicts what they said, by question.
// Errors: Unavailable.
func (s *Store) Doubts(ctx context.Context, shop app.ShopID, of []app.ProfileID) (map[app.ProfileID]map[string]time.Time, error) {
	var rows []struct {
		ProfileID app.ProfileID
		Question  string
		Since     int64
	}
	err := s.read.WithContext(ctx).Raw("SELECT profile_id, question, MAX(since) AS since FROM doubts WHERE ? GROUP BY profile_id, question",
		among(s.read, shop, "profile_id", of)).Scan(&rows).Error
	doubts := map[app.ProfileID]map[string]time.Time{}
	for _, row := range rows {
		if doubts[row.ProfileID] == nil {
			doubts[row.ProfileID] = map[string]time.Time{}
		}
		doubts[row.ProfileID][row.Question] = fromMillis(row.Since)
	}
	return doubts, wrap(err, "doubts")
}

// Ages reports whether any version of a shop's surveys may have a question whose answers
// age, are removed, or are held against what shoppers do. Errors: Unavailable.
func (s *Store) Ages(ctx context.Context, shop app.ShopID) (ages bool, err error) {
	err = s.read.WithContext(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM survey_versions WHERE shop_id = ?
		AND (document LIKE '%"half_life":%' OR document LIKE '%"keep_days":%' OR document LIKE '%"doubt":%'))`, shop).Scan(&ages).Error
	return ages, wrap(err, "survey versions")
}
