// Package storetest owns the databases tests run on: a fresh SQLite file or a
// fresh database of a real PostgreSQL server that it starts itself.
package storetest

import (
	"bytes"
	"encoding/base64"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
)

// Keys is a key ring for tests.
func Keys(t testing.TB) *seal.Ring {
	t.Helper()
	ring, err := seal.NewRing([]string{base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))})
	require.NoError(t, err)
	return ring
}

// New is a migrated store on a fresh SQLite file, closed when the test ends.
func New(t testing.TB) *store.Store {
	t.Helper()
	return open(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
}

// Each runs the test on SQLite and on PostgreSQL, each with a store of its own.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, New(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, PostgresURL(t)))
	})
}

func open(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Migrate(t.Context()))
	return s
}
