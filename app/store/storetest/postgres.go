package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
	"github.com/stretchr/testify/require"
)

// PostgresURL is the URL of a fresh, empty database on the test server, which is
// started once per test binary. Without PostgreSQL's binaries the test is
// skipped, loudly; with CI set it fails instead.
func PostgresURL(t testing.TB) string {
	t.Helper()
	socket, err := server()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") == "" {
		t.Skip("SKIPPED: PostgreSQL is not installed (no initdb on PATH or in /usr/lib/postgresql); this half of the test did not run")
	}
	require.NoError(t, err)
	name := "t" + strings.ReplaceAll(uuid.NewString(), "-", "")
	admin, err := sql.Open("pgx", databaseURL(socket, "postgres"))
	require.NoError(t, err)
	defer admin.Close()
	_, err = admin.ExecContext(t.Context(), "CREATE DATABASE "+name)
	require.NoError(t, err)
	return databaseURL(socket, name)
}

func databaseURL(socket, name string) string {
	return "postgres://postgres@/" + name + "?sslmode=disable&host=" + url.QueryEscape(socket)
}

// server starts PostgreSQL in a temporary folder and returns its socket folder.
var server = sync.OnceValues(func() (socket string, err error) {
	bin, err := postgresBin()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "askwell-postgres-")
	if err != nil {
		return "", err
	}
	as, err := unprivileged(dir)
	if err != nil {
		return "", err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, &syscall.SysProcAttr{Credential: as}
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if err := startWithUs(filepath.Join(bin, "postgres"), dir, as,
		"-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "max_connections=300", "-c", "fsync=off"); err != nil {
		return "", err
	}
	return dir, waitUntilUp(dir)
})

// postgresBin finds the folder of PostgreSQL's binaries: PATH, then Debian's.
func postgresBin() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", exec.ErrNotFound
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged is the account PostgreSQL runs as when we are root, which it
// refuses to be; nil otherwise. The folder becomes that account's.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, fmt.Errorf("an account for PostgreSQL: %w", err)
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}

// startWithUs starts a process that ends when ours does, however ours ends. The
// kernel watches the thread that started it, so that thread is kept for ever.
func startWithUs(path, dir string, as *syscall.Credential, args ...string) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		cmd := exec.Command(path, args...)
		cmd.Dir = dir
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as, Pdeathsig: syscall.SIGQUIT}
		started <- cmd.Start()
		_ = cmd.Wait() // until it ends, which is when we do
	}()
	return <-started
}

func waitUntilUp(socket string) error {
	db, err := sql.Open("pgx", databaseURL(socket, "postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not start: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
