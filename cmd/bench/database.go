package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/askwell/askwell/app/store/storetest/postgres"
	"github.com/askwell/askwell/cmd/bench/floor"
)

// engine is a kind of database and where fresh ones of it come from.
type engine struct {
	name  string
	pids  []int // the server's processes work for the subject: their time counts
	fresh func(ctx context.Context) (url string, err error)
	drop  func(ctx context.Context, url string) error
	stop  func() error
}

// engineNamed starts what the engine needs.
func engineNamed(ctx context.Context, name, dir string) (engine, error) {
	switch name {
	case "sqlite":
		if inMemory(dir) {
			return engine{}, fmt.Errorf("%s is in memory, where nothing is durable: set TMPDIR to a folder on a disk", dir)
		}
		return sqliteIn(dir), nil
	case "postgres":
		server, err := postgres.Start(ctx, postgres.Options{Durable: true})
		if err != nil {
			return engine{}, fmt.Errorf("PostgreSQL: %w", err)
		}
		return engine{name: name, pids: []int{server.PID}, fresh: server.Create, drop: server.Drop, stop: server.Stop}, nil
	default:
		return engine{}, fmt.Errorf("no database is called %q", name)
	}
}

func sqliteIn(dir string) engine {
	return engine{
		name: "sqlite",
		fresh: func(context.Context) (string, error) {
			folder, err := os.MkdirTemp(dir, "sqlite-")
			return "sqlite:" + filepath.Join(folder, "bench.db"), err
		},
		drop: func(_ context.Context, url string) error {
			return os.RemoveAll(filepath.Dir(url[len("sqlite:"):]))
		},
		stop: func() error { return nil },
	}
}

// inMemory reports whether a folder is on a tmpfs.
func inMemory(dir string) bool {
	const tmpfs = 0x01021994
	var fs syscall.Statfs_t
	return syscall.Statfs(dir, &fs) == nil && fs.Type == tmpfs
}

// idsIn reads what a query finds, and counts how often.
func idsIn(ctx context.Context, url, query string) (map[string]int, error) {
	db, err := floor.Open(ctx, url)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[string]int{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		found[id]++
	}
	return found, rows.Err()
}
