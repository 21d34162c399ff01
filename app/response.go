package app

import (
	"encoding/json"
	"time"
)

// Speaker is who posts, as far as it is proven.
type Speaker struct {
	Shop     ShopID
	Customer CustomerID // 0 for a guest
	Visitor  string     // a guest's browser, as it calls itself; "" when it does not
	Door     Door

	// Of a member of staff who writes down what she was told.
	Order OrderID // by which they know a guest; 0 of a customer
	By    string  // "user/7"; "" for herself
	Why   string  // in her own words
}

// Door is the way a submission came in, which says what its proof is worth.
type Door string

// The doors.
const (
	DoorProxy    Door = "proxy"    // app proxy: Shopify signed it and names the logged-in customer
	DoorCheckout Door = "checkout" // checkout UI extension: session token
	DoorAccount  Door = "account"  // customer-account UI extension: session token
	DoorLink     Door = "link"     // a signed link that was sent to her, and may have been passed on
	DoorStaff    Door = "staff"    // the admin: a member of staff speaks for her
)

// Submission is the one document every surface posts.
type Submission struct {
	ID        string                     `json:"id"` // UUID made by the client; the key that makes a repeat harmless
	Survey    string                     `json:"survey"`
	Version   int                        `json:"version"`
	Surface   Surface                    `json:"surface"`
	Order     string                     `json:"order,omitempty"`   // gid; a claim until the order is seen
	Visitor   string                     `json:"visitor,omitempty"` // UUID a browser made for itself: who a guest is, as long as it keeps it
	Cart      string                     `json:"cart,omitempty"`    // token of the cart she has, as the theme knows it
	Facts     map[string]json.RawMessage `json:"facts,omitempty"`   // what the block knows of the visit, by the names of package rule
	Locale    string                     `json:"locale"`
	Shown     []Shown                    `json:"shown"`
	Answers   map[string]json.RawMessage `json:"answers"`
	StartedAt time.Time                  `json:"started_at"`
	Complete  bool                       `json:"complete"`

	// Step marks a page that cannot tell what follows it: it completes the survey when
	// nothing is asked after it. No document says so, only a door of ours.
	Step bool `json:"-"`
}

// Shown is one question as it stood before the shopper, options in the order shown.
type Shown struct {
	Question string   `json:"question"`
	Options  []string `json:"options,omitempty"`
}

// Reply is the answer to a submission, the same for every repeat of it.
type Reply struct {
	ID        ResponseID `json:"id"`
	Next      *Question  `json:"next,omitempty"`
	Ask       []string   `json:"ask,omitempty"` // what to ask together now, Next first
	Reward    *Reward    `json:"reward,omitempty"`
	Remaining int        `json:"remaining,omitempty"` // with a reward, answers until she has it; else questions on her way
	Poll      Tallies    `json:"poll,omitempty"`      // how others answered, as it is now
	Ending    *Ended     `json:"ending,omitempty"`    // of a quiz that is through, as it is now
}

// Ended is what a quiz came out at for somebody.
type Ended struct {
	Key     string   `json:"key"`               // of one of the document's endings
	Because []string `json:"because,omitempty"` // the answers that weighed most for it, in her language
}

// Tallies are how people answered the questions of a poll: question → option → percent.
type Tallies map[string]map[string]int

// Reward is what the shopper gets for answering.
type Reward struct {
	Code string `json:"code"` // "" while it is owed
}

// Response is one recorded submission.
type Response struct {
	Shop        ShopID
	ID          ResponseID
	Survey      SurveyID
	Version     int
	Surface     Surface
	Profile     ProfileID
	Proof       Proof   // of who spoke
	By          string  // the member of staff who wrote it down, "user/7"; "" for herself
	Why         string  // and why, in her own words
	Order       OrderID // 0 without one
	Cart        string  // token of the cart she had, "" without one
	Locale      string
	Shown       []Shown
	Answers     []Answer
	Complete    bool
	StartedAt   time.Time
	SubmittedAt time.Time
	KeepUntil   time.Time // when the first of its answers has been kept as long as was said; zero: none ever
}

// Answer is one question's answer in a response.
type Answer struct {
	Question string
	Value    Value
}

// ValueKind is the shape of a value, and so its type in every destination.
type ValueKind string

// The value kinds.
const (
	KindChoice   ValueKind = "choice"  // one option key, or a write-in
	KindChoices  ValueKind = "choices" // several
	KindRanking  ValueKind = "ranking" // option keys, the best first
	KindText     ValueKind = "text"
	KindEmail    ValueKind = "email" // lower case, ASCII domain
	KindPhone    ValueKind = "phone" // E.164
	KindNumber   ValueKind = "number"
	KindBoolean  ValueKind = "boolean"
	KindDate     ValueKind = "date"     // "2026-11-22"
	KindBirthday ValueKind = "birthday" // "--11-22"
	KindSlot     ValueKind = "slot"     // {"part":"evening","place":"door"}, either may be missing
	KindDocument ValueKind = "document" // any JSON: no answer, but what our own blocks read
)

// Value is a parsed answer: its kind and its canonical JSON, exactly as it
// travels (a choice "podcast", a write-in {"other":"text"}, many ["a","b"]).
type Value struct {
	Kind ValueKind       `json:"kind"`
	JSON json.RawMessage `json:"value"`
}

// Forgotten is the value of an answer that was taken back, or kept as long as was
// said: that the question was answered is still known, and what was said is not.
func Forgotten() Value { return Value{JSON: json.RawMessage("null")} }

// IsForgotten reports whether nobody knows what was said.
func (v Value) IsForgotten() bool { return v.Kind == "" }

type writeIn struct {
	Other string `json:"other"`
}

// Choices are the option keys chosen, the best first of a ranking, and the
// write-in if there is one. Both are empty for kinds that are not choices.
func (v Value) Choices() (keys []string, other string) {
	switch v.Kind {
	case KindChoice:
		return choices([]json.RawMessage{v.JSON})
	case KindChoices, KindRanking:
		var items []json.RawMessage
		if json.Unmarshal(v.JSON, &items) != nil {
			return nil, ""
		}
		return choices(items)
	default:
		return nil, ""
	}
}

func choices(items []json.RawMessage) (keys []string, other string) {
	for _, item := range items {
		var key string
		if json.Unmarshal(item, &key) == nil {
			keys = append(keys, key)
			continue
		}
		var w writeIn
		if json.Unmarshal(item, &w) == nil {
			other = w.Other
		}
	}
	return keys, other
}

// Slot is the day part and the place of a delivery slot, "" for what is missing.
func (v Value) Slot() (part, place string) {
	var slot struct{ Part, Place string }
	if v.Kind == KindSlot {
		_ = json.Unmarshal(v.JSON, &slot) // canonical JSON made by question.Parse: cannot fail
	}
	return slot.Part, slot.Place
}

// Text is the value of a text answer, "" for other kinds.
func (v Value) Text() string {
	if v.Kind != KindText {
		return ""
	}
	var s string
	_ = json.Unmarshal(v.JSON, &s) // canonical JSON made by question.Parse: cannot fail
	return s
}
