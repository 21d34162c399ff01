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
	s, err := server()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: PostgreSQL is not installed (no initdb on PATH or in /usr/lib/postgresql); this half of the test did not run")
	}
	require.NoError(t, err)
	url, err := s.Create(t.Context())
	require.NoError(t, err)
	return url
}

var server = sync.OnceValues(func() (*postgres.Server, error) {
	return postgres.Start(context.Background(), postgres.Options{})
})
