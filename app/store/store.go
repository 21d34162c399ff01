// Package store owns the database: it is the only package that knows GORM and
// SQL. Its methods are the questions the app asks, each scoped to one shop; what
// they write is durable when they return.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/glebarez/sqlite"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// Config says which database to open and how.
type Config struct {
	URL    string     // "sqlite:path" or "postgres://…"
	Keys   *seal.Ring // seals tokens and secrets
	Logger *slog.Logger
	Now    func() time.Time // the clock; time.Now when nil
}

// Store is the database. Safe for concurrent use.
type Store struct {
	read   *gorm.DB // reads; on SQLite a pool that cannot write
	writer *writer
	url    string // Config.URL, for a connection beside those
	keys   *seal.Ring
	now    func() time.Time

	versions *versions
	drawn    *drawn
}

// Open connects to the database. It does not migrate. Errors: Invalid for a URL
// it does not understand, Unavailable when the database does not answer.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Keys == nil {
		return nil, app.Errorf(app.Invalid, "store: no encryption keys")
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	registerSerializers()
	write, read, err := open(c)
	if err != nil {
		return nil, err
	}
	s := &Store{read: read, url: c.URL, keys: c.Keys, now: c.Now, versions: newVersions(c.Now), drawn: newDrawn(c.Now)}
	s.writer = newWriter(write)
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func open(c Config) (write, read *gorm.DB, err error) {
	switch {
	case strings.HasPrefix(c.URL, "sqlite:"):
		return openSQLite(strings.TrimPrefix(c.URL, "sqlite:"), c.Logger)
	case strings.HasPrefix(c.URL, "postgres://"), strings.HasPrefix(c.URL, "postgresql://"):
		db, err := openPostgres(c.URL, c.Logger)
		return db, db, err
	default:
		return nil, nil, app.Errorf(app.Invalid, `store: DATABASE_URL must start with "sqlite:" or "postgres://"`)
	}
}

// openSQLite opens one writing connection and a pool that can only read. FULL
// makes every commit durable; grouping commits makes that cheap. The log is
// copied back every 32 MB, not every 4: random keys touch the same pages again
// and again, and each copy writes a page once. What is deleted is overwritten with
// zeros, so that who was erased is not left in free pages.
func openSQLite(path string, log *slog.Logger) (write, read *gorm.DB, err error) {
	// In memory: what undoes half a statement. A group's statement is large, and
	// its undo journal would go through a file for nothing.
	writing := sqliteDSN(path, 10_000, "wal_autocheckpoint(8000)", "secure_delete(1)", "temp_store(MEMORY)") + "&_txlock=immediate"
	if write, err = openPool(sqlite.Open(writing), 1, log); err != nil {
		return nil, nil, err
	}
	read, err = openPool(sqlite.Open(sqliteDSN(path, 10_000, "query_only(1)")), 4, log)
	return write, read, err
}

func sqliteDSN(path string, wait int, pragmas ...string) string {
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(" + strconv.Itoa(wait) + ")"
	for _, one := range pragmas {
		dsn += "&_pragma=" + one
	}
	return dsn
}

// openPostgres has every statement planned for the values it is given: a plan
// kept from when a table was empty reads all of it for ever after. And a row anywhere
// costs hardly more than the next one: disks that turn are no more, and what is asked for
// was mostly said lately. As it comes, PostgreSQL would rather read twenty thousand rows in
// a row than look a hundred up.
func openPostgres(address string, log *slog.Logger) (*gorm.DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, &app.Error{Kind: app.Invalid, Message: "store: DATABASE_URL cannot be read", Err: err}
	}
	pool := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, "SET plan_cache_mode = force_custom_plan; SET random_page_cost = 1.1")
		return err
	}))
	return openPool(postgres.New(postgres.Config{Conn: pool}), 16, log)
}

func openPool(dialect gorm.Dialector, conns int, log *slog.Logger) (*gorm.DB, error) {
	db, err := gorm.Open(dialect, &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		// Queries are logged without their parameters: those are people's words.
		Logger: logger.NewSlogLogger(log, logger.Config{
			LogLevel: logger.Error, IgnoreRecordNotFoundError: true, ParameterizedQueries: true,
		}),
	})
	if err != nil {
		return nil, &app.Error{Kind: app.Unavailable, Message: "the database cannot be opened", Err: err}
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("database pool: %w", err)
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return db, nil
}

// Ping reports whether the database answers. Errors: Unavailable.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.read.DB()
	if err == nil {
		err = pool.PingContext(ctx)
	}
	if err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "the database does not answer", Err: err}
	}
	return nil
}

// Keys are what the database's secrets are sealed with, and receipts are signed with.
func (s *Store) Keys() *seal.Ring { return s.keys }

// Close waits for the writes under way and closes the database.
func (s *Store) Close() error {
	s.writer.close()
	return errors.Join(closePool(s.writer.db), closePool(s.read))
}

func closePool(db *gorm.DB) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("database pool: %w", err)
	}
	return pool.Close()
}

// write runs fn in a transaction that is committed when write returns nil. On
// SQLite many callers share one transaction, so fn must touch nothing but tx
// and may run twice.
func (s *Store) write(ctx context.Context, fn func(tx *gorm.DB) error) error {
	return s.writer.run(ctx, fn)
}

// isPostgres tells the dialect, for the few statements that differ.
func isPostgres(db *gorm.DB) bool { return db.Name() == "postgres" }

// conn is the transaction's own connection, for statements GORM would only slow
// down. Placeholders are the dialect's.
func conn(tx *gorm.DB) gorm.ConnPool { return tx.Statement.ConnPool }

// wrap translates a database error once, on its way out of the store.
func wrap(err error, what string) error {
	var known *app.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return &app.Error{Kind: app.NotFound, Message: what + " not found", Err: err}
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return &app.Error{Kind: app.Conflict, Message: what + " exists already", Err: err}
	default:
		return &app.Error{Kind: app.Unavailable, Message: what + " could not be stored or read", Err: err}
	}
}
