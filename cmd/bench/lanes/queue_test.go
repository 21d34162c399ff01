package lanes_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/jobs"
)

// startRedis starts a Redis server for the test, and is a client of it.
func startRedis(t *testing.T) (url string, client *redis.Client) {
	path, err := exec.LookPath("redis-server")
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: redis-server is not installed; this test did not run")
	}
	require.NoError(t, err)
	folder, err := os.MkdirTemp("", "askwell-redis-") // a socket's path must be short
	require.NoError(t, err)
	socket := filepath.Join(folder, "s")
	server := exec.Command(path, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder)
	require.NoError(t, server.Start())
	client = redis.NewClient(&redis.Options{Network: "unix", Addr: socket})
	t.Cleanup(func() {
		require.NoError(t, client.Close())
		require.NoError(t, server.Process.Kill())
		_ = server.Wait() // it was killed
		require.NoError(t, os.RemoveAll(folder))
	})
	require.Eventually(t, func() bool { return client.Ping(t.Context()).Err() == nil }, time.Minute, 10*time.Millisecond)
	return "redis-socket://" + socket, client
}

// deployments are how we are run: with a file and a queue in the process, or with a
// database and a Redis for all processes.
var deployments = map[string]func(*testing.T) (database, queue string, client *redis.Client){
	"sqlite": func(t *testing.T) (string, string, *redis.Client) { return storetest.SQLite(t), "", nil },
	"postgres": func(t *testing.T) (string, string, *redis.Client) {
		url, client := startRedis(t)
		return storetest.Postgres(t), url, client
	},
}

// run answers a queue's bells until the test ends.
func run(t *testing.T, queue *jobs.Queue) {
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- queue.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ran)
		require.NoError(t, queue.Close())
	})
}

// bell is that of a lane.
func bell(shop app.ShopID, to app.DestinationID) jobs.Bell {
	return jobs.Bell{Kind: jobs.KindLane, Shop: shop, ID: string(to)}
}

// due are the bells of all lanes that have work, as the sweep rings them.
func due(ctx context.Context, s *store.Store, now time.Time) (bells []jobs.Bell, err error) {
	lanes, err := s.DueLanes(ctx, now, 1000)
	for _, lane := range lanes {
		bells = append(bells, bell(lane.Shop, lane.Destination))
	}
	return bells, err
}

// usage is what a process and its Redis hold, in bytes, and how many keys there are.
type usage struct{ redis, keys, heap, resident int64 }

// used takes a measure after the garbage is out.
func used(t *testing.T, client *redis.Client) (u usage) {
	memory, err := client.Info(t.Context(), "memory").Result()
	require.NoError(t, err)
	u.redis = number(t, memory, "used_memory:")
	u.keys, err = client.DBSize(t.Context()).Result()
	require.NoError(t, err)
	debug.FreeOSMemory()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	u.heap = int64(stats.HeapAlloc)
	if status, err := os.ReadFile("/proc/self/status"); err == nil { // Linux alone has it
		u.resident = number(t, string(status), "VmRSS:") << 10
	}
	return u
}

// number is the one behind a name.
func number(t *testing.T, text, name string) int64 {
	_, rest, found := strings.Cut(text, name)
	require.True(t, found, name)
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	require.NoError(t, err)
	return n
}
