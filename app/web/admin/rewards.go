package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/reward"
	"github.com/askwell/askwell/app/store"
)

// rewardState is how a reward stands for the merchant.
type rewardState string

const (
	rewardScheduled rewardState = "scheduled" // promised from a later day on
	rewardActive    rewardState = "active"
	rewardSpent     rewardState = "spent" // the budget is promised
	rewardEnded     rewardState = "ended"
)

type rewardBody struct {
	app.RewardRule
	State      rewardState `json:"state" enum:"scheduled,active,spent,ended"`
	Most       int         `json:"most" doc:"How many can be promised within the budget; 0: any number"`
	Promised   int         `json:"promised"`
	Issued     int         `json:"issued" doc:"Promises that have their code"`
	Owed       int         `json:"owed" doc:"Promises that wait for one"`
	Free       int         `json:"free" doc:"Codes ready to be given out"`
	Spent      string      `json:"spent,omitempty" doc:"Of an amount: what all that was promised comes to"`
	Made       bool        `json:"made" doc:"Whether Shopify has its discount"`
	Changed    bool        `json:"changed,omitempty" doc:"Whether the discount does not say so yet"`
	Problem    string      `json:"problem,omitempty" doc:"Why the pool is not filled"`
	ValidUntil time.Time   `json:"valid_until,omitzero" doc:"When all its codes stop counting"`
	Surveys    []surveyRef `json:"surveys" doc:"That promise it, by their drafts"`
}

type rewardOut struct {
	Body rewardBody
}

type rewardList struct {
	PageOut
	Body struct {
		Currency string       `json:"currency" doc:"The shop's, which amounts are in"`
		Rewards  []rewardBody `json:"rewards" doc:"The newest first"`
		Next     string       `json:"next,omitempty"`
	}
}

// RewardPath names the reward in a path.
type RewardPath struct {
	Handle string `path:"handle" maxLength:"63" pattern:"^[a-z0-9-]+$"`
}

type rewardIn struct {
	Body app.RewardRule
}

type rewardChange struct {
	RewardPath
	Body struct {
		Title     string    `json:"title"`
		MostCodes int       `json:"most_codes,omitempty"`
		MostMoney string    `json:"most_money,omitempty"`
		ValidDays int       `json:"valid_days,omitempty"`
		EndsAt    time.Time `json:"ends_at,omitzero"`
	}
}

func (d *door) rewards(ctx context.Context, id app.ShopID, in *PageIn) (*rewardList, error) {
	var from store.Before
	if err := in.after("rewards", &from.At, &from.ID); err != nil {
		return nil, err
	}
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	states, err := d.Store.RewardPage(ctx, id, from, in.Limit+1)
	if err != nil {
		return nil, err
	}
	promising, err := d.promising(ctx, id)
	states, next, page := paged(ctx, *in, "rewards", states, func(s app.RewardState) []any { return []any{s.CreatedAt, s.Rule.Handle} })
	out := rewardList{PageOut: page}
	out.Body.Currency, out.Body.Next = shop.Currency, next
	out.Body.Rewards = make([]rewardBody, len(states))
	for i, state := range states {
		out.Body.Rewards[i] = d.rewardBody(state, promising)
	}
	return &out, err
}

func (d *door) reward(ctx context.Context, shop app.ShopID, in *RewardPath) (*rewardOut, error) {
	state, err := d.Store.Reward(ctx, shop, in.Handle)
	return d.rewardOut(ctx, shop, state, err)
}

func (d *door) createReward(ctx context.Context, shop app.ShopID, in *rewardIn) (*rewardOut, error) {
	if err := d.Rewards.Create(ctx, shop, in.Body); err != nil {
		return nil, err
	}
	return d.reward(ctx, shop, &RewardPath{in.Body.Handle})
}

func (d *door) changeReward(ctx context.Context, shop app.ShopID, in *rewardChange) (*rewardOut, error) {
	before, err := d.Store.Reward(ctx, shop, in.Handle)
	if err != nil {
		return nil, err
	}
	state, err := d.Rewards.Change(ctx, shop, in.Handle, reward.Change(in.Body), stillRule(ctx))
	differ(ctx, before.Rule, state.Rule)
	return d.rewardOut(ctx, shop, state, err)
}

func (d *door) endReward(ctx context.Context, shop app.ShopID, in *RewardPath) (*rewardOut, error) {
	state, err := d.Rewards.End(ctx, shop, in.Handle, stillRule(ctx))
	return d.rewardOut(ctx, shop, state, err)
}

// stillRule refuses to change another edition of a rule than the request names.
func stillRule(ctx context.Context) reward.Still {
	return func(rule app.RewardRule) error { return stillEdition(ctx, rule) }
}

func (d *door) rewardOut(ctx context.Context, shop app.ShopID, state app.RewardState, err error) (*rewardOut, error) {
	if err != nil {
		return nil, err
	}
	promising, err := d.promising(ctx, shop)
	return &rewardOut{d.rewardBody(state, promising)}, err
}

// promising lists the surveys that promise each reward.
func (d *door) promising(ctx context.Context, shop app.ShopID) (map[string][]surveyRef, error) {
	surveys, err := d.Store.Surveys(ctx, shop)
	by := map[string][]surveyRef{}
	for _, s := range surveys {
		by[s.Draft.Reward] = append(by[s.Draft.Reward], surveyRef{s.ID, s.Draft.Title})
	}
	return by, err
}

func (d *door) rewardBody(s app.RewardState, promising map[string][]surveyRef) rewardBody {
	surveys := promising[s.Rule.Handle]
	if surveys == nil {
		surveys = []surveyRef{}
	}
	return rewardBody{
		RewardRule: s.Rule, State: standing(s, d.Now()), Most: s.Rule.Most(), Promised: s.Promised, Issued: s.Issued,
		Owed: s.Owed(), Free: s.Free, Spent: s.Spent(), Made: s.Discount != "", Changed: s.Changed, Problem: s.Problem,
		ValidUntil: s.Rule.ValidUntil(), Surveys: surveys,
	}
}

func standing(s app.RewardState, now time.Time) rewardState {
	switch most := s.Rule.Most(); {
	case !s.Rule.EndsAt.IsZero() && !now.Before(s.Rule.EndsAt):
		return rewardEnded
	case now.Before(s.Rule.StartsAt):
		return rewardScheduled
	case most > 0 && s.Promised >= most:
		return rewardSpent
	}
	return rewardActive
}
