package integrations

import (
	"net/http"
	"time"
)

// Playable is an optional Provider: its destination can be played by a double, which is
// how the sandbox and tests connect to it without an account.
type Playable interface {
	// Double makes a double that keeps the vendor's limits, error shapes and traps. now
	// is its clock.
	Double(now func() time.Time) Double
}

// Double plays a vendor's API. Its handler answers the vendor's own paths. Safe for
// concurrent use.
type Double interface {
	http.Handler
	// Hosts are the vendor's hosts that it answers for: "a.klaviyo.com", or with a star
	// "*.api.mailchimp.com".
	Hosts() []string
	// Open makes an account, or finds it, and returns the settings that connect to it.
	Open(account string) map[string]string
	// Trouble makes an account misbehave until it is told otherwise; the zero Trouble
	// ends it.
	Trouble(account string, t Trouble)
	// State is what an account holds, to be shown as JSON.
	State(account string) any
	// Reset forgets everything.
	Reset()
}

// Trouble is how a double misbehaves, beside what it always does.
type Trouble struct {
	LatencyMS   int     `json:"latency_ms,omitempty"`
	Errors      float64 `json:"errors,omitempty"`       // share of calls answered 500, unseen
	LostAnswers float64 `json:"lost_answers,omitempty"` // share of calls done and not answered
	LostWrites  float64 `json:"lost_writes,omitempty"`  // the same, of those that read nothing
	Busy        bool    `json:"busy,omitempty"`         // every call is one too many
	Revoked     bool    `json:"revoked,omitempty"`      // the credentials are dead
	Forbidden   bool    `json:"forbidden,omitempty"`    // a permission is missing
	Down        bool    `json:"down,omitempty"`         // nothing is answered
	Liar        bool    `json:"liar,omitempty"`         // says that it has erased, and has not
}
