package lanes_test

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// far is a destination of many shops, a round trip away, which keeps tags and notes when
// each shop was heard. It answers by the batch, and nobody there is missing.
type far struct {
	name  string
	trip  time.Duration
	batch int
	down  atomic.Bool
	deaf  app.ShopID // to whom alone it is down, "" to everybody

	mu    sync.Mutex
	heard map[app.ShopID]time.Time // when each shop's last batch arrived
	calls map[app.ShopID]int
	told  map[app.ShopID]int // people
}

func newFar(name string, trip time.Duration, batch int) *far {
	return &far{name: name, trip: trip, batch: batch, heard: map[app.ShopID]time.Time{}, calls: map[app.ShopID]int{}, told: map[app.ShopID]int{}}
}

// Spec implements integrations.Provider.
func (f *far) Spec() integrations.Spec {
	return integrations.Spec{Name: f.name, Title: "Far", Batch: f.batch, Known: true}
}

// Connect implements integrations.Provider.
func (f *far) Connect(shop app.Shop, _ map[string]string) (integrations.Conn, error) {
	return account{f, shop.ID}, nil
}

// account is one shop's.
type account struct {
	at   *far
	shop app.ShopID
}

func (a account) Check(context.Context) error { return nil }

// Apply implements integrations.Conn.
func (a account) Apply(_ context.Context, changes []integrations.Change) []integrations.Outcome {
	time.Sleep(a.at.trip)
	class := integrations.OK
	if a.at.down.Load() && (a.at.deaf == "" || a.at.deaf == a.shop) {
		class = integrations.Transient
	}
	outcomes := make([]integrations.Outcome, len(changes))
	for i := range outcomes {
		outcomes[i] = integrations.Outcome{Class: class, Reason: "it is down"}
	}
	a.at.mu.Lock()
	defer a.at.mu.Unlock()
	if a.at.calls[a.shop]++; class == integrations.OK {
		a.at.heard[a.shop] = time.Now()
		a.at.told[a.shop] += len(changes)
	}
	return outcomes
}

// batches are how many calls there were for a shop, and people how many were told of.
func (f *far) batches(shop app.ShopID) int { f.mu.Lock(); defer f.mu.Unlock(); return f.calls[shop] }
func (f *far) people(shop app.ShopID) int  { f.mu.Lock(); defer f.mu.Unlock(); return f.told[shop] }

// at is when a shop was heard last.
func (f *far) at(shop app.ShopID) time.Time { f.mu.Lock(); defer f.mu.Unlock(); return f.heard[shop] }
