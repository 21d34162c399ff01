package app

import "time"

// PrivacyTerm is how long the law gives for a privacy request, and Shopify says so.
const PrivacyTerm = 30 * 24 * time.Hour

// PrivacyRequest is a data request or an erasure and how far it is.
type PrivacyRequest struct {
	Shop        ShopID
	ID          string
	Topic       string // customers/data_request, customers/redact, shop/redact
	Customer    CustomerID
	RequestedAt time.Time
	DueAt       time.Time // 30 days after the request (Shopify: privacy-law-compliance)
	FinishedAt  time.Time
	Export      []byte // the export of a data request, JSON
	Page        []byte // the same to be read, HTML
}

// Erasure is one person's erasure: done here at once, and then at every destination
// that ever got her.
type Erasure struct {
	Shop        ShopID
	ID          string
	Request     string         // the privacy request's id
	Subject     string         // who it was, as the shop's salted hash
	Counts      map[string]int // what was erased here, by kind
	RequestedAt time.Time
	DueAt       time.Time
	ErasedAt    time.Time // here
	FinishedAt  time.Time // everywhere; zero while a destination has not answered for good
	Parts       []ErasurePart
	Receipt     []byte // signed JSON without personal data, once finished
}

// ErasurePart is how far one destination is.
type ErasurePart struct {
	Destination DestinationID
	State       ErasureState
	Attempts    int // calls to erase
	Checks      int // calls to read back
	NextAt      time.Time
	ErasedAt    time.Time // when it last said that it had
	CheckedAt   time.Time // when it was last read back
	Reason      string    // in words for the merchant, without personal data
}

// ErasureState is how far an erasure is at one destination.
type ErasureState string

// The states; waiting and checking move by themselves.
const (
	ErasureWaiting     ErasureState = "waiting"
	ErasureChecking    ErasureState = "checking" // it says it has, and is to be read back
	ErasureDone        ErasureState = "done"     // and was read back
	ErasureUnread      ErasureState = "unread"   // done, as far as it says: it cannot be read back
	ErasureKept        ErasureState = "kept"     // it says it has, and has not
	ErasureUnreachable ErasureState = "unreachable"
)

// Retention is how long is kept what no question speaks of, in days; 0 is what is usual.
type Retention struct {
	Guests   int `json:"guests"`   // a guest since her last answer
	Attempts int `json:"attempts"` // what became of deliveries
	Readings int `json:"readings"` // the log of who read personal data
}

// DefaultRetention is what is usual.
var DefaultRetention = Retention{Guests: 365, Attempts: 90, Readings: 365}
