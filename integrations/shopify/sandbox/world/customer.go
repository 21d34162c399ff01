package world

import (
	"cmp"
	"strings"
	"time"
)

// Customer is a person as the shop knows her.
type Customer struct {
	ID           int64
	Email, Phone string
	First, Last  string
	Locale       string
	Tags         []string
	Metafields   Metafields
	EmailConsent Consent
	SMSConsent   Consent
	WhatsApp     Consent    `json:",omitzero"`  // its consent
	State        string     `json:",omitempty"` // DISABLED, INVITED, DECLINED; "" is ENABLED
	Note         string     `json:",omitempty"`
	TaxExempt    bool       `json:",omitempty"`
	SaleOptOut   bool       `json:",omitempty"` // her data is not to be sold
	Addresses    []*Address `json:",omitempty"` // the first is the default; none is changed in place
	EraseAfter   time.Time  `json:",omitzero"`  // her data was asked to be erased
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Address is where something is sent.
type Address struct {
	ID           int64
	First, Last  string
	Company      string `json:",omitempty"`
	Line1, Line2 string
	City, Zip    string
	Province     string `json:",omitempty"` // "CA"
	Country      string // "SE"
	Phone        string `json:",omitempty"`
}

// Account is the state of her account in the shop.
func (c *Customer) Account() string { return cmp.Or(c.State, "ENABLED") }

// Home is her default address, nil when she has none.
func (c *Customer) Home() *Address {
	if len(c.Addresses) == 0 {
		return nil
	}
	return c.Addresses[0]
}

// Name is how a person is shown.
func (c *Customer) Name() string {
	if name := strings.TrimSpace(c.First + " " + c.Last); name != "" {
		return name
	}
	return c.Email
}

// Consent is Shopify's state of one channel, in the Admin API's spelling.
type Consent struct {
	State     string // SUBSCRIBED, NOT_SUBSCRIBED …
	OptIn     string // SINGLE_OPT_IN, CONFIRMED_OPT_IN, UNKNOWN
	UpdatedAt time.Time
}
