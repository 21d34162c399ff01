// Package jobs owns everything done later. Its tasks are doorbells: they say
// where there is work, never what it is. The work itself waits in the database,
// so losing every task loses nothing; a sweep rings again.
package jobs

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"

	"github.com/askwell/askwell/app"
)

// Config says where the queue is and how much it does at once.
type Config struct {
	RedisURL    string // redis, rediss, redis-sentinel or redis-cluster; "" for a queue in this process
	Concurrency int    // handlers at once; 64 when zero
	Logger      *slog.Logger
	Now         func() time.Time // the clock recurring work goes by; time.Now when nil
}

// Kind is a kind of work.
type Kind string

// The kinds of work that have doorbells.
const (
	KindInbox   Kind = "inbox"   // webhooks wait
	KindLane    Kind = "lane"    // deliveries wait; ID is the destination
	KindPublish Kind = "publish" // a survey waits to be published
	KindReward  Kind = "reward"  // a pool of codes is to be looked after; ID is the rule's handle
	KindLearn   Kind = "learn"   // something rules ask about is to be read
	KindDraw    Kind = "draw"    // the catalogue is to be looked at
	KindCount   Kind = "count"   // who has answered is to be counted
	KindTally   Kind = "tally"   // days of answers are to be counted again
	KindRun     Kind = "run"     // a run has more people to plan; ID is the run
	KindWords   Kind = "words"   // older responses are to be taken apart into words
	KindExport  Kind = "export"  // a file of responses is to be made; ID is the file
)

// Bell says that there is work for a shop. Ringing it twice is ringing it once.
type Bell struct {
	Kind Kind
	Shop app.ShopID
	ID   string
}

// Handler does the work behind a bell, for a bounded time. again rings the bell
// once more, behind everybody else's. An error is logged and nothing else: the
// sweep finds what is left.
type Handler func(ctx context.Context, b Bell) (again bool, err error)

// Queue carries bells to handlers. Register everything before Run.
type Queue struct {
	log         *slog.Logger
	redis       redis.UniversalClient
	embedded    *embedded // nil with a real Redis
	client      *asynq.Client
	inspector   *asynq.Inspector
	concurrency int
	handlers    map[Kind]Handler
	background  []func(ctx context.Context)
	bells       *bells
	pacer       *pacer
	flushing    sync.WaitGroup
	closed      sync.Once
	now         func() time.Time
}

// Open connects to the queue and starts ringing. Errors: Invalid for a URL that
// cannot be, Unavailable when Redis does not answer or is too old.
func Open(ctx context.Context, c Config) (*Queue, error) {
	q := &Queue{
		log: c.Logger, concurrency: cmp.Or(c.Concurrency, 64),
		handlers: map[Kind]Handler{}, bells: newBells(c.RedisURL == ""), now: c.Now,
	}
	if q.now == nil {
		q.now = time.Now
	}
	if q.log == nil {
		q.log = slog.New(slog.DiscardHandler)
	}
	silenceRedis()
	if c.RedisURL == "" {
		q.embedded = startEmbedded()
		q.redis = q.embedded.client()
	} else {
		client, err := connect(c.RedisURL)
		if err != nil {
			return nil, err
		}
		q.redis = client
		if err := checkServer(ctx, client, q.log); err != nil {
			return nil, errors.Join(err, client.Close())
		}
	}
	q.client = asynq.NewClientFromRedisClient(q.redis)
	q.inspector = asynq.NewInspectorFromRedisClient(q.redis)
	q.pacer = newPacer(q.redis)
	q.flushing.Go(q.flush)
	return q, nil
}

// Handle says who does a kind of work.
func (q *Queue) Handle(k Kind, h Handler) { q.handlers[k] = h }

// Sweep rings the bells that find returns, at the start of Run and then at every
// interval. It is the net under every lost task and every crash.
func (q *Queue) Sweep(every time.Duration, find func(ctx context.Context) ([]Bell, error)) {
	q.background = append(q.background, func(ctx context.Context) {
		repeat(ctx, every, func() {
			found, err := find(ctx)
			if err != nil && ctx.Err() == nil {
				q.log.ErrorContext(ctx, "sweep failed", "error", err)
			}
			for _, b := range found {
				q.bells.add(b)
			}
		})
	})
}

// mostPatience is how late recurring work may begin: its clock may go faster than
// ours.
const mostPatience = 2 * time.Second

// Every does recurring work once per interval over all processes: claim, which
// is asked often, says whose turn it is.
func (q *Queue) Every(name string, every time.Duration,
	claim func(ctx context.Context, name string, every time.Duration, now time.Time) (bool, error),
	work func(ctx context.Context) error,
) {
	q.background = append(q.background, func(ctx context.Context) {
		repeat(ctx, min(every, mostPatience), func() {
			mine, err := claim(ctx, name, every, q.now())
			if err == nil && mine {
				err = guarded(func() error { return work(ctx) })
			}
			if err != nil && ctx.Err() == nil {
				q.log.ErrorContext(ctx, "recurring work failed", "work", name, "error", err)
			}
		})
	})
}

// repeat does something now and at every interval until the context ends.
func repeat(ctx context.Context, every time.Duration, do func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for ctx.Err() == nil {
		do()
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// Ping reports whether the queue answers. Errors: Unavailable.
func (q *Queue) Ping(ctx context.Context) error {
	if err := q.redis.Ping(ctx).Err(); err != nil {
		return &app.Error{Kind: app.Unavailable, Message: "the queue does not answer", Err: err}
	}
	return nil
}

// Close flushes what has been rung and disconnects. Call it after Run returned.
func (q *Queue) Close() error {
	var err error
	q.closed.Do(func() {
		q.bells.close()
		q.flushing.Wait()
		q.pacer.spare.close()
		err = q.redis.Close()
		if q.embedded != nil {
			q.embedded.close()
		}
	})
	return err
}
