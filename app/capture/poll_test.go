package capture_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestAPollTellsHowOthersAnsweredOnceEnoughHave(t *testing.T) {
	t.Parallel()
	c, _ := submitter(t)
	now := noon
	c.Now = func() time.Time { return now }
	polled := survey()
	polled.Handle, polled.Poll = "poll", &app.Poll{Least: 5}
	made, err := c.Store.CreateSurvey(t.Context(), demo, polled)
	require.NoError(t, err)
	_, err = c.Store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)

	n := 0
	vote := func(by app.CustomerID, answers string) app.Tallies {
		n++
		now = now.Add(time.Minute) // what was counted before is old
		reply, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo, Customer: by, Door: app.DoorCheckout}, submission(t, fmt.Sprintf(
			`{"id":"4f9d7a52-3c8e-4b11-9a55-0c6a3f0e8e%02d","survey":"poll","order":"","answers":%s}`, n, answers)))
		require.NoError(t, err)
		return reply.Poll
	}
	require.Empty(t, vote(1, `{"source":"podcast"}`))
	require.Empty(t, vote(2, `{"source":"friend","topics":["news","sale"]}`))
	require.Empty(t, vote(3, `{"source":"friend"}`))
	require.Empty(t, vote(4, `{"source":{"other":"a poster"}}`))
	require.Empty(t, vote(1, `{"source":"friend"}`), "one person counts once")
	want := app.Tallies{"source": {"friend": 60, "podcast": 20, "other": 20}}
	require.Equal(t, want, vote(5, `{"source":"podcast","wish":"more"}`), "what too few have answered stays hidden")

	reply, _, err := c.Submit(t.Context(), app.Speaker{Shop: demo, Customer: ada, Door: app.DoorCheckout}, submission(t, `{}`))
	require.NoError(t, err)
	require.Empty(t, reply.Poll, "another survey is none")
}
