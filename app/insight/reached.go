package insight

import (
	"context"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// Reached is how far a survey came on its surfaces.
type Reached struct {
	Frame
	Survey   app.Survey
	Surfaces []SurfaceReached // that it is placed on, or that something was counted on
}

// SurfaceReached is how far it came on one.
type SurfaceReached struct {
	Surface app.Surface
	Placed  bool // the published version is asked there
	There   There
	Counts
	Rates
}

// answeredOn are the surfaces that something can be answered on.
var answeredOn = slices.Concat(app.Surfaces, []app.Surface{app.SurfacePreferences, app.SurfaceStaff})

// Reached tells how many orders led past a survey while it was asked there, who was shown
// it, began, answered and completed it. Of a country only those who answered are known. Errors: as Survey.
func (r *Reader) Reached(ctx context.Context, shop app.ShopID, id app.SurveyID, f Filter) (Reached, error) {
	l, err := r.look(ctx, shop, id, f)
	if err != nil {
		return Reached{}, err
	}
	l.tallies.Questions, l.tallies.Surfaces = []string{""}, []app.Surface{app.Everywhere}
	answered := &app.TallyCounts{}
	if err := r.Store.SumTallies(ctx, shop, l.tallies, func(app.Tally) *app.TallyCounts { return answered }); err != nil {
		return Reached{}, err
	}
	counts, theres := map[app.Surface]*Counts{}, map[app.Surface]There{}
	at := func(on app.Surface) *Counts {
		if counts[on] == nil {
			counts[on] = &Counts{}
		}
		return counts[on]
	}
	for spot, p := range answered.Spots {
		one := at(spot.Surface)
		one.Answered, one.Completed = one.Answered+p.Answered, one.Completed+p.Completed
	}
	if f.Country == "" {
		if err := r.shown(ctx, l, at, theres); err != nil {
			return Reached{}, err
		}
	}
	reached := Reached{Frame: l.Frame, Survey: l.survey}
	for _, on := range answeredOn {
		placed := l.placed(on)
		if !placed && *at(on) == (Counts{}) || f.Surface != "" && f.Surface != on {
			continue
		}
		one := SurfaceReached{Surface: on, Placed: placed, There: theres[on], Counts: *at(on)}
		if one.Rates = RatesOf(on, one.Counts); f.Country != "" {
			one.Rates = ratesAbroad(one.Counts)
		}
		reached.Surfaces = append(reached.Surfaces, one)
	}
	return reached, nil
}

// placed reports whether the published version is asked on a surface.
func (l look) placed(on app.Surface) bool {
	return len(l.versions) > 0 && l.versions[0].Version == l.survey.Version && slices.Contains(l.versions[0].Document.Placements, on)
}

// shown adds what is known of a whole surface only.
func (r *Reader) shown(ctx context.Context, l look, at func(app.Surface) *Counts, theres map[app.Surface]There) error {
	displays, err := r.Store.Displays(ctx, l.shop.ID, l.survey.ID, l.From, l.To)
	if err != nil {
		return err
	}
	for _, d := range displays {
		at(d.Surface).Shown, at(d.Surface).Started = d.Shown, d.Started
	}
	placings, err := r.Store.Placings(ctx, l.shop.ID, l.survey.ID)
	if err != nil {
		return err
	}
	var before []stretch
	var p past
	orders := 0
	for _, on := range app.Surfaces {
		if !ByOrder(on) || !l.placed(on) && *at(on) == (Counts{}) {
			continue
		}
		if times := asked(placings, on); before == nil || !slices.Equal(times, before) { // most are asked on both
			before, p = times, pastOf(times, l.From, l.To, l.shop.Zone())
			if orders, err = r.led(ctx, l.shop, l.Frame, p); err != nil {
				return err
			}
		}
		at(on).Orders, theres[on] = orders, p.There
	}
	return nil
}

// led counts the orders of days, and hours of days, that something was asked on.
func (r *Reader) led(ctx context.Context, shop app.Shop, f Frame, p past) (orders int, err error) {
	led, others := &app.TallyCounts{}, &app.TallyCounts{}
	if err := r.Store.SumTallies(ctx, shop.ID, store.TallyFilter{
		Questions: []string{""}, Surfaces: []app.Surface{app.Everywhere}, Countries: []string{app.Everywhere}, From: f.From, To: f.To, Daily: !p.Whole,
	}, func(t app.Tally) *app.TallyCounts {
		if p.Whole || p.holds(t.Day) {
			return led
		}
		return others
	}); err != nil {
		return 0, err
	}
	orders = led.Orders
	counts, err := r.Store.HourOrders(ctx, shop.ID, p.some, shop.Zone())
	for _, n := range counts {
		orders += n
	}
	return orders, err
}

// ratesAbroad are the shares of a country: where somebody is from is known by her order,
// and so of nobody who only saw something.
func ratesAbroad(c Counts) Rates {
	return Rates{
		Shown: Rate{Why: NoCountry}, Started: Rate{Why: NoCountry}, Answered: Rate{Of: c.Answered, Why: NoCountry},
		Completed: rate(c.Completed, c.Answered, ""),
	}
}
