package store

import (
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store/storetest/postgres"
)

// onPostgres opens a migrated store on a server of its own: storetest's, which knows the
// store, cannot be used from inside it.
func onPostgres(t *testing.T) *Store {
	t.Helper()
	server, err := postgres.Start(t.Context(), postgres.Options{})
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: PostgreSQL is not installed; this test did not run")
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Stop()) })
	url, err := server.Create(t.Context())
	require.NoError(t, err)
	ring, err := seal.NewRing([]string{"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="})
	require.NoError(t, err)
	s, err := Open(t.Context(), Config{URL: url, Keys: ring})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	require.NoError(t, s.Migrate(t.Context()))
	return s
}

func TestTwoWritesThatWaitForEachOtherAreBothMade(t *testing.T) {
	t.Parallel()
	s := onPostgres(t)
	require.NoError(t, s.write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec("INSERT INTO recurring (name, next_run_at) VALUES ('a', 0), ('b', 0)").Error
	}))
	var met, group sync.WaitGroup
	met.Add(2)
	add := func(first, second string) func() error {
		var once sync.Once
		return func() error {
			return s.write(t.Context(), func(tx *gorm.DB) error {
				if err := tx.Exec("UPDATE recurring SET next_run_at = next_run_at + 1 WHERE name = ?", first).Error; err != nil {
					return err
				}
				once.Do(func() { met.Done(); met.Wait() }) // both hold their first
				return tx.Exec("UPDATE recurring SET next_run_at = next_run_at + 1 WHERE name = ?", second).Error
			})
		}
	}
	var errs [2]error
	for i, one := range []func() error{add("a", "b"), add("b", "a")} {
		group.Go(func() { errs[i] = one() })
	}
	group.Wait()
	require.NoError(t, errors.Join(errs[:]...))
	var sums []int64
	require.NoError(t, s.read.Raw("SELECT next_run_at FROM recurring ORDER BY name").Scan(&sums).Error)
	require.Equal(t, []int64{2, 2}, sums)
}
