package insight

import (
	"time"

	"github.com/askwell/askwell/app"
)

// Gap is a span of days on which a surface was shown to far fewer of those who ordered
// than is usual: most likely the block has been taken off the page.
type Gap struct {
	Surface  app.Surface
	From, To time.Time // the first and the last of its days
	Open     bool      // it lasts
	Shown    int       // on those days
	Orders   int
	Usual    float64 // the share of orders it is usually shown on; 0: it never was
}

// When a surface counts as missing. A span of days, as short as can be, is held against
// the days before: fewer than half of the usual share, and so far below that chance
// does not explain it. What chance explains is Wilson's upper bound of a share (E. B.
// Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927)
// at three standard deviations, which a healthy surface falls out of on one day in 700;
// the half beside it is for what is no chance, such as many customers who have answered
// before.
const (
	leastOrders = 20  // of a span, for less says nothing
	mostSpan    = 7   // days that are taken together in a shop with few orders
	usualDays   = 14  // days without a gap that say what is usual
	usualOrders = 40  // that they must have between them
	farBelow    = 0.5 // of the usual share
	deviations  = 3.0

	lookBack = 35 // days read before a report's first, to know what was usual
)

// gaps finds the gaps in a surface's days, the oldest first. Where it is placed and was
// never shown at all there is one from the day it was placed.
func gaps(on app.Surface, days []Day, placed time.Time) []Gap {
	low, usual := make([]bool, len(days)), make([]float64, len(days))
	for last := range days {
		for first := last; first >= 0 && last-first < mostSpan; first-- {
			if share, is := missing(days, low, first, last); is {
				for i := first; i <= last; i++ {
					if !low[i] && days[i].Orders > 0 && shareOf(days[i]) < share*farBelow {
						low[i], usual[i] = true, share
					}
				}
				break
			}
		}
	}
	found := runs(on, days, low, usual)
	if never := neverShown(on, days, placed); never.Orders >= leastOrders {
		return []Gap{never}
	}
	return found
}

// missing reports whether a span is far below what was usual before it.
func missing(days []Day, low []bool, first, last int) (usual float64, is bool) {
	var span Counts
	for _, day := range days[first : last+1] {
		span = span.and(atMost(day))
	}
	usual, known := usualBefore(days, low, first)
	if !known || span.Orders < leastOrders || shareOf(days[last]) >= usual*farBelow {
		return 0, false
	}
	return usual, upperBound(span.Shown, span.Orders) < usual*farBelow
}

// usualBefore is the share of orders on the last days before a place that had no gap.
func usualBefore(days []Day, low []bool, place int) (share float64, known bool) {
	var all Counts
	for i, taken := place-1, 0; i >= 0 && taken < usualDays; i-- {
		if !low[i] && days[i].Orders > 0 {
			all = all.and(atMost(days[i]))
			taken++
		}
	}
	if all.Orders < usualOrders || all.Shown == 0 {
		return 0, false
	}
	return float64(all.Shown) / float64(all.Orders), true
}

// atMost counts one display for each order: a page loaded ten times makes up for no
// order without one.
func atMost(day Day) Counts { return Counts{Shown: min(day.Shown, day.Orders), Orders: day.Orders} }

// shareOf is a day's share; a day without orders has nothing to show.
func shareOf(day Day) float64 {
	if day.Orders == 0 {
		return 0
	}
	return float64(day.Shown) / float64(day.Orders)
}

// upperBound is Wilson's upper bound of a share.
func upperBound(of, out int) float64 {
	_, high := wilson(of, out, deviations)
	return high
}

// runs joins days without a healthy one between them.
func runs(on app.Surface, days []Day, low []bool, usual []float64) []Gap {
	var found []Gap
	open := false
	for i, day := range days {
		switch {
		case low[i] && !open:
			open = true
			found = append(found, Gap{Surface: on, From: day.Day, To: day.Day, Usual: usual[i], Shown: day.Shown, Orders: day.Orders})
		case low[i]:
			gap := &found[len(found)-1]
			gap.To, gap.Shown, gap.Orders = day.Day, gap.Shown+day.Shown, gap.Orders+day.Orders
		case day.Shown > 0:
			open = false
		}
	}
	if open {
		found[len(found)-1].Open = true
	}
	return found
}

// neverShown is the gap of a surface nothing was ever shown on.
func neverShown(on app.Surface, days []Day, placed time.Time) Gap {
	gap := Gap{Surface: on, Open: true}
	for _, day := range days {
		if day.Shown > 0 {
			return Gap{}
		}
		if day.Day.Before(placed) || day.Orders == 0 {
			continue
		}
		if gap.Orders == 0 {
			gap.From = day.Day
		}
		gap.To, gap.Orders = day.Day, gap.Orders+day.Orders
	}
	return gap
}

// within are the gaps that reach a span that begins on a day.
func within(all []Gap, from time.Time) []Gap {
	var found []Gap
	for _, gap := range all {
		if !gap.To.Before(from) {
			found = append(found, gap)
		}
	}
	return found
}
