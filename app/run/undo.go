package run

import (
	"context"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// BeginDeliveries starts a run that sends deliveries again, or takes back what they wrote:
// those of a filter that there are by now. by is the member of staff who began it. Errors:
// NotFound without the destination; Conflict while another run is on its way there.
func (r *Runner) BeginDeliveries(ctx context.Context, shop app.ShopID, kind app.RunKind, f store.DeliveryFilter, by string) (app.Run, error) {
	if f.Destination == "" {
		list, err := r.Store.Destinations(ctx, shop)
		if err != nil {
			return app.Run{}, err
		}
		if len(list) == 1 { // as many as are worth a job of its may wait at a time
			f.Destination = list[0].ID
		}
	}
	return r.create(ctx, app.Run{Shop: shop, Destination: f.Destination, Kind: kind, By: by}, store.RunFilter{Deliveries: &f})
}

// Leave takes back all that was written at a destination, and then disconnects it. What
// cannot be reached is not taken back: then the run waits, and can be cancelled. Where
// something is refused it pauses: once disconnected, nobody would know of it. Errors:
// NotFound; Conflict while another run is on its way there.
func (r *Runner) Leave(ctx context.Context, shop app.ShopID, from app.DestinationID, by string) (app.Run, error) {
	if from == app.ShopifyDestination || from == app.FlowDestination {
		return app.Run{}, app.Errorf(app.Conflict, "this destination comes with the shop and cannot be disconnected: pause it")
	}
	if _, err := r.Store.Destination(ctx, shop, from); err != nil {
		return app.Run{}, err
	}
	return r.create(ctx, app.Run{Shop: shop, Destination: from, Kind: app.RunUndo, By: by}, store.RunFilter{Leave: true})
}

func (r *Runner) create(ctx context.Context, run app.Run, f store.RunFilter) (app.Run, error) {
	id, err := r.Store.CreateRun(ctx, run.Shop, run, f)
	if err != nil {
		return app.Run{}, err
	}
	r.ring(ctx, run.Shop, id)
	return r.Store.Run(ctx, run.Shop, id)
}

// Written counts what leaving a destination could take back, of its newest deliveries if
// there are many. Errors: NotFound.
func (r *Runner) Written(ctx context.Context, shop app.ShopID, at app.DestinationID) (app.Undone, error) {
	if _, err := r.Store.Destination(ctx, shop, at); err != nil {
		return app.Undone{}, err
	}
	return r.Undoer.Undo(ctx, shop, store.DeliveryFilter{Destination: at}, true)
}
