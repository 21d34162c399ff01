package shopify

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

const budgetShop = app.ShopID("a.myshopify.com")

// told is an answer's cost with the bucket as it stands after it.
func told(available float64) Cost {
	var c Cost
	c.Status.Maximum, c.Status.Available, c.Status.Rate = 1000, available, 100
	return c
}

func TestAFirstCallIsNotHeldUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		require.NoError(t, newBudgets().reserve(t.Context(), budgetShop, 5000))
	})
}

func TestACallWaitsForItsPoints(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		b.settle(budgetShop, 0, told(50))
		start := time.Now()
		require.NoError(t, b.reserve(t.Context(), budgetShop, 250))
		require.InDelta(t, 2, time.Since(start).Seconds(), 0.01)
		require.NoError(t, b.reserve(t.Context(), "b.myshopify.com", 250))
		require.InDelta(t, 2, time.Since(start).Seconds(), 0.01, "another shop has its own bucket")
	})
}

func TestALongWaitIsGivenBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		b.settle(budgetShop, 0, told(0))
		start := time.Now()
		err := b.reserve(t.Context(), budgetShop, 800)
		var throttled *app.Error
		require.ErrorAs(t, err, &throttled)
		require.Equal(t, app.Throttled, throttled.Kind)
		require.Equal(t, 8*time.Second, throttled.After)
		require.Zero(t, time.Since(start))
	})
}

func TestACallDearerThanTheBucketGoesOutWhenItIsFull(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		b.settle(budgetShop, 0, told(900))
		require.NoError(t, b.reserve(t.Context(), budgetShop, 2500))
	})
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		b.settle(budgetShop, 0, told(0))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		err := b.reserve(ctx, budgetShop, 300)
		require.ErrorIs(t, err, context.Canceled)
		require.True(t, app.Is(err, app.Unavailable))
		require.Zero(t, b.shops[budgetShop].booked)
	})
}

func TestAWaitBeyondTheContextIsNotBegun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		b.settle(budgetShop, 0, told(0))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		require.True(t, app.Is(b.reserve(ctx, budgetShop, 300), app.Throttled))
		require.Zero(t, time.Since(start))
	})
}

// A bucket as Shopify keeps it, drawn on by several workers: none is throttled
// and nothing of the rate is left unused.
func TestWorkersShareABucketWithoutBeingThrottled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		shopify := struct {
			sync.Mutex
			available float64
			at        time.Time
			throttled int
		}{available: 1000, at: time.Now()}
		call := func(cost float64) {
			require.NoError(t, b.reserve(t.Context(), budgetShop, cost))
			time.Sleep(100 * time.Millisecond) // on the way
			shopify.Lock()
			shopify.available = min(1000, shopify.available+100*time.Since(shopify.at).Seconds())
			shopify.at = time.Now()
			if shopify.available < cost {
				shopify.throttled++
			} else {
				shopify.available -= cost
			}
			left := shopify.available
			shopify.Unlock()
			b.settle(budgetShop, cost, told(left))
		}
		call(10)
		start := time.Now()
		var workers sync.WaitGroup
		for range 4 {
			workers.Go(func() {
				for range 25 {
					call(100)
				}
			})
		}
		workers.Wait()
		require.Zero(t, shopify.throttled)
		ideal := (4*25*100 - 990) / 100.0 // seconds: what the bucket did not hold at the start
		require.InEpsilon(t, ideal, time.Since(start).Seconds(), 0.05)
	})
}

func TestIdleShopsAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		for i := range manyBuckets {
			b.settle(app.ShopID(rune(i+256)), 0, told(1000))
		}
		time.Sleep(2 * bucketIdle)
		b.settle(budgetShop, 0, told(1000))
		require.Len(t, b.shops, 1)
	})
}
