package klaviyo

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/askwell/askwell/app"
)

// subscription is how one channel's marketing stands. Whether she can be mailed says
// nothing: that is so for everybody who has never said a word.
type subscription struct {
	Consent     string    `json:"consent"`
	At          time.Time `json:"consent_timestamp"`
	Updated     time.Time `json:"last_updated"`
	Suppression []struct {
		Reason string    `json:"reason"`
		At     time.Time `json:"timestamp"`
	} `json:"suppression"`
}

// saidBy are the suppressions by what somebody did; an address that does not work is none.
var saidBy = []string{"UNSUBSCRIBE", "SPAM_COMPLAINT", "USER_SUPPRESSED"}

// standing is what she said last of a channel, and when; no state for nothing.
type standing struct {
	state app.ConsentState
	at    time.Time
}

// slack is how long Klaviyo may take to do what it was told, and how far its clock may be
// from ours.
const slack = 15 * time.Minute

func (p *profile) standing(channel app.Channel) standing {
	if p == nil {
		return standing{}
	}
	var all map[string]struct {
		Marketing subscription `json:"marketing"`
	}
	text, _ := json.Marshal(p.Attributes.Subscriptions) // it was JSON before
	_ = json.Unmarshal(text, &all)                      // a shape that we do not know tells nothing
	held := all[string(channel)].Marketing
	var s standing
	optOut := held.optOut()
	switch {
	case !optOut.IsZero(), held.Consent == "UNSUBSCRIBED":
		s.state = app.ConsentWithdrawn
	case held.Consent == "SUBSCRIBED":
		s.state = app.ConsentGranted
	default:
		return s
	}
	if s.at = later(optOut, held.At); s.at.IsZero() {
		s.at = held.Updated
	}
	s.at = p.saidAt(channel, s)
	return s
}

// optOut is when she was suppressed last by what she or the merchant did, zero for never.
func (s subscription) optOut() (at time.Time) {
	for _, one := range s.Suppression {
		if slices.Contains(saidBy, one.Reason) {
			at = later(at, one.At)
		}
	}
	return at
}

// saidAt is when she said what stands there. Klaviyo dates what we told by when it was
// told: where the word is ours, it is as old as we noted.
func (p *profile) saidAt(channel app.Channel, s standing) time.Time {
	said, told, noted := p.noted(channel, s.state)
	switch {
	case !noted, s.at.After(told.Add(slack)):
		return s.at
	case s.at.Before(told.Add(-slack)):
		return later(said, s.at)
	default:
		return said
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// noted is when she said what we told, and when we told it.
func (p *profile) noted(channel app.Channel, state app.ConsentState) (said, told time.Time, ok bool) {
	var text string
	if json.Unmarshal(p.Attributes.Properties[noteKey(channel, state)], &text) != nil {
		return said, told, false
	}
	first, second, _ := strings.Cut(text, noteMiddle)
	said, err := time.Parse(time.RFC3339, first)
	if err == nil {
		told, err = time.Parse(time.RFC3339, second)
	}
	return said, told, err == nil
}
