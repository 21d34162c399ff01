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

// Subject is whom (or which order) a change is about.
type Subject struct {
	Customer app.CustomerID
	Order    app.OrderID // set alone: the order itself is the subject
	Email    string
	Phone    string
}

// Property is one named value. At a destination with a mapping the key and the type are
// the target's and the value is put in its words; Shopify gets the answer as it is.
type Property struct {
	Key   string // as the destination calls it; at Shopify the question's key
	Label string // the question's prompt in the shop's language, for definitions
	Type  app.FieldType
	Value app.Value
}

// Change is the difference between what a destination holds of one subject and
// what it should hold.
type Change struct {
	ID         string // of what caused it, the same when it is told again; "" where that is not known
	Subject    Subject
	Set        []Property
	Unset      []string // property keys
	AddTags    []string
	RemoveTags []string
	JoinLists  []string // membership alone: it is no consent, and must not become one
	LeaveLists []string
	// Consents are the states her consents have now. What was taken back comes before
	// the rest of the change, what was given after it, and an older word never over a
	// newer one that is there.
	Consents []Consent
	// Events are what happened to the subject, the oldest first: they come after the rest
	// of the change. An event may be told again; its ID is then the same.
	Events []Event
	// Quiet asks that no automation is started by the change: it is old news.
	Quiet bool
}

// Consent is what a person last said of a channel and a purpose.
type Consent struct {
	Channel app.Channel
	Purpose string
	State   app.ConsentState
	At      time.Time // when she said so
	Wording string    // what she read, to the letter; "" where it is not known
	OptIn   string    // single_opt_in, confirmed_opt_in, unknown; "" when not told
	Told    []Telling // what the destination was told of the channel before, the oldest first
}
