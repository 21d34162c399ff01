package app

import "time"

// Basis is why the law lets us use what somebody said (GDPR, article 6).
type Basis string

// The bases.
const (
	BasisConsent  Basis = "consent"             // only when she has granted it
	BasisContract Basis = "contract"            // to do what she ordered
	BasisInterest Basis = "legitimate_interest" // unless she objects
)

// PurposePersonalisation is what a question is for that names no purpose.
const PurposePersonalisation = "personalisation"

// PurposeMarketing is what Shopify's own consents are for.
const PurposeMarketing = "marketing"

// ShopifyConsents are the channels whose marketing consent Shopify keeps.
var ShopifyConsents = []Channel{ChannelEmail, ChannelSMS}

// Purpose is what answers may be used for, and what has to hold before they leave.
type Purpose struct {
	Key      string    `json:"key"` // stable, [a-z0-9_]
	Title    string    `json:"title"`
	Basis    Basis     `json:"basis"`
	Channels []Channel `json:"channels,omitempty"` // whose consent permits it, any of them; an objection is withdrawing one
	// Destinations are the kinds of destination it may go to; nil: every kind, and an
	// empty list none.
	Destinations []string `json:"destinations,omitzero"`
}

// Refusal is an answer that is kept from a destination, and why.
type Refusal struct {
	Destination DestinationID
	Profile     ProfileID
	Question    string
	Purpose     string // its key
	Reason      string // in words for the merchant
	Since       time.Time
}

// DefaultPurposes are those of a shop that says nothing else: all that our own
// templates ask for are among them.
func DefaultPurposes() []Purpose {
	reach := []Channel{ChannelEmail, ChannelSMS, ChannelWhatsApp, ChannelPost, ChannelPhone}
	return []Purpose{
		{Key: PurposePersonalisation, Title: "Personalisation", Basis: BasisInterest, Channels: []Channel{ChannelPersonalisation}},
		{Key: "service", Title: "Orders and service", Basis: BasisContract},
		{Key: PurposeMarketing, Title: "Marketing", Basis: BasisConsent, Channels: reach},
		{Key: "advertising", Title: "Advertising", Basis: BasisConsent, Channels: []Channel{ChannelTracking}},
		{Key: "research", Title: "Research", Basis: BasisInterest, Channels: []Channel{ChannelPersonalisation}},
		{Key: "birthday", Title: "Birthday greetings", Basis: BasisConsent, Channels: reach},
		{Key: "gift_reminder", Title: "Gift reminders", Basis: BasisConsent, Channels: reach},
		{Key: "back_in_stock", Title: "Back-in-stock alerts", Basis: BasisConsent, Channels: reach},
		{Key: "publication", Title: "Quoting in public", Basis: BasisConsent, Channels: []Channel{ChannelPersonalisation}},
	}
}
