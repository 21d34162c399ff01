package lanes_test

import (
	"context"
	"net/http"
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
	"github.com/askwell/askwell/integrations/shopify"
	"github.com/askwell/askwell/jobs"
)

// process is one of several that serve the same shops.
type process struct {
	admin *shopify.Admin
	lanes *delivery.Deliverer
	calls atomic.Int64
	over  http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (p *process) RoundTrip(r *http.Request) (*http.Response, error) {
	p.calls.Add(1)
	return p.over.RoundTrip(r)
}

// begin is a process that serves a shop, by a Redis it shares with others.
func (c *counted) begin(t *testing.T, s *store.Store, redis string) *process {
	queue, err := jobs.Open(t.Context(), jobs.Config{RedisURL: redis})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, queue.Close()) })
	p := &process{over: c}
	base, token := c.install(t)
	client, err := shopify.New(shopify.Config{APIKey: key, Secret: secret, Base: base, Transport: p, Pacer: queue.Pacer()})
	require.NoError(t, err)
	tokens := shopify.TokenFunc(func(context.Context, app.ShopID) (string, error) { return token, nil })
	p.admin = client.Admin(demo, tokens)
	p.lanes = &delivery.Deliverer{Store: s, Providers: []integrations.Provider{batches{shopify.Provider{App: client, Tokens: tokens}}}}
	return p
}

// work reads about people, several calls at once, and drains the lane whenever it is to be
// had, until a time.
func (p *process) work(t *testing.T, people []app.CustomerID, end time.Time) {
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for time.Now().Before(end) {
				_, err := p.admin.Standings(t.Context(), people, nil)
				if err != nil && !app.Is(err, app.Throttled) { // by us: the wait was too long
					t.Error(err)
					return
				}
			}
		})
	}
	all.Go(func() {
		for time.Now().Before(end) {
			if _, err := p.lanes.Drain(t.Context(), demo, app.ShopifyDestination); err != nil {
				t.Error(err)
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
	all.Wait()
}

// Two processes that read and write as fast as they are let use all that a shop gives, and
// no call of either is one too many.
func TestTwoProcessesUseOneShopsBucketUpAndNoMore(t *testing.T) {
	t.Parallel()
	const rate, most, lasts = 200.0, 400.0, 4 * time.Second
	redis, _ := startRedis(t)
	there := open(t, plan{rate: rate}, 300)
	there.trip = 20 * time.Millisecond
	there.limit(t, rate, most)
	s, err := store.Open(t.Context(), store.Config{URL: storetest.SQLite(t), Keys: storetest.Keys(t)})
	require.NoError(t, err)
	one, other := there.begin(t, s, redis), there.begin(t, s, redis)
	shop := newShop(t, s, demo, errands[3], time.Now)
	people := there.customers(t, 300)
	shop.answers(t, people)
	t.Cleanup(func() { require.NoError(t, s.Close()) })

	there.calls, there.charged, there.throttled = 0, 0, 0
	start := time.Now()
	var both sync.WaitGroup
	for _, p := range []*process{one, other} {
		both.Go(func() { p.work(t, people[:20], start.Add(lasts)) })
	}
	both.Wait()
	given := most + rate*time.Since(start).Seconds()
	t.Logf("%d and %d calls, %.0f of %.0f points, %d throttled", one.calls.Load(), other.calls.Load(), there.charged, given, there.throttled)
	require.Zero(t, there.throttled)
	require.Greater(t, there.charged, 0.7*given)
	require.Greater(t, min(one.calls.Load(), other.calls.Load()), int64(there.calls/6))
}
