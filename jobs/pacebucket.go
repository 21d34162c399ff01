package jobs

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/askwell/askwell/integrations"
)

//go:embed pace/bucket.lua
var bucketScript string

//go:embed pace/take.lua
var takeBody string

//go:embed pace/give.lua
var giveBody string

// Both go by Redis's own clock: those of the processes may differ.
var (
	takeScript = redis.NewScript(bucketScript + takeBody)
	giveScript = redis.NewScript(bucketScript + giveBody)
)

// verdict is what a bucket says of a call.
type verdict int64

const (
	refused verdict = -1 // not within the time it has
	waits   verdict = 0
	goes    verdict = 1
)

// buckets are the buckets of one Redis.
type buckets struct {
	redis func() redis.UniversalClient
}

// spare is a Redis in this process, started once it is needed.
type spare struct {
	mu     sync.Mutex
	server *embedded
	client *redis.Client
	closed bool
}

func (s *spare) redis() redis.UniversalClient {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		s.server = startEmbedded()
		s.client = s.server.client()
		if s.closed {
			s.stop()
		}
	}
	return s.client
}

func (s *spare) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed = true; s.client != nil {
		s.stop()
	}
}

func (s *spare) stop() {
	_ = s.client.Close() // it had nothing that is to be kept
	s.server.close()
}

// unlimited is the rate of a bucket that only says how many calls go abreast.
const unlimited = 1e9

// limits are a bucket's rate and size, which is one call's at least: a bucket that can
// never hold what a call takes would never let it go.
func limits(b integrations.Bucket, cost float64) (rate, burst float64) {
	rate = b.Rate
	if rate <= 0 {
		rate = unlimited
	}
	return rate, max(cmp.Or(b.Burst, rate), cost)
}

// take books a call, or looks after one that is booked.
func (s buckets) take(ctx context.Context, b integrations.Bucket, id string, cost float64, patience time.Duration) (verdict, time.Duration, error) {
	rate, burst := limits(b, cost)
	answer, err := s.run(ctx, takeScript, b, id, rate, burst, b.Abreast, patience.Milliseconds(), cost)
	if err != nil {
		return refused, 0, err
	}
	if len(answer) != 2 {
		return refused, 0, errors.New("a bucket gave half an answer")
	}
	return verdict(answer[0]), time.Duration(answer[1]) * time.Millisecond, nil
}

// give takes a call back and learns from what its answer told.
func (s buckets) give(ctx context.Context, b integrations.Bucket, id string, cost float64, seen integrations.Seen) error {
	rate, burst := limits(b, cost)
	_, err := s.run(ctx, giveScript, b, id, rate, burst, b.Abreast,
		seen.Throttled, seen.After.Milliseconds(), seen.Known, seen.Left, seen.Most, seen.Rate, seen.Cost)
	return err
}

// run runs a script and waits for it only so long: a Redis that hangs must not hold up
// whoever asks.
func (s buckets) run(ctx context.Context, script *redis.Script, b integrations.Bucket, args ...any) ([]int64, error) {
	type result struct {
		answer []int64
		err    error
	}
	done := make(chan result, 1)
	within, cancel := context.WithTimeout(ctx, answerIn)
	go func() {
		defer cancel()
		answer, err := script.Run(within, s.redis(), []string{"askwell:pace:{" + b.Key + "}"}, args...).Int64Slice()
		done <- result{answer, err}
	}()
	select {
	case r := <-done:
		return r.answer, r.err
	case <-within.Done():
	}
	select {
	case r := <-done: // it was the answer that ended the wait
		return r.answer, r.err
	default:
		return nil, within.Err()
	}
}
