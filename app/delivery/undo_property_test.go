package delivery_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

// regretful is a history in which the merchant takes things back. His own tags are
// called as ours are.
type regretful struct {
	*history
	theirs map[app.CustomerID][]string
}

func newRegretful(t *rapid.T, w *world) *regretful {
	r := &regretful{history: newHistory(t, w), theirs: map[app.CustomerID][]string{}}
	for c := range app.CustomerID(customers) {
		r.theirs[c+1] = append(rapid.SampledFrom([][]string{
			nil, {"askwell:source:a"}, {"askwell:size:b", "askwell:source:c"},
		}).Draw(t, "theirs"), "vip")
		w.memory.AddCustomer(c+1, r.theirs[c+1]...)
	}
	return r
}

// some draws deliveries that are over.
func (r *regretful) some(t *rapid.T) store.DeliveryFilter {
	var some []app.DeliveryID
	for _, d := range r.deliveries(t, "") {
		if rapid.Bool().Draw(t, "chosen") {
			some = append(some, d.ID)
		}
	}
	if len(some) == 0 {
		t.Skip("nothing was chosen")
	}
	return store.DeliveryFilter{IDs: some}
}

// Undo takes some of it back, counted before, and once however often it is asked for.
func (r *regretful) Undo(t *rapid.T) {
	some := r.some(t)
	counted, err := r.lanes.Undo(context.Background(), r.shop, some, true)
	require.NoError(t, err)
	done, err := r.lanes.Undo(context.Background(), r.shop, some, false)
	require.NoError(t, err)
	require.Equal(t, counted, done)
	again, err := r.lanes.Undo(context.Background(), r.shop, some, false)
	require.NoError(t, err)
	require.Zero(t, again.Places)
}

// Replay has some of it said again.
func (r *regretful) Replay(t *rapid.T) {
	_, err := r.lanes.Replay(context.Background(), r.shop, r.some(t))
	require.NoError(t, err)
}

// Check is what holds at every moment: what is the merchant's stays.
func (r *regretful) Check(t *rapid.T) {
	for c, tags := range r.theirs {
		require.Subset(t, r.customer(c).Tags, tags)
	}
}

// untouched compares the destination with what it was before us.
func (r *regretful) untouched(t *rapid.T) {
	for c, tags := range r.theirs {
		require.ElementsMatch(t, tags, r.customer(c).Tags, "tags of customer %d", c)
		require.Empty(t, properties(r.customer(c)), "properties of customer %d", c)
	}
	for o := range r.orders {
		require.Empty(t, properties(r.order(o)), "properties of order %d", o)
	}
}

func TestWhateverHappenedAnUndoOfAllLeavesTheDestinationAsItWas(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := openStore(t, url(t))
			rapid.Check(t, func(t *rapid.T) { regret(t, s, c) })
		})
	}
}

func regret(t *rapid.T, s *store.Store, c *clock) {
	r := newRegretful(t, newWorld(t, s, c))
	t.Repeat(map[string]func(*rapid.T){
		"answer": r.Answer, "order": r.Order, "drain": r.Drain, "crash": r.Crash, "sleep": r.Sleep, "wait": r.Wait,
		"undo": r.Undo, "replay": r.Replay, "": r.Check,
	})
	r.settle(t)
	_, err := r.lanes.Undo(context.Background(), r.shop, store.DeliveryFilter{}, false)
	require.NoError(t, err)
	r.settle(t)
	r.untouched(t)
	_, err = r.lanes.Replay(context.Background(), r.shop, store.DeliveryFilter{})
	require.NoError(t, err)
	r.settle(t)
	r.agree(t, r.theirs)
}
