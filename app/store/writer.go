package store

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"github.com/askwell/askwell/app"
)

// groupSize is the most writes one commit carries: beyond it latency grows
// faster than throughput.
const groupSize = 256

// writer turns many small writes into few commits. What arrives while a commit
// runs is the next group, so a lone write waits for nobody. On SQLite all
// writes pass through its one goroutine; on PostgreSQL only batches do.
type writer struct {
	db    *gorm.DB
	queue chan *write

	closing sync.RWMutex
	closed  bool
	drained chan struct{}
}

// write is one caller's work, waiting for the commit that carries it.
type write struct {
	ctx  context.Context
	fn   func(tx *gorm.DB) error // set for a single write
	into *batch                  // set for an item of a batch
	item any
	done chan error
}

// batch is a kind of write that is executed for many callers at once. exec
// stores each item's result in the item itself; it may run twice.
type batch struct {
	exec func(tx *gorm.DB, items []any) error
}

// newBatch makes a batch whose items are pointers to T.
func newBatch[T any](exec func(tx *gorm.DB, items []*T) error) *batch {
	return &batch{exec: func(tx *gorm.DB, items []any) error {
		typed := make([]*T, len(items))
		for i, item := range items {
			typed[i] = item.(*T)
		}
		return exec(tx, typed)
	}}
}

func newWriter(db *gorm.DB) *writer {
	w := &writer{db: db, queue: make(chan *write, groupSize), drained: make(chan struct{})}
	go w.loop()
	return w
}

// run commits fn, alone or in a group. fn may run more than once.
func (w *writer) run(ctx context.Context, fn func(tx *gorm.DB) error) error {
	if isPostgres(w.db) {
		return w.contend(ctx, fn)
	}
	return w.submit(&write{ctx: ctx, fn: fn, done: make(chan error, 1)})
}

// mostContests is how often a write is tried that others were in the way of.
const mostContests = 4

// contend commits fn alone, and again when PostgreSQL ended it so that another
// transaction could go on: nothing of it was kept then.
func (w *writer) contend(ctx context.Context, fn func(tx *gorm.DB) error) error {
	for tries := 1; ; tries++ {
		err := w.db.WithContext(ctx).Transaction(fn)
		if tries == mostContests || !contested(err) {
			return err
		}
	}
}

// contested reports whether a transaction lost to another: a deadlock, or an order in
// which both could not have been. https://www.postgresql.org/docs/current/errcodes-appendix.html
func contested(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && (refused.Code == "40P01" || refused.Code == "40001")
}

// add commits one item of a batch together with whatever else is waiting.
func (w *writer) add(ctx context.Context, into *batch, item any) error {
	return w.submit(&write{ctx: ctx, into: into, item: item, done: make(chan error, 1)})
}

func (w *writer) submit(one *write) error {
	w.closing.RLock()
	if w.closed {
		w.closing.RUnlock()
		return app.Errorf(app.Unavailable, "the store is closed")
	}
	select {
	case w.queue <- one:
		w.closing.RUnlock()
	case <-one.ctx.Done():
		w.closing.RUnlock()
		return one.ctx.Err()
	}
	// From here on the caller's context does not count: the commit may be under
	// way, and whoever is told "no" must be able to rely on it.
	return <-one.done
}

func (w *writer) close() {
	w.closing.Lock()
	already := w.closed
	w.closed = true
	w.closing.Unlock()
	if !already {
		close(w.queue)
	}
	<-w.drained
}

func (w *writer) loop() {
	defer close(w.drained)
	for first := range w.queue {
		for _, group := range w.apart(w.fill([]*write{first})) {
			if err := w.commit(group); err == nil {
				finish(group, nil)
				continue
			}
			// Somebody's write failed and took the group with it. Again, each by
			// itself, so that only the guilty are refused.
			w.separately(group)
		}
	}
}

// apart gives each kind of write on PostgreSQL a transaction of its own: all of them
// begin by waiting for people and end with lanes, so that one after another in the same
// transaction would hold lanes while it waits, and others the other way round.
func (w *writer) apart(group []*write) (groups [][]*write) {
	if !isPostgres(w.db) {
		return [][]*write{group}
	}
	at := map[*batch]int{}
	for _, one := range group {
		i, known := at[one.into]
		if !known {
			i, groups = len(groups), append(groups, nil)
			at[one.into] = i
		}
		groups[i] = append(groups[i], one)
	}
	return groups
}

// fill adds what is already waiting, up to a group.
func (w *writer) fill(group []*write) []*write {
	for len(group) < groupSize {
		select {
		case next, open := <-w.queue:
			if !open {
				return group
			}
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

func finish(group []*write, err error) {
	for _, one := range group {
		one.done <- err
	}
}

// commit runs the group in one transaction; batches last, each in one go.
func (w *writer) commit(group []*write) error {
	return w.contend(context.Background(), func(tx *gorm.DB) error {
		items := map[*batch][]any{}
		var order []*batch
		for _, one := range group {
			if one.into == nil {
				if err := guarded(func() error { return one.fn(tx.WithContext(context.WithoutCancel(one.ctx))) }); err != nil {
					return err
				}
				continue
			}
			if items[one.into] == nil {
				order = append(order, one.into)
			}
			items[one.into] = append(items[one.into], one.item)
		}
		for _, into := range order {
			if err := guarded(func() error { return into.exec(tx, items[into]) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// separately commits the group again with a savepoint around each write; on PostgreSQL
// each in a transaction of its own, for the reason that apart has.
func (w *writer) separately(group []*write) {
	if isPostgres(w.db) {
		for _, one := range group {
			one.done <- w.contend(context.WithoutCancel(one.ctx), func(tx *gorm.DB) error {
				return guarded(func() error { return one.into.exec(tx, []any{one.item}) })
			})
		}
		return
	}
	results := make([]error, len(group))
	err := w.db.Transaction(func(tx *gorm.DB) error {
		for i, one := range group {
			// A nested Transaction is a savepoint.
			results[i] = tx.Transaction(func(tx *gorm.DB) error {
				return guarded(func() error {
					if one.into != nil {
						return one.into.exec(tx, []any{one.item})
					}
					return one.fn(tx.WithContext(context.WithoutCancel(one.ctx)))
				})
			})
		}
		return nil
	})
	for i, one := range group {
		if results[i] == nil {
			results[i] = err
		}
		one.done <- results[i]
	}
}

// guarded turns a panic into an error: one bad write must not end the writer.
func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}
