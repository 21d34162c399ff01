package main

import (
	"fmt"
	"io"

	"github.com/askwell/askwell/app/store"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"Apply the migrations that are missing."`
	Status migrateStatus `cmd:"" help:"List the migrations and when each was applied."`
}

type migrateUp struct{}

// Run applies what is missing and lists the result.
func (migrateUp) Run(p *process) error {
	return p.withStore(func(s *store.Store) error {
		if err := s.Migrate(p.ctx); err != nil {
			return err
		}
		return printMigrations(p, s)
	})
}

type migrateStatus struct{}

// Run lists the migrations.
func (migrateStatus) Run(p *process) error {
	return p.withStore(func(s *store.Store) error { return printMigrations(p, s) })
}

func printMigrations(p *process, s *store.Store) error {
	list, err := s.Migrations(p.ctx)
	if err != nil {
		return err
	}
	for _, m := range list {
		writeMigration(p.stdout, m)
	}
	return nil
}

func writeMigration(out io.Writer, m store.Migration) {
	when := "missing"
	if !m.AppliedAt.IsZero() {
		when = m.AppliedAt.UTC().Format("2006-01-02 15:04:05")
	}
	fmt.Fprintf(out, "%-20s %s\n", when, m.Name)
}
