package app

import "time"

// Profile is one person in one shop: a customer, or a guest we may come to know.
type Profile struct {
	Shop      ShopID
	ID        ProfileID
	Customer  CustomerID // 0 while a guest
	Email     string
	Phone     string    // E.164
	StaleAt   time.Time // when the next of her answers leaves the destinations; zero: none does
	CreatedAt time.Time
	UpdatedAt time.Time
}

// KnownKey is the metafield by which our blocks know a customer without asking us. No
// question can have it.
const KnownKey = "known"

// Preference is the current value of one question for one person.
type Preference struct {
	Profile    ProfileID
	Key        string // the question's key
	Value      Value
	Response   ResponseID // where it was said
	AnsweredAt time.Time
}

// Channel is a way to reach a person that needs her consent.
type Channel string

// The channels Shopify keeps consent for.
const (
	ChannelEmail    Channel = "email"
	ChannelSMS      Channel = "sms"
	ChannelWhatsApp Channel = "whatsapp"
)

// Consent is one entry of the append-only ledger.
type Consent struct {
	Shop      ShopID
	Customer  CustomerID
	Channel   Channel
	State     string // Shopify's, lower case: subscribed, unsubscribed, pending, not_subscribed, redacted
	OptIn     string // single_opt_in, confirmed_opt_in, unknown
	ChangedAt time.Time
	Source    string // "shopify" or the surface
}

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
}
