package storetest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest/postgres"
)

// PostgresURL is the URL of a fresh, empty database on the test server, which is
// started once per test binary. Without PostgreSQL's binaries the test is
// skipped, loudly; with CI set it fails instead.
func PostgresURL(t testing.TB) string {
	t.Helper()
	url, err := running(t).Create(t.Context())
	require.NoError(t, err)
	return url
}

// Postgres is PostgresURL of a migrated database.
func Postgres(t testing.TB) string {
	t.Helper()
	s := running(t)
	template, err := postgresTemplate()
	require.NoError(t, err)
	url, err := s.Copy(t.Context(), template)
	require.NoError(t, err)
	return url
}

func running(t testing.TB) *postgres.Server {
	t.Helper()
	s, err := server()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: PostgreSQL is not installed (no initdb on PATH or in /usr/lib/postgresql); this half of the test did not run")
	}
	require.NoError(t, err)
	return s
}

var server = sync.OnceValues(func() (*postgres.Server, error) {
	return postgres.Start(context.Background(), postgres.Options{})
})

// Migrating takes many times as long as copying what was migrated.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	s, err := server()
	if err != nil {
		return "", err
	}
	url, err := s.Create(context.Background())
	if err != nil {
		return "", err
	}
	return url, migrate(context.Background(), url)
})
