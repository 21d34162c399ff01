package preference

import (
	"context"
	"encoding/json"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/purpose"
)

// Known is everything that is known of somebody, and why. Its JSON is what every
// surface draws.
type Known struct {
	Locale    string       `json:"locale"`
	Sections  []Section    `json:"sections"`
	Consents  []Permission `json:"consents"`  // every one she could give, by purpose
	Conflicts []Conflict   `json:"conflicts"` // of what she prefers and what she permits
	Rewards   []Earned     `json:"rewards"`
	Counts    Counts       `json:"counts"`
	Partial   bool         `json:"partial,omitempty"` // a link leads here: the rest is for who has logged in
}

// Section is a group of questions.
type Section struct {
	Key       string `json:"key"`
	Questions []Item `json:"questions"`
}

// Item is one question in her language, and what she answered.
type Item struct {
	Key       string   `json:"key"`
	Type      string   `json:"type"`
	Prompt    string   `json:"prompt"`
	Why       string   `json:"why,omitempty"`
	Get       string   `json:"get,omitempty"`
	Use       string   `json:"use,omitempty"`
	KeepDays  int      `json:"keep_days,omitempty"` // 0: until she takes it back
	Options   []Pick   `json:"options,omitempty"`
	Parts     []Pick   `json:"parts,omitempty"`
	Other     string   `json:"other,omitempty"` // what a write-in is called, "" for none
	Least     int      `json:"least,omitempty"`
	Most      int      `json:"most,omitempty"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	Step      float64  `json:"step,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Low       string   `json:"low,omitempty"`
	High      string   `json:"high,omitempty"`
	MaxLength int      `json:"max_length,omitempty"`
	Sensitive bool     `json:"sensitive,omitempty"`
	// Channel is what a question for consent is about, beside its purpose.
	Channel app.Channel `json:"channel,omitempty"`
	Needs   string      `json:"needs,omitempty"` // the consent question to be granted first
	Asked   bool        `json:"asked"`           // the shop still asks it

	Purpose Use      `json:"purpose"`
	Answer  *Answer  `json:"answer,omitempty"`
	Snoozed *Snoozed `json:"snoozed,omitempty"`
}

// Pick is one choice in her language.
type Pick struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Hint  string `json:"hint,omitempty"`
	Image string `json:"image,omitempty"`
}

// Use is what an answer is for and by what right.
type Use struct {
	Key   string    `json:"key"`
	Title string    `json:"title,omitempty"`
	Basis app.Basis `json:"basis,omitempty"`
}

// Freshness is how good an answer still is.
type Freshness string

// The ways to be fresh or not. What is stale or doubted stays hers, and has left the
// destinations or is asked again.
const (
	Fresh   Freshness = "fresh"
	Stale   Freshness = "stale"
	Doubted Freshness = "doubted"
)

// Answer is what she said, and what became of it.
type Answer struct {
	Value     json.RawMessage `json:"value"`
	Words     []string        `json:"words"`
	Since     time.Time       `json:"since"`
	Surface   app.Surface     `json:"surface"`
	ByStaff   bool            `json:"by_staff,omitempty"`
	Freshness Freshness       `json:"freshness"`
	StaleAt   time.Time       `json:"stale_at,omitzero"`
	KeptUntil time.Time       `json:"kept_until,omitzero"`
	Written   []Written       `json:"written"`
	Withheld  []Withheld      `json:"withheld"`
}

// Written is a place that holds an answer.
type Written struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title"`
	As          string            `json:"as"` // "metafield", "tag", or "order" of an order's metafield; "told" to any other tool
	At          time.Time         `json:"at"`
}

// Withheld is a place that an answer is kept from.
type Withheld struct {
	Destination app.DestinationID `json:"destination"`
	Title       string            `json:"title"`
	Reason      string            `json:"reason"` // in her words
	Since       time.Time         `json:"since"`
}

// Snoozed says that she is not asked.
type Snoozed struct {
	Since time.Time `json:"since"`
	Until time.Time `json:"until,omitzero"`
	Never bool      `json:"never,omitempty"`
}

// Permission is a consent that she could give, and where it stands.
type Permission struct {
	Channel app.Channel      `json:"channel"`
	Purpose Use              `json:"purpose"`
	Ask     string           `json:"ask"`             // the words to agree to, where the shop asks with none of its own
	State   app.ConsentState `json:"state,omitempty"` // "" while she has said nothing
	Since   time.Time        `json:"since,omitzero"`
	Wording string           `json:"wording,omitempty"`
	Locale  string           `json:"locale,omitempty"`
	Source  string           `json:"source,omitempty"`
	ByStaff bool             `json:"by_staff,omitempty"`
}

// Conflict is a channel she prefers and has forbidden.
type Conflict struct {
	Question string      `json:"question"`
	Channel  app.Channel `json:"channel"`
	Purpose  string      `json:"purpose"`
	Since    time.Time   `json:"since"`
}

// Earned is what she was promised for answering.
type Earned struct {
	Reward     string    `json:"reward"`
	Code       string    `json:"code,omitempty"` // a link shows none
	PromisedAt time.Time `json:"promised_at"`
	IssuedAt   time.Time `json:"issued_at,omitzero"`
}

// Counts are what it all comes to.
type Counts struct {
	Responses int `json:"responses"`
	Answers   int `json:"answers"`
	Open      int `json:"open"`    // questions she could answer
	Written   int `json:"written"` // values that destinations hold
}

// Known tells somebody what is known of her, in a language. Of nobody nothing is known.
// Errors: Invalid for what is no browser or no language; Unavailable.
func (k *Keeper) Known(ctx context.Context, by app.Speaker, locale string) (Known, error) {
	r := reader{now: k.now(), locale: locale}
	who, err := reads(by, locale)
	if err != nil {
		return Known{}, err
	}
	shop, err := k.Store.Shop(ctx, by.Shop)
	if err != nil {
		return Known{}, err
	}
	if who.Nobody() {
		return r.nothing(), nil
	}
	r.shop, r.purposes = shop.Name, purpose.Of(shop)
	if r.tools, err = k.tools(ctx, shop); err != nil {
		return Known{}, err
	}
	if r.locale == "" {
		r.locale = shop.Locale
	}
	if r.kept, err = k.Store.Kept(ctx, by.Shop, who); err != nil {
		return Known{}, err
	}
	if r.book, err = k.open(ctx, by, r.kept); err != nil {
		return Known{}, err
	}
	known := r.known()
	if by.Door == app.DoorLink {
		known.pass()
	}
	return known, nil
}

// pass leaves of what is known what may be seen through a link, which may have been
// passed on, beside what the book does not have: whoever has a reward's code can use it.
func (k *Known) pass() {
	k.Partial = true
	for i := range k.Rewards {
		k.Rewards[i].Code = ""
	}
}
