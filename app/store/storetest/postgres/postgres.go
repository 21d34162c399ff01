// Package postgres owns a private PostgreSQL server for tests and the bench:
// started from the binaries on this machine in a folder of its own, reached by a
// socket there, and gone when the process that started it is.
package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
)

// Options says what server is wanted.
type Options struct {
	Durable bool // commits reach the disk; tests do without, for their speed
}

// Server is a running server.
type Server struct {
	// PID is the process all others of the server descend from.
	PID int

	dir       string
	admin     *sql.DB
	as        *syscall.Credential
	program   string
	arguments []string
	ended     <-chan struct{}
}

// Start makes and starts a server. Errors: exec.ErrNotFound when PostgreSQL is
// not installed.
func Start(ctx context.Context, o Options) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	sweep()
	dir, err := makeFolder()
	if err != nil {
		return nil, err
	}
	as, err := unprivileged(dir)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, &syscall.SysProcAttr{Credential: as}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	s := &Server{dir: dir, as: as, program: filepath.Join(bin, "postgres")}
	s.arguments = []string{
		"-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "max_connections=300",
		"-c", "fsync=" + onOff(o.Durable), "-c", "synchronous_commit=on",
	}
	if !o.Durable { // then nobody will recover it either, nor grow it old
		s.arguments = append(s.arguments, "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0",
			"-c", "max_wal_size=4GB", "-c", "autovacuum=off")
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	if s.admin, err = sql.Open("pgx", s.url("postgres")); err != nil {
		return nil, err
	}
	return s, s.waitUntilUp(ctx)
}

// Create makes a fresh, empty database and returns its URL.
func (s *Server) Create(ctx context.Context) (string, error) { return s.create(ctx, "template1") }

// Copy makes a database like the one at a URL, to which nobody may be connected,
// and returns its own URL.
func (s *Server) Copy(ctx context.Context, database string) (string, error) {
	name, err := nameOf(database)
	if err != nil {
		return "", err
	}
	return s.create(ctx, name)
}

func (s *Server) create(ctx context.Context, template string) (string, error) {
	name := "t" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if _, err := s.admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		return "", err
	}
	return s.url(name), nil
}

func nameOf(database string) (string, error) {
	u, err := url.Parse(database)
	if err != nil {
		return "", err
	}
	return strings.TrimPrefix(u.Path, "/"), nil
}

// Drop removes a database that Create made, whoever is still connected, and
// writes out what earlier work left to write.
func (s *Server) Drop(ctx context.Context, database string) error {
	name, err := nameOf(database)
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"DROP DATABASE " + name + " WITH (FORCE)", "CHECKPOINT",
	} {
		if _, err := s.admin.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// run starts the server on its folder.
func (s *Server) run() (err error) {
	s.PID, s.ended, err = startWithUs(s.program, s.dir, s.as, s.arguments...)
	return err
}

// quit ends the server at once: who is connected is cut off, and nothing is written out.
func (s *Server) quit() error {
	if err := syscall.Kill(s.PID, syscall.SIGQUIT); err != nil {
		return fmt.Errorf("stop PostgreSQL %s: %w", strconv.Itoa(s.PID), err)
	}
	<-s.ended
	return nil
}

// Restart ends the server as a crash would and starts it again, which recovers what was
// committed from its log: `pg_ctl restart -m immediate`. It must not run beside Stop.
func (s *Server) Restart(ctx context.Context) error {
	if err := s.quit(); err != nil {
		return err
	}
	if err := s.run(); err != nil {
		return err
	}
	return s.waitUntilUp(ctx)
}

// Stop ends the server at once and removes its folder.
func (s *Server) Stop() error {
	_ = s.admin.Close()
	if err := s.quit(); err != nil {
		return err
	}
	return os.RemoveAll(s.dir)
}

func (s *Server) url(database string) string {
	return "postgres://postgres@/" + database + "?sslmode=disable&host=" + url.QueryEscape(s.dir)
}

func (s *Server) waitUntilUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := s.admin.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not start: %w", err)
		case <-s.ended:
			return fmt.Errorf("PostgreSQL ended while it started: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
