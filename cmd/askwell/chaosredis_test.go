package main

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// redisServer is a real Redis that keeps nothing when it ends.
type redisServer struct {
	mortal
	address string
}

// startRedis starts a Redis server for the test.
func startRedis(t *testing.T) *redisServer {
	t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("redis-server is not installed")
		}
		t.Skip("SKIPPED: redis-server is not installed; this test did not run")
	}
	port, dir := strconv.Itoa(freePort(t)), t.TempDir()
	r := &redisServer{address: "127.0.0.1:" + port}
	r.make = func() *exec.Cmd {
		return exec.Command(path, "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no", "--dir", dir)
	}
	require.NoError(t, r.start())
	t.Cleanup(r.kill)
	require.Eventually(t, func() bool { return r.flush() == nil }, patience, 10*time.Millisecond)
	return r
}

// URL is where it answers.
func (r *redisServer) URL() string { return "redis://" + r.address }

// restart ends it as a crash would, with all it held, and starts it again.
func (r *redisServer) restart(down time.Duration) error {
	r.kill()
	time.Sleep(down)
	return r.start()
}

// flush has it forget everything.
func (r *redisServer) flush() error {
	conn, err := net.Dial("tcp", r.address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err = conn.Write([]byte("FLUSHALL\r\n")); err != nil {
		return err
	}
	_, err = conn.Read(make([]byte, 16))
	return err
}
