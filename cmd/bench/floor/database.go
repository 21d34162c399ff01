package floor

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	_ "github.com/glebarez/go-sqlite"  // the "sqlite" driver
	_ "github.com/jackc/pgx/v5/stdlib" // the "pgx" driver
)

// Open opens a database by its URL, commits durable, with plain database/sql.
func Open(ctx context.Context, url string) (*sql.DB, error) {
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver = "sqlite"
		source = "file:" + path + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_txlock=immediate"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, db.PingContext(ctx)
}

var tables = []string{
	"CREATE TABLE IF NOT EXISTS webhooks (id TEXT PRIMARY KEY, payload TEXT NOT NULL, received_at BIGINT NOT NULL)",
	"CREATE TABLE IF NOT EXISTS responses (id TEXT PRIMARY KEY, survey TEXT NOT NULL, answers TEXT NOT NULL, received_at BIGINT NOT NULL)",
}

// Both know a repeat by its id and make no second job of it.
const (
	sqliteJobs = "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, about TEXT NOT NULL)"
	pgJobs     = "CREATE TABLE IF NOT EXISTS jobs (id BIGSERIAL PRIMARY KEY, about TEXT NOT NULL)"

	sqliteWebhook  = "INSERT INTO webhooks (id, payload, received_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
	sqliteResponse = "INSERT INTO responses (id, survey, answers, received_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
	sqliteJob      = "INSERT INTO jobs (about) VALUES (?)"

	pgWebhook = `WITH fresh AS (INSERT INTO webhooks (id, payload, received_at)
		SELECT id, body, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS x (id, about, body) ON CONFLICT DO NOTHING RETURNING id)
		INSERT INTO jobs (about) SELECT id FROM fresh`
	pgResponse = `WITH fresh AS (INSERT INTO responses (id, survey, answers, received_at)
		SELECT id, about, body, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS x (id, about, body) ON CONFLICT DO NOTHING RETURNING id)
		INSERT INTO jobs (about) SELECT id FROM fresh`
)

// statements prepares the database and what keeps a group of rows in it.
func statements(ctx context.Context, db *sql.DB) (keep func([]row) error, err error) {
	var version string
	onSQLite := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version) == nil
	jobs := pgJobs
	if onSQLite {
		jobs = sqliteJobs
	}
	for _, statement := range append([]string{jobs}, tables...) {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, err
		}
	}
	if onSQLite {
		return func(rows []row) error { return oneInsertPerRow(ctx, db, rows) }, nil
	}
	return func(rows []row) error { return oneStatementPerGroup(ctx, db, rows) }, nil
}

// oneInsertPerRow prepares each statement once per group.
func oneInsertPerRow(ctx context.Context, db *sql.DB, rows []row) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	job, err := tx.PrepareContext(ctx, sqliteJob)
	if err != nil {
		return err
	}
	defer func() { _ = job.Close() }()
	now := time.Now().UnixMilli()
	for k, statement := range [kinds]string{sqliteWebhook, sqliteResponse} {
		if !slices.ContainsFunc(rows, func(r row) bool { return r.kind == kind(k) }) {
			continue
		}
		insert, err := tx.PrepareContext(ctx, statement)
		if err != nil {
			return err
		}
		defer func() { _ = insert.Close() }()
		for _, r := range rows {
			if r.kind != kind(k) {
				continue
			}
			if err := insertOne(ctx, insert, job, r, now); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func insertOne(ctx context.Context, insert, job *sql.Stmt, r row, now int64) error {
	args := []any{r.id, r.body, now}
	if r.kind == response {
		args = []any{r.id, r.about, r.body, now}
	}
	done, err := insert.ExecContext(ctx, args...)
	if err != nil {
		return err
	}
	if fresh, err := done.RowsAffected(); err != nil || fresh == 0 {
		return err
	}
	_, err = job.ExecContext(ctx, r.id)
	return err
}

// oneStatementPerGroup commits by itself when the group is of one kind, as it
// is in every measured run.
func oneStatementPerGroup(ctx context.Context, db *sql.DB, rows []row) error {
	var columns [kinds][3][]string
	for _, r := range rows {
		c := &columns[r.kind]
		c[0], c[1], c[2] = append(c[0], r.id), append(c[1], r.about), append(c[2], r.body)
	}
	now := time.Now().UnixMilli()
	for k, statement := range [kinds]string{pgWebhook, pgResponse} {
		c := columns[k]
		if len(c[0]) == 0 {
			continue
		}
		if _, err := db.ExecContext(ctx, statement, c[0], c[1], c[2], now); err != nil {
			return fmt.Errorf("keep %d rows: %w", len(c[0]), err)
		}
	}
	return nil
}
