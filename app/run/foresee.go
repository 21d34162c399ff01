package run

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Foreseen is what a draft comes to at one destination.
type Foreseen struct {
	Destination app.Destination
	Total       int        // people it is about
	Effect      app.Effect // what is written anew of them, with what each says next or all at once by a backfill
	Problem     string     // why it could not be counted
}

// Foresee counts what a draft changes for those who have answered already, at each of the
// shop's destinations that it concerns. It takes its time once for all of them together.
// Errors: Unavailable.
func (r *Runner) Foresee(ctx context.Context, shop app.ShopID, draft app.Draft) ([]Foreseen, error) {
	list, err := r.Store.Destinations(ctx, shop)
	if err != nil {
		return nil, err
	}
	end := time.Now().Add(cmp.Or(r.PlanTime, planTime))
	var all []Foreseen
	for _, one := range list {
		concerned, err := r.Weigher.Concerns(ctx, shop, one.ID, draft)
		f := Foreseen{Destination: one}
		if err == nil && concerned {
			f.Effect, f.Total, err = r.plan(ctx, shop, one.ID, draft, store.RunFilter{Survey: draft.Survey}, end)
		}
		var known *app.Error
		switch {
		case errors.As(err, &known) && (known.Kind == app.Invalid || known.Kind == app.NotFound):
			f.Problem = known.Message
		case err != nil:
			return nil, err
		case !concerned:
			continue
		}
		all = append(all, f)
	}
	return all, nil
}
