// Package delivery owns the lanes' work: it carries what changed to the
// destinations, in batches, and keeps trying until each says yes or no for good.
package delivery

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/integrations"
)

// Deliverer drains lanes. Safe for concurrent use, by any number of processes.
type Deliverer struct {
	Store     *store.Store
	Providers []integrations.Provider
	// Settings are a destination's with what opens its account now; nil for those that are
	// kept.
	Settings func(ctx context.Context, to app.Destination) (map[string]string, error)
	// Known is what our own blocks need to know of people, as JSON, without the answers
	// that are withheld of each; nil for nothing.
	Known func(ctx context.Context, shop app.ShopID, people []app.ProfileID, withheld map[app.ProfileID]map[string]bool) (map[app.ProfileID]json.RawMessage, error)
	// Links makes the links that customers reach their own pages by; nil for none.
	Links Links
	// Erased is told when a destination is done with its part of an erasure; nil for nobody.
	Erased func(ctx context.Context, shop app.ShopID, erasure string)
	Logger *slog.Logger
	Now    func() time.Time // the clock; time.Now when nil
	Lease  time.Duration    // how long a batch may take at most; 30 s when zero
	Slice  time.Duration    // how long one Drain goes on; 5 s when zero
	Rate   float64          // seconds that pass by Now in one of the machine's; 1 when zero

	troubles troubles
}

// grace is how long a batch under way may go on when we are asked to stop.
const grace = 5 * time.Second

func (d *Deliverer) now() time.Time {
	if d.Now == nil {
		return time.Now()
	}
	return d.Now()
}

func (d *Deliverer) logger() *slog.Logger {
	if d.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return d.Logger
}

func (d *Deliverer) lease() time.Duration { return cmp.Or(d.Lease, 30*time.Second) }

// within is how much of the machine's time a call has: it is to end before the lease does.
func (d *Deliverer) within() time.Duration {
	return time.Duration(float64(d.lease()) * 2 / 3 / cmp.Or(d.Rate, 1))
}

// Drain makes the due deliveries of one lane, for a time slice. again says that
// more is due now. A lane that someone else drains, or that has nothing to do,
// is no error. Errors: Unavailable, Internal; the lane is then due later.
func (d *Deliverer) Drain(ctx context.Context, shop app.ShopID, to app.DestinationID) (again bool, err error) {
	lane, err := d.Store.LeaseLane(ctx, shop, to, d.now().Add(d.lease()))
	if app.Is(err, app.Conflict) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	rest, err := d.work(ctx, shop, lane)
	if err != nil {
		rest = shortestRest // whatever is wrong, it is not cured by haste
	}
	var until time.Time
	if rest > 0 {
		until = d.now().Add(rest)
	}
	freed, lost := d.Store.ReleaseLane(context.WithoutCancel(ctx), shop, lane, until)
	if lost != nil && !app.Is(lost, app.Conflict) {
		err = errors.Join(err, lost)
	}
	due := lost == nil && freed.PausedReason == "" && !freed.DueAt.IsZero() && !freed.DueAt.After(d.now())
	return due && rest == 0, err
}

// work sends batches until nothing is due, the slice is over or the lane has to
// rest.
func (d *Deliverer) work(ctx context.Context, shop app.ShopID, lane app.Lane) (rest time.Duration, err error) {
	drain, err := d.open(ctx, shop, lane)
	if err != nil || drain == nil {
		return 0, err
	}
	leave := d.troubles.enter(drain.spec, drain.road())
	if leave == nil {
		return jitter(troubleRest), nil
	}
	defer leave()
	if rest, err := drain.bulk(ctx); rest > 0 || err != nil {
		return rest, err
	}
	end := d.now().Add(cmp.Or(d.Slice, 5*time.Second))
	for ctx.Err() == nil && d.now().Before(end) {
		if rest, stop, err := drain.erase(ctx); rest > 0 || stop || err != nil {
			return rest, err
		}
		more, rest, err := drain.batch(ctx)
		if err == nil && !more && rest == 0 {
			more, rest, err = drain.verify(ctx)
		}
		if err != nil || !more || rest > 0 {
			return rest, err
		}
	}
	return 0, nil
}

// open connects to the lane's destination. A destination that cannot be
// connected to pauses its lane, and there is no drain.
func (d *Deliverer) open(ctx context.Context, id app.ShopID, lane app.Lane) (*drain, error) {
	shop, err := d.Store.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	destination, err := d.Store.Destination(ctx, id, lane.Destination)
	if app.Is(err, app.NotFound) {
		return nil, d.Store.ForgetLane(ctx, id, lane.Destination)
	}
	if err != nil {
		return nil, err
	}
	for _, provider := range d.Providers {
		if provider.Spec().Name != destination.Kind {
			continue
		}
		conn, err := d.Connect(ctx, provider, shop, destination)
		if err != nil {
			return nil, d.shut(ctx, id, lane, err)
		}
		w := newDrain(d, shop, lane, provider.Spec(), conn)
		w.connected, w.to = destination.CreatedAt, destination
		return w, nil
	}
	return nil, d.Store.Settle(ctx, id, lane, store.Settlement{Pause: "this kind of destination is not known here"})
}
