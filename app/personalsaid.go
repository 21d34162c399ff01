package app

import (
	"encoding/json"
	"time"
)

// ResponseData is one submission with its answers.
type ResponseData struct {
	ID          ResponseID                 `json:"id"`
	Profile     ProfileID                  `json:"profile_id,omitempty"`
	Told        string                     `json:"told_as,omitempty"`
	Survey      string                     `json:"survey"`
	Version     int                        `json:"version"`
	Surface     Surface                    `json:"surface"`
	Proof       Proof                      `json:"proof,omitempty"`
	By          string                     `json:"captured_by,omitempty"`
	Why         string                     `json:"captured_why,omitempty"`
	Order       OrderID                    `json:"order_id,omitempty"`
	Cart        string                     `json:"cart,omitempty"`
	Locale      string                     `json:"locale,omitempty"`
	Complete    bool                       `json:"complete"`
	StartedAt   time.Time                  `json:"started_at,omitzero"`
	SubmittedAt time.Time                  `json:"submitted_at"`
	KeepUntil   time.Time                  `json:"keep_until,omitzero"` // when the first of its answers has been kept as long as was said
	Repeats     []RepeatData               `json:"repeats,omitempty"`
	Shown       []Shown                    `json:"shown,omitempty"` // in this order
	Answers     map[string]json.RawMessage `json:"answers"`         // null where she took one back
	Wording     []WordingData              `json:"wording,omitempty"`
}

// RepeatData is a submission that said nothing new.
type RepeatData struct {
	ID    ResponseID `json:"id"`
	Since time.Time  `json:"since,omitzero"`
}

// WordingData is a question and its answer in the words she read.
type WordingData struct {
	Question string   `json:"question"`
	Language string   `json:"language"`
	Prompt   string   `json:"prompt"`
	Options  []string `json:"options,omitempty"` // in the order shown
	Answer   []string `json:"answer,omitempty"`
}

// Freshness is what an answer is worth now.
type Freshness string

// What it is worth.
const (
	Fresh   Freshness = "fresh"
	Stale   Freshness = "stale"   // it has aged by its question's half-life
	Doubted Freshness = "doubted" // what she did has contradicted it
	Cleared Freshness = "cleared" // she took it back
)

// PreferenceData is the current answer to one question.
type PreferenceData struct {
	Profile    ProfileID       `json:"profile_id,omitempty"`
	Key        string          `json:"key"`
	Prompt     string          `json:"prompt,omitempty"`
	Value      json.RawMessage `json:"value"`
	Words      []string        `json:"words,omitempty"`
	AnsweredAt time.Time       `json:"answered_at"`
	Freshness  Freshness       `json:"freshness,omitempty"`
	StaleAt    time.Time       `json:"stale_at,omitzero"`
	DoubtedAt  time.Time       `json:"doubted_at,omitzero"`
	Survey     string          `json:"survey"`
	Version    int             `json:"version"`
	Response   ResponseID      `json:"response"`
}
