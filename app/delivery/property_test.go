package delivery_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
	"github.com/askwell/askwell/integrations/integrationtest"
)

// history is a shop's life in random order, and what must come of it.
type history struct {
	*world
	versions int // of the survey that are answered
	sent     []said
	orders   map[app.OrderID]app.CustomerID // whose they are, whether they are there yet or not
	there    map[app.OrderID]bool
	told     map[app.OrderID]bool

	// The model: the newest answer per question, of customers and orders.
	people  map[app.CustomerID]map[string]said
	ordered map[app.OrderID]map[string]said
}

const customers, orderCount = 3, 4

func newHistory(t *rapid.T, w *world) *history {
	h := &history{
		world: w, versions: 2, orders: map[app.OrderID]app.CustomerID{}, there: map[app.OrderID]bool{}, told: map[app.OrderID]bool{},
		people: map[app.CustomerID]map[string]said{}, ordered: map[app.OrderID]map[string]said{},
	}
	for c := range app.CustomerID(customers) {
		w.memory.AddCustomer(c+1, "vip")
	}
	for o := range app.OrderID(orderCount) {
		h.orders[o+1] = app.CustomerID(rapid.IntRange(0, customers).Draw(t, "owner"))
	}
	return h
}

// Answer submits something new: of a customer, of a guest for an order, or of a
// customer for her order.
func (h *history) Answer(t *rapid.T) {
	s := said{id: uuid.NewString(), version: rapid.IntRange(1, h.versions).Draw(t, "version"), answers: map[string]string{}}
	for _, key := range []string{"source", "size"} {
		if value := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, key); value != "" {
			s.answers[key] = value
		}
	}
	if rapid.Bool().Draw(t, "with order") {
		s.order = app.OrderID(rapid.IntRange(1, orderCount).Draw(t, "order"))
		if rapid.Bool().Draw(t, "logged in") {
			s.customer = h.orders[s.order]
		}
	} else {
		s.customer = app.CustomerID(rapid.IntRange(1, customers).Draw(t, "customer"))
	}
	require.False(t, h.answer(t, s).Repeated)
	h.sent = append(h.sent, s)
	for key := range s.answers {
		if owner := max(s.customer, h.orders[s.order]); owner != 0 {
			note(h.people, owner, key, s)
		}
		if s.order != 0 && key == "source" {
			note(h.ordered, s.order, key, s)
		}
	}
}

func note[K comparable](in map[K]map[string]said, of K, key string, s said) {
	if in[of] == nil {
		in[of] = map[string]said{}
	}
	in[of][key] = s
}

// Again submits something once more.
func (h *history) Again(t *rapid.T) {
	if len(h.sent) == 0 {
		t.Skip("nothing was sent")
	}
	require.True(t, h.answer(t, rapid.SampledFrom(h.sent).Draw(t, "again")).Repeated)
}

// Order makes an order appear at the destination, and perhaps tells us.
func (h *history) Order(t *rapid.T) {
	h.appear(t, app.OrderID(rapid.IntRange(1, orderCount).Draw(t, "order")), rapid.Bool().Draw(t, "told"))
}

func (h *history) appear(t *rapid.T, id app.OrderID, told bool) {
	if !h.there[id] {
		h.there[id] = true
		h.memory.AddOrder(id, h.orders[id])
	}
	if told {
		h.told[id] = true
		_, err := h.store.RecordOrder(context.Background(), h.shop, app.Order{
			ID: id, Customer: h.orders[id], CreatedAt: h.clock.Now(), UpdatedAt: h.clock.Now(),
		})
		require.NoError(t, err)
	}
}

// Drain drains while the destination is in any state.
func (h *history) Drain(t *rapid.T) {
	h.memory.Break(rapid.SampledFrom([]integrationtest.Fault{
		integrationtest.Fine, integrationtest.Fine, integrationtest.Down, integrationtest.Lossy, integrationtest.Busy,
	}).Draw(t, "fault"))
	h.drain(t)
	h.memory.Break(integrationtest.Fine)
}

// Crash drains in a process that dies before or after its next call.
func (h *history) Crash(t *rapid.T) {
	hook := &h.before
	if rapid.Bool().Draw(t, "after the call") {
		hook = &h.after
	}
	h.hook(hook, die)
	h.drainAndDie()
	h.hook(hook, nil)
}

// Sleep drains in a process that sleeps through its lease right before a call,
// while life goes on.
func (h *history) Sleep(t *rapid.T) {
	h.hook(&h.before, func() {
		h.clock.Advance(lease + time.Second)
		h.Answer(t)
		h.drain(t)
	})
	h.drain(t)
	h.hook(&h.before, nil)
}

// Wait lets time pass.
func (h *history) Wait(t *rapid.T) {
	h.clock.Advance(time.Duration(rapid.IntRange(1, 100).Draw(t, "seconds")) * time.Second)
}

// Check is what holds at every moment: what is not ours is never touched.
func (h *history) Check(t *rapid.T) {
	for c := range app.CustomerID(customers) {
		require.Contains(t, h.customer(c+1).Tags, "vip")
	}
}

// settle lets everything come to rest: all orders are there, nothing fails. Who was
// told of an order is not told again: that would have it looked at once more.
func (h *history) settle(t *rapid.T) {
	for id := range h.orders {
		if !h.told[id] {
			h.appear(t, id, true)
		}
	}
	for range 20 {
		h.clock.Advance(25 * time.Hour)
		var parked []app.DeliveryID
		for _, d := range h.deliveries(t, app.DeliveryParked) {
			parked = append(parked, d.ID)
		}
		if len(parked) > 0 {
			_, err := h.lanes.Replay(context.Background(), h.shop, store.DeliveryFilter{IDs: parked})
			require.NoError(t, err)
		}
		h.drain(t)
		if len(h.deliveries(t, app.DeliveryWaiting)) == 0 {
			return
		}
	}
	require.Fail(t, "something waits for ever")
}

// agree compares the destination with the model, and with what was there before us.
func (h *history) agree(t *rapid.T, before map[app.CustomerID][]string) {
	for c := range app.CustomerID(customers) {
		wantTags, want := append([]string{"vip"}, before[c+1]...), map[string]string{}
		for key, s := range h.people[c+1] {
			want[key] = quoted(s.answers[key])
			if s.version == 1 {
				wantTags = append(wantTags, "askwell:"+key+":"+s.answers[key])
			}
		}
		slices.Sort(wantTags)
		wantTags = slices.Compact(wantTags)
		require.Equal(t, wantTags, h.customer(c+1).Tags, "tags of customer %d", c+1)
		require.Equal(t, want, properties(h.customer(c+1)), "properties of customer %d", c+1)
	}
	for o := range maps.Keys(h.orders) {
		want := map[string]string{}
		for key, s := range h.ordered[o] {
			want[key] = quoted(s.answers[key])
		}
		require.Equal(t, want, properties(h.order(o)), "properties of order %d", o)
	}
}

func TestWhateverHappensTheDestinationEndsAsTheNewestAnswersSay(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := openStore(t, url(t))
			rapid.Check(t, func(t *rapid.T) { live(t, s, c) })
		})
	}
}

func live(t *rapid.T, s *store.Store, c *clock) {
	h := newHistory(t, newWorld(t, s, c))
	t.Repeat(map[string]func(*rapid.T){
		"answer": h.Answer, "again": h.Again, "order": h.Order, "drain": h.Drain,
		"crash": h.Crash, "sleep": h.Sleep, "wait": h.Wait, "": h.Check,
	})
	h.settle(t)
	h.agree(t, nil)
}
