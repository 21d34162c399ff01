package world

// Faults are the troubles asked for; the zero value is fair weather. Each POST
// to /_sandbox/faults replaces them all.
type Faults struct {
	Throttle *struct {
		RestoreRate float64 `json:"restore_rate"`
		Bucket      float64 `json:"bucket"`
	} `json:"throttle,omitempty"`
	LatencyMS       int     `json:"latency_ms,omitempty"`
	ErrorRate       float64 `json:"error_rate,omitempty"`             // answers 500 before doing anything
	DropAfterCommit float64 `json:"drop_after_commit_rate,omitempty"` // does it, then hangs up
	Duplicate       flag    `json:"duplicate_webhooks,omitempty"`
	Reorder         flag    `json:"reorder_webhooks,omitempty"`
	RevokeToken     bool    `json:"revoke_token,omitempty"`   // once, when posted
	DenyProtected   bool    `json:"deny_protected,omitempty"` // level 2 fields come back null with an error
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
