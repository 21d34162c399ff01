package lanes_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/delivery"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/jobs"
)

const noisyShop = app.ShopID("noisy.myshopify.com")

// traffic is how much there is on a street, and what one process does with it at once.
type traffic struct {
	crowd, quiet, rounds int
	workers              int           // 64 when zero
	slice                time.Duration // 5 s when zero
}

// street is many quiet shops and a noisy one, whose lanes one process drains as it does in
// production.
type street struct {
	queue *jobs.Queue
	lanes *delivery.Deliverer
	there *far
	quiet []*shop
	noisy *shop
	asks  app.CustomerID // who speaks next at the quiet shops

	// Held while nobody may drain the lanes: of the quiet shops, until all of them have
	// something to tell, and of the noisy one.
	shut, still sync.RWMutex
}

func newStreet(t *testing.T, url, redis string, of traffic) *street {
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	queue, err := jobs.Open(t.Context(), jobs.Config{RedisURL: redis, Concurrency: of.workers})
	require.NoError(t, err)
	way := &street{queue: queue, there: newFar(app.ShopifyDestination, 20*time.Millisecond)}
	way.there.loud = noisyShop
	way.lanes = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{way.there}, Slice: of.slice}
	mapped := errand{questions: 2, maps: app.WriteBack{Metafield: true, Tag: true}}
	way.noisy = newShop(t, s, noisyShop, mapped, time.Now)
	way.quiet = make([]*shop, of.quiet)
	abreast(of.quiet, func(i int) {
		way.quiet[i] = newShop(t, s, app.ShopID(fmt.Sprintf("quiet-%d.myshopify.com", i)), mapped, time.Now)
	})
	queue.Handle(jobs.KindLane, way.drain)
	queue.Sweep(2*time.Second, func(ctx context.Context) ([]jobs.Bell, error) { return due(ctx, s, time.Now()) })
	way.shut.Lock()
	way.still.Lock()
	run(t, queue)
	return way
}

// drain answers a bell, as long as the shop's lane may be drained.
func (w *street) drain(ctx context.Context, b jobs.Bell) (again bool, err error) {
	gate := &w.shut
	if b.Shop == noisyShop {
		gate = &w.still
	}
	if !gate.TryRLock() {
		return false, nil
	}
	defer gate.RUnlock()
	return w.lanes.Drain(ctx, b.Shop, app.DestinationID(b.ID))
}

func (w *street) ring(shop app.ShopID) { w.queue.Ring(bell(shop, app.ShopifyDestination)) }

// gather lets the noisy shop have a crowd that waits to be told of.
func (w *street) gather(t *testing.T, crowd int) {
	start := time.Now()
	people := make([]app.CustomerID, crowd)
	for i := range people {
		people[i] = app.CustomerID(1_000_000 + i)
	}
	w.noisy.answers(t, people)
	t.Logf("%d answers in %v", crowd, time.Since(start))
}

// turnout is how a round went, each list in its own order.
type turnout struct {
	lags      []time.Duration // how long the quiet shops waited
	overtaken []int           // how many batches of the noisy shop went before theirs
	told      int             // how many of the noisy shop were told of meanwhile
	left      int             // 0 if those were all of them
}

// pair is a round without the noisy shop and one beside it.
func (w *street) pair(t *testing.T, quietFirst bool) (without, beside turnout) {
	if quietFirst {
		without = w.round(t, false)
		return without, w.round(t, true)
	}
	beside = w.round(t, true)
	return w.round(t, false), beside
}

// round lets everybody quiet say something new, and then all of that be told.
func (w *street) round(t *testing.T, loud bool) (out turnout) {
	t.Helper()
	w.asks++
	abreast(len(w.quiet), func(i int) { w.quiet[i].answer(t, w.asks) })
	before := w.there.told(noisyShop)
	if loud {
		w.still.Unlock()
		w.ring(noisyShop)
		require.Eventually(t, func() bool { return w.there.told(noisyShop).calls > before.calls }, time.Minute, time.Millisecond)
		before = w.there.told(noisyShop)
	}
	start := time.Now()
	w.shut.Unlock()
	for _, one := range w.quiet {
		w.ring(one.id)
	}
	for _, one := range w.quiet {
		var last heard
		require.Eventually(t, func() bool { last = w.there.told(one.id); return last.people == int(w.asks) }, 5*time.Minute, time.Millisecond)
		out.lags, out.overtaken = append(out.lags, last.at.Sub(start)), append(out.overtaken, last.overtaken-before.calls)
	}
	out.left = w.noisy.left(t, app.DeliveryWaiting)
	out.told = w.there.told(noisyShop).people - before.people
	w.shut.Lock() // which waits for those who still write down that they told somebody
	if loud {
		w.still.Lock()
	}
	slices.Sort(out.lags)
	slices.Sort(out.overtaken)
	return out
}
