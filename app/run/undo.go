package run

import (
	"context"
	"fmt"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Leave takes back all that was written at a destination, and then disconnects it. What
// cannot be reached is not taken back: then the run waits, and can be cancelled. Where
// something is refused it pauses: once disconnected, nobody would know of it. Errors:
// NotFound; Conflict while another run is on its way there.
func (r *Runner) Leave(ctx context.Context, shop app.ShopID, from app.DestinationID, by string) (app.Run, error) {
	if from == app.ShopifyDestination || from == app.FlowDestination {
		return app.Run{}, app.Errorf(app.Conflict, "this destination comes with the shop and cannot be disconnected: pause it")
	}
	id, err := r.Store.CreateRun(ctx, shop, app.Run{Destination: from, Kind: app.RunUndo, By: by}, store.RunFilter{Leave: true})
	if err != nil {
		return app.Run{}, err
	}
	r.ring(ctx, shop, id)
	return r.Store.Run(ctx, shop, id)
}

// Written counts what leaving a destination could take back. Errors: NotFound.
func (r *Runner) Written(ctx context.Context, shop app.ShopID, at app.DestinationID) (app.Undone, error) {
	if _, err := r.Store.Destination(ctx, shop, at); err != nil {
		return app.Undone{}, err
	}
	return r.Undoer.Undo(ctx, shop, store.DeliveryFilter{Destination: at}, true)
}

const reasonRefused = "%d people could not be put back as they were: the destination refused it. Resume to try again, or cancel and disconnect as it is"

// undo has everything at a destination taken back. What was written while it was is taken
// back in the next round; when nothing is left to do, the run is through.
func (r *Runner) undo(ctx context.Context, run app.Run, f store.RunFilter) error {
	waiting, refused, err := r.Store.CountUndoing(ctx, run.Shop, run.Destination)
	if err != nil || waiting > 0 {
		return err
	}
	undone, err := r.Store.UndoBy(ctx, run.Shop, run.ID, store.DeliveryFilter{Destination: run.Destination})
	if err != nil {
		return err
	}
	if undone.People > 0 {
		r.ringLane(ctx, run.Shop, run.Destination)
		return unlessMoved(r.Store.NoteUndone(ctx, run.Shop, run.ID, undone.People))
	}
	if refused > 0 && f.Leave {
		return unlessMoved(r.Store.HoldRun(ctx, run.Shop, run.ID, fmt.Sprintf(reasonRefused, refused)))
	}
	return r.Store.FinishRun(ctx, run.Shop, run, f.Leave)
}
