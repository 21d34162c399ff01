package lanes_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// far is a destination of many shops, a round trip away, which keeps tags and properties
// and says of each shop what it has heard. It answers by the batch, and nobody there is
// missing.
type far struct {
	name  string
	trip  time.Duration
	batch int
	pacer integrations.Pacer // nil for no budget
	maps  bool               // it has a mapping, unlike Shopify
	notes bool               // it keeps what it was told of everybody
	down  atomic.Bool
	loud  app.ShopID // whose batches the others' are counted by

	mu  sync.Mutex
	has map[app.ShopID]*heard
}

// heard is what a destination has heard of a shop.
type heard struct {
	calls, people int
	overtaken     int       // batches of the loud shop before the last
	at            time.Time // of the last
	holds         map[app.CustomerID]held
}

// held is what is held of a customer, and how often she was told of.
type held struct {
	said  string
	times int
}

// failing is how long it takes to find that nobody answers.
const failing = 250 * time.Millisecond

func newFar(to app.DestinationID, trip time.Duration) *far {
	return &far{name: string(to), trip: trip, batch: 50, has: map[app.ShopID]*heard{}}
}

// Spec implements integrations.Provider.
func (f *far) Spec() integrations.Spec {
	return integrations.Spec{
		Name: f.name, Title: "Far", Batch: f.batch, Known: !f.maps, Properties: f.maps, Tags: f.maps, Types: []app.FieldType{app.FieldText},
	}
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

// Apply implements integrations.Conn: one call of the account's budget.
func (a account) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	outcome := a.at.call(ctx, a.shop)
	outcomes := make([]integrations.Outcome, len(changes))
	for i := range outcomes {
		outcomes[i] = outcome
	}
	a.at.mu.Lock()
	defer a.at.mu.Unlock()
	its := a.at.of(a.shop)
	if its.calls++; outcome.Class != integrations.OK {
		return outcomes
	}
	its.at, its.people, its.overtaken = time.Now(), its.people+len(changes), a.at.of(a.at.loud).calls
	for _, change := range changes {
		if !a.at.notes {
			break
		}
		hold := held{times: its.holds[change.Subject.Customer].times + 1}
		for _, one := range change.Set {
			hold.said = string(one.Value.JSON)
		}
		its.holds[change.Subject.Customer] = hold
	}
	return outcomes
}

// call takes a turn and makes the trip.
func (f *far) call(ctx context.Context, shop app.ShopID) integrations.Outcome {
	if f.pacer != nil {
		ticket, err := f.pacer.Take(ctx, integrations.Bucket{Key: f.name + "/" + string(shop) + "/calls", Rate: 1000}, 1)
		var refused *app.Error
		if errors.As(err, &refused) && refused.Kind == app.Throttled {
			return integrations.Outcome{Class: integrations.Throttled, After: refused.After}
		}
		if err != nil {
			return integrations.Outcome{Class: integrations.Transient, Reason: err.Error()}
		}
		defer ticket.Return(context.WithoutCancel(ctx), integrations.Seen{})
	}
	if time.Sleep(f.trip); f.down.Load() {
		time.Sleep(failing)
		return integrations.Outcome{Class: integrations.Transient, Reason: "it is down"}
	}
	return integrations.Outcome{Class: integrations.OK}
}

func (f *far) of(shop app.ShopID) *heard {
	if f.has[shop] == nil {
		f.has[shop] = &heard{holds: map[app.CustomerID]held{}}
	}
	return f.has[shop]
}

// told is what was heard of a shop by now; read its holds only while nobody is told of.
func (f *far) told(shop app.ShopID) heard { f.mu.Lock(); defer f.mu.Unlock(); return *f.of(shop) }
