// Package integrations owns the contract every destination signs: what it
// needs to connect, how it takes changes, and how its answers are classed.
// Each destination is a folder below; integrations/all is the one list of them.
package integrations

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
)

// Provider is one kind of destination.
type Provider interface {
	// Spec describes the provider; the admin's form is drawn from it.
	Spec() Spec
	// Connect makes a connection for one shop. It does no I/O. Errors: Invalid
	// with the settings' field names.
	Connect(shop app.Shop, settings map[string]string) (Conn, error)
}

// Conn writes to one shop's account at a destination. Safe for concurrent use.
type Conn interface {
	// Check proves that the connection works. Errors: Unauthorized, Forbidden,
	// Throttled, Unavailable.
	Check(ctx context.Context) error
	// Apply makes the destination's state equal to what the changes ask for and
	// returns one outcome per change, in order. It must be safe to repeat.
	// It honours ctx: a change cut off by it comes back Ambiguous.
	Apply(ctx context.Context, changes []Change) []Outcome
}

// Resolver is an optional Conn: it can tell whose order it is.
type Resolver interface {
	// OrderCustomer is the customer of an order, 0 for a guest's. Errors:
	// NotFound while the destination does not know the order (yet).
	OrderCustomer(ctx context.Context, order app.OrderID) (app.CustomerID, error)
}

// Spec is a provider's description.
type Spec struct {
	Name   string // stable, lower case: "shopify"
	Title  string // as the vendor writes it
	Fields []Field
	Batch  int  // most changes one Apply takes
	Orders bool // takes changes whose subject is an order
	Known  bool // keeps for our own blocks what is known of a customer
	// Consents are the channels whose marketing consent it keeps.
	Consents []app.Channel
	Events   bool // takes what happened to people, as events
	// Stateless is a destination that takes events alone: of what people said it keeps
	// nothing that could be changed or taken back.
	Stateless bool
	// Leftover is what a destination that cannot be told to erase may still hold of
	// somebody, in words for the merchant; "" where she can be deleted there by hand.
	Leftover string
}

// Field is one setting the merchant fills in.
type Field struct {
	Key      string
	Label    string
	Help     string
	Secret   bool // sealed at rest, masked in every answer
	Required bool
}

// Subject is whom (or which order) a change is about.
type Subject struct {
	Customer app.CustomerID
	Order    app.OrderID // set alone: the order itself is the subject
	Email    string
	Phone    string
}

// Property is one named value.
type Property struct {
	Key   string // the question's key
	Label string // the question's prompt in the shop's language, for definitions
	Value app.Value
}

// Change is the difference between what a destination holds of one subject and
// what it should hold.
type Change struct {
	Subject    Subject
	Set        []Property
	Unset      []string // property keys
	AddTags    []string
	RemoveTags []string
	// Consents are the states her consents have now. What was taken back comes before
	// the rest of the change, what was given after it, and an older word never over a
	// newer one that is there.
	Consents []Consent
	// Events are what happened to the subject, the oldest first: they come after the rest
	// of the change. An event may be told again; its ID is then the same.
	Events []Event
}

// Consent is what a person last said of a channel and a purpose.
type Consent struct {
	Channel app.Channel
	Purpose string
	State   app.ConsentState
	At      time.Time // when she said so
	Wording string    // what she read, to the letter; "" where it is not known
	OptIn   string    // single_opt_in, confirmed_opt_in, unknown; "" when not told
}

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
	Missing   Class = "missing"   // the subject is not there (yet)
	Rejected  Class = "rejected"  // refused for good: park with the reason
	Bug       Class = "bug"       // we sent nonsense: park and alert
)

// Outcome is a destination's answer to one change.
type Outcome struct {
	Class  Class
	After  time.Duration // with Throttled: how long to wait
	Reason string        // for people; no personal data, no secret
	Cost   int           // points charged, this change's share
	Told   []string      // where the class is not OK: ids of the events that arrived all the same
}
