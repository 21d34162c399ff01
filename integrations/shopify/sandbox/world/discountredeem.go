package world

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Redeem says what a code takes off a cart for a customer, 0 for a guest, or
// why it takes nothing. It changes nothing: the order that is placed does. The
// caller holds the lock.
func (w *World) Redeem(s *Shop, code string, customer int64, lines []*Line) (amount int64, problem string) {
	w.SettleCodes(s)
	d, c := s.Redeemable(code)
	if d == nil {
		return 0, fmt.Sprintf("Enter a valid discount code: %s is none", code)
	}
	if problem = w.refusal(s, redeemable{d, c}, customer); problem != "" {
		return 0, c.Code + " " + problem
	}
	entitled := slices.DeleteFunc(slices.Clone(lines), func(l *Line) bool { return !s.entitles(d, l) })
	var sum int64
	pieces := 0
	for _, l := range entitled {
		sum += l.Sum()
		pieces += l.Quantity
	}
	switch {
	case len(entitled) == 0:
		return 0, c.Code + " isn't valid for the items in the cart"
	case sum < d.LeastSum:
		return 0, fmt.Sprintf("%s needs a purchase of at least %s %s", c.Code, Money(d.LeastSum), s.Currency)
	case pieces < d.LeastPieces:
		return 0, fmt.Sprintf("%s needs at least %d items", c.Code, d.LeastPieces)
	}
	return d.takes(entitled, sum), ""
}

// refusal says why a code is not for this customer now. A usage limit holds for
// each of a discount's codes by itself.
func (w *World) refusal(s *Shop, r redeemable, customer int64) string {
	d := r.discount
	switch d.Status(w.Now()) {
	case "EXPIRED":
		return "has expired"
	case "SCHEDULED":
		return "isn't active yet"
	}
	switch {
	case d.UsageLimit > 0 && r.code.Used >= d.UsageLimit:
		return "has reached its usage limit"
	case !w.addressed(s, d, customer):
		return "isn't available to this customer"
	case d.OncePerBuyer && customer != 0 && d.UsedBy[customer] > 0:
		return "was already used by this customer"
	}
	return ""
}

func (w *World) addressed(s *Shop, d *Discount, customer int64) bool {
	if d.For.All() || slices.Contains(d.For.Customers, customer) {
		return true
	}
	c := s.Customer(customer)
	return c != nil && slices.ContainsFunc(d.For.Segments, func(id int64) bool {
		g := s.Segment(id)
		return g != nil && w.IsMember(s, g, c)
	})
}

func (s *Shop) entitles(d *Discount, l *Line) bool {
	if d.Items.All() {
		return true
	}
	p, v := s.Sold(l)
	if p == nil {
		return false
	}
	return slices.Contains(d.Items.Products, p.ID) || slices.Contains(d.Items.Variants, v.ID) ||
		slices.ContainsFunc(d.Items.Collections, func(id int64) bool {
			c := s.CollectionByID(id)
			return c != nil && s.Holds(c, p)
		})
}

// takes is what comes off lines that cost a sum, never more than they cost.
func (d *Discount) takes(lines []*Line, sum int64) int64 {
	switch {
	case d.Percent > 0:
		return min(sum, int64(math.Round(float64(sum)*d.Percent)))
	case !d.EachItem:
		return min(sum, d.Amount)
	}
	var off int64
	for _, l := range lines {
		off += min(l.Price, d.Amount) * int64(l.Quantity)
	}
	return off
}

// use counts a placed order for the code it was placed with, and gives the code
// the spelling it was made with.
func (s *Shop) use(o *Order) {
	d, c := s.Redeemable(o.Discount)
	if o.Discount == "" || d == nil {
		return
	}
	o.Discount = c.Code
	c.Used++
	d.Used++
	if o.Customer == 0 {
		return
	}
	if d.UsedBy == nil {
		d.UsedBy = map[int64]int{}
	}
	d.UsedBy[o.Customer]++
}

// discountPayload is the code of an order as webhooks tell it.
func (s *Shop) discountPayload(o *Order) []any {
	if o.Discount == "" {
		return []any{}
	}
	kind := "percentage"
	switch d, _ := s.Redeemable(o.Discount); {
	case d == nil:
	case d.Kind == ShippingCode:
		kind = "shipping"
	case d.Percent == 0:
		kind = "fixed_amount"
	}
	return []any{Payload{"code": o.Discount, "amount": Money(o.Off), "type": kind}}
}

// Summary is what the admin says of a discount: "10% off entire order".
func (d *Discount) Summary(currency string) string {
	what := "entire order"
	switch {
	case d.Kind == ShippingCode:
		what = "all products"
	case len(d.Items.Collections) > 0:
		what = counted(len(d.Items.Collections), "collection")
	case !d.Items.All():
		what = counted(len(d.Items.Products)+len(d.Items.Variants), "product")
	}
	parts := []string{d.off(currency) + " " + what}
	if d.LeastSum > 0 {
		parts = append(parts, "Minimum purchase of "+price(d.LeastSum, currency))
	}
	if d.LeastPieces > 0 {
		parts = append(parts, fmt.Sprintf("Minimum quantity of %d", d.LeastPieces))
	}
	if d.OncePerBuyer {
		parts = append(parts, "One use per customer")
	}
	if n := len(d.For.Customers); n > 0 {
		parts = append(parts, "For "+counted(n, "customer"))
	}
	return strings.Join(parts, " • ")
}

func (d *Discount) off(currency string) string {
	switch {
	case d.Kind == ShippingCode:
		return "Free shipping on"
	case d.Percent > 0:
		return fmt.Sprintf("%g%% off", math.Round(d.Percent*10000)/100)
	}
	return price(d.Amount, currency) + " off"
}

// price is an amount as the admin writes it.
func price(hundredths int64, currency string) string {
	sign := map[string]string{"USD": "$", "CAD": "$", "AUD": "$", "EUR": "€", "GBP": "£"}[currency]
	if sign == "" {
		return Money(hundredths) + " " + currency
	}
	return sign + Money(hundredths)
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
