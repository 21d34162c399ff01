package integrations

import "time"

// Class says what a destination's answer means for the delivery.
type Class string

// The classes.
const (
	OK        Class = "ok"
	Throttled Class = "throttled" // wait After; not an attempt
	Transient Class = "transient" // back off and try again
	Ambiguous Class = "ambiguous" // may have happened; safe to repeat, because Apply is
	Auth      Class = "auth"      // the connection is dead: pause the lane, tell the merchant
	Scope     Class = "scope"     // a permission is missing: pause the lane, tell the merchant
	Config    Class = "config"    // what the mapping names is gone: a list, a property
	Retired   Class = "retired"   // the destination's API has gone: pause the lane, tell us
	Missing   Class = "missing"   // the subject is not there (yet)
	Rejected  Class = "rejected"  // refused for good: park with the reason
	Blocked   Class = "blocked"   // the person may not be written about: unsubscribed, suppressed, forgotten
	Conflict  Class = "conflict"  // what names the person is another's there
	Bug       Class = "bug"       // we sent nonsense: park and alert
)

// Outcome is a destination's answer to one change.
type Outcome struct {
	Class   Class
	After   time.Duration // with Throttled: how long to wait
	Reason  string        // for people; no personal data, no secret
	Status  int           // of the HTTP answer, 0 without one
	Excerpt string        // of the answer; redacted, at most 500 characters
	Cost    int           // points charged, this change's share
	Told    []string      // where the class is not OK: ids of the events that arrived all the same
	// Refused are the parts that fared worse than the class says: all else of the change
	// was made, and these will never be.
	Refused []Refused
}

// Refused is a part of a change that was refused.
type Refused struct {
	Part   string // "property:skin", "tag:quiz_oily", "list:12", "consent:email"
	Class  Class
	Reason string
}
