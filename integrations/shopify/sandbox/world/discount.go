package world

import (
	"slices"
	"strings"
	"time"
)

// Discount is a reduction shoppers get by typing one of its codes.
type Discount struct {
	ID           int64
	Kind         string // BasicCode or ShippingCode
	Title        string
	Codes        []*RedeemCode
	Bulk         bool // codes were added to the first one
	StartsAt     time.Time
	EndsAt       time.Time `json:",omitzero"`
	Percent      float64   `json:",omitempty"` // 0.1 is a tenth off; what it takes off is this or Amount
	Amount       int64     `json:",omitempty"`
	EachItem     bool      `json:",omitempty"` // Amount is taken off every piece
	Items        Entitled
	For          Audience
	OncePerBuyer bool     `json:",omitempty"`
	UsageLimit   int      `json:",omitempty"` // of each code, 0 for none
	LeastSum     int64    `json:",omitempty"`
	LeastPieces  int      `json:",omitempty"`
	Combines     Combines `json:",omitzero"`
	MostShipping int64    `json:",omitempty"` // what shipping may cost to be free, 0 for anything
	Countries    []string `json:",omitempty"` // where shipping is free; none: everywhere
	Subscribed   Cycles   `json:",omitzero"`
	Tags         []string `json:",omitempty"`
	Used         int
	UsedBy       map[int64]int `json:",omitempty"` // how often by whom
	Metafields   Metafields    `json:",omitempty"`
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// The kinds of discount with codes, as the Admin API calls them.
const (
	BasicCode    = "DiscountCodeBasic"
	ShippingCode = "DiscountCodeFreeShipping"
)

// RedeemCode is what a shopper types.
type RedeemCode struct {
	ID   int64
	Code string
	Used int
}

// Entitled are the things a discount takes something off; none: everything.
type Entitled struct{ Products, Variants, Collections []int64 }

// Audience is who may use a discount; nobody named: everybody.
type Audience struct{ Customers, Segments []int64 }

// Combines are the classes of discount one may stand beside.
type Combines struct{ Order, Product, Shipping bool }

// Cycles say which purchases of a subscription a discount is for.
type Cycles struct {
	NotOnce      bool // not for what is bought once
	Subscription bool
	Limit        int
}

// All reports whether a discount is for everything.
func (e Entitled) All() bool { return len(e.Products)+len(e.Variants)+len(e.Collections) == 0 }

// All reports whether a discount is for everybody.
func (a Audience) All() bool { return len(a.Customers)+len(a.Segments) == 0 }

// Class is ORDER, PRODUCT or SHIPPING.
func (d *Discount) Class() string {
	switch {
	case d.Kind == ShippingCode:
		return "SHIPPING"
	case d.Items.All():
		return "ORDER"
	}
	return "PRODUCT"
}

// Status is ACTIVE, EXPIRED or SCHEDULED.
func (d *Discount) Status(now time.Time) string {
	switch {
	case !d.EndsAt.IsZero() && !now.Before(d.EndsAt):
		return "EXPIRED"
	case now.Before(d.StartsAt):
		return "SCHEDULED"
	}
	return "ACTIVE"
}

// Code is the first code, "" when all are gone.
func (d *Discount) Code() string {
	if len(d.Codes) == 0 {
		return ""
	}
	return d.Codes[0].Code
}

// Discount finds a discount, nil when there is none.
func (s *Shop) Discount(id int64) *Discount {
	i := slices.IndexFunc(s.Discounts, func(d *Discount) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return s.Discounts[i]
}

// redeemable is a code with the discount it belongs to.
type redeemable struct {
	discount *Discount
	code     *RedeemCode
}

// Redeemable finds a code, whatever its case; nil when nobody made it.
func (s *Shop) Redeemable(code string) (*Discount, *RedeemCode) {
	if s.redeemables == nil {
		s.redeemables = map[string]redeemable{}
		for _, d := range s.Discounts {
			for _, c := range d.Codes {
				s.redeemables[strings.ToLower(c.Code)] = redeemable{d, c}
			}
		}
	}
	found := s.redeemables[strings.ToLower(strings.TrimSpace(code))]
	return found.discount, found.code
}

// AddDiscount numbers a checked discount and keeps it with its first code.
func (w *World) AddDiscount(s *Shop, d *Discount, code string) {
	d.ID, d.CreatedAt, d.UpdatedAt = w.NewID(), w.Now(), w.Now()
	d.Codes = []*RedeemCode{{ID: w.NewID(), Code: code}}
	s.Discounts, s.redeemables = append(s.Discounts, d), nil
	w.Announce(s, "discounts/create", d.payload(w.Now()))
}

// ChangeDiscount takes over a checked change, and a new code unless it is "".
func (w *World) ChangeDiscount(s *Shop, d, changed *Discount, code string) {
	*d = *changed
	d.UpdatedAt = w.Now()
	if code != "" {
		d.Codes = []*RedeemCode{{ID: w.NewID(), Code: code}}
		s.redeemables = nil
	}
	w.Announce(s, "discounts/update", d.payload(w.Now()))
}

// RemoveDiscount forgets a discount and its codes.
func (w *World) RemoveDiscount(s *Shop, d *Discount) {
	s.Discounts = slices.DeleteFunc(s.Discounts, func(other *Discount) bool { return other == d })
	s.redeemables = nil
	w.Announce(s, "discounts/delete", Payload{"admin_graphql_api_id": GID("DiscountCodeNode", d.ID), "deleted_at": Stamp(w.Now())})
}

// Activate makes a discount count from now on; Deactivate ends it now.
func (w *World) Activate(s *Shop, d *Discount) {
	now := w.Now()
	switch d.Status(now) {
	case "ACTIVE":
		return
	case "SCHEDULED":
		d.StartsAt = now
	}
	if !d.EndsAt.After(now) {
		d.EndsAt = time.Time{}
	}
	d.UpdatedAt = now
	w.Announce(s, "discounts/update", d.payload(now))
}

// Deactivate ends a discount now.
func (w *World) Deactivate(s *Shop, d *Discount) {
	now := w.Now()
	if d.Status(now) == "EXPIRED" {
		return
	}
	if d.StartsAt.After(now) {
		d.StartsAt = now
	}
	d.EndsAt, d.UpdatedAt = now, now
	w.Announce(s, "discounts/update", d.payload(now))
}

func (d *Discount) payload(now time.Time) Payload {
	return Payload{
		"admin_graphql_api_id": GID("DiscountCodeNode", d.ID), "title": d.Title, "status": d.Status(now),
		"created_at": Stamp(d.CreatedAt), "updated_at": Stamp(d.UpdatedAt),
	}
}
