package insight

import (
	"cmp"
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// MostFiltered is the longest span of answers that is summarised, in days: two years.
const MostFiltered = 731

const usualSpan = 30 // days

// Filter says which answers are meant.
type Filter struct {
	From, To time.Time   // dates of the shop's, at midnight UTC; zero: the last thirty days, or until today
	Surface  app.Surface // "" for all
	Country  string      // ISO 3166, Nowhere for answers without an order we know, "" for all
}

// Nowhere stands for no known country.
const Nowhere = "none"

// Frame is what a summary is of.
type Frame struct {
	Zone     string    // that days are counted in: the shop's, else UTC
	From, To time.Time // dates, at midnight UTC
	AsOf     time.Time // what was said and ordered until then is counted; zero: nothing ever was
}

// look is a survey, and what is read of it.
type look struct {
	Frame
	survey   app.Survey
	shop     app.Shop
	versions []app.Version // the newest first
	tallies  store.TallyFilter
}

// look prepares to read a survey's tallies. Errors: NotFound; Invalid for a span that
// ends before it begins, or is too long; Unavailable.
func (r *Reader) look(ctx context.Context, shop app.ShopID, id app.SurveyID, f Filter) (l look, err error) {
	if l.shop, err = r.Store.Shop(ctx, shop); err != nil {
		return l, err
	}
	if l.survey, err = r.Store.Survey(ctx, shop, id); err != nil {
		return l, err
	}
	if l.versions, err = r.Store.SurveyVersions(ctx, shop, id); err != nil {
		return l, err
	}
	zone := l.shop.Zone()
	l.Zone, l.From, l.To = zone.String(), f.From, f.To
	if l.To.IsZero() {
		l.To = dateOf(r.now(), zone)
	}
	if l.From.IsZero() {
		l.From = l.To.AddDate(0, 0, 1-usualSpan)
	}
	if l.From.After(l.To) {
		return l, app.InvalidFields([]app.FieldError{{Field: "from", Code: "order", Message: "This must not be after the last day."}})
	}
	if l.To.Sub(l.From) >= MostFiltered*24*time.Hour {
		return l, app.InvalidFields([]app.FieldError{{Field: "from", Code: "max", Message: "At most two years can be shown at once."}})
	}
	since, err := r.Store.TalliedAt(ctx, shop)
	if l.AsOf = since; since.IsZero() {
		l.AsOf = r.now()
	}
	l.tallies = store.TallyFilter{
		Survey: id, From: l.From, To: l.To,
		Surfaces: []app.Surface{cmp.Or(f.Surface, app.Everywhere)}, Countries: []string{cmp.Or(f.Country, app.Everywhere)},
	}
	if f.Country == Nowhere {
		l.tallies.Countries = []string{""}
	}
	return l, err
}

// words picks a text in the language the shop is run in.
func (l look) words(t app.Text, in app.Document) string {
	fallback := ""
	if len(in.Languages) > 0 {
		fallback = in.Languages[0]
	}
	return t.In(l.shop.Locale, fallback)
}
