package store

import (
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// Why something is not undone.
const (
	skipOver    = "a later delivery has written there since"
	skipOther   = "something else stands there by now"
	skipUnsure  = "it is not certain yet that it was written"
	skipDigest  = "what stood there is not kept: it is made anew by itself"
	skipGone    = "who it was about is another person by now, or gone"
	skipEvent   = "an event cannot be untold"
	skipConsent = "a consent stands as she last said it"
)

// place is where something stands.
type place struct {
	at                app.DestinationID
	subject, property string
}

func placeOf(w app.Write) place { return place{w.Destination, w.Subject, w.Property} }

func (p place) compare(o place) int {
	return slices.Compare([]string{string(p.at), p.subject, p.property}, []string{string(o.at), o.subject, o.property})
}

// unwind goes back from what stands at a place as far as deliveries that are to be undone
// wrote it, one after the other.
func (u *undoing) unwind(at place, chain []app.Write) {
	u.seen[at] = true
	now, back, over := u.at(at), app.Stand{}, false
	profile, known := u.names[at.subject]
	ofOrder := strings.HasPrefix(at.subject, "order/")
	step := now.stand
	var undone []app.Write
	for _, w := range chain {
		d, chosen := u.whose[w.Delivery]
		if chosen && ofOrder && u.alive[d.Profile] && !known {
			profile, known = d.Profile, true // whoever spoke of it last
		}
		why := ""
		switch {
		case !chosen:
			over = true
			continue
		case over:
			why = skipOver
		case !known:
			why = skipGone
		case !now.certain:
			why = skipUnsure
		case w.After != step && (w.WrittenAt.IsZero() || len(undone) > 0):
			u.writes = append(u.writes, w) // it never arrived, or was over before what is undone was written
			continue
		case w.After != step:
			why = skipOther
		case !w.Before.CanStand(at.property):
			why = skipDigest
		}
		if why != "" {
			if u.page == nil || u.page[w.Delivery] {
				u.done.Skipped[why]++
			}
			over = true
			continue
		}
		step, back, undone = w.Before, w.Before, append(undone, w)
	}
	if len(undone) == 0 {
		return
	}
	u.done.Places++
	u.people[profile] = true
	u.writes = append(u.writes, undone...)
	o := app.Override{
		Destination: at.at, Subject: at.subject, Property: at.property, Unwanted: now.asked, Wanted: back,
		Why: app.OverrideUndone, Since: now.since,
	}
	if o.Since.IsZero() {
		o.Since = fromMillis(u.now)
	}
	u.names[at.subject] = profile
	u.overrides = append(u.overrides, o) // one that wants what is asked for, too: what it takes to get there is no write
}
