package app

import (
	"encoding/json"
	"maps"
	"strings"
	"time"
)

// Write is one change of one place at a destination: a property, a tag, a membership.
// What stood there is kept, so that it can be restored.
type Write struct {
	Shop        ShopID
	Destination DestinationID
	Delivery    DeliveryID
	Subject     string // as in a Receipt
	Property    string // as in a Receipt
	Before      Stand
	After       Stand
	At          time.Time // when it was about to be written; later than all before it at its place
	WrittenAt   time.Time // zero while uncertain
	UndoneAt    time.Time // zero while it stands
}

// Stand is what stands at a place: nothing, or a value. A tag or a membership that is
// there has the value "".
type Stand struct {
	There bool   `json:"there"`
	Value string `json:"value,omitempty"`
}

// CanStand reports whether it can be made to stand at a place of a receipt's name. What our
// own blocks read is only known by its digest, and made anew.
func (s Stand) CanStand(property string) bool {
	if !s.There || strings.HasPrefix(property, "tag:") || strings.HasPrefix(property, "list:") {
		return true
	}
	var v Value
	return json.Unmarshal([]byte(s.Value), &v) == nil && v.Kind != ""
}

// Undone is what an undo came to, or would come to.
type Undone struct {
	Deliveries int            `json:"deliveries"`          // that were looked at
	People     int            `json:"people"`              // whom something is restored of
	Places     int            `json:"places"`              // where what stood before is restored
	Skipped    map[string]int `json:"skipped"`             // how many places are not, by why
	Refused    int            `json:"refused,omitempty"`   // of the people, those whose destination has refused it
	CutShort   bool           `json:"cut_short,omitempty"` // not all was counted: there is more than this
}

// Add is what both came to, on different deliveries of different people.
func (u Undone) Add(more Undone) Undone {
	skipped := maps.Clone(u.Skipped)
	if skipped == nil {
		skipped = map[string]int{}
	}
	for why, n := range more.Skipped {
		skipped[why] += n
	}
	return Undone{
		Deliveries: u.Deliveries + more.Deliveries, People: u.People + more.People, Places: u.Places + more.Places, Skipped: skipped,
		Refused: u.Refused + more.Refused, CutShort: u.CutShort || more.CutShort,
	}
}

// Override makes something else stand at a place than what answers ask for, as long as
// they ask for the same: it was undone, or the merchant has decided for what the
// destination says.
type Override struct {
	Destination DestinationID
	Subject     string
	Property    string
	Unwanted    Stand // what answers ask for
	Wanted      Stand // what is to stand there instead
	Why         OverrideReason
	Since       time.Time
}

// OverrideReason is why an override is there.
type OverrideReason string

// The reasons.
const (
	OverrideUndone OverrideReason = "undone" // the delivery that wrote it was undone
	OverrideTheirs OverrideReason = "theirs" // the destination's own value was kept
)

// Check is a look at what a destination really holds of somebody we wrote about.
type Check struct {
	Destination DestinationID
	Subject     string
	Delivery    DeliveryID
	State       CheckState
	Differences []Difference
	DueAt       time.Time
	CheckedAt   time.Time
}

// CheckState is what a look came to.
type CheckState string

// The states of a check.
const (
	CheckWaiting    CheckState = "waiting"
	CheckVerified   CheckState = "verified"
	CheckDifferent  CheckState = "different"
	CheckUnreadable CheckState = "unreadable"
)

// Difference is one place where a destination holds something else than we wrote.
type Difference struct {
	Property string `json:"property"` // as in a Receipt
	Ours     Stand  `json:"ours"`
	Theirs   Stand  `json:"theirs"`
}

// DriftPolicy is what is done where a destination holds something else than we wrote.
type DriftPolicy string

// The policies.
const (
	DriftOurs   DriftPolicy = "ours"   // write ours again
	DriftTheirs DriftPolicy = "theirs" // keep theirs until she answers anew
	DriftAsk    DriftPolicy = "ask"    // show it to the merchant
)
