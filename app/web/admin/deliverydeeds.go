package admin

import (
	"context"
	"net/http"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

type chosenIn struct {
	Body struct {
		WhichBody
		IDs []app.DeliveryID `json:"ids,omitempty" maxItems:"500" doc:"Only these"`
		All bool             `json:"all,omitempty" doc:"To be said where nothing narrows what is chosen"`
		Dry bool             `json:"dry,omitempty" doc:"Say what it would come to, and change nothing"`
	}
}

// one is the delivery that alone is chosen, which is done at once.
func (in *chosenIn) one() bool { return len(in.Body.IDs) == 1 && in.Body.WhichBody == (WhichBody{}) }

// chosen is what a merchant has chosen. Errors: Invalid for nothing at all.
func (d *door) chosen(ctx context.Context, shop app.ShopID, in *chosenIn) (store.DeliveryFilter, error) {
	if len(in.Body.IDs) == 0 && in.Body.WhichBody == (WhichBody{}) && !in.Body.All {
		return store.DeliveryFilter{}, app.InvalidFields([]app.FieldError{{Field: "ids", Code: "required", Message: "Choose deliveries, or say that it is about all of them."}})
	}
	f, err := d.which(ctx, shop, in.Body.WhichBody)
	if len(in.Body.IDs) > 0 {
		f.IDs = in.Body.IDs
	}
	return f, err
}

type undoneOut struct {
	Status int
	Body   struct {
		app.Undone
		Run *runBody `json:"run,omitempty" doc:"That takes back what was chosen, unless it is one delivery: that is done at once"`
	}
}

// undoDeliveries takes back what deliveries wrote.
func (d *door) undoDeliveries(ctx context.Context, shop app.ShopID, in *chosenIn) (*undoneOut, error) {
	f, err := d.chosen(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	out := undoneOut{Status: http.StatusOK}
	if in.Body.Dry || in.one() {
		out.Body.Undone, err = d.Store.Undo(ctx, shop, f, in.Body.Dry)
		return &out, err
	}
	out.Status = http.StatusAccepted
	out.Body.Run, err = d.beginDeliveries(ctx, shop, app.RunUndo, f)
	return &out, err
}

type replayedOut struct {
	Status int
	Body   struct {
		Deliveries int      `json:"deliveries" doc:"That are sent again; those that still wait are not"`
		CutShort   bool     `json:"cut_short,omitempty" doc:"Not all were counted: there are more than this"`
		Run        *runBody `json:"run,omitempty" doc:"That sends again what was chosen, unless it is one delivery: that is done at once"`
	}
}

// replayDeliveries sends deliveries again.
func (d *door) replayDeliveries(ctx context.Context, shop app.ShopID, in *chosenIn) (*replayedOut, error) {
	f, err := d.chosen(ctx, shop, in)
	if err != nil {
		return nil, err
	}
	out := replayedOut{Status: http.StatusOK}
	switch {
	case in.Body.Dry:
		n, err := d.Store.CountDeliveries(ctx, shop, f, true, store.MostCounted+1)
		out.Body.Deliveries, out.Body.CutShort = min(n, store.MostCounted), n > store.MostCounted
		return &out, err
	case in.one():
		out.Body.Deliveries, err = d.Store.ReplayDeliveries(ctx, shop, f)
		return &out, err
	}
	out.Status = http.StatusAccepted
	out.Body.Run, err = d.beginDeliveries(ctx, shop, app.RunReplay, f)
	return &out, err
}

func (d *door) beginDeliveries(ctx context.Context, shop app.ShopID, kind app.RunKind, f store.DeliveryFilter) (*runBody, error) {
	begun, err := d.Runs.BeginDeliveries(ctx, shop, kind, f, actor(ctx))
	out, err := d.runOut(ctx, begun, err)
	if err != nil {
		return nil, err
	}
	return &out.Body, nil
}
