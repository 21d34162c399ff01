package store

import (
	"context"
	"fmt"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/migrations"
)

// Migration is one schema change and when it was applied (zero: not yet).
type Migration struct {
	Name      string
	AppliedAt time.Time
}

// Migrate applies every migration that is missing. Several processes may call
// it at once: one does the work. Errors: Unavailable.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "the database could not be migrated", Err: err}
	}
	return nil
}

// Migrations lists all migrations and their state. Errors: Unavailable.
func (s *Store) Migrations(ctx context.Context) ([]Migration, error) {
	provider, err := s.migrations()
	if err != nil {
		return nil, err
	}
	status, err := provider.Status(ctx)
	if err != nil {
		return nil, wrap(err, "migrations")
	}
	list := make([]Migration, len(status))
	for i, one := range status {
		list[i] = Migration{Name: one.Source.Path, AppliedAt: one.AppliedAt}
	}
	return list, nil
}

func (s *Store) migrations() (*goose.Provider, error) {
	pool, err := s.writer.db.DB()
	if err != nil {
		return nil, fmt.Errorf("database pool: %w", err)
	}
	if !isPostgres(s.writer.db) {
		return goose.NewProvider(goose.DialectSQLite3, pool, migrations.FS)
	}
	// The default polls every 5 s, which would make a replica's start that slow.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
	if err != nil {
		return nil, fmt.Errorf("migration lock: %w", err)
	}
	return goose.NewProvider(goose.DialectPostgres, pool, migrations.FS, goose.WithSessionLocker(locker))
}
