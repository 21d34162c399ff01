package app

import "time"

// Channel is a way to reach or follow a person that may need her consent.
type Channel string

// The channels.
const (
	ChannelEmail           Channel = "email"
	ChannelSMS             Channel = "sms"
	ChannelWhatsApp        Channel = "whatsapp"
	ChannelPost            Channel = "post"
	ChannelPhone           Channel = "phone"
	ChannelTracking        Channel = "tracking"        // following what she does
	ChannelPersonalisation Channel = "personalisation" // using what she said to choose what she sees
)

// Channels lists every channel a consent may be for.
var Channels = []Channel{
	ChannelEmail, ChannelSMS, ChannelWhatsApp, ChannelPost, ChannelPhone, ChannelTracking, ChannelPersonalisation,
}

// ConsentState is what a person has said of a channel and a purpose.
type ConsentState string

// The states. Withdrawn is also an objection, where a purpose needs no consent, and
// the state of who never gave it.
const (
	ConsentGranted   ConsentState = "granted"
	ConsentPending   ConsentState = "pending" // asked to confirm, and has not yet
	ConsentWithdrawn ConsentState = "withdrawn"
)

// Consent is one entry of the append-only ledger. Of a channel and a purpose the
// newest entry counts; of two at one moment the one that gives less.
type Consent struct {
	Shop      ShopID
	ID        string // the same for the same news
	Holder    string // CustomerSubject, or ProfileSubject of a guest
	Channel   Channel
	Purpose   string // an app.Purpose's key
	State     ConsentState
	OptIn     string // Shopify's opt-in level, lower case: single_opt_in, confirmed_opt_in, unknown; "" when not told
	ChangedAt time.Time

	// The evidence.
	Wording  string // what she read, to the letter; "" where another tool asked her
	Locale   string
	Survey   SurveyID
	Version  int
	Question string
	Response ResponseID
	Source   string // "shopify", or the surface
	By       string // the member of staff who wrote it down for her, "user/7"; "" for herself
}
