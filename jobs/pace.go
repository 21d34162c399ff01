package jobs

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// The longest a call waits for its turn in place: a longer wait goes back to the caller
// as Throttled, so that no worker is held by an empty bucket. And how long it sleeps at
// most before it looks again: an answer may have told meanwhile that there is more.
const (
	longestTurn = 5 * time.Second
	lookAgain   = 100 * time.Millisecond
)

// share is the part of a bucket that one process may take while it cannot ask the
// others: as if there were so many of us.
const share = 4

// without is how long the shared buckets are left alone once they did not answer, and
// answerIn how long they are waited for.
const (
	without  = 2 * time.Second
	answerIn = time.Second
)

// pacer paces calls by buckets in Redis that all processes share. While Redis does not
// answer it paces by buckets of its own, with the share of one process.
type pacer struct {
	shared, own buckets
	spare       *spare       // where own buckets are
	down        atomic.Int64 // until when there is no asking, unix ms
}

func newPacer(shared redis.UniversalClient) *pacer {
	own := new(spare)
	return &pacer{shared: buckets{func() redis.UniversalClient { return shared }}, own: buckets{own.redis}, spare: own}
}

// Pacer paces the calls of all processes on this queue.
func (q *Queue) Pacer() integrations.Pacer { return q.pacer }

// turn is a call on its way through a bucket.
type turn struct {
	pacer  *pacer
	bucket integrations.Bucket
	id     string
	cost   float64
	own    bool // booked in this process's own bucket
}

// Take implements integrations.Pacer: first come, first served.
func (p *pacer) Take(ctx context.Context, b integrations.Bucket, cost float64) (integrations.Ticket, error) {
	patience := longestTurn
	if deadline, ok := ctx.Deadline(); ok {
		patience = min(patience, time.Until(deadline))
	}
	end := time.Now().Add(patience)
	t := &turn{pacer: p, bucket: b, id: uuid.NewString(), cost: cost}
	for {
		verdict, wait, err := t.ask(ctx, time.Until(end))
		switch {
		case ctx.Err() != nil:
			t.Return(context.WithoutCancel(ctx), integrations.Seen{})
			return nil, &app.Error{Kind: app.Unavailable, Message: "no time was left to wait for the destination's budget", Err: ctx.Err()}
		case err != nil:
			return nil, &app.Error{Kind: app.Unavailable, Message: "the destination's budget could not be read", Err: err}
		case verdict == goes:
			return t, nil
		case verdict == refused:
			return nil, app.ThrottledFor(max(wait, time.Millisecond), "the destination's budget is used up")
		}
		timer := time.NewTimer(min(wait, lookAgain))
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
}

// ask looks whether the call's turn has come. Whoever began to wait in one bucket may go
// on in the other.
func (t *turn) ask(ctx context.Context, patience time.Duration) (verdict, time.Duration, error) {
	if t.pacer.answers() {
		v, wait, err := t.pacer.shared.take(ctx, t.bucket, t.id, t.cost, patience)
		if err == nil || ctx.Err() != nil {
			t.own = false
			return v, wait, err
		}
		t.pacer.lost()
	}
	t.own = true
	return t.pacer.own.take(ctx, part(t.bucket), t.id, t.cost, patience)
}

// Return implements integrations.Ticket. What cannot be given back is given up by the
// bucket itself, after a while.
func (t *turn) Return(ctx context.Context, seen integrations.Seen) {
	if t.own {
		seen.Left, seen.Most, seen.Rate = seen.Left/share, seen.Most/share, seen.Rate/share
		_ = t.pacer.own.give(ctx, part(t.bucket), t.id, t.cost, seen)
		return
	}
	if !t.pacer.answers() {
		return
	}
	if err := t.pacer.shared.give(ctx, t.bucket, t.id, t.cost, seen); err != nil && ctx.Err() == nil {
		t.pacer.lost()
	}
}

func (p *pacer) answers() bool { return time.Now().UnixMilli() >= p.down.Load() }
func (p *pacer) lost()         { p.down.Store(time.Now().Add(without).UnixMilli()) }

// part is the share of a bucket that is one process's.
func part(b integrations.Bucket) integrations.Bucket {
	b.Rate, b.Burst = b.Rate/share, b.Burst/share
	if b.Abreast > 0 {
		b.Abreast = max(1, b.Abreast/share)
	}
	return b
}
