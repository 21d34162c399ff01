package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// RewardKind is what a reward is worth to a shopper.
type RewardKind string

// The kinds of reward.
const (
	RewardPercentage   RewardKind = "percentage"    // off a whole order
	RewardAmount       RewardKind = "amount"        // off a whole order, in the shop's currency
	RewardFreeShipping RewardKind = "free_shipping" // wherever the shop ships to
	RewardGift         RewardKind = "gift"          // a product at 100 %
)

// RewardRule is what a shop gives for answering a survey, and how often at most.
type RewardRule struct {
	Handle    string     `json:"handle"` // stable name, unique in the shop; a document names it
	Title     string     `json:"title"`  // the discount's name
	Kind      RewardKind `json:"kind"`
	Value     string     `json:"value,omitempty"`      // decimal: a percentage "12.5", an amount "5.00"
	Currency  string     `json:"currency,omitempty"`   // of an amount, ISO 4217
	Product   string     `json:"product,omitempty"`    // handle of a gift
	Prefix    string     `json:"prefix,omitempty"`     // what its codes start with
	MostCodes int        `json:"most_codes,omitempty"` // 0: as many as earn it
	MostMoney string     `json:"most_money,omitempty"` // decimal: what all amounts may come to; "": no limit
	ValidDays int        `json:"valid_days,omitempty"` // all codes count until so long after EndsAt; 0: for ever
	StartsAt  time.Time  `json:"starts_at,omitzero"`
	EndsAt    time.Time  `json:"ends_at,omitzero"` // when it is no longer promised; zero: never
}

// Most is how many can be promised within the budget, 0 for no limit.
func (r RewardRule) Most() int {
	if r.MostMoney == "" {
		return r.MostCodes
	}
	each, all := Hundredths(r.Value), Hundredths(r.MostMoney)
	if each == 0 {
		return r.MostCodes
	}
	if most := int(all / each); r.MostCodes == 0 || most < r.MostCodes {
		return most
	}
	return r.MostCodes
}

// ValidUntil is when its codes stop counting, zero for never. It is the same moment
// for all of them, whenever they were given out: they are codes of one discount.
func (r RewardRule) ValidUntil() time.Time {
	if r.EndsAt.IsZero() || r.ValidDays == 0 {
		return time.Time{}
	}
	return r.EndsAt.AddDate(0, 0, r.ValidDays)
}

// Hundredths reads a decimal with at most two places, 0 for what is none.
func Hundredths(decimal string) int64 {
	whole, part, _ := strings.Cut(decimal, ".")
	if len(part) > 2 {
		return 0
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// RewardState is a rule and what has come of it.
type RewardState struct {
	Rule      RewardRule
	Changed   bool   // its discount does not say so yet
	FirstCode string // the one its discount is made with
	Discount  string // Shopify's global id, "" before it is made
	Batch     string // codes Shopify is making, "" for none
	Promised  int
	Issued    int
	Free      int    // codes ready to be given out
	Problem   string // why the pool is not filled, "" while all is well
	CreatedAt time.Time
}

// Owed is how many promises wait for a code.
func (s RewardState) Owed() int { return s.Promised - s.Issued }

// Spent is what all that was promised comes to, a decimal of the rule's currency;
// "" for kinds of which nobody knows before they are used.
func (s RewardState) Spent() string {
	if s.Rule.Kind != RewardAmount {
		return ""
	}
	sum := Hundredths(s.Rule.Value) * int64(s.Promised)
	return fmt.Sprintf("%d.%02d", sum/100, sum%100)
}

// Promise is a reward somebody earned.
type Promise struct {
	Reward     string
	Response   ResponseID // which earned it
	Code       string     // "" until it is issued
	PromisedAt time.Time
	IssuedAt   time.Time
}

// BrokenPromises are promises of one rule that have waited too long.
type BrokenPromises struct {
	Shop   ShopID
	Reward string
	Count  int
	Since  time.Time // the oldest of them
}
