package lanes_test

import (
	"context"
	"fmt"
	"runtime"
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
)

// ahead is a clock that can be set forward.
type ahead struct {
	mu sync.Mutex
	by time.Duration
}

func (c *ahead) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return time.Now().Add(c.by) }

func (c *ahead) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.by += d }

// town is two shops, the tool of one of which can be down.
type town struct {
	clock     *ahead
	store     *store.Store
	lanes     *delivery.Deliverer
	well, ill *shop
	here      *far
}

func newTown(t *testing.T, url string) *town {
	w := &town{clock: &ahead{}, here: newFar(string(app.ShopifyDestination), 0, 50)}
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: storetest.Keys(t), Now: w.clock.now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	of := errand{questions: 2, maps: app.WriteBack{Metafield: true, Tag: true}}
	w.store = s
	w.well = newShop(t, s, "well.myshopify.com", of, w.clock.now)
	w.ill = newShop(t, s, "ill.myshopify.com", of, w.clock.now)
	w.lanes = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{w.here}, Now: w.clock.now}
	w.here.deaf = w.ill.id
	return w
}

// sweep drains every lane that is due until none is, and is how long the well shop's took.
func (w *town) sweep(t *testing.T) (took time.Duration) {
	t.Helper()
	for range 10_000 {
		due, err := w.store.DueLanes(t.Context(), w.clock.now(), 100)
		require.NoError(t, err)
		if len(due) == 0 {
			return took
		}
		for _, lane := range due {
			start := time.Now()
			_, err := w.lanes.Drain(context.Background(), lane.Shop, lane.Destination)
			require.NoError(t, err)
			if lane.Shop == w.well.id {
				took += time.Since(start)
			}
		}
	}
	require.Fail(t, "there is always a lane due")
	return took
}

// A shop's tool is down for three days while answers keep arriving, for it and for another. The other's wait as long as before; its own are told once it is back, nobody has
// to send anything again, and what it was tried with meanwhile does not pile up.
func TestThreeDaysOfAnOutageCostNobodyElseAnythingAndAreCaughtUp(t *testing.T) {
	const steps = 72 * 4 // of a quarter of an hour
	answers, databases := 2000, map[string]func(testing.TB) string{"sqlite": storetest.SQLite}
	if *full {
		answers, databases["postgres"] = 100_000, storetest.Postgres
	}
	table := report{
		file: "OUTAGE.md", head: []string{"database", "answers", "others' p95 while it is down ÷ before", "tries meanwhile", "given up", "caught up within"},
		text: "# What three days of an outage cost\n\nWritten by `make soak`: answers arrive for two shops, of one of which the tool is down for 72 hours of the clock.",
	}
	t.Cleanup(func() { table.keep(t) })
	for name, database := range databases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t, database(t))
			said := app.CustomerID(0)
			step := func() time.Duration {
				var people []app.CustomerID
				for range max(1, answers/steps) {
					said++
					people = append(people, said)
				}
				w.ill.answers(t, people)
				w.well.answers(t, people[:1+len(people)/10])
				took := w.sweep(t)
				w.clock.pass(15 * time.Minute)
				return took
			}
			var before, during []time.Duration
			for range steps / 8 {
				before = append(before, step())
			}
			w.here.down.Store(true)
			calls, told := w.here.batches(w.ill.id), w.here.people(w.ill.id)
			for range steps {
				during = append(during, step())
			}
			tries := w.here.batches(w.ill.id) - calls
			require.LessOrEqual(t, tries, 2*steps, "it is not asked for everybody who answers")
			require.Equal(t, told, w.here.people(w.ill.id))
			require.Zero(t, w.well.left(t, app.DeliveryWaiting))
			require.Zero(t, w.ill.left(t, app.DeliveryParked))
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			require.Less(t, memory.HeapAlloc, uint64(200<<20))

			w.here.down.Store(false)
			back := w.clock.now()
			for w.ill.left(t, app.DeliveryWaiting) > 0 {
				require.Less(t, w.clock.now().Sub(back), 10*time.Minute)
				w.sweep(t)
				w.clock.pass(30 * time.Second)
			}
			took := w.clock.now().Sub(back)
			require.Equal(t, int(said), w.here.people(w.ill.id), "everybody once")
			require.Zero(t, w.ill.left(t, app.DeliveryParked))
			slices.Sort(before)
			slices.Sort(during)
			ratio := float64(p95(during)) / float64(p95(before))
			t.Logf("%d answers: the other shop's p95 %.2f of before, %d tries, %d MB in use, caught up in %v", said, ratio, tries, memory.HeapAlloc>>20, took)
			table.rows = append(table.rows, []string{name, fmt.Sprint(said), fmt.Sprintf("%.2f", ratio), fmt.Sprint(tries), fmt.Sprint(w.ill.left(t, app.DeliveryParked)), took.Round(time.Minute).String()})
		})
	}
}
