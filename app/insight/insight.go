// Package insight owns the summaries merchants read: what was shown, begun, answered
// and completed on each surface, held against the shop's orders, and where a block has
// gone missing. It only reads, counts and nobody's words; the arithmetic is apart from
// the reading, and what cannot be known is said to be unknown, with the reason.
package insight

import (
	"context"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Reader summarises. Safe for concurrent use.
type Reader struct {
	Store *store.Store
	Now   func() time.Time // the clock; time.Now when nil
}

// MostDays is the longest span that is summarised.
const MostDays = 90

// Report is how the surfaces of a shop did over a span of its days.
type Report struct {
	Zone     string    // that its days are counted in: the shop's, else UTC
	From, To time.Time // dates, at midnight UTC
	Surfaces []Surface // that a survey is placed on, or that something was counted on
	Gaps     []Gap     // the oldest first
}

// Surface is what happened on one surface.
type Surface struct {
	Surface app.Surface
	Placed  bool // a published survey is asked there
	There   There
	Counts
	Days    []Day          // every day of the span
	Surveys []VersionCount // every version that was met, the newest of a survey first
}

// Counts are what was counted.
type Counts struct {
	Orders    int // that led past the surface while something was asked there, where ByOrder says that they do
	Shown     int
	Started   int
	Answered  int
	Completed int
}

// Day is one of a surface's days.
type Day struct {
	Day time.Time
	Counts
}

// VersionCount is one version of a survey on a surface.
type VersionCount struct {
	Survey  app.SurveyID
	Version int
	Counts
}

// ByOrder reports whether every order of the shop's checkout leads past a surface.
func ByOrder(on app.Surface) bool { return on == app.SurfaceThankYou || on == app.SurfaceOrderStatus }

// Surfaces summarises the last days of a shop, today among them. Errors: NotFound for
// a shop nobody knows; Unavailable.
func (r *Reader) Surfaces(ctx context.Context, shop app.ShopID, days int) (Report, error) {
	known, err := r.Store.Shop(ctx, shop)
	if err != nil {
		return Report{}, err
	}
	report := Report{Zone: known.Zone().String(), To: dateOf(r.now(), known.Zone())}
	report.From = report.To.AddDate(0, 0, 1-min(max(days, 1), MostDays))
	first := report.From.AddDate(0, 0, -lookBack)
	met, err := r.Store.Impressions(ctx, shop, first, report.To)
	if err != nil {
		return Report{}, err
	}
	orders, err := r.Store.OrderCounts(ctx, shop, first, report.To)
	if err != nil {
		return Report{}, err
	}
	published, err := r.Store.PublishedVersions(ctx, shop)
	if err != nil {
		return Report{}, err
	}
	placings, err := r.Store.Placings(ctx, shop, "")
	if err != nil {
		return Report{}, err
	}
	var before []stretch
	var led []app.OrderCount
	for _, on := range app.Surfaces {
		since, placed := placedSince(published, on, known.Zone())
		times := asked(placings, on)
		if ByOrder(on) && (before == nil || !slices.Equal(times, before)) { // most are asked on both
			before = times
			if led, err = r.ledDaily(ctx, known, pastOf(times, first, report.To, known.Zone()), orders); err != nil {
				return Report{}, err
			}
		}
		history := daily(on, led, met)
		if placed && ByOrder(on) {
			report.Gaps = append(report.Gaps, within(gaps(on, history, since), report.From)...)
		}
		one := Surface{Surface: on, Placed: placed, Days: history[lookBack:], Surveys: versions(on, met, report.From)}
		one.There = pastOf(times, report.From, report.To, known.Zone()).There
		for _, day := range one.Days {
			one.Counts = one.and(day.Counts)
		}
		if placed || one.Shown+one.Started+one.Answered > 0 {
			report.Surfaces = append(report.Surfaces, one)
		}
	}
	slices.SortStableFunc(report.Gaps, func(a, b Gap) int { return a.From.Compare(b.From) })
	return report, nil
}

// Missing are the gaps of a shop that are still open; of one that is not installed
// there are none. Errors: as Surfaces.
func (r *Reader) Missing(ctx context.Context, shop app.ShopID) ([]Gap, error) {
	known, err := r.Store.Shop(ctx, shop)
	if err != nil || !known.Installed() {
		return nil, err
	}
	report, err := r.Surfaces(ctx, shop, usualDays)
	return slices.DeleteFunc(report.Gaps, func(g Gap) bool { return !g.Open }), err
}

func (r *Reader) now() time.Time {
	if r.Now == nil {
		return time.Now()
	}
	return r.Now()
}

// dateOf is a moment's date in a zone, at midnight UTC.
func dateOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// placedSince is the date since which something is asked on a surface, as it is now.
func placedSince(published []app.Version, on app.Surface, zone *time.Location) (since time.Time, placed bool) {
	for _, v := range published {
		if !slices.Contains(v.Document.Placements, on) {
			continue
		}
		if at := dateOf(v.PublishedAt, zone); !placed || at.Before(since) {
			since, placed = at, true
		}
	}
	return since, placed
}
