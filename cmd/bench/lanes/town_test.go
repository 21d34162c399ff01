package lanes_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
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

// ahead is a clock that can be set forward.
type ahead struct{ by atomic.Int64 }

func (c *ahead) now() time.Time { return time.Now().Add(time.Duration(c.by.Load())) }

func (c *ahead) pass(d time.Duration) { c.by.Add(int64(d)) }

// tool is what all shops of a town have connected beside Shopify.
const tool = app.DestinationID("tool")

// town is shops with two destinations each, one of which can be down, in one process that
// runs as it does in production: bells through Redis, a sweep, and a budget for every
// account. At one of the shops far more people answer.
type town struct {
	clock      *ahead
	store      *store.Store
	queue      *jobs.Queue
	here, tool *far
	busiest    *shop
	quiet      []*shop
	said       app.CustomerID // at the busiest shop, so far
	says       app.CustomerID // at each of the others
	drained    atomic.Int64   // lanes that are being drained
}

func newTown(t *testing.T, database, redis string, quiet int) *town {
	w := &town{clock: &ahead{}, here: newFar(app.ShopifyDestination, 5*time.Millisecond), tool: newFar(tool, 5*time.Millisecond)}
	s, err := store.Open(t.Context(), store.Config{URL: database, Keys: storetest.Keys(t), Now: w.clock.now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	w.store, w.busiest = s, w.open(t, s, "busiest.myshopify.com")
	for i := range quiet {
		w.quiet = append(w.quiet, w.open(t, s, app.ShopID(fmt.Sprintf("quiet-%d.myshopify.com", i))))
	}
	w.queue, err = jobs.Open(t.Context(), jobs.Config{RedisURL: redis, Now: w.clock.now})
	require.NoError(t, err)
	w.here.pacer, w.tool.pacer, w.tool.maps, w.tool.notes = w.queue.Pacer(), w.queue.Pacer(), true, true
	lanes := &delivery.Deliverer{Store: s, Providers: []integrations.Provider{w.here, w.tool}, Now: w.clock.now}
	w.queue.Handle(jobs.KindLane, func(ctx context.Context, b jobs.Bell) (bool, error) {
		w.drained.Add(1)
		defer w.drained.Add(-1)
		return lanes.Drain(ctx, b.Shop, app.DestinationID(b.ID))
	})
	// More often than in production, as the clock goes faster.
	w.queue.Sweep(50*time.Millisecond, func(ctx context.Context) ([]jobs.Bell, error) { return due(ctx, s, w.clock.now()) })
	run(t, w.queue)
	return w
}

// open is a new shop that has the tool, too.
func (w *town) open(t *testing.T, s *store.Store, id app.ShopID) *shop {
	made := newShop(t, s, id, errand{questions: 2, maps: app.WriteBack{Metafield: true, Tag: true}}, w.clock.now)
	require.NoError(t, s.AddDestination(t.Context(), id, tool, string(tool)))
	_, err := s.SaveMapping(t.Context(), id, app.Mapping{Destination: tool, Targets: []app.Target{
		{Question: "q0", Kind: app.TargetProperty, Name: "q0", Type: app.FieldText}, {Question: "q1", Kind: app.TargetTag, Name: "q1:"},
	}}, 0)
	require.NoError(t, err)
	return made
}

// step lets so many answer at the busiest shop, and every tenth of those before change
// their minds, and one at each of the others; it is how long Shopify waits to be told of
// each of these. Then the clock goes on, once nothing is left to do.
func (w *town) step(t *testing.T, answers int, passes time.Duration) (lags []time.Duration) {
	t.Helper()
	var all sync.WaitGroup
	all.Go(func() {
		first := w.said + 1
		abreast(answers, func(i int) {
			now := first + app.CustomerID(i)
			w.busiest.say(t, now, "podcast")
			if earlier := now - app.CustomerID(answers); earlier > 0 && i%10 == 0 {
				w.busiest.say(t, earlier, "friend")
			}
			w.ring(w.busiest)
		})
		w.said += app.CustomerID(answers)
	})
	w.says++
	rung := make([]time.Time, len(w.quiet))
	abreast(len(w.quiet), func(i int) {
		w.quiet[i].answer(t, w.says)
		rung[i] = time.Now()
		w.ring(w.quiet[i])
	})
	for i, one := range w.quiet {
		var last heard
		require.Eventually(t, func() bool { last = w.here.told(one.id); return last.people == int(w.says) }, time.Minute, time.Millisecond)
		lags = append(lags, last.at.Sub(rung[i]))
	}
	all.Wait()
	w.rest(t)
	w.clock.pass(passes)
	return lags
}

// ring says that there is something to tell of a shop, as whoever takes an answer does.
func (w *town) ring(of *shop) {
	w.queue.Ring(bell(of.id, app.ShopifyDestination))
	w.queue.Ring(bell(of.id, tool))
}

// rest waits until no lane has anything to do now.
func (w *town) rest(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		due, err := w.store.DueLanes(t.Context(), w.clock.now(), 1)
		require.NoError(t, err)
		return w.drained.Load() == 0 && len(due) == 0
	}, 15*time.Minute, 5*time.Millisecond)
}

// catchUp is how much of the clock passes until nothing waits.
func (w *town) catchUp(t *testing.T) time.Duration {
	back := w.clock.now()
	for w.rest(t); w.busiest.left(t, app.DeliveryWaiting) > 0; w.rest(t) {
		require.Less(t, w.clock.now().Sub(back), time.Hour)
		w.clock.pass(30 * time.Second)
	}
	return w.clock.now().Sub(back)
}
