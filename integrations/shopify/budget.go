package shopify

import (
	"context"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
)

// The longest a call waits for its points in place; a longer wait goes back to
// the caller as Throttled, so that no worker is held by an empty bucket.
const maxPause = 5 * time.Second

// Shops remembered before those that have been idle are forgotten. A bucket
// idle for a minute is full again (20 seconds refill it), so nothing is lost.
const (
	manyBuckets = 4096
	bucketIdle  = time.Minute
)

// budgets holds what is left of every shop's cost points, shared by all workers
// of this process. Other processes draw from the same bucket unseen; each
// answer's throttleStatus corrects the picture.
type budgets struct {
	mu    sync.Mutex
	shops map[app.ShopID]*bucket
}

type bucket struct {
	available float64 // at the time below, without what is booked
	maximum   float64
	rate      float64 // points a second; 0 until Shopify has told
	at        time.Time
	booked    float64 // by calls that wait or have not come back
}

func newBudgets() *budgets { return &budgets{shops: make(map[app.ShopID]*bucket)} }

// reserve books cost points, first come first served, and waits until they are
// there, unless that is longer than maxPause or than ctx has. A first call goes
// out unasked: its answer tells the bucket. Errors: Throttled with the wait;
// Unavailable when ctx ends. After an error nothing is booked.
func (b *budgets) reserve(ctx context.Context, shop app.ShopID, cost float64) error {
	patience := maxPause
	if deadline, ok := ctx.Deadline(); ok {
		patience = min(patience, time.Until(deadline))
	}
	wait, booked := b.book(shop, cost, patience)
	if !booked {
		return app.ThrottledFor(wait, "the shop's Shopify budget is used up")
	}
	if wait == 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		b.settle(shop, cost, Cost{})
		return &app.Error{Kind: app.Unavailable, Message: "no time was left to wait for the shop's Shopify budget", Err: ctx.Err()}
	case <-timer.C:
		return nil
	}
}

func (b *budgets) book(shop app.ShopID, cost float64, patience time.Duration) (wait time.Duration, booked bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.of(shop)
	if one.rate > 0 {
		// A call dearer than the whole bucket goes out when it is full, and
		// Shopify says what it thinks of it.
		short := min(cost, one.maximum) + one.booked - one.now()
		wait = max(0, time.Duration(short/one.rate*float64(time.Second)))
	}
	if wait > 0 && wait > patience {
		return wait, false
	}
	one.booked += cost
	return wait, true
}

// settle gives a booking back and learns the bucket from the answer, if
// there was one.
func (b *budgets) settle(shop app.ShopID, cost float64, seen Cost) {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.of(shop)
	one.booked = max(0, one.booked-cost)
	if seen.Status.Rate <= 0 {
		return
	}
	one.available, one.maximum, one.rate = seen.Status.Available, seen.Status.Maximum, seen.Status.Rate
	one.at = time.Now()
}

func (b *budgets) of(shop app.ShopID) *bucket {
	one, ok := b.shops[shop]
	if !ok {
		if len(b.shops) >= manyBuckets {
			b.forget()
		}
		one = &bucket{at: time.Now()}
		b.shops[shop] = one
	}
	return one
}

func (b *budgets) forget() {
	for shop, one := range b.shops {
		if one.booked == 0 && time.Since(one.at) > bucketIdle {
			delete(b.shops, shop)
		}
	}
}

func (b bucket) now() float64 {
	return min(b.maximum, b.available+b.rate*time.Since(b.at).Seconds())
}
