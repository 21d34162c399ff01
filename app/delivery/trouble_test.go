package delivery_test

import (
	"context"
	"fmt"
	"slices"
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

// scattered is a destination of which every account is a place of its own: some do not
// answer, and take as long as they are let to say nothing.
type scattered struct {
	*integrationtest.Memory
	ill   map[app.ShopID]bool
	held  chan struct{} // closed when they need not be waited for any more
	calls atomic.Int64  // to those
}

func (s *scattered) Spec() integrations.Spec {
	spec := s.Memory.Spec()
	spec.Apart = true
	return spec
}

func (s *scattered) Connect(shop app.Shop, _ map[string]string) (integrations.Conn, error) {
	if s.ill[shop.ID] {
		return mute{s}, nil
	}
	return s.Memory, nil
}

// mute is an account that does not answer.
type mute struct{ *scattered }

func (m mute) Apply(_ context.Context, changes []integrations.Change) []integrations.Outcome {
	m.calls.Add(1)
	<-m.held
	return slices.Repeat([]integrations.Outcome{{Class: integrations.Ambiguous}}, len(changes))
}

// Shops' own places that do not answer hold a few workers, and keep no other shop waiting.
func TestPlacesThatDoNotAnswerKeepNoOtherWaiting(t *testing.T) {
	t.Parallel()
	s, c := openStore(t, storetest.SQLite(t))
	there := &scattered{Memory: &integrationtest.Memory{Name: "shopify"}, ill: map[app.ShopID]bool{}, held: make(chan struct{})}
	there.AddCustomer(7)
	var worlds []*world
	for i := range 4 {
		w := newWorld(t, s, c)
		w.answer(t, said{customer: 7, answers: map[string]string{"source": "podcast"}})
		there.ill[w.shop] = i > 0
		worlds = append(worlds, w)
	}
	lanes := &delivery.Deliverer{Store: s, Providers: []integrations.Provider{there}, Now: c.Now, Lease: lease}
	drain := func(w *world) error {
		_, err := lanes.Drain(context.Background(), w.shop, app.ShopifyDestination)
		return err
	}
	close(there.held)
	for range 3 { // until it is known
		for _, w := range worlds[1:] {
			require.NoError(t, drain(w))
		}
		c.Advance(10 * time.Minute)
	}
	known := there.calls.Load()
	there.held = make(chan struct{})
	var all sync.WaitGroup
	for _, w := range worlds[1:] {
		all.Go(func() { _ = drain(w) })
	}
	require.Eventually(t, func() bool { return there.calls.Load() == known+2 }, time.Minute, time.Millisecond)
	require.NoError(t, drain(worlds[0]))
	require.Empty(t, worlds[0].deliveries(t, app.DeliveryWaiting))
	close(there.held)
	all.Wait()
	require.Equal(t, known+2, there.calls.Load())
}
