package lanes_test

import (
	"context"
	"fmt"
	"slices"
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

const noisyShop = app.ShopID("noisy.myshopify.com")

// street is many quiet shops and a noisy one, whose lanes one process drains as it does in
// production.
type street struct {
	store *store.Store
	queue *jobs.Queue
	there *far
	quiet []*shop
	noisy *shop
	loud  atomic.Bool // the noisy shop's lane is drained, too
}

func newStreet(t *testing.T, url string, quiet int) *street {
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t)})
	require.NoError(t, err)
	queue, err := jobs.Open(t.Context(), jobs.Config{})
	require.NoError(t, err)
	way := &street{store: s, queue: queue, there: newFar(string(app.ShopifyDestination), 20*time.Millisecond, 50)}
	of := errand{questions: 2, maps: app.WriteBack{Metafield: true, Tag: true}}
	for i := range quiet {
		way.quiet = append(way.quiet, newShop(t, s, app.ShopID(fmt.Sprintf("quiet-%d.myshopify.com", i)), of, time.Now))
	}
	way.noisy = newShop(t, s, noisyShop, of, time.Now)
	lanes := &delivery.Deliverer{Store: s, Providers: []integrations.Provider{way.there}}
	queue.Handle(jobs.KindLane, func(ctx context.Context, b jobs.Bell) (bool, error) {
		if b.Shop == noisyShop && !way.loud.Load() {
			return false, nil
		}
		return lanes.Drain(ctx, b.Shop, app.DestinationID(b.ID))
	})
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- queue.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ran)
		require.NoError(t, queue.Close())
		require.NoError(t, s.Close())
	})
	return way
}

func (w *street) ring(shop app.ShopID) {
	w.queue.Ring(jobs.Bell{Kind: jobs.KindLane, Shop: shop, ID: string(app.ShopifyDestination)})
}

// round lets everybody quiet say something new, and is how long each then waits to be
// told of, and how many batches of the noisy shop went before.
func (w *street) round(t *testing.T, n int, loud bool) (lags []time.Duration, overtaken []int) {
	t.Helper()
	for _, one := range w.quiet {
		one.answer(t, app.CustomerID(n+1))
	}
	if w.loud.Store(loud); loud {
		before := w.there.batches(noisyShop)
		w.ring(noisyShop)
		require.Eventually(t, func() bool { return w.there.batches(noisyShop) > before }, time.Minute, time.Millisecond)
	}
	start, before := time.Now(), w.there.batches(noisyShop)
	for _, one := range w.quiet {
		w.ring(one.id)
	}
	waiting := slices.Clone(w.quiet)
	for len(waiting) > 0 {
		require.Less(t, time.Since(start), 5*time.Minute)
		time.Sleep(time.Millisecond)
		batches := w.there.batches(noisyShop) - before
		waiting = slices.DeleteFunc(waiting, func(one *shop) bool {
			at := w.there.at(one.id)
			if at.Before(start) {
				return false
			}
			lags, overtaken = append(lags, at.Sub(start)), append(overtaken, batches)
			return true
		})
	}
	if loud {
		require.Positive(t, w.noisy.left(t, app.DeliveryWaiting), "the noisy shop was at it all the time")
	}
	w.loud.Store(false)
	slices.Sort(lags)
	slices.Sort(overtaken)
	return lags, overtaken
}

// p95 is what 95 of a hundred are within.
func p95[T any](sorted []T) T { return sorted[len(sorted)*95/100] }

// One shop's hundred thousand waiting deliveries hardly keep a thousand others, with one
// each, waiting.
func TestACrowdedShopHardlyKeepsOthersWaiting(t *testing.T) {
	crowd, quiet, rounds := 4000, 60, 1
	if *full {
		crowd, quiet, rounds = 100_000, 1000, 5
	}
	table := report{
		file: "FAIR.md", head: []string{"database", "quiet shops' p95, beside it ÷ without it"},
		text: "# What a crowded shop costs the others\n\nWritten by `make bench-fair`: a thousand shops with one delivery each are drained by one process, 64 lanes at once, " +
			"without and beside a shop that has 100,000 waiting; the median of the rounds' ratios, least and most in brackets.",
	}
	t.Cleanup(func() { table.keep(t) })
	for name, database := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			w := newStreet(t, database(t), quiet)
			alone, _ := w.round(t, 0, false)
			people := make([]app.CustomerID, crowd)
			for i := range people {
				people[i] = app.CustomerID(1_000_000 + i)
			}
			start := time.Now()
			w.noisy.answers(t, people)
			t.Logf("alone %v; %d answers in %v", p95(alone), crowd, time.Since(start))
			var ratios []float64
			for n := range rounds {
				without, _ := w.round(t, 2*n+1, false)
				told := w.there.people(noisyShop)
				beside, overtaken := w.round(t, 2*n+2, true)
				ratios = append(ratios, float64(p95(beside))/float64(p95(without)))
				t.Logf("p95 %v without, %v beside: %.2f; %d of the crowd told of, in %d batches", p95(without), p95(beside),
					ratios[n], w.there.people(noisyShop)-told, p95(overtaken))
				// A lane has one worker of 64: it cannot be served often while sixty wait.
				require.LessOrEqual(t, p95(overtaken), max(10, quiet/5))
			}
			slices.Sort(ratios)
			if *full {
				require.LessOrEqual(t, ratios[rounds/2], 2.0)
				table.rows = append(table.rows, []string{name, fmt.Sprintf("%.2f (%.2f–%.2f)", ratios[rounds/2], ratios[0], ratios[rounds-1])})
			}
		})
	}
}
