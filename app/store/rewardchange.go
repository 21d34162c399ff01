package store

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// ChangeReward changes a rule while nobody promises it, and makes it due, so that
// its discount follows, and the shop's surveys due to be published, if one promises
// it. change must be pure: it runs within the transaction, and what it returns
// refuses the change. Errors: NotFound; as change.
func (s *Store) ChangeReward(ctx context.Context, shop app.ShopID, handle string, change func(*app.RewardState) error) (app.RewardState, error) {
	state, err := s.editReward(ctx, shop, handle, func(state *app.RewardState) error {
		state.Changed = true
		return change(state)
	})
	return state, wrap(err, "reward")
}

// KeepTold notes that the discount says what the rule said when it was told,
// unless the rule has changed since. Errors: NotFound.
func (s *Store) KeepTold(ctx context.Context, shop app.ShopID, handle string, told app.RewardRule) error {
	_, err := s.editReward(ctx, shop, handle, func(state *app.RewardState) error {
		now := state.Rule
		state.Changed = now.Title != told.Title || !now.StartsAt.Equal(told.StartsAt) || !now.ValidUntil().Equal(told.ValidUntil())
		return nil
	})
	return wrap(err, "reward")
}

func (s *Store) editReward(ctx context.Context, shop app.ShopID, handle string, edit func(*app.RewardState) error) (state app.RewardState, err error) {
	err = s.write(ctx, func(tx *gorm.DB) error {
		var rows []rewardRow
		if err := tx.Raw("SELECT * FROM rewards WHERE shop_id = ? AND handle = ?"+forUpdate(tx), shop, handle).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			return gorm.ErrRecordNotFound
		}
		if state, err = rows[0].noun(); err != nil {
			return err
		}
		if err := edit(&state); err != nil {
			return err
		}
		text, err := json.Marshal(ruleAtRest{state.Rule, state.Changed})
		if err != nil {
			return err
		}
		statement := "UPDATE rewards SET rule = ?, most = ?, starts_at = ?, ends_at = ?"
		args := []any{string(text), state.Rule.Most(), millis(state.Rule.StartsAt), millis(state.Rule.EndsAt)}
		if state.Changed { // whoever looks after it now looks again
			statement += ", dirty = TRUE, due_at = CASE WHEN lease > 0 THEN due_at ELSE CAST(? AS BIGINT) END"
			args = append(args, millis(s.now()))
		}
		if err := tx.Exec(statement+" WHERE shop_id = ? AND handle = ?", append(args, shop, handle)...).Error; err != nil || !state.Changed {
			return err
		}
		return tellPromise(tx, shop, handle, s.now())
	})
	return state, err
}

// tellPromise has the blocks tell what has become of a rule that surveys promise.
func tellPromise(tx *gorm.DB, shop app.ShopID, handle string, at time.Time) error {
	var rows []version
	if err := tx.Raw(publishedVersions, shop).Scan(&rows).Error; err != nil {
		return err
	}
	if !slices.ContainsFunc(rows, func(v version) bool { return v.Document.Reward == handle }) {
		return nil
	}
	return markPublish(tx, shop, at)
}
