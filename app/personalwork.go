package app

import (
	"encoding/json"
	"time"
)

// DestinationData is one value we wrote to a destination.
type DestinationData struct {
	Destination DestinationID `json:"destination"`
	Subject     string        `json:"subject"` // on whom or what: "customer/42", "order/5"
	Property    string        `json:"property"`
	Value       string        `json:"value,omitempty"`
	Before      string        `json:"before,omitempty"`    // what stood there
	Refused     string        `json:"refused,omitempty"`   // why the destination will not take it
	WrittenAt   time.Time     `json:"written_at,omitzero"` // zero while it is not certain
}

// ChangeData is one change of a place at a destination.
type ChangeData struct {
	Destination DestinationID `json:"destination"`
	Subject     string        `json:"subject"`
	Property    string        `json:"property"`
	Before      Stand         `json:"before"`
	After       Stand         `json:"after"`
	At          time.Time     `json:"at"`
	WrittenAt   time.Time     `json:"written_at,omitzero"`
	UndoneAt    time.Time     `json:"undone_at,omitzero"`
}

// OverrideData is something that stands at a destination instead of what she said.
type OverrideData struct {
	Destination DestinationID  `json:"destination"`
	Subject     string         `json:"subject"`
	Property    string         `json:"property"`
	Unwanted    Stand          `json:"unwanted"`
	Wanted      Stand          `json:"wanted"`
	Why         OverrideReason `json:"why"`
	Since       time.Time      `json:"since"`
}

// CheckData is a look at what a destination really holds of her.
type CheckData struct {
	Destination DestinationID `json:"destination"`
	Subject     string        `json:"subject"`
	State       CheckState    `json:"state"`
	Differences []Difference  `json:"differences"`
	DueAt       time.Time     `json:"due_at,omitzero"`
	CheckedAt   time.Time     `json:"checked_at,omitzero"`
}

// ReachData is a destination that got her, and the names it knows her by.
type ReachData struct {
	Destination DestinationID   `json:"destination"`
	Subject     string          `json:"subject"`
	Told        string          `json:"told_as,omitempty"`
	Names       json.RawMessage `json:"names"`
	Since       time.Time       `json:"since"`
}

// RefusalData is an answer that was kept from a destination.
type RefusalData struct {
	Destination DestinationID `json:"destination"`
	Question    string        `json:"question"`
	Purpose     string        `json:"purpose"`
	Reason      string        `json:"reason"`
	Since       time.Time     `json:"since"`
}

// DeliveryData is one attempt of ours to tell a destination of her.
type DeliveryData struct {
	ID          DeliveryID    `json:"-"` // our own, and no data of hers
	Destination DestinationID `json:"destination"`
	Told        string        `json:"told_as,omitempty"`
	Response    ResponseID    `json:"response,omitempty"`
	Order       OrderID       `json:"order_id,omitempty"`
	Cause       Cause         `json:"cause"`
	State       DeliveryState `json:"state"`
	Attempts    int           `json:"attempts"`
	Reason      string        `json:"reason,omitempty"`
	PlannedAt   time.Time     `json:"planned_at"`
	FinishedAt  time.Time     `json:"finished_at,omitzero"`
}

// RequestData is one time her rights were used.
type RequestData struct {
	ID          string    `json:"id"`
	Told        string    `json:"told_as,omitempty"`
	Topic       string    `json:"topic"`
	RequestedAt time.Time `json:"requested_at"`
	DueAt       time.Time `json:"due_at"`
	FinishedAt  time.Time `json:"finished_at,omitzero"`
}

// ReadingData is one time somebody looked at her data. Which member of staff it was is
// no data of hers.
type ReadingData struct {
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"` // "user", "key", "operator", "shopify", "shopper"
	Action string    `json:"action"`
}
