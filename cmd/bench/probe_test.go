package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAuditFindsWhatWasLostDoubledOrShouldNotBeThere(t *testing.T) {
	t.Parallel()
	acked := []uint64{1, 2}
	require.NoError(t, audit(map[string]int{id(1): 1, id(2): 1, id(3): 1}, acked))
	require.ErrorContains(t, audit(map[string]int{id(1): 1}, acked), "request 2")
	require.ErrorContains(t, audit(map[string]int{id(1): 2, id(2): 1}, acked), "there 2 times")
	require.ErrorContains(t, audit(map[string]int{id(0): 1, id(1): 1, id(2): 1}, acked), "refused")
}

func TestALoadSendsEachRequestOnceAndStopsAtItsBound(t *testing.T) {
	t.Parallel()
	var served atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served.Add(1) }))
	defer server.Close()
	l := &load{
		address: strings.TrimPrefix(server.URL, "http://"), request: workloads()[0].request,
		accepted: http.StatusOK, connections: 8, most: 100,
	}
	require.NoError(t, l.run(t.Context()))
	require.EqualValues(t, 100, served.Load())
	require.EqualValues(t, 100, l.done.Load())
	l = &load{address: l.address, request: l.request, accepted: http.StatusCreated, connections: 8, most: 100}
	require.ErrorContains(t, l.run(t.Context()), "status 200, not 201")
	require.Zero(t, l.done.Load())
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	l = &load{address: "127.0.0.1:1", connections: 1, most: 1}
	require.Error(t, l.run(ended))
}

func TestOnlyOneBenchRunsAtATime(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	release, err := alone()
	require.NoError(t, err)
	_, err = alone()
	require.ErrorContains(t, err, "another bench is running")
	require.NoError(t, release())
	release, err = alone()
	require.NoError(t, err)
	require.NoError(t, release())
}
