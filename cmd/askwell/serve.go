package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type serveCommand struct {
	Only string `help:"Only web or only jobs; both when left out." enum:"web,jobs," default:""`
}

// Run serves until it is told to stop.
func (cmd *serveCommand) Run(p *process) error {
	c, err := loadConfig(p.env)
	if err != nil {
		return fmt.Errorf("the configuration is wrong:\n%w", err)
	}
	if cmd.Only != "" && c.RedisURL == "" {
		// The embedded queue lives in one process: the other half would only hear
		// what its sweep finds, every two seconds.
		newLogger(p.stdout, c.LogLevel).Warn("without REDIS_URL the other half is woken by its sweep only")
	}
	a, err := build(p.ctx, c, platform{}, newLogger(p.stdout, c.LogLevel))
	if err != nil {
		return err
	}
	defer a.close() //nolint:errcheck // the process ends here
	if err := migrated(p, a.store); err != nil {
		return err
	}
	listener, err := listen(p.ctx, fmt.Sprintf(":%d", c.Port))
	if err != nil {
		return err
	}
	a.log.Info("serving", "address", listener.Addr().String(), "app_url", c.AppURL.String())
	return a.serve(p.ctx, listener, cmd.Only)
}

// migrated refuses a database that lacks a migration.
func migrated(p *process, s *store.Store) error {
	list, err := s.Migrations(p.ctx)
	if err != nil {
		return err
	}
	var missing []string
	for _, m := range list {
		if m.AppliedAt.IsZero() {
			missing = append(missing, m.Name)
		}
	}
	if len(missing) > 0 {
		return app.Errorf(app.Conflict, "the database lacks %s: run `askwell migrate up`", strings.Join(missing, ", "))
	}
	return nil
}

// withStore runs fn on the configured database.
func (p *process) withStore(fn func(*store.Store) error) (err error) {
	c, err := loadConfig(p.env)
	if err != nil {
		return fmt.Errorf("the configuration is wrong:\n%w", err)
	}
	s, err := store.Open(p.ctx, store.Config{URL: c.DatabaseURL, Keys: c.Keys, Logger: newLogger(p.stdout, c.LogLevel)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return fn(s)
}
