package recount

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// months adds up the months that are over and whose days have changed, until time is up,
// and reports whether none is left. They are for reading only: no count depends on them,
// and whoever reads while one is not added up reads its days.
func (k *Keeper) months(ctx context.Context, shop app.ShopID, held store.TallyLease, began time.Time) (all bool, err error) {
	today := dateOf(k.now(), held.Zone)
	due, err := k.Store.UnsummedMonths(ctx, shop, today.AddDate(0, 0, 1-today.Day()))
	for _, m := range due {
		if time.Since(began) > slice {
			return false, nil
		}
		if err := k.month(ctx, shop, held, m); err != nil {
			return false, err
		}
	}
	return err == nil, err
}

// month adds up the days of one month.
func (k *Keeper) month(ctx context.Context, shop app.ShopID, held store.TallyLease, m store.TallyMonth) error {
	type at struct {
		question, country string
		surface           app.Surface
	}
	sums := map[at]*app.TallyCounts{}
	if err := k.Store.TalliesOfMonth(ctx, shop, m, func(t app.Tally, counts string) error {
		place := at{t.Question, t.Country, t.Surface}
		if sums[place] == nil {
			sums[place] = &app.TallyCounts{}
		}
		return sums[place].Add(counts)
	}); err != nil {
		return err
	}
	tallies := make([]app.Tally, 0, len(sums))
	for place, counts := range sums {
		tallies = append(tallies, app.Tally{Survey: m.Survey, Question: place.question, Surface: place.surface, Country: place.country, Counts: *counts})
	}
	return k.Store.KeepMonth(ctx, shop, held, k.now().Add(lease), m, tallies)
}
