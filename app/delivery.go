package app

import (
	"strconv"
	"time"
)

// ShopifyDestination is the id and kind of the destination every shop has.
const ShopifyDestination DestinationID = "shopify"

// FlowDestination is the id and kind of Shopify Flow, which a shop has while a workflow of
// it begins with something we tell.
const FlowDestination DestinationID = "flow"

// Destination is one tool a shop's answers are written back to.
type Destination struct {
	Shop      ShopID
	ID        DestinationID
	Kind      string            // a provider's name, "shopify"
	Title     string            // the merchant's own name for it, "" for the provider's
	Settings  map[string]string // what the merchant filled in; secrets sealed at rest
	Account   string            // as the destination calls it, once it was checked
	Problem   string            // what the last check found wrong, "" for nothing
	CheckedAt time.Time
	Drift     DriftPolicy // "" is DriftAsk
	Sample    int         // one in so many writes is read back; 0: none
	CreatedAt time.Time
	Edition   string // of what can be changed; named with a change, it is the only one that is
}

// Lane is a shop's road to one destination. Only the holder of its lease may
// send; the fence number is checked with every result, so a worker that slept
// through its lease cannot write over its successor.
type Lane struct {
	Shop         ShopID
	Destination  DestinationID
	DueAt        time.Time // when there is something to do; zero for never
	Fence        int64     // grows with every lease
	LeasedUntil  time.Time
	PausedReason string // why nothing is sent until the merchant acts, "" while open

	DeliveredAt    time.Time // when it last took something; zero for never
	ThrottledUntil time.Time // until when it has asked to be left alone, as of the last batch; zero when it has not
}

// PausedByHand is why a lane is paused that the merchant stopped: no check opens it.
const PausedByHand = "paused by you"

// Cause is what made a delivery.
type Cause string

// The causes.
const (
	CauseAnswer Cause = "answer" // a response changed preferences
	CauseLink   Cause = "link"   // a guest became known, or two people became one
	CauseAsked  Cause = "asked"  // a customer was asked, or put off, a question
	CauseStale  Cause = "stale"  // an answer has aged and does not count any more

	CauseWithdrawn Cause = "withdrawn" // a consent or an answer was taken back: before all others
	CauseGranted   Cause = "granted"   // a consent was given
	CausePurpose   Cause = "purpose"   // what answers may be used for changed

	CauseExpired Cause = "expired" // an answer was kept as long as was said
	CauseLinks   Cause = "links"   // a customer's links are made anew

	CauseBackfill Cause = "backfill" // a run: everything else goes before it
	CauseUndo     Cause = "undo"     // something that was written is taken back
	CauseDrift    Cause = "drift"    // the destination held something else than we wrote
)

// DeliveryState is how far a delivery is.
type DeliveryState string

// The states. Waiting is the only one that moves by itself.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliveryDone    DeliveryState = "done"
	DeliveryParked  DeliveryState = "parked"  // refused for a stated reason; replay sends it again
	DeliveryDropped DeliveryState = "dropped" // nothing to send any more: erased, uninstalled
)

// Delivery says: tell this destination about this person. It carries no
// content; what is sent is the newest desired state when the lane is drained.
type Delivery struct {
	Shop        ShopID
	ID          DeliveryID
	Destination DestinationID
	Profile     ProfileID
	Response    ResponseID
	Order       OrderID // the order whose metafields change too, 0 for none
	Cause       Cause
	Run         RunID  // the run that planned it, "" for none
	Bulk        string // the bulk job it is on its way with, "" for none
	State       DeliveryState
	Attempts    int
	NextAt      time.Time
	Reason      string // why it waits or is parked, in words for the merchant
	CreatedAt   time.Time
	FinishedAt  time.Time
}

// Attempt is one try at a delivery.
type Attempt struct {
	Shop      ShopID
	ID        string
	Delivery  DeliveryID
	Number    int    // 1 for the first
	Class     string // an integrations.Class
	Reason    string // redacted, at most 500 characters
	Status    int    // of the HTTP answer, 0 without one
	Excerpt   string // of the answer, redacted, at most 500 characters
	Cost      int    // points charged by the destination, shared by the batch
	StartedAt time.Time
	Duration  time.Duration
}

// Receipt is what a destination holds because we wrote it: one property or tag
// of one subject, and what stood there before we first touched it.
type Receipt struct {
	Destination DestinationID
	Subject     string // "customer/123" or "order/5"
	Property    string // "property:source" or "tag:askwell:source:podcast"
	Value       string // "" for a tag
	Before      string // what stood there already: as Value is, "true" for a tag or a membership, "" for nothing; of a consent all that was told
	Refused     string // why the destination will not take the value, "" while nothing is known against it
	Delivery    DeliveryID
	WrittenAt   time.Time // zero while uncertain: sent, or about to be, and not confirmed
	Elsewhere   bool      // it was written in an account that was left: whose the place is in this one nobody has looked
}

// CustomerSubject names a customer in receipts.
func CustomerSubject(c CustomerID) string { return "customer/" + strconv.FormatInt(int64(c), 10) }

// ProfileSubject names a guest where customers are named by CustomerSubject.
func ProfileSubject(p ProfileID) string { return "profile/" + string(p) }

// OrderSubject names an order in receipts.
func OrderSubject(o OrderID) string { return "order/" + strconv.FormatInt(int64(o), 10) }
