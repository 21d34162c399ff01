package world

import "fmt"

// Faults are the troubles asked for; the zero value is fair weather. Each POST
// to /_sandbox/faults replaces them all.
type Faults struct {
	Throttle *struct {
		RestoreRate *float64 `json:"restore_rate,omitempty"` // left out: the plan's
		Bucket      *float64 `json:"bucket,omitempty"`       // left out: twenty seconds of the rate, as Shopify's hold
	} `json:"throttle,omitempty"`
	LatencyMS       int      `json:"latency_ms,omitempty"`
	ErrorRate       float64  `json:"error_rate,omitempty"`             // answers 500 before doing anything
	DropAfterCommit float64  `json:"drop_after_commit_rate,omitempty"` // does it, then hangs up
	Duplicate       flag     `json:"duplicate_webhooks,omitempty"`
	Reorder         flag     `json:"reorder_webhooks,omitempty"`
	Hold            []string `json:"hold_webhooks,omitempty"`  // topics that are not sent until this is taken back
	RevokeToken     bool     `json:"revoke_token,omitempty"`   // once, when posted
	DenyProtected   bool     `json:"deny_protected,omitempty"` // level 2 fields come back null with an error
}

// How much trouble there can be.
const (
	maxLatencyMS = 600_000
	maxCopies    = 100
	maxHeld      = 100
	maxPoints    = 1e9
)

// Problem says what is wrong with faults, "" for nothing.
func (f Faults) Problem() string {
	rate := func(r float64) bool { return r >= 0 && r <= 1 }
	points := func(n *float64) bool { return n == nil || *n >= 0 && *n <= maxPoints }
	switch {
	case f.Throttle != nil && (!points(f.Throttle.RestoreRate) || !points(f.Throttle.Bucket)):
		return fmt.Sprintf("throttle.restore_rate and throttle.bucket must be between 0 and %g", maxPoints)
	case f.LatencyMS < 0 || f.LatencyMS > maxLatencyMS:
		return fmt.Sprintf("latency_ms must be between 0 and %d", maxLatencyMS)
	case !rate(f.ErrorRate) || !rate(f.DropAfterCommit):
		return "error_rate and drop_after_commit_rate must be between 0 and 1"
	case f.Duplicate < 0 || f.Duplicate > maxCopies || f.Reorder < 0:
		return fmt.Sprintf("duplicate_webhooks must be true, false or at most %d", maxCopies)
	case len(f.Hold) > maxHeld:
		return fmt.Sprintf("hold_webhooks names at most %d topics", maxHeld)
	}
	return ""
}

// flag is a switch that also takes a number: how many times more.
type flag int

// UnmarshalJSON reads true, false or a count.
func (f *flag) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case "true":
		*f = 1
		return nil
	case "false", "null":
		*f = 0
		return nil
	}
	return Unmarshal(text, (*int)(f))
}
