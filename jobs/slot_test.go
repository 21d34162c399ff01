package jobs_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/hibiken/asynq"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/jobs"
)

// Tasks whose workers crashed are put off, longer with every crash, and hold both places of
// their bell meanwhile: it is answered all the same.
func TestARingIsAnsweredThoughItsTasksWerePutOff(t *testing.T) {
	t.Parallel()
	url := redisURL(t)
	q := open(t, url)
	option, err := asynq.ParseRedisURI(url)
	require.NoError(t, err)
	client := asynq.NewClient(option)
	t.Cleanup(func() { require.NoError(t, client.Close()) })
	payload, err := json.Marshal(lane)
	require.NoError(t, err)
	for _, slot := range []string{"lane|a.myshopify.com|shopify|0", "lane|a.myshopify.com|shopify|1"} {
		_, err := client.Enqueue(asynq.NewTask("bell", payload), asynq.TaskID(slot), asynq.Queue("default"), asynq.ProcessIn(time.Hour))
		require.NoError(t, err)
	}
	answered := make(chan jobs.Bell, 10)
	q.Handle(jobs.KindLane, func(_ context.Context, b jobs.Bell) (bool, error) {
		answered <- b
		return false, nil
	})
	run(t, q)
	q.Ring(lane)
	select {
	case b := <-answered:
		require.Equal(t, lane, b)
	case <-time.After(patience):
		t.Fatal("the bell waits as long as its tasks")
	}
}
