package app

import (
	"encoding/json"
	"time"
)

// AuditEntry is one line of a shop's audit log: who read personal data, or changed
// something. It names people by their numbers and says nothing about them.
type AuditEntry struct {
	ID        string
	At        time.Time
	Actor     string   // "user/7" a member of staff, "key/…" a program, "operator", "shopify", "shopper"
	Operation string   // as the API calls it, "put-settings", or the command line, "survey apply"; "" of readings elsewhere
	Action    string   // how personal data was told: "read", "list", "export", "import", "erase"; "" where none was
	Subject   string   // CustomerSubject or ProfileSubject; "" of nobody; a salted hash once she is erased
	Targets   []string // what it was done to, "surveys/…"; people are the subject
	Outcome   AuditOutcome
	Changes   []AuditChange
}

// AuditOutcome is how a change ended: one of these, or the name of the Kind that it was
// refused with; "" of what changes nothing.
type AuditOutcome string

// The outcomes. What has begun and never ended was cut off: it may have been done.
const (
	AuditBegun    AuditOutcome = "begun"
	AuditDone     AuditOutcome = "done"
	AuditRepeated AuditOutcome = "repeated" // the first answer was given again, and nothing done
)

// OutcomeOf is how something ended with an error, or without.
func OutcomeOf(err error) AuditOutcome {
	if err == nil {
		return AuditDone
	}
	return AuditOutcome(KindOf(err).String())
}

// AuditChange is what became of one field. Nothing of it where it was, or is, not there;
// neither where it is nobody's affair.
type AuditChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}
