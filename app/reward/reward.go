// Package reward owns what a shop gives for answering: the rules, the pool of
// codes that is filled before anybody earns one, and the keeping of promises made
// while the pool was empty.
package reward

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Admin is what rewards need of a shop's Admin API.
type Admin interface {
	// EnsureDiscount makes the discount of a rule with its first code, or finds it
	// by that code.
	EnsureDiscount(ctx context.Context, rule app.RewardRule, firstCode string, startsAt time.Time) (discount string, err error)
	// ChangeDiscount gives a discount the title and the days of its rule.
	ChangeDiscount(ctx context.Context, discount string, rule app.RewardRule) error
	// AddCodes starts adding codes to a discount.
	AddCodes(ctx context.Context, discount string, codes []string) (batch string, err error)
	// AddedCodes tells which of a batch's codes count, once it is done. Errors:
	// NotFound for a batch Shopify has forgotten.
	AddedCodes(ctx context.Context, batch string) (done bool, added []string, err error)
	// DiscountOf is the discount a code belongs to, "" for none.
	DiscountOf(ctx context.Context, code string) (discount string, err error)
}

// Keeper makes rules and keeps their promises. Safe for concurrent use.
type Keeper struct {
	Store  *store.Store
	Admin  func(app.ShopID) Admin
	Logger *slog.Logger
	// Ring says that a rule has something to do. It may be lost: the sweep finds
	// what is due.
	Ring func(ctx context.Context, shop app.ShopID, handle string)
	// Publish says that a shop may have to tell of a rule anew. It may be lost as well.
	Publish func(ctx context.Context, shop app.ShopID)
	Now     func() time.Time
}

// Create keeps a new rule; its codes are ready seconds later. Errors: Invalid
// with the fields that are wrong; Conflict when the handle is taken.
func (k *Keeper) Create(ctx context.Context, shop app.ShopID, rule app.RewardRule) error {
	if err := app.InvalidFields(append(Check(rule), checkEnd(rule, k.Now())...)); err != nil {
		return err
	}
	details, err := k.Store.Shop(ctx, shop)
	if err != nil {
		return err
	}
	if rule.Currency != "" && rule.Currency != details.Currency {
		return app.InvalidFields([]app.FieldError{{Field: "currency", Code: "unknown", Message: "The shop sells in another currency."}})
	}
	if err := k.Store.CreateReward(ctx, shop, rule, NewCode(rule.Prefix)); err != nil {
		return err
	}
	k.Ring(ctx, shop, rule.Handle)
	return nil
}

// How long a promise may wait for its code before somebody is told.
const patience = time.Minute

// Overdue lists the promises that should have been kept by now, over all shops,
// the oldest first. Errors: Unavailable.
func Overdue(ctx context.Context, s *store.Store, now time.Time) ([]app.BrokenPromises, error) {
	return s.BrokenPromises(ctx, now.Add(-patience))
}

// Watch raises the alarm about every rule whose promises are overdue.
func (k *Keeper) Watch(ctx context.Context) error {
	overdue, err := Overdue(ctx, k.Store, k.Now())
	for _, late := range overdue {
		k.Logger.ErrorContext(ctx, "promised rewards were not issued in time",
			"shop", late.Shop, "reward", late.Reward, "promises", late.Count, "since", late.Since)
	}
	return err
}

// How long one look at a pool may take, and when Shopify is asked again about
// codes it is making.
const (
	lease   = time.Minute
	soonest = time.Second
)

// Drain looks after a rule's pool if it is due: it makes the discount, fills the
// pool and keeps the promises that wait. A failure is tried again by itself.
// Errors: as Shopify's Admin API.
func (k *Keeper) Drain(ctx context.Context, shop app.ShopID, handle string) error {
	claim, state, err := k.Store.ClaimReward(ctx, shop, handle, lease)
	if app.Is(err, app.Conflict) {
		return nil
	}
	if err != nil {
		return err
	}
	p := pool{Store: k.Store, admin: k.Admin(shop), shop: shop, now: k.Now, RewardState: state}
	again, err := p.tend(ctx)
	after := store.RewardLook{Claim: claim, Failed: err != nil}
	if err != nil {
		after.Problem = problem(err)
	} else if again {
		after.Next = k.Now().Add(soonest)
	}
	return errors.Join(err, k.Store.FinishReward(ctx, shop, handle, after))
}

// problem is what a merchant is told of a failure.
func problem(err error) string {
	var known *app.Error
	if errors.As(err, &known) && known.Kind != app.Internal && known.Message != "" {
		return known.Message
	}
	return "something went wrong on our side"
}
