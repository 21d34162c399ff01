package jobs

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"github.com/stretchr/testify/require"
)

var testBell = Bell{Kind: KindLane, Shop: "a.myshopify.com", ID: "shopify"}

func TestNothingIsLostWhenTheEmbeddedServerIsRecycledUnderLoad(t *testing.T) {
	t.Parallel()
	q, err := Open(t.Context(), Config{})
	require.NoError(t, err)
	var work, done atomic.Int64
	q.Handle(KindLane, func(context.Context, Bell) (bool, error) {
		seen := work.Load()
		time.Sleep(time.Millisecond)
		done.Store(max(done.Load(), seen))
		return false, nil
	})
	q.Sweep(200*time.Millisecond, func(context.Context) ([]Bell, error) { // as the database would find
		if done.Load() < work.Load() {
			return []Bell{testBell}, nil
		}
		return nil, nil
	})
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { require.NoError(t, q.Run(ctx)) })
	for i := range 300 {
		work.Add(1)
		q.Ring(testBell)
		if i%100 == 50 {
			q.embedded.recycle()
		}
		time.Sleep(2 * time.Millisecond)
	}
	require.Eventually(t, func() bool { return done.Load() == 300 }, 30*time.Second, 5*time.Millisecond)
	cancel()
	running.Wait()
	require.NoError(t, q.Close())
}

func TestAnArchivedTaskDoesNotBlockItsBell(t *testing.T) {
	t.Parallel()
	q, err := Open(t.Context(), Config{})
	require.NoError(t, err)
	defer func() { require.NoError(t, q.Close()) }()
	for _, slot := range slots(testBell) {
		_, err := q.client.Enqueue(asynq.NewTask(taskType, nil), asynq.TaskID(slot), asynq.Queue(queueDefault))
		require.NoError(t, err)
		require.NoError(t, q.inspector.ArchiveTask(queueDefault, slot))
	}
	waits, err := q.enqueue(t.Context(), testBell)
	require.NoError(t, err)
	require.True(t, waits)
	info, err := q.inspector.GetTaskInfo(queueDefault, slots(testBell)[0])
	require.NoError(t, err)
	require.Equal(t, asynq.TaskStatePending, info.State)
}

func TestARingOfAWaitingBellMakesNoSecondTask(t *testing.T) {
	t.Parallel()
	q, err := Open(t.Context(), Config{})
	require.NoError(t, err)
	defer func() { require.NoError(t, q.Close()) }()
	for range 50 {
		q.Ring(testBell)
		time.Sleep(5 * time.Millisecond)
	}
	pending, err := q.inspector.ListPendingTasks(queueDefault)
	require.NoError(t, err)
	require.Len(t, pending, 1)
}
