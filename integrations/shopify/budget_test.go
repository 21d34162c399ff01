package shopify

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/jobs"
)

const budgetShop = app.ShopID("a.myshopify.com")

// paced runs a test in its own time, with a pacer as processes share it.
func paced(t *testing.T, test func(t *testing.T, pacer integrations.Pacer)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		queue, err := jobs.Open(t.Context(), jobs.Config{})
		require.NoError(t, err)
		test(t, queue.Pacer())
		require.NoError(t, queue.Close())
	})
}

// theirs is a bucket as Shopify keeps it.
type theirs struct {
	sync.Mutex
	rate, maximum, available  float64
	at                        time.Time
	charged, calls, throttled float64
}

func newTheirs(rate float64) *theirs {
	return &theirs{rate: rate, maximum: 20 * rate, available: 20 * rate, at: time.Now()}
}

// charge is what Shopify answers to a call of so many points.
func (s *theirs) charge(cost float64) call {
	s.Lock()
	defer s.Unlock()
	s.available = min(s.maximum, s.available+s.rate*time.Since(s.at).Seconds())
	s.at, s.calls = time.Now(), s.calls+1
	var answer call
	if s.available < cost {
		s.throttled++
		answer.errors = GraphErrors{{}}
		answer.errors[0].Extensions.Code = "THROTTLED"
	} else {
		s.available, s.charged = s.available-cost, s.charged+cost
		answer.cost.Actual = cost
	}
	answer.cost.Requested = int(cost)
	answer.cost.Status.Maximum, answer.cost.Status.Available, answer.cost.Status.Rate = s.maximum, float64(int(s.available)), s.rate
	return answer
}

func spend(t *testing.T, pacer integrations.Pacer, shop *theirs, cost float64) {
	admin := &Admin{app: &App{pacer: pacer}, shop: budgetShop}
	ticket, err := admin.book(t.Context(), cost)
	for app.Is(err, app.Throttled) {
		time.Sleep(time.Second) // as a lane rests
		ticket, err = admin.book(t.Context(), cost)
	}
	require.NoError(t, err)
	time.Sleep(70 * time.Millisecond) // there
	answer := shop.charge(cost)
	time.Sleep(80 * time.Millisecond) // and back
	ticket.Return(t.Context(), answer.told())
}

func TestAFirstCallIsNotHeldUp(t *testing.T) {
	paced(t, func(t *testing.T, pacer integrations.Pacer) {
		start := time.Now()
		ticket, err := (&Admin{app: &App{pacer: pacer}, shop: budgetShop}).book(t.Context(), 1000)
		require.NoError(t, err)
		require.Less(t, time.Since(start), time.Millisecond)
		ticket.Return(t.Context(), integrations.Seen{})
	})
}

// Workers of several processes spend a plan's budget to the last point of it, and are
// never told that they were too fast.
func TestABudgetIsUsedUpAndNeverOverdrawn(t *testing.T) {
	for _, rate := range []float64{100, 200, 1000, 2000} {
		t.Run(fmt.Sprint(rate), func(t *testing.T) {
			paced(t, func(t *testing.T, pacer integrations.Pacer) {
				shop, start := newTheirs(rate), time.Now()
				spend(t, pacer, shop, 10)
				var workers sync.WaitGroup
				for worker := range 8 {
					workers.Go(func() {
						for time.Since(start) < time.Minute {
							spend(t, pacer, shop, float64(50+50*(worker%5)))
						}
					})
				}
				workers.Wait()
				used := shop.charged / (rate*time.Since(start).Seconds() + 20*rate)
				t.Logf("of %v points a second %.3f used, %v of %v calls throttled", rate, used, shop.throttled, shop.calls)
				require.Zero(t, shop.throttled)
				require.GreaterOrEqual(t, used, 0.95)
			})
		})
	}
}

// Somebody who is not paced takes half of the bucket: we use what is left of it.
func TestAnUnseenSpenderIsNoticed(t *testing.T) {
	paced(t, func(t *testing.T, pacer integrations.Pacer) {
		shop, start := newTheirs(100), time.Now()
		spend(t, pacer, shop, 10)
		var workers sync.WaitGroup
		workers.Go(func() {
			for time.Since(start) < time.Minute {
				time.Sleep(time.Second)
				shop.charge(50)
			}
		})
		for range 4 {
			workers.Go(func() {
				for time.Since(start) < time.Minute {
					spend(t, pacer, shop, 100)
				}
			})
		}
		workers.Wait()
		t.Logf("%v of %v calls throttled, %v charged", shop.throttled, shop.calls, shop.charged)
		require.LessOrEqual(t, shop.throttled/shop.calls, 0.05)
		require.GreaterOrEqual(t, shop.charged/(100*time.Since(start).Seconds()+2000), 0.9)
	})
}
