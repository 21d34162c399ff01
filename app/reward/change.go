package reward

import (
	"context"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
)

// Change is what may become of a rule once it has been promised. What a code is
// worth may not: its discount has given it out already.
type Change struct {
	Title     string
	MostCodes int
	MostMoney string
	ValidDays int
	EndsAt    time.Time
}

// Still refuses to change a rule that is not what the merchant looked at. It is asked
// within the transaction, and must be pure; nil is content with any.
type Still func(app.RewardRule) error

// Change changes a rule; the discount and what blocks tell of it follow seconds later. Errors: NotFound;
// Invalid with the fields that are wrong, a budget below what is promised among
// them; as still.
func (k *Keeper) Change(ctx context.Context, shop app.ShopID, handle string, to Change, still Still) (app.RewardState, error) {
	now := k.Now()
	return k.change(ctx, shop, handle, still, func(state *app.RewardState) error {
		rule := &state.Rule
		moved := !to.EndsAt.Equal(rule.EndsAt)
		rule.Title, rule.MostCodes, rule.MostMoney = to.Title, to.MostCodes, to.MostMoney
		rule.ValidDays, rule.EndsAt = to.ValidDays, to.EndsAt
		wrong := Check(*rule)
		if moved {
			wrong = append(wrong, checkEnd(*rule, now)...)
		}
		if most := rule.Most(); len(wrong) == 0 && most > 0 && most < state.Promised {
			wrong = append(wrong, tooLow(*rule, state.Promised))
		}
		return app.InvalidFields(wrong)
	})
}

// End stops promising a reward at once. Codes that were promised count on, as
// long as the rule says. Errors: NotFound; as still.
func (k *Keeper) End(ctx context.Context, shop app.ShopID, handle string, still Still) (app.RewardState, error) {
	now := k.Now()
	return k.change(ctx, shop, handle, still, func(state *app.RewardState) error {
		rule := &state.Rule
		if rule.EndsAt.IsZero() || rule.EndsAt.After(now) {
			rule.EndsAt = now
		}
		if rule.StartsAt.After(rule.EndsAt) {
			rule.StartsAt = rule.EndsAt
		}
		return nil
	})
}

func (k *Keeper) change(ctx context.Context, shop app.ShopID, handle string, still Still, edit func(*app.RewardState) error) (app.RewardState, error) {
	state, err := k.Store.ChangeReward(ctx, shop, handle, func(state *app.RewardState) error {
		if still != nil {
			if err := still(state.Rule); err != nil {
				return err
			}
		}
		return edit(state)
	})
	if err == nil {
		k.Ring(ctx, shop, handle)
		k.Publish(ctx, shop)
	}
	return state, err
}

// checkEnd refuses an end that has passed.
func checkEnd(rule app.RewardRule, now time.Time) []app.FieldError {
	if rule.EndsAt.IsZero() || rule.EndsAt.After(now) {
		return nil
	}
	return []app.FieldError{{Field: "ends_at", Code: "past", Message: "Choose a time that is still to come."}}
}

func tooLow(rule app.RewardRule, promised int) app.FieldError {
	field := "most_codes"
	if rule.MostCodes == 0 || rule.MostCodes >= promised {
		field = "most_money"
	}
	return app.FieldError{Field: field, Code: "range", Message: fmt.Sprintf("%d have been promised already; it cannot be less.", promised)}
}
