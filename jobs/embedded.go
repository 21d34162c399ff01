package jobs

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// recycleAfter is how many tasks one embedded server serves: it keeps about
// 110 bytes for each, for ever.
const recycleAfter = 200_000

// embedded is a Redis server in this process, reached through memory.
type embedded struct {
	mu      sync.Mutex // orders recycling and closing
	current atomic.Pointer[miniredis.Miniredis]
	made    atomic.Int64 // tasks answered since the last recycling
	stopped chan struct{}
	ticking sync.WaitGroup
}

func startEmbedded() *embedded {
	e := &embedded{stopped: make(chan struct{})}
	e.current.Store(miniredis.NewMiniRedis())
	e.ticking.Go(e.tick)
	return e
}

// tick makes keys expire: the embedded server has no clock of its own.
func (e *embedded) tick() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-e.stopped:
			return
		case now := <-ticker.C:
			e.current.Load().FastForward(now.Sub(last))
			last = now
		}
	}
}

func (e *embedded) client() *redis.Client {
	return redis.NewClient(&redis.Options{
		PoolSize: 64,
		// Notices of maintenance are a hosted Redis's; to ask for them looks a name up.
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		Dialer:                   func(context.Context, string, string) (net.Conn, error) { return e.current.Load().Dial() },
	})
}

// keep recycles the server when it has served enough tasks. The tasks in it are
// lost, which a sweep mends within seconds.
func (e *embedded) keep(ctx context.Context) {
	repeat(ctx, time.Second, func() {
		if e.made.Load() >= recycleAfter {
			e.recycle()
		}
	})
}

func (e *embedded) recycle() {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.stopped:
		return
	default:
	}
	e.made.Store(0)
	e.current.Swap(miniredis.NewMiniRedis()).Close()
}

func (e *embedded) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	close(e.stopped)
	e.ticking.Wait()
	e.current.Load().Close()
}
