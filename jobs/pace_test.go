package jobs_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/jobs"
)

// take makes a call at once, or fails the test.
func take(t *testing.T, p integrations.Pacer, b integrations.Bucket, cost float64) integrations.Ticket {
	ticket, err := p.Take(t.Context(), b, cost)
	require.NoError(t, err)
	return ticket
}

func TestCallsOfTwoProcessesKeepToOneRate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		one := open().Pacer()
		other := one
		if !isEmbedded(t) {
			other = open().Pacer()
		}
		b := integrations.Bucket{Key: "desk/1/calls", Rate: 40, Burst: 5}
		start := time.Now()
		var calls sync.WaitGroup
		for _, p := range []integrations.Pacer{one, other, one, other} {
			calls.Go(func() {
				for range 20 {
					take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
				}
			})
		}
		calls.Wait()
		took := time.Since(start).Seconds()
		require.GreaterOrEqual(t, took, (80-1-5)/40.0-0.05)
		require.Less(t, took, 80/40.0+1)
	})
}

func TestALongWaitIsGivenBackAndBooksNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		p, b := open().Pacer(), integrations.Bucket{Key: "desk/1/calls", Rate: 1, Burst: 10}
		take(t, p, b, 10)
		for range 3 {
			_, err := p.Take(t.Context(), b, 8)
			var throttled *app.Error
			require.ErrorAs(t, err, &throttled)
			require.Equal(t, app.Throttled, throttled.Kind)
			require.InDelta(t, 8, throttled.After.Seconds(), 0.5)
		}
	})
}

func TestAWaitEndsWithItsContextAndOthersMoveUp(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		p, b := open().Pacer(), integrations.Bucket{Key: "desk/1/calls", Rate: 10, Burst: 10}
		take(t, p, b, 10)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(200*time.Millisecond, cancel)
		_, err := p.Take(ctx, b, 30)
		require.True(t, app.Is(err, app.Unavailable), err)
		start := time.Now()
		take(t, p, b, 5)
		require.Less(t, time.Since(start), time.Second)
	})
}

func TestOnlySoManyCallsAreUnderWayAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		p, b := open().Pacer(), integrations.Bucket{Key: "desk/1/abreast", Abreast: 2}
		var mu sync.Mutex
		var under, most int
		var calls sync.WaitGroup
		for range 8 {
			calls.Go(func() {
				ticket := take(t, p, b, 1)
				mu.Lock()
				under++
				most = max(most, under)
				mu.Unlock()
				time.Sleep(30 * time.Millisecond)
				mu.Lock()
				under--
				mu.Unlock()
				ticket.Return(t.Context(), integrations.Seen{})
			})
		}
		calls.Wait()
		require.Equal(t, 2, most)
	})
}

func TestAThrottledBucketRestsThenGoesSlower(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		p, b := open().Pacer(), integrations.Bucket{Key: "desk/1/calls", Rate: 50, Burst: 50}
		first, second := take(t, p, b, 1), take(t, p, b, 1)
		start := time.Now()
		first.Return(t.Context(), integrations.Seen{Throttled: true, After: 300 * time.Millisecond})
		second.Return(t.Context(), integrations.Seen{Throttled: true}) // sent before the first was told: one throttling
		take(t, p, b, 1)
		require.GreaterOrEqual(t, time.Since(start), 290*time.Millisecond)
		start = time.Now()
		for range 50 {
			take(t, p, b, 1)
		}
		require.Greater(t, time.Since(start), 1200*time.Millisecond, "at 50 a second it would be one second")
	})
}

func TestWhatADestinationTellsIsWhatIsUsed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, open func() *jobs.Queue) {
		p, b := open().Pacer(), integrations.Bucket{Key: "desk/1/points", Rate: 1, Burst: 10}
		take(t, p, b, 10).Return(t.Context(), integrations.Seen{Known: true, Left: 990, Most: 1000, Rate: 500, Cost: 10})
		start := time.Now()
		waited := func(least time.Duration) { // at one point a second it would be minutes
			t.Helper()
			require.GreaterOrEqual(t, time.Since(start), least)
			require.Less(t, time.Since(start), least+30*time.Second)
		}
		dear := take(t, p, b, 900)
		waited(0)
		dear.Return(t.Context(), integrations.Seen{Known: true, Left: 90, Most: 1000, Rate: 500, Cost: 900})
		take(t, p, b, 590).Return(t.Context(), integrations.Seen{Known: true, Left: 0, Most: 1000, Rate: 500, Cost: 590})
		waited(900 * time.Millisecond)
		take(t, p, b, 5000) // dearer than the bucket: when it is full
		waited(2600 * time.Millisecond)
	})
}

func isEmbedded(t *testing.T) bool { return !hasSuffix(t.Name(), "/redis") }

func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}
