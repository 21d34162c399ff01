package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/hibiken/asynq"

	"github.com/askwell/askwell/app"
)

// Run answers bells until the context ends, then lets the handlers under way
// finish. Errors: Unavailable when the queue cannot be read.
func (q *Queue) Run(ctx context.Context) error {
	server := asynq.NewServerFromRedisClient(q.redis, asynq.Config{
		Concurrency:              q.concurrency,
		Queues:                   map[string]int{queueCritical: 6, queueDefault: 3, queueLow: 1},
		TaskCheckInterval:        100 * time.Millisecond,
		DelayedTaskCheckInterval: 500 * time.Millisecond,
		ShutdownTimeout:          25 * time.Second,
		LogLevel:                 asynq.WarnLevel,
		Logger:                   asynqLog{q.log},
	})
	answer := func(task context.Context, t *asynq.Task) error {
		// Not asynq's BaseContext: a task whose context ends is abandoned, but a
		// handler that is told to stop is to be waited for.
		task, cancel := context.WithCancel(task)
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		return q.answer(task, t)
	}
	if err := server.Start(asynq.HandlerFunc(answer)); err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "the queue cannot be read", Err: err}
	}
	var background sync.WaitGroup
	for _, work := range q.background {
		background.Go(func() { work(ctx) })
	}
	if q.embedded != nil {
		background.Go(func() { q.embedded.keep(ctx) })
	}
	<-ctx.Done()
	// In this order: what makes tasks, then what runs them. The connection is
	// closed last, by Close; asynq crashes when it goes first.
	background.Wait()
	server.Shutdown()
	return nil
}

// answer runs the handler of a bell. The task is always done with afterwards: a
// retry kept by the queue would be a second truth beside the database.
func (q *Queue) answer(ctx context.Context, t *asynq.Task) error {
	var b Bell
	if err := json.Unmarshal(t.Payload(), &b); err != nil {
		q.log.ErrorContext(ctx, "a task is not a bell", "error", err)
		return nil
	}
	if q.embedded != nil {
		q.embedded.made.Add(1)
	}
	handler := q.handlers[b.Kind]
	if handler == nil {
		q.log.ErrorContext(ctx, "nobody answers this kind of bell", "kind", b.Kind)
		return nil
	}
	if !q.bells.begin(b) {
		return nil
	}
	var again bool
	err := guarded(func() (err error) {
		again, err = handler(ctx, b)
		return err
	})
	if err != nil && ctx.Err() == nil {
		q.log.ErrorContext(ctx, "work failed; it stays due", "kind", b.Kind, "shop", b.Shop, "id", b.ID, "error", err)
	}
	if rung := q.bells.end(b); rung || again {
		q.Ring(b)
	}
	return nil
}

// guarded turns a panic into an error.
func guarded(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

// asynqLog passes asynq's messages on. Those it makes when its connection is
// shared or recycled, which it always is here, are no news.
type asynqLog struct{ log *slog.Logger }

func (l asynqLog) write(level slog.Level, args []any) {
	message := strings.TrimSpace(fmt.Sprint(args...))
	for _, expected := range []string{"connection is shared", "closed pipe", "io: read/write on closed", "EOF"} {
		if strings.Contains(message, expected) {
			level = slog.LevelDebug
		}
	}
	l.log.Log(context.Background(), level, "asynq: "+cutText(message))
}

func (l asynqLog) Debug(args ...any) { l.write(slog.LevelDebug, args) }
func (l asynqLog) Info(args ...any)  { l.write(slog.LevelDebug, args) }
func (l asynqLog) Warn(args ...any)  { l.write(slog.LevelWarn, args) }
func (l asynqLog) Error(args ...any) { l.write(slog.LevelError, args) }
func (l asynqLog) Fatal(args ...any) { l.write(slog.LevelError, args) }
