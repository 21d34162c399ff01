package recount

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Keeper counts the days that have changed. Safe for concurrent use.
type Keeper struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
}

const (
	entryPage = 1000             // responses read at once
	lease     = time.Minute      // longer than any day takes to count
	slice     = 10 * time.Second // of counting before what was counted is settled
	leastRest = 2 * time.Second  // between two counts of a shop
	restTimes = 20               // so many times as long as a count took rests the shop: a twentieth of a processor at most
	mostRest  = 5 * time.Minute  // so that no count is older, however busy the shop
)

// Drain counts a shop's days that have changed, the newest first, and adds up the months
// that they are in, for some time. What it does not get to stays due. It is harmless to call when nothing is. Errors: Unavailable.
func (k *Keeper) Drain(ctx context.Context, shop app.ShopID) error {
	began := time.Now()
	held, err := k.Store.LeaseTallies(ctx, shop, k.now().Add(lease))
	if app.Is(err, app.Conflict) || app.Is(err, app.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	counted, err := k.days(ctx, shop, held, began)
	summed := false
	if err == nil && len(counted) == len(held.Marks) {
		summed, err = k.months(ctx, shop, held, began)
	}
	if app.Is(err, app.Conflict) {
		return nil // whoever has it now counts
	}
	rest := min(max(leastRest, restTimes*time.Since(began)), mostRest)
	released := k.Store.ReleaseTallies(context.WithoutCancel(ctx), shop, held, counted, summed, k.now().Add(rest))
	if err == nil && !app.Is(released, app.Conflict) {
		err = released
	}
	return err
}

// days counts the days of marks until time is up, and says which of these are done with.
func (k *Keeper) days(ctx context.Context, shop app.ShopID, held store.TallyLease, began time.Time) (counted []store.TallyMark, err error) {
	done := map[time.Time]bool{}
	for _, mark := range held.Marks {
		if mark.All {
			if err := k.Store.SpreadTallies(ctx, shop, held); err != nil {
				return counted, err
			}
			counted = append(counted, mark)
			continue
		}
		for _, day := range daysOf(mark.At, held.Zone) {
			if done[day] {
				continue
			}
			if time.Since(began) > slice {
				return counted, nil
			}
			if err := k.day(ctx, shop, held, day); err != nil {
				return counted, err
			}
			done[day] = true
		}
		counted = append(counted, mark)
	}
	return counted, nil
}

// daysOf are the dates, at midnight UTC, that an hour has in a zone: two at most.
func daysOf(hour time.Time, zone *time.Location) []time.Time {
	first, last := dateOf(hour, zone), dateOf(hour.Add(time.Hour-time.Millisecond), zone)
	if first.Equal(last) {
		return []time.Time{first}
	}
	return []time.Time{first, last}
}

func dateOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// day counts one day.
func (k *Keeper) day(ctx context.Context, shop app.ShopID, held store.TallyLease, day time.Time) error {
	d := New()
	names, err := k.Store.Namings(ctx, shop)
	if err != nil {
		return err
	}
	var before *store.TallyPlace
	for {
		page, err := k.Store.TallyEntries(ctx, shop, day, held.Zone, before, entryPage)
		if err != nil {
			return err
		}
		for _, e := range page.Later {
			d.Later(e)
		}
		for _, e := range page.Earlier {
			d.Earlier(e)
		}
		for _, e := range page.Entries {
			e.Answers = names.Apply(e.Answers)
			d.Add(e)
		}
		if before = page.Next; before == nil {
			break
		}
	}
	tallies := d.Tallies()
	orders, err := k.Store.CheckoutOrders(ctx, shop, day, held.Zone)
	if err != nil {
		return err
	}
	if orders > 0 {
		tallies = append(tallies, app.Tally{Surface: app.Everywhere, Country: app.Everywhere, Counts: app.TallyCounts{Orders: orders}})
	}
	return k.Store.KeepTallies(ctx, shop, held, k.now().Add(lease), day, tallies)
}

func (k *Keeper) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}
