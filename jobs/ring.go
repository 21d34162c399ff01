package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hibiken/asynq"
)

// flushEvery is the longest a bell waits for others to be handed over with.
const flushEvery = 50 * time.Millisecond

// ringTimeout bounds one hand-over; what fails is left to the sweep.
const ringTimeout = 5 * time.Second

// Three queues: nobody's deliveries hold up an erasure, and background work holds
// up neither.
const (
	queueCritical = "critical"
	queueDefault  = "default"
	queueLow      = "low"
)

var queueOf = map[Kind]string{
	KindInbox: queueCritical, KindLane: queueDefault, KindPublish: queueDefault, KindReward: queueDefault, KindLearn: queueDefault,
	KindDraw: queueDefault, KindCount: queueLow, KindTally: queueLow, KindRun: queueLow, KindExport: queueLow, KindWords: queueLow,
}

// taskType is every task's type: the kind of its bell is in the payload.
const taskType = "bell"

// Ring says that there is work. It never waits and never fails: call it after
// the work is committed.
func (q *Queue) Ring(b Bell) { q.bells.add(b) }

// flush hands bells over as they are rung, the first at once, then in groups.
func (q *Queue) flush() {
	for {
		select {
		case <-q.bells.done:
			q.handOver()
			return
		case <-q.bells.rung:
			q.handOver()
		}
		select {
		case <-q.bells.done:
		case <-time.After(flushEvery):
		}
	}
}

func (q *Queue) handOver() {
	ctx, cancel := context.WithTimeout(context.Background(), ringTimeout)
	defer cancel()
	var failed error
	for _, b := range q.bells.take(time.Now()) {
		q.bells.waiting(b, time.Now())
		waits, err := q.enqueue(ctx, b)
		if err != nil || !waits {
			q.bells.lost(b)
		}
		if err == nil && !waits {
			q.bells.add(b) // both its tasks are at work and may have looked already
		}
		failed = errors.Join(failed, err)
	}
	if failed != nil {
		q.log.Error("bells were not handed over; the sweep will ring them", "error", cutText(failed.Error()))
	}
}

func cutText(s string) string { return s[:min(len(s), 500)] }

// enqueue makes sure that a task for the bell waits in the queue. Each bell has
// two slots: while the task in one is at work, the other can wait, so no ring is
// lost to a task that has already looked. It reports false when both are at work.
func (q *Queue) enqueue(ctx context.Context, b Bell) (waits bool, err error) {
	payload, err := json.Marshal(b)
	if err != nil {
		return false, fmt.Errorf("bell: %w", err)
	}
	for range 2 {
		for _, slot := range slots(b) {
			_, err := q.client.EnqueueContext(ctx, asynq.NewTask(taskType, payload),
				asynq.TaskID(slot), asynq.Queue(queueName(b)), asynq.MaxRetry(25), asynq.Timeout(time.Minute))
			if err == nil {
				return true, nil
			}
			if !errors.Is(err, asynq.ErrTaskIDConflict) {
				return false, fmt.Errorf("enqueue: %w", err)
			}
		}
		waits, cleared, err := q.inspect(b)
		if err != nil || waits || !cleared {
			return waits, err
		}
	}
	return false, nil
}

// inspect looks at the tasks that hold a bell's slots. Those that would hold them for ever
// are deleted, and so are those that are put off: after a crash, and longer after every
// other. No other worker is to wait for that.
func (q *Queue) inspect(b Bell) (waits, cleared bool, err error) {
	for _, slot := range slots(b) {
		info, err := q.inspector.GetTaskInfo(queueName(b), slot)
		switch {
		case errors.Is(err, asynq.ErrTaskNotFound), errors.Is(err, asynq.ErrQueueNotFound):
			cleared = true
			continue
		case err != nil:
			return false, false, fmt.Errorf("inspect a task: %w", err)
		}
		switch info.State {
		case asynq.TaskStateActive:
		case asynq.TaskStatePending:
			waits = true
		default:
			err := q.inspector.DeleteTask(queueName(b), slot)
			if err != nil && !errors.Is(err, asynq.ErrTaskNotFound) {
				return false, false, fmt.Errorf("delete a task: %w", err)
			}
			cleared = true
		}
	}
	return waits, cleared, nil
}

func slots(b Bell) [2]string {
	id := strings.Join([]string{string(b.Kind), string(b.Shop), b.ID}, "|")
	return [2]string{id + "|0", id + "|1"}
}

func queueName(b Bell) string {
	if name, ok := queueOf[b.Kind]; ok {
		return name
	}
	return queueLow
}
