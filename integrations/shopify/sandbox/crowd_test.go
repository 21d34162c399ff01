package sandbox_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox"
)

func crowded(t testing.TB, dir string, customers, orders int) *sandbox.Sandbox {
	t.Helper()
	s, err := sandbox.New(sandbox.Config{
		AppURL: "http://127.0.0.1:1", BaseURL: "http://127.0.0.1:2", APIKey: key, Secret: secret, Manifest: []byte(manifest),
		Customers: customers, Orders: orders, DataDir: dir,
	})
	require.NoError(t, err)
	return s
}

func read(t testing.TB, h http.Handler, path string) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	require.Equal(t, http.StatusOK, w.Code)
	return w.Body.Bytes()
}

func TestACrowdIsToldOfAtOnce(t *testing.T) {
	h := crowded(t, "", 1000, 5000).Handler()
	var told state
	require.NoError(t, json.Unmarshal(read(t, h, "/_sandbox/state?shop="+demo), &told))
	require.Len(t, told.Shops[0].Customers, 1003)
	require.Len(t, told.Shops[0].Orders, 5001)
	started := time.Now()
	for range 10 {
		read(t, h, "/_sandbox/state?shop="+demo)
	}
	took := time.Since(started) / 10
	t.Logf("the state of 5,000 orders: %v", took)
	require.Less(t, took, 500*time.Millisecond)
	started = time.Now()
	read(t, h, "/_sandbox/panel?shop="+demo)
	require.Less(t, time.Since(started), 100*time.Millisecond)
}

func BenchmarkState(b *testing.B) {
	h := crowded(b, "", 1000, 5000).Handler()
	for b.Loop() {
		read(b, h, "/_sandbox/state?shop="+demo)
	}
}

func TestACrowdIsKeptWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := crowded(t, dir, 50, 200)
	ended, end := context.WithCancel(t.Context())
	end()
	require.NoError(t, first.Start(ended))
	told := read(t, first.Handler(), "/_sandbox/state")
	require.JSONEq(t, string(told), string(read(t, crowded(t, dir, 0, 0).Handler(), "/_sandbox/state")))
}

func BenchmarkSave(b *testing.B) {
	s := crowded(b, b.TempDir(), 1000, 5000)
	ended, end := context.WithCancel(b.Context())
	end()
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, s.Start(ended)) // saves as it ends
	}
}

func TestKeptStateOfAnotherVersionIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sandbox.json"), []byte(`{"shops":[]}`), 0o600))
	_, err := sandbox.New(sandbox.Config{AppURL: "http://127.0.0.1:1", Manifest: []byte(manifest), DataDir: dir})
	require.ErrorContains(t, err, "another version")
}
