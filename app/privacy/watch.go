package privacy

import (
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Tend finishes what is ripe, gives up what the time is over for, and empties the
// database's log of what was erased. To be run hourly. Errors: Unavailable.
func (d *Desk) Tend(ctx context.Context) error {
	if err := d.Store.CloseErasures(ctx); err != nil {
		return err
	}
	for {
		ripe, err := d.Store.RipeErasures(ctx, mostRipe)
		if err != nil {
			return err
		}
		for _, erasure := range ripe {
			if err := d.finish(ctx, erasure); err != nil {
				return err
			}
		}
		if len(ripe) < mostRipe {
			break
		}
	}
	d.scrub(ctx)
	return nil
}

const mostRipe = 100

// Watch says which shops' requests have come near their time or are past it. To be run
// daily. Errors: Unavailable.
func (d *Desk) Watch(ctx context.Context) error {
	all, err := d.Store.PrivacyStandings(ctx, "", app.PrivacyTerm, warning)
	for _, shop := range slices.Sorted(maps.Keys(all)) {
		if one := all[shop]; one.DueSoon+one.Overdue > 0 {
			d.Logger.ErrorContext(ctx, "privacy requests are not done", "shop", shop, "open", one.Open, "due_soon", one.DueSoon, "overdue", one.Overdue)
		}
	}
	return err
}

// Standing is how the requests of one shop, or of all when it is "", stand with the
// time the law gives. Errors: Unavailable.
func Standing(ctx context.Context, s *store.Store, shop app.ShopID) (store.PrivacyStanding, error) {
	all, err := s.PrivacyStandings(ctx, shop, app.PrivacyTerm, warning)
	var sum store.PrivacyStanding
	for _, one := range all {
		sum.Open += one.Open
		sum.DueSoon += one.DueSoon
		sum.Overdue += one.Overdue
		sum.Failed += one.Failed
	}
	return sum, err
}
