package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

var quotaInsert = bulk{
	table:   "quotas",
	columns: []column{textColumn("shop_id"), textColumn("question"), intColumn("most"), intColumn("due_at")},
	tail: `ON CONFLICT (shop_id, question) DO UPDATE SET most = excluded.most,
		due_at = CASE WHEN quotas.due_at = 0 AND quotas.people < excluded.most THEN excluded.due_at ELSE quotas.due_at END`,
}

// KeepQuotas says which questions have a quota in a published survey, and the
// largest each has; only those are counted. Errors: Unavailable.
func (s *Store) KeepQuotas(ctx context.Context, shop app.ShopID, most map[string]int) error {
	now := millis(s.now())
	keys, rows := []string{""}, [][]any{} // IN wants one, and no question is called so
	for key, n := range most {
		keys, rows = append(keys, key), append(rows, []any{string(shop), key, int64(n), now})
	}
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM quotas WHERE shop_id = ? AND question NOT IN ?", shop, keys).Error; err != nil {
			return err
		}
		return quotaInsert.insert(ctx, tx, rows)
	}), "quotas")
}

// QuotaAnswered tells of each question with a quota how many people had answered
// it when it was counted last. Errors: Unavailable.
func (s *Store) QuotaAnswered(ctx context.Context, shop app.ShopID) (map[string]int, error) {
	var rows []struct {
		Question string
		People   int
	}
	err := s.read.WithContext(ctx).Raw("SELECT question, people FROM quotas WHERE shop_id = ?", shop).Scan(&rows).Error
	people := make(map[string]int, len(rows))
	for _, row := range rows {
		people[row.Question] = row.People
	}
	return people, wrap(err, "quotas")
}

// DueQuotas lists installed shops with questions to count, the longest waiting
// first. Errors: Unavailable.
func (s *Store) DueQuotas(ctx context.Context, now time.Time, limit int) ([]app.ShopID, error) {
	var shops []app.ShopID
	err := s.read.WithContext(ctx).Raw(`SELECT q.shop_id FROM quotas q JOIN shops ON shops.id = q.shop_id
		WHERE q.due_at > 0 AND q.due_at <= ? AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		GROUP BY q.shop_id ORDER BY MIN(q.due_at) LIMIT ?`, millis(now), limit).Scan(&shops).Error
	return shops, wrap(err, "quotas")
}

// underWay is how long after it was said an answer may still be on its way here.
const underWay = time.Minute

// ClaimQuotas takes the questions that are to be counted and puts their next
// count off. It leaves out those that nobody can have answered since the last.
// Errors: Unavailable.
func (s *Store) ClaimQuotas(ctx context.Context, shop app.ShopID, next time.Time) ([]string, error) {
	now := millis(s.now())
	var due []struct {
		Question  string
		CountedAt int64
	}
	err := s.write(ctx, func(tx *gorm.DB) error {
		due = nil
		return tx.Raw("UPDATE quotas SET due_at = ? WHERE shop_id = ? AND due_at > 0 AND due_at <= ? RETURNING question, counted_at",
			millis(next), shop, now).Scan(&due).Error
	})
	if err != nil || len(due) == 0 {
		return nil, wrap(err, "quotas")
	}
	var latest int64
	if err := s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(submitted_at), 0) FROM responses WHERE shop_id = ?", shop).Scan(&latest).Error; err != nil {
		return nil, wrap(err, "quotas")
	}
	var questions []string
	for _, one := range due {
		if latest >= one.CountedAt-underWay.Milliseconds() {
			questions = append(questions, one.Question)
		}
	}
	return questions, nil
}

// Counted is what a count of people came to.
type Counted struct {
	People  map[string]int // by question; one that nobody answered is missing
	At      time.Time      // before it began
	Next    time.Time      // when to count again those whose largest quota is not reached
	Publish bool           // the shop's surveys are to be published anew
}

// KeepCounts keeps a count of the questions. Errors: Unavailable.
func (s *Store) KeepCounts(ctx context.Context, shop app.ShopID, questions []string, c Counted) error {
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		for _, key := range questions {
			people := c.People[key]
			if err := tx.Exec(`UPDATE quotas SET people = ?, counted_at = ?, due_at = CASE WHEN most <= ? THEN 0 ELSE CAST(? AS BIGINT) END
				WHERE shop_id = ? AND question = ?`, people, millis(c.At), people, millis(c.Next), shop, key).Error; err != nil {
				return err
			}
		}
		if !c.Publish {
			return nil
		}
		return markPublish(tx, shop, s.now())
	}), "quotas")
}
