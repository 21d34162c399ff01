package jobs_test

import (
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations"
)

// Without Redis a process goes on with its share, never without bounds and never not at
// all; with Redis again it goes on as before.
func TestALostRedisNeitherStopsNorUnbridlesCalls(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string][2]syscall.Signal{
		"killed": {syscall.SIGKILL}, "hanging": {syscall.SIGSTOP, syscall.SIGCONT},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, url := startRedis(t)
			p, b := open(t, url).Pacer(), integrations.Bucket{Key: "desk/1/calls", Rate: 40, Burst: 40}
			take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
			require.NoError(t, server.Process.Signal(trouble[0]))
			start, calls := time.Now(), 0
			var mu sync.Mutex
			var workers sync.WaitGroup
			for range 4 {
				workers.Go(func() {
					for time.Since(start) < 6*time.Second {
						take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
						mu.Lock()
						calls++
						mu.Unlock()
					}
				})
			}
			workers.Wait()
			require.Greater(t, calls, 10)
			require.LessOrEqual(t, float64(calls), 10*time.Since(start).Seconds()+10+4)
			if trouble[1] == 0 {
				return
			}
			require.NoError(t, server.Process.Signal(trouble[1]))
			require.Eventually(t, func() bool {
				start := time.Now()
				for range 20 {
					take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
				}
				return time.Since(start) < 1200*time.Millisecond // the whole rate again
			}, patience, time.Millisecond)
		})
	}
}

func TestAFlushedRedisLetsNoBurstThrough(t *testing.T) {
	t.Parallel()
	_, url := startRedis(t)
	p, b := open(t, url).Pacer(), integrations.Bucket{Key: "desk/1/calls", Rate: 20, Burst: 20}
	for range 20 {
		take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
	}
	require.NoError(t, exec.Command("redis-cli", "-s", url[len("redis-socket://"):], "FLUSHALL").Run())
	start := time.Now()
	for range 20 {
		take(t, p, b, 1).Return(t.Context(), integrations.Seen{})
	}
	require.Greater(t, time.Since(start), 800*time.Millisecond)
}
