package delivery_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// A tool that is down for longer than deliveries are tried: nobody's is given up, and
// nobody waits long once it is back.
func TestAnOutageIsWaitedOutHoweverLongItLasts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const people, hours = 12, 100
		w.memory.Break(integrationtest.Down)
		for c := range app.CustomerID(people) {
			w.memory.AddCustomer(c + 1)
			w.answer(t, said{customer: c + 1, version: 2, answers: map[string]string{"source": "podcast"}})
		}
		for range hours {
			w.drain(t)
			w.clock.Advance(time.Hour)
		}
		require.LessOrEqual(t, w.memory.Calls(), hours)
		waiting := w.deliveries(t, app.DeliveryWaiting)
		require.Len(t, waiting, people)
		for _, d := range waiting {
			require.LessOrEqual(t, d.Attempts, 1)
			require.NotEmpty(t, d.Reason)
		}
		w.memory.Break(integrationtest.Fine)
		for range 6 {
			w.drain(t)
			w.clock.Advance(time.Minute)
		}
		require.Len(t, w.deliveries(t, app.DeliveryDone), people)
	})
}

// touchy is a destination that one person's change makes fail.
type touchy struct {
	*integrationtest.Memory
	her app.CustomerID
}

func (d touchy) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return d, nil }

func (d touchy) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcomes := d.Memory.Apply(ctx, changes)
	for i, change := range changes {
		if change.Subject.Customer == d.her {
			outcomes[i] = integrations.Outcome{Class: integrations.Transient, Reason: "it fell over"}
		}
	}
	return outcomes
}

func TestWhatADestinationCannotBearIsParkedAfterThreeDaysWhileOthersGetThrough(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.lanes.Providers = []integrations.Provider{touchy{w.memory, 7}}
		w.memory.AddCustomer(7)
		w.memory.AddCustomer(8)
		w.answer(t, said{customer: 7, version: 2, answers: map[string]string{"source": "podcast"}})
		hours := 0
		for ; len(w.deliveries(t, app.DeliveryParked)) == 0; hours++ {
			require.Less(t, hours, 84)
			for range 3 {
				w.drain(t)
				w.clock.Advance(20 * time.Minute)
			}
			w.answer(t, said{customer: 8, version: 2, answers: map[string]string{"source": []string{"podcast", "friend"}[hours%2]}})
		}
		require.Greater(t, hours, 60)
		require.Equal(t, 12, w.deliveries(t, app.DeliveryParked)[0].Attempts)
	})
}
