package app

import (
	"encoding/json"
	"time"
)

// PersonalData is everything we hold about one customer, as she is entitled to
// read it. It is data, not nouns: its JSON is a document people keep.
type PersonalData struct {
	Shop        ShopID            `json:"shop"`
	Customer    CustomerID        `json:"customer_id"`
	Email       string            `json:"email,omitempty"`
	Phone       string            `json:"phone,omitempty"`
	Responses   []ResponseData    `json:"responses"`
	Preferences []PreferenceData  `json:"preferences"`
	Asked       []AskedData       `json:"asked"`
	Snoozes     []SnoozeData      `json:"snoozes"`
	Doubts      []DoubtData       `json:"doubts"`
	Browsers    []string          `json:"browsers"` // as they call themselves
	Consents    []ConsentData     `json:"consents"`
	Orders      []OrderData       `json:"orders"`
	Standing    *StandingData     `json:"standing,omitempty"`
	Rewards     []RewardData      `json:"rewards"`
	Written     []DestinationData `json:"written_to_destinations"`
}

// ResponseData is one submission with its answers.
type ResponseData struct {
	ID          ResponseID                 `json:"id"`
	Survey      string                     `json:"survey"`
	Version     int                        `json:"version"`
	Surface     Surface                    `json:"surface"`
	Order       OrderID                    `json:"order_id,omitempty"`
	Cart        string                     `json:"cart,omitempty"`
	Locale      string                     `json:"locale,omitempty"`
	SubmittedAt time.Time                  `json:"submitted_at"`
	Answers     map[string]json.RawMessage `json:"answers"`
}

// PreferenceData is the current answer to one question.
type PreferenceData struct {
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value"`
	AnsweredAt time.Time       `json:"answered_at"`
}

// AskedData is a question she was asked without an answer to keep it with.
type AskedData struct {
	Question string    `json:"question"`
	Order    OrderID   `json:"order_id,omitempty"`
	AskedAt  time.Time `json:"asked_at"`
}

// SnoozeData is a question she put off.
type SnoozeData struct {
	Question string    `json:"question"`
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until,omitzero"` // zero: never to be asked
}

// DoubtData is an answer that what she did has contradicted.
type DoubtData struct {
	Question string    `json:"question"`
	Since    time.Time `json:"since"`
}

// ConsentData is one entry of the consent ledger.
type ConsentData struct {
	Channel   Channel      `json:"channel"`
	Purpose   string       `json:"purpose"`
	State     ConsentState `json:"state"`
	OptIn     string       `json:"opt_in,omitempty"`
	Wording   string       `json:"wording,omitempty"`
	Locale    string       `json:"locale,omitempty"`
	Question  string       `json:"question,omitempty"`
	Response  ResponseID   `json:"response,omitempty"`
	Source    string       `json:"source"`
	By        string       `json:"by,omitempty"`
	ChangedAt time.Time    `json:"changed_at"`
}

// OrderData is what we keep of one order.
type OrderData struct {
	ID        OrderID   `json:"id"`
	Name      string    `json:"name"`
	Total     string    `json:"total"`
	Currency  string    `json:"currency"`
	Lines     []Line    `json:"lines,omitempty"`
	Codes     []string  `json:"discount_codes,omitempty"`
	Country   string    `json:"country,omitempty"`
	Region    string    `json:"region,omitempty"`
	Delivery  Delivered `json:"delivery,omitempty"`
	Channel   string    `json:"channel,omitempty"`
	Cart      string    `json:"cart,omitempty"`
	CreatedAt time.Time `json:"created_at"`
}

// StandingData is what Shopify told us of her.
type StandingData struct {
	Orders   int      `json:"orders"`
	Spent    string   `json:"spent,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Segments []string `json:"segments,omitempty"`
}

// RewardData is one reward she was promised.
type RewardData struct {
	Reward     string    `json:"reward"`
	Code       string    `json:"code,omitempty"`
	PromisedAt time.Time `json:"promised_at"`
	IssuedAt   time.Time `json:"issued_at,omitzero"`
}

// DestinationData is one value we wrote to a destination.
type DestinationData struct {
	Destination DestinationID `json:"destination"`
	Property    string        `json:"property"`
	Value       string        `json:"value,omitempty"`
	WrittenAt   time.Time     `json:"written_at"`
}
