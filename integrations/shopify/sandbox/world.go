package sandbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// world is everything the sandbox remembers.
type world struct {
	Shops  []*shop       `json:"shops"`
	LastID int64         `json:"last_id"`
	Ahead  time.Duration `json:"ahead"` // how far the clock was advanced
	Faults faults        `json:"faults"`
}

// shop is one store.
type shop struct {
	ID        int64
	Domain    string
	Name      string
	Tagline   string
	Plan      string // "Basic", "Advanced", "Plus"
	Email     string
	Currency  string
	Country   string
	Timezone  string
	Languages []string // BCP 47, the first is the primary one

	Products    []*product
	Customers   []*customer
	Orders      []*order
	Metafields  metafields
	Definitions []*definition
	Discounts   []*discount
	LastOrder   int // the number in the newest order's name
	ProxyPath   string

	Installed *installation // nil: the app is not installed
	Bucket    bucket
	Webhooks  []*webhook
	Calls     []*call
	Proxied   []*proxied
	Totals    totals
}

type product struct {
	ID          int64
	Handle      string
	Title       string
	Kind        string // "Coffee"
	Blurb       string
	Description string
	Price       int64 // hundredths of the shop's currency
	Art         art
}

// art says how a product is drawn: a shape and its colours.
type art struct{ Shape, Back, Body, Label, Ink string }

type customer struct {
	ID           int64
	Email, Phone string
	First, Last  string
	Locale       string
	Tags         []string
	Metafields   metafields
	EmailConsent consent
	SMSConsent   consent
	MergedInto   int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Name is how a person is shown.
func (c *customer) Name() string {
	if name := strings.TrimSpace(c.First + " " + c.Last); name != "" {
		return name
	}
	return c.Email
}

// consent is Shopify's state of one channel, in the Admin API's spelling.
type consent struct {
	State     string // SUBSCRIBED, NOT_SUBSCRIBED …
	OptIn     string // SINGLE_OPT_IN, CONFIRMED_OPT_IN, UNKNOWN
	UpdatedAt time.Time
}

type discount struct {
	ID    int64
	Title string
	Code  string
}

// newID is the next number: ids grow for ever, also over a reset, as Shopify's do.
func (w *world) newID() int64 {
	w.LastID += 1 + w.LastID%7 // gaps, so that nothing comes to rely on neighbours
	return w.LastID
}

// shop finds a shop by domain, the first one for "".
func (w *world) shop(domain string) *shop {
	if domain == "" {
		return w.Shops[0]
	}
	i := slices.IndexFunc(w.Shops, func(s *shop) bool { return s.Domain == strings.ToLower(domain) })
	if i < 0 {
		return nil
	}
	return w.Shops[i]
}

func (s *shop) customer(id int64) *customer {
	i, ok := slices.BinarySearchFunc(s.Customers, id, func(c *customer, id int64) int { return cmp.Compare(c.ID, id) })
	if !ok {
		return nil
	}
	return s.Customers[i]
}

func (s *shop) customerByEmail(email string) *customer {
	for _, c := range s.Customers {
		if email != "" && strings.EqualFold(c.Email, email) {
			return c
		}
	}
	return nil
}

func (s *shop) order(id int64) *order {
	i, ok := slices.BinarySearchFunc(s.Orders, id, func(o *order, id int64) int { return cmp.Compare(o.ID, id) })
	if !ok {
		return nil
	}
	return s.Orders[i]
}

func (s *shop) product(handle string) *product {
	for _, p := range s.Products {
		if p.Handle == handle {
			return p
		}
	}
	return nil
}

// Product finds a product by handle, for the pages.
func (s *shop) Product(handle string) *product { return s.product(handle) }

// newestOrder is the last order of a customer, of anybody for 0.
func (s *shop) newestOrder(of int64) *order {
	for _, o := range slices.Backward(s.Orders) {
		if of == 0 || o.Customer == of {
			return o
		}
	}
	return nil
}

func gid(kind string, id int64) string {
	return "gid://shopify/" + kind + "/" + strconv.FormatInt(id, 10)
}

// parseGID reads gid://shopify/Kind/N.
func parseGID(s string) (kind string, id int64, ok bool) {
	rest, ok := strings.CutPrefix(s, "gid://shopify/")
	if !ok {
		return "", 0, false
	}
	kind, number, ok := strings.Cut(rest, "/")
	if !ok {
		return "", 0, false
	}
	id, err := strconv.ParseInt(number, 10, 64)
	return kind, id, err == nil && id > 0
}

// money writes hundredths as Shopify writes a Decimal.
func money(hundredths int64) string {
	whole, cents := strconv.FormatInt(hundredths/100, 10), strconv.FormatInt(hundredths%100, 10)
	if len(cents) < 2 {
		cents = "0" + cents
	}
	return whole + "." + cents
}

// keep bounds a log: past twice n the oldest are forgotten.
func keep[T any](log []T, n int) []T {
	if len(log) <= 2*n {
		return log
	}
	return slices.Clone(log[len(log)-n:])
}
