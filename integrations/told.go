package integrations

import (
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// Telling is a word that a destination was told of a channel, or may have been told: the
// answer may be lost, or not have come yet.
type Telling struct {
	State app.ConsentState `json:"state"`
	Said  time.Time        `json:"said"` // by her
	From  time.Time        `json:"from"` // it was told after this
	Till  time.Time        `json:"till"` // and before this
}

// Skew is how far a destination's clock may be from ours.
const Skew = 15 * time.Minute

// hasty is how soon nobody has left again who was only just subscribed.
const hasty = time.Minute

// Ours reports whether how a channel stands at a destination is what we told it, and no
// later word of hers. since is when it came to stand so; where only a person's last change
// is dated, a write of ours beside her word may have moved that.
func (c Consent) Ours(state app.ConsentState, since time.Time) bool {
	for _, t := range slices.Backward(c.Told) {
		first, last := t.From, t.Till
		if t.Said.Before(first) {
			first = t.Said // whoever told it may have had a clock that was ahead
		}
		if c.At.After(last) {
			last = c.At
		}
		if t.State == state && !since.Before(first.Add(-Skew)) && !since.After(last.Add(Skew)) {
			return true
		}
		if !since.Before(t.From.Add(hasty)) {
			return false // it was told something else before that
		}
	}
	return false
}

// UnderWay reports whether a destination that takes a word now and acts on it later, though
// not later than that, may yet do the opposite of this one because it was told so before.
func (c Consent) UnderWay(now time.Time, late time.Duration) bool {
	return slices.ContainsFunc(c.Told, func(t Telling) bool { return t.State != c.State && now.Before(t.Till.Add(late)) })
}

// Outdated reports whether somebody has certainly said more at a destination since. A
// grant is by any later moment there; a withdrawal only where no clock can be at fault:
// to unsubscribe too much is the safe side.
func (c Consent) Outdated(since time.Time) bool {
	if c.State == app.ConsentWithdrawn {
		since = since.Add(-Skew)
	}
	return c.At.Before(since)
}
