package reward

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// A batch is what Shopify takes at once (Shopify: discountRedeemCodeBulkAdd); a
// full pool outlasts the time it takes to fill it twice.
const (
	batchSize = 250
	fullPool  = 2 * batchSize
)

// pool is one rule's codes while they are looked after.
type pool struct {
	*store.Store
	app.RewardState
	admin Admin
	shop  app.ShopID
	now   func() time.Time
}

// tend does the next step or two; again says that there is more to come. Every
// step is written down before or after it in such a way that it can be repeated.
func (p *pool) tend(ctx context.Context) (again bool, err error) {
	if p.Discount == "" {
		if err := p.makeDiscount(ctx); err != nil {
			return false, err
		}
	}
	asked, err := p.fill(ctx)
	if told := p.tell(ctx); err == nil {
		err = told
	}
	// Whatever became of that: what is there is given to whoever waits for it.
	if owed, issueErr := p.IssueRewards(ctx, p.shop, p.Rule.Handle, p.now()); err == nil {
		return len(asked) > 0 || owed > 0, issueErr
	}
	return false, err
}

// fill takes in what codes there are, asks for more, and returns those that are
// still to come.
func (p *pool) fill(ctx context.Context) ([]string, error) {
	asked, err := p.AskedCodes(ctx, p.shop, p.Rule.Handle)
	if err == nil && len(asked) > 0 {
		asked, err = p.collect(ctx, asked)
	}
	if err == nil && len(asked) == 0 {
		asked, err = p.ask(ctx)
	}
	return asked, err
}

// tell brings the discount up to a rule that was changed.
func (p *pool) tell(ctx context.Context) error {
	if !p.Changed {
		return nil
	}
	if err := p.admin.ChangeDiscount(ctx, p.Discount, p.Rule); err != nil {
		return err
	}
	return p.KeepTold(ctx, p.shop, p.Rule.Handle, p.Rule)
}

// makeDiscount makes the discount. Its first code was written down before, so a
// repeat finds what the first try made.
func (p *pool) makeDiscount(ctx context.Context) error {
	starts := p.Rule.StartsAt
	if starts.IsZero() {
		starts = p.now()
	}
	id, err := p.admin.EnsureDiscount(ctx, p.Rule, p.FirstCode, starts)
	if err != nil {
		return err
	}
	p.Discount = id
	return p.KeepDiscount(ctx, p.shop, p.Rule.Handle, id, p.now())
}

// collect takes in the codes Shopify has made by now and returns those it is
// still making.
func (p *pool) collect(ctx context.Context, asked []string) ([]string, error) {
	if p.Batch == "" {
		return asked, p.send(ctx, asked) // written down, but perhaps never sent
	}
	done, added, err := p.admin.AddedCodes(ctx, p.Batch)
	switch {
	case app.Is(err, app.NotFound):
		return asked, p.send(ctx, asked)
	case err != nil || !done:
		return asked, err
	}
	ready := make(map[string]bool, len(added))
	for _, code := range added {
		ready[code] = true
	}
	// Codes that are taken may be ours: of a batch that was sent twice.
	for _, code := range asked {
		if ready[code] {
			continue
		}
		owner, err := p.admin.DiscountOf(ctx, code)
		if err != nil {
			return asked, err
		}
		if owner == p.Discount {
			added = append(added, code)
		}
	}
	return nil, p.KeepCodes(ctx, p.shop, p.Rule.Handle, added, p.now())
}

// ask orders new codes if the pool is not full, and returns them.
func (p *pool) ask(ctx context.Context) ([]string, error) {
	state, err := p.Reward(ctx, p.shop, p.Rule.Handle)
	if err != nil {
		return nil, err
	}
	p.RewardState = state
	missing := min(p.wanted()-p.Free, batchSize)
	if missing <= 0 {
		return nil, nil
	}
	codes := make([]string, missing)
	for i := range codes {
		codes[i] = NewCode(p.Rule.Prefix)
	}
	if err := p.AskCodes(ctx, p.shop, p.Rule.Handle, codes); err != nil {
		return nil, err
	}
	return codes, p.send(ctx, codes)
}

// wanted is how many codes the pool should hold: never more than can be promised.
func (p *pool) wanted() int {
	if end := p.Rule.EndsAt; !end.IsZero() && p.now().After(end) {
		return p.Owed()
	}
	wanted := fullPool + p.Owed()
	if most := p.Rule.Most(); most > 0 {
		wanted = min(wanted, most-p.Issued)
	}
	return wanted
}

func (p *pool) send(ctx context.Context, codes []string) error {
	batch, err := p.admin.AddCodes(ctx, p.Discount, codes)
	if err != nil {
		return err
	}
	return p.KeepBatch(ctx, p.shop, p.Rule.Handle, batch)
}
