package postgres_test

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/store/storetest/postgres"
)

func TestAServerRemovesWhatEndedProcessesLeft(t *testing.T) {
	ended := exec.CommandContext(t.Context(), "true")
	require.NoError(t, ended.Run())
	t.Setenv("TMPDIR", t.TempDir())
	left := filepath.Join(os.TempDir(), "askwell-postgres-1")
	alive := filepath.Join(os.TempDir(), "askwell-postgres-2")
	for folder, owner := range map[string]int{left: ended.Process.Pid, alive: os.Getpid()} {
		require.NoError(t, os.Mkdir(folder, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "owner"), []byte(strconv.Itoa(owner)), 0o600))
	}
	postgres.Sweep()
	require.NoDirExists(t, left)
	require.DirExists(t, alive)
}

func TestAServerIsAsDurableAsAskedAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for durable, setting := range map[bool]string{true: "on", false: "off"} {
		s, err := postgres.Start(t.Context(), postgres.Options{Durable: durable})
		if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
			t.Skip("SKIPPED: PostgreSQL is not installed; this test did not run")
		}
		require.NoError(t, err)
		url, err := s.Create(t.Context())
		require.NoError(t, err)
		db, err := sql.Open("pgx", url)
		require.NoError(t, err)
		var fsync, commit string
		require.NoError(t, db.QueryRowContext(t.Context(), "SELECT current_setting('fsync'), current_setting('synchronous_commit')").Scan(&fsync, &commit))
		require.Equal(t, []string{setting, "on"}, []string{fsync, commit})
		require.NoError(t, s.Drop(t.Context(), url))
		require.Error(t, db.PingContext(t.Context()))
		require.NoError(t, db.Close())
		require.NoError(t, s.Stop())
		require.ErrorIs(t, syscall.Kill(s.PID, 0), syscall.ESRCH)
	}
}

func TestARestartKeepsWhatWasCommittedAndCutsOffWhoIsConnected(t *testing.T) {
	t.Parallel()
	s, err := postgres.Start(t.Context(), postgres.Options{})
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: PostgreSQL is not installed; this test did not run")
	}
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Stop()) }()
	url, err := s.Create(t.Context())
	require.NoError(t, err)
	db, err := sql.Open("pgx", url)
	require.NoError(t, err)
	defer db.Close()
	_, err = db.ExecContext(t.Context(), "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
	require.NoError(t, err)
	open, err := db.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	_, err = open.ExecContext(t.Context(), "INSERT INTO kept VALUES (8)")
	require.NoError(t, err)

	before := s.PID
	require.NoError(t, s.Restart(t.Context()))
	require.NotEqual(t, before, s.PID)
	require.Error(t, open.Commit())
	var sum int
	require.NoError(t, db.QueryRowContext(t.Context(), "SELECT sum(n) FROM kept").Scan(&sum))
	require.Equal(t, 7, sum)
}
