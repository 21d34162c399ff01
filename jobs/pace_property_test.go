package jobs_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/jobs"
)

// passage is one call that was let through: when it began, how long it was under way.
type passage struct {
	asked, went, over time.Time
	cost              float64
}

// caller is what somebody does: after a pause a call of a cost, given up after a while,
// under way for so long. Who crashed never gives it back.
type caller struct {
	pause, patience, busy time.Duration
	cost                  float64
	crashed               bool
}

func drawCallers(t *rapid.T, most float64) []caller {
	millis := func(label string, least, most int) time.Duration {
		return time.Duration(rapid.IntRange(least, most).Draw(t, label)) * time.Millisecond
	}
	callers := make([]caller, rapid.IntRange(1, 25).Draw(t, "callers"))
	for i := range callers {
		callers[i] = caller{
			pause: millis("pause", 0, 3000), patience: millis("patience", 1, 8000), busy: millis("busy", 0, 1500),
			cost: float64(rapid.IntRange(1, int(most)).Draw(t, "cost")), crashed: rapid.IntRange(0, 9).Draw(t, "crashed") == 0,
		}
	}
	return callers
}

// Whatever callers do, no stretch of time sees more than the bucket allows, no moment
// more calls than go abreast, and whoever came first goes first.
func TestNoScheduleOfCallsOverdrawsABucket(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(draw *rapid.T) {
		b := integrations.Bucket{
			Key: "desk/1/calls", Rate: float64(rapid.IntRange(1, 50).Draw(draw, "rate")),
			Burst: float64(rapid.IntRange(1, 60).Draw(draw, "burst")), Abreast: rapid.IntRange(0, 4).Draw(draw, "abreast"),
		}
		callers := drawCallers(draw, b.Burst)
		var went []passage
		synctest.Test(t, func(t *testing.T) { // in a time of its own, so that nobody waits for it
			q, err := jobs.Open(t.Context(), jobs.Config{})
			require.NoError(t, err)
			defer func() { require.NoError(t, q.Close()) }()
			went = play(t, q.Pacer(), b, callers)
		})
		checkRate(draw, b, went)
		checkAbreast(draw, b, went)
	})
}

func play(t *testing.T, p integrations.Pacer, b integrations.Bucket, callers []caller) (went []passage) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, c := range callers {
		all.Go(func() {
			time.Sleep(c.pause)
			ctx, cancel := context.WithTimeout(context.Background(), c.patience)
			defer cancel()
			one := passage{asked: time.Now(), cost: c.cost}
			ticket, err := p.Take(ctx, b, c.cost)
			if err != nil {
				if !app.Is(err, app.Throttled) && !app.Is(err, app.Unavailable) {
					t.Errorf("a call failed: %v", err)
				}
				return
			}
			one.went = time.Now()
			time.Sleep(c.busy)
			if !c.crashed {
				ticket.Return(context.Background(), integrations.Seen{})
			}
			one.over = time.Now()
			mu.Lock()
			went = append(went, one)
			mu.Unlock()
		})
	}
	all.Wait()
	slices.SortFunc(went, func(a, b passage) int { return a.went.Compare(b.went) })
	return went
}

// checkRate looks at every stretch between two calls. The bucket's clock has whole
// milliseconds.
func checkRate(t *rapid.T, b integrations.Bucket, went []passage) {
	for i := range went {
		var cost float64
		for _, later := range went[i:] {
			cost += later.cost
			allowed := b.Burst + b.Rate*(later.went.Sub(went[i].went).Seconds()+0.002)
			if cost > allowed+1e-6 {
				t.Fatalf("%v in %v, where %v are allowed", cost, later.went.Sub(went[i].went), allowed)
			}
		}
	}
}

func checkAbreast(t *rapid.T, b integrations.Bucket, went []passage) {
	for _, one := range went {
		under := 0
		for _, other := range went {
			if !other.went.After(one.went) && other.over.After(one.went) {
				under++
			}
		}
		if b.Abreast > 0 && under > b.Abreast {
			t.Fatalf("%d calls were under way at once, of %d", under, b.Abreast)
		}
	}
}

// Calls are served in the order they came, dear ones too: a cheap one does not overtake.
func TestWhoeverCameFirstGoesFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q, err := jobs.Open(t.Context(), jobs.Config{})
		require.NoError(t, err)
		defer func() { require.NoError(t, q.Close()) }()
		b := integrations.Bucket{Key: "desk/1/calls", Rate: 10, Burst: 20}
		take(t, q.Pacer(), b, 20)
		var mu sync.Mutex
		var order []int
		var all sync.WaitGroup
		for i, cost := range []float64{1, 15, 1, 8, 2} {
			all.Go(func() {
				time.Sleep(time.Duration(i+1) * time.Millisecond)
				_, err := q.Pacer().Take(t.Context(), b, cost)
				require.NoError(t, err)
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
			})
		}
		all.Wait()
		require.Equal(t, []int{0, 1, 2, 3, 4}, order)
	})
}

// A process that died under way gives its place back once no call can still be.
func TestThePlacesOfACrashedProcessComeBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q, err := jobs.Open(t.Context(), jobs.Config{})
		require.NoError(t, err)
		defer func() { require.NoError(t, q.Close()) }()
		b := integrations.Bucket{Key: "desk/1/calls", Abreast: 1}
		take(t, q.Pacer(), b, 1) // and never heard of again
		start := time.Now()
		for {
			_, err := q.Pacer().Take(t.Context(), b, 1)
			if err == nil {
				break
			}
			require.True(t, app.Is(err, app.Throttled), err)
			require.Less(t, time.Since(start), time.Minute)
		}
		require.Greater(t, time.Since(start), 30*time.Second) // as long as a call may take
	})
}
