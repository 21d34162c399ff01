package shopify

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// discountChange is the part of a discount that may change. A null EndsAt takes
// the end away.
type discountChange struct {
	Title    string     `json:"title"`
	StartsAt *time.Time `json:"startsAt,omitempty"`
	EndsAt   *time.Time `json:"endsAt"`
}

type changeBasicDiscount struct {
	Made *madeDiscount `json:"discountCodeBasicUpdate"`
}

type changeShippingDiscount struct {
	Made *madeDiscount `json:"discountCodeFreeShippingUpdate"`
}

// ChangeDiscount gives a discount the title and the days of its rule. Errors:
// Rejected when Shopify refuses it or the discount is gone; as Do.
func (a *Admin) ChangeDiscount(ctx context.Context, discount string, rule app.RewardRule) error {
	change := discountChange{Title: rule.Title}
	if !rule.StartsAt.IsZero() { // else it began when it was made
		starts := rule.StartsAt.UTC()
		change.StartsAt = &starts
	}
	if until := rule.ValidUntil(); !until.IsZero() {
		until = until.UTC()
		change.EndsAt = &until
	}
	made, err := a.changeDiscount(ctx, rule.Kind, map[string]any{"id": discount, "discount": change})
	switch {
	case err != nil:
		return err
	case made == nil, made.Node == nil && len(made.UserErrors) == 0:
		return app.Errorf(app.Unavailable, "Shopify gave no answer about a discount")
	case len(made.UserErrors) > 0:
		return &app.Error{Kind: app.Rejected, Message: "Shopify refused to change the discount of the reward " + rule.Handle, Err: made.UserErrors}
	}
	return nil
}

func (a *Admin) changeDiscount(ctx context.Context, kind app.RewardKind, vars map[string]any) (*madeDiscount, error) {
	if kind == app.RewardFreeShipping {
		var out changeShippingDiscount
		err := a.Do(ctx, opChangeShippingDiscount, vars, &out)
		return out.Made, err
	}
	var out changeBasicDiscount
	err := a.Do(ctx, opChangeBasicDiscount, vars, &out)
	return out.Made, err
}
