package world

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// BulkCodes are codes that are being added to a discount.
type BulkCodes struct {
	ID        int64
	Discount  int64
	Codes     []*BulkCode
	Done      bool
	CreatedAt time.Time
	later
}

// BulkCode is one of them: it became a code of the discount, or it says why not.
type BulkCode struct {
	Code    string
	Made    *RedeemCode
	Problem string
}

// Shopify's limits on codes.
const (
	maxCode      = 255
	maxBulkCodes = 200 // what is remembered of additions
)

// CodeProblem says what is wrong with a code, the end of a sentence that starts
// with "Code"; kind is Shopify's word for it.
func CodeProblem(code string) (kind, problem string) {
	switch {
	case code == "":
		return "TOO_SHORT", "is too short (minimum is 1 character)"
	case strings.ContainsAny(code, "\r\n"):
		return "INVALID", "cannot contain newline characters."
	case utf8.RuneCountInString(code) > maxCode:
		return "TOO_LONG", fmt.Sprintf("is too long (maximum is %d characters)", maxCode)
	}
	return "", ""
}

// AddCodes starts adding codes to a discount.
func (w *World) AddCodes(s *Shop, d *Discount, codes []string) *BulkCodes {
	b := &BulkCodes{ID: w.NewID(), Discount: d.ID, CreatedAt: w.Now(), later: later{At: w.Now()}}
	for _, code := range codes {
		b.Codes = append(b.Codes, &BulkCode{Code: code})
	}
	s.BulkCodes = append(Keep(s.BulkCodes, maxBulkCodes), b)
	return b
}

// BulkCreation finds an addition of codes, nil when there is none.
func (s *Shop) BulkCreation(id int64) *BulkCodes {
	i := slices.IndexFunc(s.BulkCodes, func(b *BulkCodes) bool { return b.ID == id })
	if i < 0 {
		return nil
	}
	return s.BulkCodes[i]
}

// SettleCodes ends the additions whose time has come. Whoever asks for codes
// calls it first. The caller holds the lock.
func (w *World) SettleCodes(s *Shop) {
	for _, b := range s.BulkCodes {
		if !b.Done && (b.Seen || w.Now().Sub(b.At) >= workTime) {
			w.settleCodes(s, b)
		}
	}
}

func (w *World) settleCodes(s *Shop, b *BulkCodes) {
	b.Done = true
	d := s.Discount(b.Discount)
	if d == nil {
		return
	}
	batch := map[string]bool{}
	for _, c := range b.Codes {
		taken, _ := s.Redeemable(c.Code)
		name := strings.ToLower(c.Code)
		if _, c.Problem = CodeProblem(c.Code); c.Problem != "" {
			continue
		}
		switch {
		case batch[name]:
			c.Problem = "Codes must be unique within BulkDiscountCodeCreation"
		case taken != nil:
			c.Problem = "must be unique. Please try a different code."
		default:
			c.Made = &RedeemCode{ID: w.NewID(), Code: c.Code}
			d.Codes, d.Bulk = append(d.Codes, c.Made), true
			s.redeemables[name] = redeemable{d, c.Made}
			w.announceCode(s, "discounts/redeemcode_added", d, c.Made)
		}
		batch[name] = true
	}
	d.UpdatedAt = w.Now()
}

// RemoveCodes takes codes away from a discount.
func (w *World) RemoveCodes(s *Shop, d *Discount, gone func(*RedeemCode) bool) {
	d.Codes = slices.DeleteFunc(d.Codes, func(c *RedeemCode) bool {
		if !gone(c) {
			return false
		}
		w.announceCode(s, "discounts/redeemcode_removed", d, c)
		return true
	})
	s.redeemables, d.UpdatedAt = nil, w.Now()
}

func (w *World) announceCode(s *Shop, topic string, d *Discount, c *RedeemCode) {
	w.Announce(s, topic, Payload{
		"admin_graphql_api_id": GID("DiscountCodeNode", d.ID), "updated_at": Stamp(w.Now()),
		"redeem_code": Payload{"id": GID("DiscountRedeemCode", c.ID), "code": c.Code},
	})
}

// Imported and Failed count the codes that were and were not added.
func (b *BulkCodes) Imported() (n int) {
	for _, c := range b.Codes {
		if c.Made != nil {
			n++
		}
	}
	return n
}

// Failed counts the codes that were not added.
func (b *BulkCodes) Failed() (n int) {
	for _, c := range b.Codes {
		if c.Problem != "" {
			n++
		}
	}
	return n
}
