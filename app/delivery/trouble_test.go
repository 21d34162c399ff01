package delivery_test

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
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// silent is a destination of many shops that does not answer until it does.
type silent struct {
	*integrationtest.Memory
	down            atomic.Bool
	under, most     atomic.Int64
	answered, calls atomic.Int64
}

func (s *silent) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return s, nil }

func (s *silent) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	s.calls.Add(1)
	under := s.under.Add(1)
	defer s.under.Add(-1)
	for most := s.most.Load(); under > most && !s.most.CompareAndSwap(most, under); most = s.most.Load() {
	}
	if !s.down.Load() {
		s.answered.Add(1)
		return s.Memory.Apply(ctx, changes)
	}
	time.Sleep(20 * time.Millisecond)
	outcomes := make([]integrations.Outcome, len(changes))
	for i := range outcomes {
		outcomes[i] = integrations.Outcome{Class: integrations.Ambiguous}
	}
	return outcomes
}

// Twenty shops' lanes lead to one that is down: after the first few tries a couple of
// workers look whether it is back, and the others are free.
func TestADestinationThatIsDownHoldsAFewWorkersOnly(t *testing.T) {
	t.Parallel()
	s, c := openStore(t, storetest.SQLite(t))
	var worlds []*world
	for range 20 {
		w := newWorld(t, s, c)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		worlds = append(worlds, w)
	}
	there := &silent{Memory: &integrationtest.Memory{Name: "shopify"}}
	there.AddCustomer(7)
	there.down.Store(true)
	lanes := &delivery.Deliverer{Store: s, Providers: []integrations.Provider{there}, Now: c.Now, Lease: lease}
	drainAll := func() {
		var all sync.WaitGroup
		for _, w := range worlds {
			all.Go(func() { _, _ = lanes.Drain(context.Background(), w.shop, app.ShopifyDestination) })
		}
		all.Wait()
	}
	for range 3 { // until it is known
		_, err := lanes.Drain(t.Context(), worlds[0].shop, app.ShopifyDestination)
		require.NoError(t, err)
		c.Advance(2 * time.Minute)
	}
	there.most.Store(0)
	drainAll()
	require.LessOrEqual(t, there.most.Load(), int64(2))

	there.down.Store(false)
	for range 10 {
		c.Advance(2 * time.Minute)
		drainAll()
	}
	for i, w := range worlds {
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting), fmt.Sprint(i))
	}
}
