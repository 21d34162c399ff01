package stream

import (
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
)

const day = 24 * time.Hour

// wave is the time in which a question is asked once. The first begins with the
// world; a new one begins when an answer has aged or come into doubt, or when so many
// days have passed since she was last asked or answered.
type wave struct {
	begins   time.Time
	why      Why
	answered time.Time // in this wave, as everything below
	last     time.Time // asked on another occasion
	times    int       // asked on other occasions
	now      bool      // asked on this occasion
	latest   time.Time // asked or answered
}

// cadence is what makes a question's waves.
type cadence struct {
	mode     app.AgainMode
	days     time.Duration
	times    int
	halfLife int
	doubted  time.Time
}

func (c *chooser) cadence(q *app.Question) cadence {
	found := cadence{mode: app.AgainOnce, halfLife: q.HalfLife, doubted: c.History.Doubted[q.Key]}
	if q.Again != nil {
		found.mode, found.times = q.Again.Mode, q.Again.Times
		found.days = time.Duration(q.Again.Days) * day
	}
	if !c.doubts(found.doubted) {
		found.doubted = time.Time{}
	}
	return found
}

func (c *chooser) doubts(at time.Time) bool { return !at.IsZero() && !c.Now.Before(at) }

// wave says whether a question is due: what makes it so and in which wave, or which
// rule refuses it. The occasion that asked may show it again until it is answered.
func (c *chooser) wave(q *app.Question) (Why, string, Reason) {
	events, cadence := c.memory.of(q.Key), c.cadence(q)
	if cadence.mode == app.AgainEvergreen {
		return c.evergreen(events)
	}
	w := c.standing(events, cadence)
	if reason, refused := w.refuses(c.Now, cadence); refused {
		return "", "", reason
	}
	return w.due(len(events) > 0, cadence.mode), w.id(), Reason{}
}

// standing is the wave that a question is in now.
func (c *chooser) standing(events []event, cadence cadence) (w wave) {
	for _, e := range events {
		w.renew(e.at, cadence)
		w.add(e, c.Occasion)
	}
	w.renew(c.Now, cadence)
	return w
}

// renew begins a new wave if one has begun by then.
func (w *wave) renew(by time.Time, c cadence) {
	if at, why := w.ends(c); why != "" && !by.Before(at) {
		*w = wave{begins: at, why: why}
	}
}

// ends is when the wave does, and why; "" when it does not by itself.
func (w *wave) ends(c cadence) (at time.Time, why Why) {
	sooner := func(t time.Time, reason Why) {
		if why == "" || t.Before(at) {
			at, why = t, reason
		}
	}
	if stale, ages := StaleAt(w.answered, c.halfLife); ages && !w.answered.IsZero() {
		sooner(stale, WhyStale)
	}
	if !w.answered.IsZero() && c.doubted.After(w.answered) {
		sooner(c.doubted, WhyDoubted)
	}
	if c.mode == app.AgainEvery && c.days > 0 && !w.latest.IsZero() { // every no days is once
		sooner(w.latest.Add(c.days), WhyAgain)
	}
	return at, why
}

func (w *wave) add(e event, occasion string) {
	w.latest = e.at
	switch {
	case e.answer != nil:
		w.answered = e.at
	case e.occasion == occasion && occasion != "":
		w.now = true
	default:
		w.times++
		w.last = e.at
	}
}

func (w *wave) refuses(now time.Time, c cadence) (Reason, bool) {
	switch {
	case !w.answered.IsZero():
		return Reason{RuleAnswered, w.answered, w.next(c)}, true
	case c.mode == app.AgainUntil && c.times > 0 && w.times >= c.times:
		return Reason{RuleAsked, w.times, c.times}, true
	case c.mode == app.AgainUntil && w.times > 0 && now.Before(w.last.Add(c.days)):
		return Reason{RuleAsked, w.last, w.last.Add(c.days)}, true
	case c.mode != app.AgainUntil && w.times > 0:
		return Reason{RuleAsked, w.last, w.next(c)}, true
	default:
		return Reason{}, false
	}
}

// next is when it can be asked again, nil for never.
func (w *wave) next(c cadence) any {
	if at, why := w.ends(c); why != "" {
		return at
	}
	return nil
}

func (w *wave) due(before bool, mode app.AgainMode) Why {
	switch {
	case w.now:
		return WhyPending
	case w.why != "":
		return w.why
	case before && mode == app.AgainUntil:
		return WhyUntil
	default:
		return WhyNew
	}
}

// id names a wave among those of its question and person.
func (w *wave) id() string {
	if w.begins.IsZero() {
		return "0"
	}
	return strconv.FormatInt(w.begins.UnixMilli(), 10)
}

// evergreen is due whenever it can be seen: each occasion is a wave.
func (c *chooser) evergreen(events []event) (Why, string, Reason) {
	why := WhyEvergreen
	for _, e := range events {
		switch {
		case e.occasion != c.Occasion || c.Occasion == "":
		case e.answer != nil:
			return "", "", Reason{RuleAnswered, e.at, nil}
		default:
			why = WhyPending
		}
	}
	return why, c.Occasion, Reason{}
}

// StaleAt is when an answer has lost half its worth, by a half-life in days; false
// for one that does not age.
func StaleAt(answered time.Time, halfLife int) (time.Time, bool) {
	return answered.Add(time.Duration(halfLife) * day), halfLife > 0
}

// Answered reports whether an answer given then still is the one of its wave, whose
// question is not evergreen: of that, each occasion is a wave.
func Answered(q app.Question, answered, now time.Time) bool {
	c := (&chooser{Input: Input{Now: now}}).cadence(&q)
	w := wave{answered: answered, latest: answered}
	w.renew(now, c)
	return !w.answered.IsZero()
}
