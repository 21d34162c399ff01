package delivery_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// picky is a destination that refuses some parts for good, and makes the rest.
type picky struct {
	*second
	parts  map[string]integrations.Class
	status int
}

func (p *picky) Connect(app.Shop, map[string]string) (integrations.Conn, error) { return p, nil }

func (p *picky) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	refused := make([][]integrations.Refused, len(changes))
	for i := range changes {
		var set []integrations.Property
		for _, one := range changes[i].Set {
			if class := p.parts["property:"+one.Key]; class != "" {
				refused[i] = append(refused[i], integrations.Refused{Part: "property:" + one.Key, Class: class, Reason: "no"})
				continue
			}
			set = append(set, one)
		}
		changes[i].Set = set
	}
	outcomes := p.second.Apply(ctx, changes)
	for i := range outcomes {
		outcomes[i].Refused, outcomes[i].Status = refused[i], p.status
		outcomes[i].Excerpt = `{"detail":"ada@example.com, +46 70 123 45 67 is refused"}`
	}
	return outcomes
}

func (w *world) picky(t testingT) *picky {
	p := &picky{second: w.second(t, "picky", 3), parts: map[string]integrations.Class{}, status: 207}
	w.lanes.Providers[len(w.lanes.Providers)-1] = p
	return p
}

func TestARefusedPartParksItsDeliveryAndTheRestIsMade(t *testing.T) {
	t.Parallel()
	for class, reason := range map[integrations.Class]string{
		integrations.Rejected: "the property size: no",
		integrations.Config:   "the mapping names something that is not there any more (the property size): no",
		integrations.Blocked:  "the property size may not be written of this person: no",
		integrations.Conflict: "the property size belongs to somebody else there: no",
		integrations.Bug:      "the property size: no",
	} {
		t.Run(string(class), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				p := w.picky(t)
				p.parts["property:size"] = class
				w.answer(t, said{customer: 1, version: 2, answers: map[string]string{"source": "podcast", "size": "m"}})
				w.drainTo(t, p.id)
				parked := w.parkedAt(t, p.id)
				require.Equal(t, []string{reason}, parked)
				require.Equal(t, map[string]string{"source": `"podcast"`}, properties(p.State(integrations.Subject{Customer: 1})))
				attempts, err := w.store.Attempts(t.Context(), w.shop, ids(w.deliveries(t, app.DeliveryParked)))
				require.NoError(t, err)
				require.Equal(t, string(class), attempts[0].Class)
				require.Equal(t, 207, attempts[0].Status)
				require.Equal(t, `{"detail":"…, … is refused"}`, attempts[0].Excerpt)
			})
		})
	}
}

// parkedAt are the reasons of what is parked on the way to a destination.
func (w *world) parkedAt(t testingT, to app.DestinationID) (reasons []string) {
	list, err := w.store.Deliveries(context.Background(), w.shop, store.DeliveryFilter{State: app.DeliveryParked, Destination: to})
	require.NoError(t, err)
	for _, d := range list {
		reasons = append(reasons, d.Reason)
	}
	return reasons
}

func TestWhatWasRefusedIsTriedAgainWhenItChangesOrIsReplayed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		p := w.picky(t)
		p.parts["property:size"] = integrations.Rejected
		say := func(source, size string) {
			w.answer(t, said{customer: 1, version: 2, answers: map[string]string{"source": source, "size": size}})
			w.drainTo(t, p.id)
		}
		say("podcast", "m")
		calls := p.Calls()
		p.takes()
		say("friend", "m")
		took := p.takes()
		require.Len(t, took, 1)
		require.Len(t, took[0].Set, 1, "the refused part is not said again")
		require.Equal(t, calls+1, p.Calls())
		require.Len(t, w.parkedAt(t, p.id), 1)

		delete(p.parts, "property:size")
		_, err := w.lanes.Replay(t.Context(), w.shop, store.DeliveryFilter{State: app.DeliveryParked, Destination: p.id})
		require.NoError(t, err)
		w.drainTo(t, p.id)
		require.Empty(t, w.parkedAt(t, p.id))
		require.Equal(t, map[string]string{"source": `"friend"`, "size": `"m"`}, properties(p.State(integrations.Subject{Customer: 1})))

		p.parts["property:size"] = integrations.Rejected
		say("friend", "l")
		require.Len(t, w.parkedAt(t, p.id), 1)
		delete(p.parts, "property:size")
		say("friend", "s")
		require.Equal(t, `"s"`, properties(p.State(integrations.Subject{Customer: 1}))["size"], "another value is another try")
		require.Equal(t, 1, w.undo(t, store.DeliveryFilter{IDs: []app.DeliveryID{w.doneAt(t, p.id)}}).Places)
		w.drainTo(t, p.id)
		require.Equal(t, `"m"`, properties(p.State(integrations.Subject{Customer: 1}))["size"], "what was refused never stood there")
	})
}

func (w *world) doneAt(t testingT, to app.DestinationID) app.DeliveryID {
	list, err := w.store.Deliveries(context.Background(), w.shop, store.DeliveryFilter{State: app.DeliveryDone, Destination: to})
	require.NoError(t, err)
	return list[0].ID
}
