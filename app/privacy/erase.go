package privacy

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// EraseCustomer erases a customer and the named orders here, at once, and plans what
// every destination that ever got her has to forget. That it was asked for and done
// is kept; who she was is not. A shop we know nothing of has nobody to erase. Errors:
// Unavailable.
func (d *Desk) EraseCustomer(ctx context.Context, shop app.ShopID, r Request) (app.Erasure, error) {
	erasure, err := d.Store.Erase(ctx, shop, r.order())
	return d.erased(ctx, shop, erasure, err)
}

// EraseGuest erases what a guest's own browser said, and nothing of an order's or a
// customer's. Errors: Unavailable.
func (d *Desk) EraseGuest(ctx context.Context, shop app.ShopID, visitor string, r Request) (app.Erasure, error) {
	erasure, err := d.Store.EraseGuest(ctx, shop, visitor, r.order())
	return d.erased(ctx, shop, erasure, err)
}

func (r Request) order() store.ErasureOrder {
	return store.ErasureOrder{Request: r.ID, Customer: r.Customer, Orders: r.Orders, RequestedAt: r.At, DueAt: r.At.Add(app.PrivacyTerm)}
}

// erased goes on with an erasure that was done here.
func (d *Desk) erased(ctx context.Context, shop app.ShopID, erasure app.Erasure, err error) (app.Erasure, error) {
	if app.Is(err, app.NotFound) {
		return app.Erasure{}, nil
	}
	if err != nil {
		return app.Erasure{}, err
	}
	d.Logger.InfoContext(ctx, "erased here", "shop", shop, "erasure", erasure.ID, "request", erasure.Request, "destinations", len(erasure.Parts))
	for _, part := range erasure.Parts {
		if part.State == app.ErasureWaiting {
			d.Ring(ctx, shop, part.Destination)
		}
	}
	d.scrub(ctx)
	return erasure, d.Finish(ctx, shop, erasure.ID)
}

// Finish signs the receipt of an erasure that every destination is done with; of any
// other, or of one that has its receipt, it does nothing. Errors: Unavailable.
func (d *Desk) Finish(ctx context.Context, shop app.ShopID, id string) error {
	erasure, err := d.Store.Erasure(ctx, shop, id)
	if err != nil || !erasure.FinishedAt.IsZero() {
		return err
	}
	for _, part := range erasure.Parts {
		if !part.NextAt.IsZero() {
			return nil
		}
	}
	return d.finish(ctx, erasure)
}

// Erased is Finish for a destination that is done with its part: nobody is there to
// be told of an error, and the watch looks again within the hour.
func (d *Desk) Erased(ctx context.Context, shop app.ShopID, id string) {
	if err := d.Finish(ctx, shop, id); err != nil {
		d.Logger.WarnContext(ctx, "an erasure could not be finished yet", "shop", shop, "erasure", id, "error", err)
	}
}

func (d *Desk) finish(ctx context.Context, erasure app.Erasure) (err error) {
	erasure.FinishedAt = d.Now().UTC().Truncate(time.Millisecond)
	if erasure.Receipt, err = sign(d.Store.Keys(), erasure); err != nil {
		return err
	}
	if err := d.Store.FinishErasure(ctx, erasure.Shop, erasure); err != nil {
		return err
	}
	log := d.Logger.InfoContext
	if failed(erasure) {
		log = d.Logger.ErrorContext
	}
	log(ctx, "erasure finished", "shop", erasure.Shop, "erasure", erasure.ID, "destinations", states(erasure), "complete", !failed(erasure))
	return nil
}

// failed reports whether a destination did not do its part.
func failed(e app.Erasure) bool {
	for _, part := range e.Parts {
		if part.State == app.ErasureKept || part.State == app.ErasureUnreachable {
			return true
		}
	}
	return false
}

// states counts the parts by what became of them.
func states(e app.Erasure) map[app.ErasureState]int {
	count := map[app.ErasureState]int{}
	for _, part := range e.Parts {
		count[part.State]++
	}
	return count
}

// scrub has what was erased overwritten in the database's files. It has been forgotten
// already: where somebody still reads an old state, the next watch tries again.
func (d *Desk) scrub(ctx context.Context) {
	if err := d.Store.Scrub(ctx); err != nil {
		d.Logger.WarnContext(ctx, "the database's log still holds what was erased: it will be emptied within the hour", "error", err)
	}
}

// EraseShop erases everything of a shop that has left. Errors: Conflict while it
// is installed, Unavailable.
func (d *Desk) EraseShop(ctx context.Context, shop app.ShopID) error {
	if err := d.Store.EraseShop(ctx, shop); err != nil {
		return err
	}
	d.Logger.InfoContext(ctx, "shop erased", "shop", shop)
	d.scrub(ctx)
	return nil
}
