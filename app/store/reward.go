package store

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// rewardRow is a reward's rule and state at rest.
type rewardRow struct {
	Handle, Rule, FirstCode, Discount, Batch, Problem string
	Promised, Issued, Free, Attempts                  int
	CreatedAt                                         int64
}

// ruleAtRest is a rule, and whether its discount is behind it.
type ruleAtRest struct {
	app.RewardRule
	Changed bool `json:"changed,omitempty"`
}

func (r rewardRow) noun() (app.RewardState, error) {
	var rule ruleAtRest
	err := json.Unmarshal([]byte(r.Rule), &rule)
	return app.RewardState{
		Rule: rule.RewardRule, Changed: rule.Changed, FirstCode: r.FirstCode, Discount: r.Discount, Batch: r.Batch,
		Promised: r.Promised, Issued: r.Issued, Free: r.Free, Problem: r.Problem,
		CreatedAt: fromMillis(r.CreatedAt),
	}, err
}

// CreateReward keeps a rule and makes its pool due; firstCode is what its
// discount will be made with. Errors: Conflict when the handle is taken.
func (s *Store) CreateReward(ctx context.Context, shop app.ShopID, rule app.RewardRule, firstCode string) error {
	text, err := json.Marshal(ruleAtRest{RewardRule: rule})
	if err != nil {
		return wrap(err, "reward")
	}
	now := millis(s.now())
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO rewards (shop_id, handle, rule, most, starts_at, ends_at, first_code, due_at, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			shop, rule.Handle, string(text), rule.Most(), millis(rule.StartsAt), millis(rule.EndsAt), firstCode, now, now).Error
	}), "reward")
}

// Reward reads one rule and what has come of it. Errors: NotFound.
func (s *Store) Reward(ctx context.Context, shop app.ShopID, handle string) (app.RewardState, error) {
	list, err := s.rewards(ctx, "SELECT * FROM rewards WHERE shop_id = ? AND handle = ?", shop, handle)
	if err == nil && len(list) == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return app.RewardState{}, wrap(err, "reward")
	}
	return list[0], nil
}

// Rewards lists a shop's rules, the oldest first. Errors: Unavailable.
func (s *Store) Rewards(ctx context.Context, shop app.ShopID) ([]app.RewardState, error) {
	list, err := s.rewards(ctx, "SELECT * FROM rewards WHERE shop_id = ? ORDER BY created_at, handle", shop)
	return list, wrap(err, "rewards")
}

func (s *Store) rewards(ctx context.Context, query string, args ...any) ([]app.RewardState, error) {
	var rows []rewardRow
	if err := s.read.WithContext(ctx).Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]app.RewardState, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.noun(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// DueReward names a rule whose pool is to be looked after.
type DueReward struct {
	Shop   app.ShopID
	Handle string
}

// DueRewards lists the rules of installed shops that are due, the longest waiting
// first. Errors: Unavailable.
func (s *Store) DueRewards(ctx context.Context, now time.Time, limit int) ([]DueReward, error) {
	var due []DueReward
	err := s.read.WithContext(ctx).Raw(`SELECT r.shop_id AS shop, r.handle FROM rewards r JOIN shops ON shops.id = r.shop_id
		WHERE r.due_at > 0 AND r.due_at <= ? AND shops.installed_at > 0 AND shops.uninstalled_at = 0
		ORDER BY r.due_at LIMIT ?`, millis(now), limit).Scan(&due).Error
	return due, wrap(err, "rewards")
}

// ClaimReward takes a due rule for so long. Errors: Conflict when it is not due.
func (s *Store) ClaimReward(ctx context.Context, shop app.ShopID, handle string, lease time.Duration) (claim int64, state app.RewardState, err error) {
	now := s.now()
	claim = millis(now.Add(lease))
	err = s.write(ctx, func(tx *gorm.DB) error {
		var rows []rewardRow
		if err := tx.Raw("SELECT * FROM rewards WHERE shop_id = ? AND handle = ? AND due_at > 0 AND due_at <= ?"+forUpdate(tx),
			shop, handle, millis(now)).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return app.Errorf(app.Conflict, "the reward needs nothing")
		}
		if state, err = rows[0].noun(); err != nil {
			return err
		}
		return tx.Exec("UPDATE rewards SET due_at = ?, lease = ?, dirty = FALSE WHERE shop_id = ? AND handle = ?",
			claim, claim, shop, handle).Error
	})
	return claim, state, wrap(err, "reward")
}

// RewardLook is how a look at a rule's pool ended.
type RewardLook struct {
	Claim   int64
	Next    time.Time // when to look again, zero for when something comes up
	Failed  bool      // look again after ever longer
	Problem string
}

// After a failure the next try comes in two seconds, then after ever longer, at
// most about four minutes.
const (
	firstRewardRetry = 2 * time.Second
	mostRewardDelays = 7 // doublings
)

// FinishReward gives a claimed rule back. What came up meanwhile makes it due at
// once, unless it failed. A claim that ran out changes nothing. Errors:
// Unavailable.
func (s *Store) FinishReward(ctx context.Context, shop app.ShopID, handle string, look RewardLook) error {
	now := s.now()
	return wrap(s.write(ctx, func(tx *gorm.DB) error {
		var rows []rewardRow
		if err := tx.Raw("SELECT attempts, rule FROM rewards WHERE shop_id = ? AND handle = ? AND lease = ?"+forUpdate(tx),
			shop, handle, look.Claim).Scan(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		if look.Failed {
			next := now.Add(firstRewardRetry << min(rows[0].Attempts, mostRewardDelays))
			return tx.Exec("UPDATE rewards SET lease = 0, due_at = ?, attempts = attempts + 1, problem = ? WHERE shop_id = ? AND handle = ?",
				millis(next), look.Problem, shop, handle).Error
		}
		return tx.Exec(`UPDATE rewards SET lease = 0, attempts = 0, problem = '', due_at = CASE WHEN dirty THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
			WHERE shop_id = ? AND handle = ?`, millis(now), millis(look.Next), shop, handle).Error
	}), "reward")
}
