package publish

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// How often it is counted who has answered: once a minute where somebody has, and
// less often where a count takes long.
const (
	countEvery = time.Minute
	countShare = 100 // of the time at most a hundredth is spent counting
)

// full reports whether a question has all the answers it wants.
func full(q app.Question, answered map[string]int) bool {
	return q.Quota > 0 && answered[q.Key] >= q.Quota
}

// quotas are the largest quotas that questions have in the versions.
func quotas(versions []app.Version) map[string]int {
	most := map[string]int{}
	for _, v := range versions {
		for _, q := range v.Document.Questions {
			if q.Quota > 0 {
				most[q.Key] = max(most[q.Key], q.Quota)
			}
		}
	}
	return most
}

// Count counts who has answered the shop's questions with a quota, if that is due,
// and has the surveys published anew when one of them has enough. Errors:
// Unavailable.
func (p *Publisher) Count(ctx context.Context, shop app.ShopID, now func() time.Time) error {
	start := now()
	questions, err := p.Store.ClaimQuotas(ctx, shop, start.Add(countEvery))
	if err != nil || len(questions) == 0 {
		return err
	}
	versions, err := p.Store.PublishedVersions(ctx, shop)
	if err != nil {
		return err
	}
	before, err := p.Store.QuotaAnswered(ctx, shop)
	if err != nil {
		return err
	}
	people, err := p.Store.CountAnswered(ctx, shop, questions)
	if err != nil {
		return err
	}
	took := now().Sub(start)
	publish := slices.ContainsFunc(versions, func(v app.Version) bool {
		return slices.ContainsFunc(v.Document.Questions, func(q app.Question) bool {
			return slices.Contains(questions, q.Key) && full(q, before) != full(q, people)
		})
	})
	err = p.Store.KeepCounts(ctx, shop, questions, store.Counted{
		People: people, At: start, Next: now().Add(max(countEvery, countShare*took)), Publish: publish,
	})
	if err == nil && publish {
		p.Ring(ctx, shop)
	}
	return err
}
