package insight

import "github.com/askwell/askwell/app"

// Rate is a share, as far as it is known.
type Rate struct {
	Of, Out int // so many, out of so many
	Why     Why // it is not told; "" where it is
}

// Share is the share with its interval, of a rate that is told.
func (r Rate) Share() Share { return ShareOf(r.Of, r.Out) }

// Why says why a share is not told.
type Why string

// Why a share is not told.
const (
	Nothing   Why = "nothing"    // nothing has happened yet that it would be a share of
	NoVisits  Why = "no_visits"  // nobody counts who comes past this surface
	Unseen    Why = "unseen"     // who saw it and did nothing has made no request, and is not counted
	NoScript  Why = "no_script"  // a page without scripts does not tell that somebody begins
	Unopened  Why = "unopened"   // nobody counts who opens an email
	NoCountry Why = "no_country" // where somebody is from is known of those who answered only
	Uncounted Why = "uncounted"  // more came of it than was counted: forms without scripts, or pages loaded again
)

// Rates are the shares of one surface: shown of the orders that led past it, started of shown, answered
// of started (of shown, where nobody tells that she begins), completed of answered.
type Rates struct{ Shown, Started, Answered, Completed Rate }

// unknown is what a surface cannot know.
type unknown struct{ shown, started, answered Why }

var unknowns = map[app.Surface]unknown{
	app.SurfaceThankYou:    {},
	app.SurfaceOrderStatus: {},
	app.SurfaceTheme:       {shown: NoVisits, started: Unseen},
	app.SurfaceCart:        {shown: NoVisits, started: Unseen},
	app.SurfacePrompt:      {shown: NoVisits, started: Unseen},
	app.SurfaceAccount:     {shown: NoVisits},
	app.SurfaceLink:        {shown: NoVisits, started: NoScript},
	app.SurfaceEmail:       {shown: Unopened, started: Unopened, answered: Unopened},
}

// RatesOf tells the shares of what was counted on a surface.
func RatesOf(on app.Surface, c Counts) Rates {
	known := unknowns[on]
	begun := c.Started
	if known.started == NoScript {
		begun = c.Shown
	}
	return Rates{
		Shown:     rate(c.Shown, c.Orders, known.shown),
		Started:   rate(c.Started, c.Shown, known.started),
		Answered:  rate(c.Answered, begun, known.answered),
		Completed: rate(c.Completed, c.Answered, ""),
	}
}

func rate(of, out int, why Why) Rate {
	r := Rate{Of: of, Out: out, Why: why}
	switch {
	case why != "":
	case of > out:
		r.Why = Uncounted
	case out == 0:
		r.Why = Nothing
	}
	return r
}
