package delivery_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// second is one more destination of a world's shop, which notes what gets through.
type second struct {
	*integrationtest.Memory
	id app.DestinationID

	mu   sync.Mutex
	took []integrations.Change
}

func (s *second) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return s, nil }

func (s *second) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcomes := s.Memory.Apply(ctx, changes)
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, o := range outcomes {
		if o.Class == integrations.OK {
			s.took = append(s.took, changes[i])
		}
	}
	return outcomes
}

// takes forgets and returns what got through, in order.
func (s *second) takes() []integrations.Change {
	s.mu.Lock()
	defer s.mu.Unlock()
	took := s.took
	s.took = nil
	return took
}

func (w *world) second(t testingT, name string, customers app.CustomerID) *second {
	s := &second{Memory: &integrationtest.Memory{Name: name, Batch: 2, Consents: []app.Channel{app.ChannelEmail}}, id: app.DestinationID(name)}
	for c := range customers {
		s.AddCustomer(c + 1)
	}
	require.NoError(t, w.store.AddDestination(context.Background(), w.shop, s.id, name))
	w.lanes.Providers = append(w.lanes.Providers, s)
	return s
}

func (w *world) drainTo(t testingT, to app.DestinationID) {
	for range 100 {
		again, err := w.lanes.Drain(context.Background(), w.shop, to)
		require.NoError(t, err)
		if !again {
			return
		}
	}
	require.Fail(t, "the lane is never done")
}

// passing lets time go by while lanes are swept as they fall due.
func (w *world) passing(t testingT, d, step time.Duration, to ...app.DestinationID) {
	for range d / step {
		w.clock.Advance(step)
		for _, id := range to {
			w.drainTo(t, id)
		}
	}
}

func TestAWithdrawalIsTheFirstToArriveThoughADestinationWasDownForAnHour(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		const crowd = app.CustomerID(12)
		const her = app.CustomerID(7)
		w.purposes(t)
		up, down := w.second(t, "up", crowd), w.second(t, "down", crowd)
		w.agree(t, her, marketing(app.ChannelEmail, app.ConsentGranted))
		everybody := func(source string) {
			for c := range crowd {
				w.answer(t, said{customer: c + 1, version: 3, answers: map[string]string{"source": source, "size": source}})
			}
		}
		everybody("m")
		for _, to := range []*second{up, down} {
			w.drainTo(t, to.id)
			require.NotEmpty(t, to.takes())
			require.Equal(t, app.ConsentGranted, to.State(integrations.Subject{Customer: her}).Consents[app.ChannelEmail].State)
		}

		down.Break(integrationtest.Down)
		everybody("l")
		w.drainTo(t, down.id)
		w.agree(t, her, marketing(app.ChannelEmail, app.ConsentWithdrawn))
		w.drainTo(t, up.id)
		first(t, up.takes(), her)
		w.passing(t, time.Hour, 20*time.Second, down.id)
		everybody("s")
		w.passing(t, 10*time.Minute, 20*time.Second, down.id)
		require.Empty(t, down.takes())

		down.Break(integrationtest.Fine)
		w.passing(t, 5*time.Minute, 5*time.Second, up.id, down.id)
		first(t, down.takes(), her)

		w.agree(t, her, marketing(app.ChannelEmail, app.ConsentGranted))
		w.passing(t, 25*time.Hour, time.Hour, up.id, down.id)
		for _, to := range []*second{up, down} {
			state := to.State(integrations.Subject{Customer: her})
			require.Equal(t, app.ConsentGranted, state.Consents[app.ChannelEmail].State)
			require.Equal(t, map[string]string{"source": `"s"`, "size": `"s"`}, properties(state), to.id)
		}
	})
}

// first says that nothing got through before her withdrawal, which took with it what
// it permitted.
func first(t *testing.T, took []integrations.Change, her app.CustomerID) {
	t.Helper()
	require.NotEmpty(t, took)
	require.Equal(t, her, took[0].Subject.Customer)
	require.Len(t, took[0].Consents, 1)
	require.Equal(t, app.ConsentWithdrawn, took[0].Consents[0].State)
	require.Equal(t, []string{"source"}, took[0].Unset)
	for _, change := range took[1:] {
		require.Empty(t, change.Consents, "and it is said once")
	}
}

func TestAWithdrawalIsNeverGivenUpInAnOutage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		w.purposes(t)
		w.memory.AddCustomer(7)
		w.agree(t, 7, marketing(app.ChannelEmail, app.ConsentGranted))
		w.answer(t, said{customer: 7, version: 3, answers: map[string]string{"source": "podcast"}})
		w.drain(t)
		w.memory.Break(integrationtest.Down)
		w.agree(t, 7, marketing(app.ChannelEmail, app.ConsentWithdrawn))
		w.passing(t, 100*time.Hour, 30*time.Minute, app.ShopifyDestination)
		require.Empty(t, w.deliveries(t, app.DeliveryParked))
		w.memory.Break(integrationtest.Fine)
		w.passing(t, time.Minute, 10*time.Second, app.ShopifyDestination)
		require.Empty(t, w.customer(7).Properties)
		require.Empty(t, w.deliveries(t, app.DeliveryWaiting))
	})
}

func TestAGrantComesWithWhatTheDestinationWasToldBefore(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		other := w.second(t, "other", 7)
		say := func(state app.ConsentState) {
			w.clock.Advance(time.Minute)
			w.agree(t, 7, marketing(app.ChannelEmail, state))
			w.drainTo(t, other.id)
		}
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		say(app.ConsentGranted)
		require.Empty(t, other.takes()[0].Consents[0].Told)
		other.Break(integrationtest.Lossy)
		say(app.ConsentWithdrawn)
		lost := w.clock.Now()
		require.Empty(t, other.takes())
		other.Break(integrationtest.Fine)
		say(app.ConsentGranted)
		w.passing(t, time.Minute, 5*time.Second, other.id)
		took := other.takes()
		require.Len(t, took, 1)
		told := took[0].Consents[0].Told
		require.Len(t, told, 2)
		require.Equal(t, app.ConsentGranted, told[0].State)
		require.Equal(t, app.ConsentWithdrawn, told[1].State, "it may have arrived")
		require.WithinDuration(t, lost, told[1].From, 0)
		require.True(t, told[1].Till.After(lost))
		require.True(t, took[0].Consents[0].Ours(app.ConsentWithdrawn, lost))
	})
}

// forgetting notes what it is to forget.
type forgetting struct {
	*second
	traces []integrations.Trace
}

func (f *forgetting) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return f, nil }

func (f *forgetting) Erase(ctx context.Context, e integrations.Erasure) integrations.Outcome {
	f.traces = append(f.traces, e.Traces...)
	return f.second.Erase(ctx, e)
}

func TestAnErasureNamesNoConsentAsIfItWereAnAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		f := &forgetting{second: w.second(t, "other", 7)}
		w.lanes.Providers[len(w.lanes.Providers)-1] = f
		w.agree(t, 7, marketing(app.ChannelEmail, app.ConsentGranted))
		w.answer(t, said{customer: 7, answers: map[string]string{"size": "m"}})
		w.drainTo(t, f.id)
		require.NotEmpty(t, f.State(integrations.Subject{Customer: 7}).Consents)
		w.erase(t, 7)
		w.drainTo(t, f.id)
		require.NotEmpty(t, f.traces)
		for _, one := range f.traces {
			require.Equal(t, []string{"size"}, one.Properties)
			require.Equal(t, []string{"askwell:size:m"}, one.Tags)
		}
	})
}
