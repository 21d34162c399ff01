package app

import "time"

// Grant is what a merchant has let us in with at a vendor's own site.
type Grant struct {
	Kind         string    // a provider's name
	Account      string    // names the account in budgets; no secret, and the same for good
	Token        string    // opens the account
	RefreshToken string    // gets the next token; "" where there is none
	ExpiresAt    time.Time // of the token; zero for never
}

// Passage is a merchant on his way to a vendor and back.
type Passage struct {
	Staff       string        // who began it, "user/7"
	Kind        string        // a provider's name
	Destination DestinationID // that is connected again, "" for a new one
	Title       string        // his own name for a new one
	Luggage     string        // what is needed when he is back; sealed at rest
	ExpiresAt   time.Time
}
