package world

import (
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
	MergedInto   int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
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
