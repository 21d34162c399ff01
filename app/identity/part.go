package identity

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Joined is a join of somebody's, and what it brought.
type Joined struct {
	app.Join
	Other   app.CustomerID // whom she was joined with, 0 for a guest
	Answers int            // told as the other
}

// Joins lists who turned out to be a person, and from whom she was parted again, the
// oldest first. Errors: Unavailable.
func (r *Registry) Joins(ctx context.Context, shop app.ShopID, who store.Whom) ([]Joined, error) {
	hers, err := r.Store.ProfilesOf(ctx, shop, who)
	if err != nil {
		return nil, err
	}
	var list []Joined
	for _, her := range hers {
		joins, err := r.Store.Joins(ctx, shop, her)
		if err != nil {
			return nil, err
		}
		brought, err := r.Store.CountTold(ctx, shop, her)
		if err != nil {
			return nil, err
		}
		for _, j := range joins {
			one := Joined{Join: j, Other: j.Customer}
			if j.From == her { // she was the one who was joined
				one.Other = j.Via
			}
			if j.PartedAt.IsZero() {
				one.Answers = brought[j.From]
			}
			list = append(list, one)
		}
	}
	return list, nil
}

// Part undoes a join of somebody's on the word of a member of staff: what was told as
// the other is hers again, and nothing but JoinAgain, or proving that both go by one
// identity, makes them one. It returns who the other is. Errors: NotFound when they
// are not one.
func (r *Registry) Part(ctx context.Context, shop app.ShopID, by string, who store.Whom, from app.ProfileID) (store.Whom, error) {
	j, err := r.joinOf(ctx, shop, who, from, func(j app.Join) bool { return j.PartedAt.IsZero() })
	if err != nil {
		return store.Whom{}, err
	}
	due, err := r.Store.PartPeople(ctx, shop, j.From, j.Into)
	if err != nil {
		return store.Whom{}, err
	}
	r.Logger.InfoContext(ctx, "people parted", "shop", shop, "cause", j.Cause, "by", by)
	r.ring(ctx, shop, due)
	return r.Store.WhomOf(ctx, shop, from)
}

// JoinAgain undoes Part, and returns who both are. Errors: NotFound when they were not
// parted.
func (r *Registry) JoinAgain(ctx context.Context, shop app.ShopID, by string, who store.Whom, from app.ProfileID) (store.Whom, error) {
	j, err := r.joinOf(ctx, shop, who, from, func(j app.Join) bool { return !j.PartedAt.IsZero() })
	if err != nil {
		return store.Whom{}, err
	}
	due, err := r.Store.JoinAgain(ctx, shop, j.From, j.Into)
	if err != nil {
		return store.Whom{}, err
	}
	r.Logger.InfoContext(ctx, "people joined again", "shop", shop, "cause", j.Cause, "by", by)
	r.ring(ctx, shop, due)
	return r.Person(ctx, shop, who)
}

// joinOf is the newest of somebody's joins with another that is fit.
func (r *Registry) joinOf(ctx context.Context, shop app.ShopID, who store.Whom, from app.ProfileID, fit func(app.Join) bool) (app.Join, error) {
	who, err := r.Person(ctx, shop, who)
	if err != nil {
		return app.Join{}, err
	}
	joins, err := r.Joins(ctx, shop, who)
	if err != nil {
		return app.Join{}, err
	}
	for _, j := range slices.Backward(joins) {
		if j.From == from && fit(j.Join) {
			return j.Join, nil
		}
	}
	return app.Join{}, nobody()
}
