package delivery

import (
	"math/rand/v2"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// schedule is how long a delivery waits after each attempt that may yet
// succeed: 12 attempts in 72 hours (with the jitter), then it is parked.
var schedule = []time.Duration{
	2 * time.Second, 10 * time.Second, time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour,
	3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 24 * time.Hour,
}

// longestRest bounds how long a destination can make its lane wait, or how long
// a lane rests when nothing gets through.
const (
	longestRest    = 10 * time.Minute
	shortestRest   = time.Second
	longestOutage  = time.Minute
	longestReason  = 500
	reasonNoAnswer = "the destination gave no usable answer"
)

// urgency orders classes: of several outcomes the most urgent decides what
// becomes of a delivery. What may yet succeed comes before what is final, so
// that nothing is parked while a part of it is still to be tried.
var urgency = map[integrations.Class]int{
	integrations.OK: 0, integrations.Rejected: 1, integrations.Conflict: 2, integrations.Blocked: 3, integrations.Config: 4,
	integrations.Bug: 5, integrations.Missing: 6, integrations.Transient: 7, integrations.Ambiguous: 8, integrations.Throttled: 9,
	integrations.Scope: 10, integrations.Retired: 11, integrations.Auth: 12,
}

// worst is the most urgent of some outcomes, with the cost of all.
func worst(outcomes []integrations.Outcome) integrations.Outcome {
	var all integrations.Outcome
	all.Class = integrations.OK
	for _, o := range outcomes {
		cost := all.Cost + o.Cost
		if urgency[o.Class] > urgency[all.Class] {
			all = o
		}
		all.Cost = cost
	}
	return all
}

// after is the delivery as an outcome leaves it. In an outage, when nobody answers,
// what was taken back is never given up, and is due again with whatever the lane sends
// next: it is to be the first that gets through. Of others the first batch that nobody
// answers is an attempt, for it may be they that are at fault; from then on it is the
// destination, and however long that is down nobody has to replay anything.
func after(d app.Delivery, o integrations.Outcome, now time.Time, r result) app.Delivery {
	if o.Class == integrations.Throttled {
		return d // waiting is not an attempt
	}
	d.Reason = clean(o.Reason)
	if r.outage && r.silence > 0 {
		d.NextAt = now
		if d.Cause != app.CauseWithdrawn { // others are tried next, and not the same together again
			lane := laneRest(r.silence)
			d.NextAt = now.Add(lane + lane/8 + rand.N(4*lane))
		}
		return d
	}
	d.Attempts++
	switch o.Class {
	case integrations.OK:
		d.State, d.Reason = app.DeliveryDone, ""
	case integrations.Transient, integrations.Ambiguous, integrations.Missing:
		if r.outage && d.Cause == app.CauseWithdrawn {
			d.NextAt = now
			break
		}
		if d.Attempts > len(schedule) {
			d.State = app.DeliveryParked
			break
		}
		d.NextAt = now.Add(jitter(schedule[d.Attempts-1]))
	case integrations.Auth, integrations.Scope, integrations.Retired:
		// The lane is paused; the delivery waits with it.
	default:
		d.State = app.DeliveryParked
	}
	return d
}

// jitter spreads retries over 95 to 110 % of their time.
func jitter(d time.Duration) time.Duration {
	return time.Duration(float64(d) * (0.95 + 0.15*rand.Float64()))
}

// clean makes a reason storable: bounded, valid UTF-8, without NUL.
func clean(reason string) string {
	return cut(strings.ReplaceAll(strings.ToValidUTF8(reason, "\uFFFD"), "\x00", ""), longestReason)
}

// rest is how long the lane is left alone after a batch.
func rest(outcomes []integrations.Outcome, attempts int) time.Duration {
	var throttled time.Duration
	for _, o := range outcomes {
		if o.Class == integrations.Throttled {
			throttled = max(throttled, o.After, shortestRest)
		}
	}
	if throttled > 0 {
		return min(throttled, longestRest)
	}
	if outage(outcomes) {
		// Try again with one batch, not with all of them at once.
		return laneRest(attempts)
	}
	return 0
}

// laneRest is how long a lane rests that nobody has answered so many times.
func laneRest(times int) time.Duration {
	return min(schedule[min(times, len(schedule)-1)], longestOutage)
}

// outage reports whether nobody answers.
func outage(outcomes []integrations.Outcome) bool {
	through, failing := false, false
	for _, o := range outcomes {
		switch o.Class {
		case integrations.Throttled:
		case integrations.Transient, integrations.Ambiguous:
			failing = true
		default:
			through = true
		}
	}
	return failing && !through
}

// pause is why the lane must stop until the merchant acts, "" if it need not.
func pause(outcomes []integrations.Outcome) string {
	switch o := worst(outcomes); o.Class {
	case integrations.Auth, integrations.Scope, integrations.Retired:
		if o.Reason == "" {
			return string(o.Class)
		}
		return clean(o.Reason)
	default:
		return ""
	}
}
