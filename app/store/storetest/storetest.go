// Package storetest owns the databases tests run on: a fresh SQLite file or a
// fresh database of a real PostgreSQL server that it starts itself.
package storetest

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
)

// Keys is a key ring for tests.
func Keys(t testing.TB) *seal.Ring {
	t.Helper()
	ring, err := keys()
	require.NoError(t, err)
	return ring
}

func keys() (*seal.Ring, error) {
	return seal.NewRing([]string{base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))})
}

// New is a migrated store on a fresh SQLite file, closed when the test ends.
func New(t testing.TB) *store.Store {
	t.Helper()
	return open(t, SQLite(t))
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
		test(t, open(t, Postgres(t)))
	})
}

func open(t testing.TB, url string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{URL: url, Keys: Keys(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// SQLite is the URL of a fresh, migrated SQLite file.
func SQLite(t testing.TB) string {
	t.Helper()
	database, err := sqliteTemplate()
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "askwell.db")
	require.NoError(t, os.WriteFile(file, database, 0o600))
	return "sqlite:" + file
}

var sqliteTemplate = sync.OnceValues(func() (database []byte, err error) {
	folder, err := os.MkdirTemp("", "askwell-sqlite-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, "askwell.db")
	if err := migrate(context.Background(), "sqlite:"+file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

func migrate(ctx context.Context, url string) error {
	ring, err := keys()
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Config{URL: url, Keys: ring})
	if err != nil {
		return err
	}
	return errors.Join(s.Migrate(ctx), s.Close())
}
