package world

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// history is how many months back the crowd's first order lies.
const history = 18

// crowd makes up people and what they bought, from the same dice every time.
type crowd struct {
	*rand.Rand
	shop  *Shop
	now   time.Time
	taken map[string]bool // addresses
	days  []float64       // how busy each day was, added up
}

// gather is a crowd of a size.
func (c *crowd) gather(size Size) ([]*shopperDraft, []*orderDraft) {
	c.days = c.calendar()
	drafts := make([]*shopperDraft, size.Customers)
	weights := make([]float64, size.Customers)
	var sum float64
	for i := range drafts {
		drafts[i] = &shopperDraft{c.stranger(i)}
		sum += c.appetite()
		weights[i] = sum
	}
	times := make([]time.Time, size.Orders)
	for i := range times {
		times[i] = c.moment()
	}
	slices.SortFunc(times, time.Time.Compare)
	orders := make([]*orderDraft, size.Orders)
	count := make(map[*Customer]int, size.Customers)
	for i, at := range times {
		buyer := drafts[sort.SearchFloat64s(weights, c.Float64()*sum)].customer
		count[buyer]++
		orders[i] = &orderDraft{c.order(buyer, at, count[buyer]), buyer}
	}
	for _, d := range drafts {
		c.remember(d.customer, count[d.customer])
	}
	return drafts, orders
}

// appetite is how much a person buys compared with others: a few buy often,
// and one in twelve only reads the newsletter.
func (c *crowd) appetite() float64 {
	if c.IntN(12) == 0 {
		return 0
	}
	x := 0.15 + c.ExpFloat64()
	return x * x
}

// stranger is somebody from somewhere, not yet seen in the shop.
func (c *crowd) stranger(i int) *Customer {
	t := tongues[c.visitor()]
	p := &Customer{First: draw(c, t.first), Last: draw(c, t.last), Locale: t.locale, State: "DISABLED"}
	if !slices.Contains(c.shop.Languages, p.Locale) {
		p.Locale = c.shop.Languages[0]
	}
	if c.IntN(3) == 0 {
		p.State = "" // has an account
	}
	p.Email = c.email(p)
	if c.IntN(5) < 2 {
		p.Phone = t.dial + pad(i, 12-len(t.dial))
	}
	home := draw(c, t.towns)
	p.Addresses = []*Address{{
		First: p.First, Last: p.Last, Line1: draw(c, t.streets) + " " + strconv.Itoa(1+c.IntN(80)),
		City: home.name, Zip: home.zip, Province: home.province, Country: t.country, Phone: p.Phone,
	}}
	return p
}

func (c *crowd) visitor() string {
	n := c.IntN(100)
	from := visitors[c.shop.Domain]
	for _, v := range from {
		if n -= v.share; n < 0 {
			return v.tongue
		}
	}
	return from[0].tongue
}

func (c *crowd) email(p *Customer) string {
	name := plain.Replace(strings.ToLower(p.First + "." + p.Last))
	domain := draw(c, mailDomains)
	address := name + "@" + domain
	for n := 2; c.taken[address]; n++ {
		address = name + strconv.Itoa(n) + "@" + domain
	}
	c.taken[address] = true
	return address
}

var mailDomains = []string{"example.com", "example.com", "example.org", "example.net"}

// remember is what the shop came to know of a person by what she bought: since
// when, whether she may be written to, and the merchant's tags.
func (c *crowd) remember(p *Customer, orders int) {
	if orders == 0 {
		p.CreatedAt = c.moment()
		p.EmailConsent = Consent{"SUBSCRIBED", "SINGLE_OPT_IN", p.CreatedAt}
		p.SMSConsent, p.UpdatedAt, p.Tags, p.Addresses = Consent{State: "NOT_SUBSCRIBED"}, p.CreatedAt, []string{"newsletter"}, nil
		return
	}
	p.EmailConsent, p.SMSConsent = Consent{State: "NOT_SUBSCRIBED"}, Consent{State: "NOT_SUBSCRIBED"}
	switch n := c.IntN(100); {
	case n < 48:
		p.EmailConsent = Consent{"SUBSCRIBED", "SINGLE_OPT_IN", p.CreatedAt}
	case n < 58:
		p.EmailConsent = Consent{"SUBSCRIBED", "CONFIRMED_OPT_IN", p.CreatedAt}
	case n < 66:
		p.EmailConsent = Consent{"UNSUBSCRIBED", "SINGLE_OPT_IN", p.UpdatedAt}
	case n < 69:
		p.EmailConsent = Consent{"PENDING", "CONFIRMED_OPT_IN", p.CreatedAt}
	}
	if p.Phone != "" && c.IntN(3) == 0 {
		p.SMSConsent = Consent{"SUBSCRIBED", "SINGLE_OPT_IN", p.CreatedAt}
	}
	switch {
	case orders >= 15:
		p.Tags = []string{"regular", "vip"}
	case orders >= 8:
		p.Tags = []string{"regular"}
	case c.IntN(25) == 0:
		p.Tags = []string{"wholesale"}
	}
	if c.IntN(60) == 0 {
		p.Note = draw(c, notes)
	}
}

var notes = []string{"Rings the bell twice.", "Leave it with the neighbour.", "Asks for the beans from before.", "Met at the market."}

func draw[T any](c *crowd, from []T) T { return from[c.IntN(len(from))] }

func pad(n, width int) string {
	digits := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(digits))) + digits
}
