package main

import (
	"context"
	"errors"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/jobs"
)

// sweepPage bounds one sweep: what it leaves is found by the next.
const sweepPage = 1000

// due finds everything that waits, rung for or not.
func (a *application) due(ctx context.Context) ([]jobs.Bell, error) {
	now := a.now()
	lanes, laneErr := a.store.DueLanes(ctx, now, sweepPage)
	inboxes, inboxErr := a.store.DueInboxes(ctx, now, sweepPage)
	publishes, publishErr := a.store.DuePublishes(ctx, now, sweepPage)
	rewards, rewardErr := a.store.DueRewards(ctx, now, sweepPage)
	reads, readErr := a.store.DueReads(ctx, now, sweepPage)
	draws, drawErr := a.store.DueCatalogues(ctx, now, sweepPage)
	runs, runErr := a.store.DueRuns(ctx, sweepPage)
	counts, countErr := a.store.DueQuotas(ctx, now, sweepPage)
	tallies, tallyErr := a.store.DueTallies(ctx, now, sweepPage)
	exports, exportErr := a.store.DueExports(ctx, now, sweepPage)
	words, wordErr := a.store.DueWords(ctx, sweepPage)
	bells := make([]jobs.Bell, 0, len(lanes)+len(inboxes)+len(publishes)+len(rewards))
	for _, lane := range lanes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindLane, Shop: lane.Shop, ID: string(lane.Destination)})
	}
	for _, shop := range inboxes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindInbox, Shop: shop})
	}
	for _, shop := range publishes {
		bells = append(bells, jobs.Bell{Kind: jobs.KindPublish, Shop: shop})
	}
	for _, due := range rewards {
		bells = append(bells, jobs.Bell{Kind: jobs.KindReward, Shop: due.Shop, ID: due.Handle})
	}
	for _, shop := range reads {
		bells = append(bells, jobs.Bell{Kind: jobs.KindLearn, Shop: shop})
	}
	for _, shop := range draws {
		bells = append(bells, jobs.Bell{Kind: jobs.KindDraw, Shop: shop})
	}
	for _, shop := range counts {
		bells = append(bells, jobs.Bell{Kind: jobs.KindCount, Shop: shop})
	}
	for _, shop := range tallies {
		bells = append(bells, jobs.Bell{Kind: jobs.KindTally, Shop: shop})
	}
	for _, run := range runs {
		bells = append(bells, jobs.Bell{Kind: jobs.KindRun, Shop: run.Shop, ID: string(run.ID)})
	}
	for _, one := range exports {
		bells = append(bells, jobs.Bell{Kind: jobs.KindExport, Shop: one.Shop, ID: one.ID})
	}
	for _, shop := range words {
		bells = append(bells, jobs.Bell{Kind: jobs.KindWords, Shop: shop})
	}
	return bells, errors.Join(wordErr, exportErr, tallyErr, runErr, drawErr, countErr, readErr, laneErr, inboxErr, publishErr, rewardErr)
}

func (a *application) ringLane(_ context.Context, shop app.ShopID, to app.DestinationID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindLane, Shop: shop, ID: string(to)})
}

func (a *application) ringRun(_ context.Context, shop app.ShopID, id app.RunID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindRun, Shop: shop, ID: string(id)})
}

func (a *application) ringExport(_ context.Context, shop app.ShopID, id string) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindExport, Shop: shop, ID: id})
}

func (a *application) ringInbox(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindInbox, Shop: shop})
}

func (a *application) ringPublish(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindPublish, Shop: shop})
}

func (a *application) ringReward(_ context.Context, shop app.ShopID, handle string) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindReward, Shop: shop, ID: handle})
}

func (a *application) ringDraw(_ context.Context, shop app.ShopID) {
	a.queue.Ring(jobs.Bell{Kind: jobs.KindDraw, Shop: shop})
}

// ringShop wakes all that may have waited for a shop's install.
func (a *application) ringShop(ctx context.Context, shop app.ShopID) {
	a.ringInbox(ctx, shop)
	a.ringPublish(ctx, shop)
	a.ringLane(ctx, shop, app.ShopifyDestination)
}
