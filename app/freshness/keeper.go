package freshness

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

const (
	slice     = 20 * time.Second // of counting before other work has its turn
	share     = 5 * time.Second  // of it for one shop
	sulk      = time.Hour        // until one that failed is tried again
	leastRest = time.Hour        // between two counts of a shop
	restTimes = 50               // so many times as long as a count took rests the shop
	mostRest  = 24 * time.Hour   // so that no count is older, however many there are
	duePage   = 500              // shops found at once
	liveRest  = time.Minute      // of a count this new nobody needs another
	mostLive  = 5_000            // answers up to which a shop is counted while somebody waits
)

// Tend counts the shops that are due, for some time; what it does not get to stays due.
// A shop that fails stops no other. Errors: Unavailable.
func (k *Keeper) Tend(ctx context.Context) error {
	began := time.Now()
	due, err := k.Store.DueFreshness(ctx, k.now(), duePage)
	var failed error
	for _, shop := range due {
		left := min(slice-time.Since(began), share)
		if left <= 0 || ctx.Err() != nil {
			break
		}
		if err := k.Count(ctx, shop, left); err != nil && !app.Is(err, app.Conflict) {
			failed = cmp.Or(failed, errors.Join(err, k.Store.PutOffFreshness(ctx, shop, k.now().Add(sulk))))
		}
	}
	return errors.Join(err, failed)
}

// Count goes on with a shop's count, or begins one, for a page and for some time, and keeps
// how far it came. Errors: Conflict when somebody else counts; Unavailable.
func (k *Keeper) Count(ctx context.Context, shop app.ShopID, most time.Duration) error {
	until := time.Now().Add(most)
	before, err := k.Store.FreshWork(ctx, shop)
	if err != nil {
		return err
	}
	w := before
	if now := k.now(); w.Began.IsZero() || now.Sub(w.Began) > mostRest || w.Began.After(now) { // one that was left is no count of today
		w = store.FreshWork{Began: now, By: map[string]app.FreshCount{}}
	}
	more, err := k.pages(ctx, shop, &w, until)
	if err != nil {
		return err
	}
	if more {
		return k.Store.KeepFreshWork(ctx, shop, before, w)
	}
	rest := min(max(leastRest, restTimes*k.now().Sub(w.Began)), mostRest)
	return k.Store.EndFreshWork(ctx, shop, before, store.FreshCounts{At: w.Began, By: w.By}, k.now().Add(rest))
}

// Read tells how fresh a shop's answers are: as they are now, where they are few enough to
// be counted in the time given, else as they were counted last, zero when they never were.
// Errors: Unavailable.
func (k *Keeper) Read(ctx context.Context, shop app.ShopID, most time.Duration) (store.FreshCounts, error) {
	kept, err := k.Store.Freshness(ctx, shop)
	if err != nil {
		return kept, err
	}
	answers := 0
	for _, c := range kept.By {
		answers += c.People()
	}
	now := k.now()
	if answers > mostLive || !kept.At.IsZero() && now.Sub(kept.At) < liveRest && !kept.At.After(now) {
		return kept, nil
	}
	live := store.FreshWork{Began: now, By: map[string]app.FreshCount{}}
	more, err := k.pages(ctx, shop, &live, time.Now().Add(most))
	if err != nil || more {
		return kept, err
	}
	return store.FreshCounts{At: now, By: live.By}, nil
}

// pages counts a page, and more until a time, and reports whether there are any left. Where
// nothing ages there is nothing to count.
func (k *Keeper) pages(ctx context.Context, shop app.ShopID, w *store.FreshWork, until time.Time) (more bool, err error) {
	if more, err = k.Store.Ages(ctx, shop); err != nil || !more {
		return false, err
	}
	for {
		if more, err = k.page(ctx, shop, w); err != nil || !more || !time.Now().Before(until) {
			return more, err
		}
	}
}
