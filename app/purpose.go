package app

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

// Purpose is what answers may be used for, and what has to hold before they leave.
type Purpose struct {
	Key      string    `json:"key"` // stable, [a-z0-9_]
	Title    string    `json:"title"`
	Basis    Basis     `json:"basis"`
	Channels []Channel `json:"channels,omitempty"` // whose consent permits it, any of them; an objection is withdrawing one
	// Destinations are the kinds of destination it may go to; nil: every kind.
	Destinations []string `json:"destinations,omitempty"`
}

// DefaultPurposes are those of a shop that says nothing else.
func DefaultPurposes() []Purpose {
	return []Purpose{
		{Key: PurposePersonalisation, Title: "Personalisation", Basis: BasisInterest, Channels: []Channel{ChannelPersonalisation}},
		{Key: "service", Title: "Orders and service", Basis: BasisContract},
		{Key: PurposeMarketing, Title: "Marketing", Basis: BasisConsent,
			Channels: []Channel{ChannelEmail, ChannelSMS, ChannelWhatsApp, ChannelPost, ChannelPhone}},
		{Key: "advertising", Title: "Advertising", Basis: BasisConsent, Channels: []Channel{ChannelTracking}},
		{Key: "research", Title: "Research", Basis: BasisInterest, Channels: []Channel{ChannelPersonalisation}},
	}
}
