package insight

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// and adds two counts.
func (c Counts) and(other Counts) Counts {
	return Counts{
		c.Orders + other.Orders, c.Shown + other.Shown, c.Started + other.Started, c.Answered + other.Answered, c.Completed + other.Completed,
	}
}

func counts(i app.Impressions) Counts {
	return Counts{Shown: i.Shown, Started: i.Started, Answered: i.Answered, Completed: i.Completed}
}

// daily are the days of a surface, in the order of the orders', whether anything
// happened or not.
func daily(on app.Surface, orders []app.OrderCount, met []app.Impressions) []Day {
	days := make([]Day, len(orders))
	place := make(map[time.Time]int, len(orders))
	for i, o := range orders {
		days[i].Day, place[o.Day] = o.Day, i
		if ByOrder(on) {
			days[i].Orders = o.Orders
		}
	}
	for _, m := range met {
		if i, known := place[m.Day]; known && m.Surface == on {
			days[i].Counts = days[i].and(counts(m))
		}
	}
	return days
}

// ledDaily leaves of the orders of each day those that led past a surface while something
// was asked there.
func (r *Reader) ledDaily(ctx context.Context, shop app.Shop, p past, orders []app.OrderCount) ([]app.OrderCount, error) {
	led := make([]app.OrderCount, len(orders))
	place := make(map[time.Time]int, len(orders))
	for i, o := range orders {
		led[i].Day, place[o.Day] = o.Day, i
		if p.holds(o.Day) {
			led[i].Orders = o.Orders
		}
	}
	counts, err := r.Store.HourOrders(ctx, shop.ID, p.some, shop.Zone())
	for i, n := range counts {
		led[place[p.some[i].Day]].Orders += n
	}
	return led, err
}

// versions are those that were met on a surface since a date.
func versions(on app.Surface, met []app.Impressions, since time.Time) []VersionCount {
	var list []VersionCount
	for _, m := range met {
		if m.Surface != on || m.Day.Before(since) {
			continue
		}
		at := slices.IndexFunc(list, func(v VersionCount) bool { return v.Survey == m.Survey && v.Version == m.Version })
		if at < 0 {
			at, list = len(list), append(list, VersionCount{Survey: m.Survey, Version: m.Version})
		}
		list[at].Counts = list[at].and(counts(m))
	}
	slices.SortFunc(list, func(a, b VersionCount) int {
		return cmp.Or(cmp.Compare(a.Survey, b.Survey), cmp.Compare(b.Version, a.Version))
	})
	return list
}
