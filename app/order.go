package app

import (
	"strings"
	"time"
)

// Order is what we keep of an order: whose it is, and what rules ask of it. What
// Shopify did not tell of it is empty.
type Order struct {
	Shop      ShopID
	ID        OrderID
	Name      string     // "#1001"
	Customer  CustomerID // 0 for a guest or a till sale
	Currency  string     // ISO 4217
	Total     string     // decimal, in Currency: what is left of it after edits, returns and refunds
	Lines     []Line     // nil when not told
	Codes     []string   // discount codes; nil when not told
	Country   string     // it goes to, ISO 3166
	Region    string     // province or state in it
	Delivery  Delivered
	Channel   string // "web", "pos"
	Cart      string // token of the cart it was made of
	CreatedAt time.Time
	Cancelled time.Time // zero while it stands
	Test      bool      // the merchant tried the shop out: it counts nowhere
	UpdatedAt time.Time // Shopify's: an older update never replaces a newer one
}

// Line is what was ordered of one variant.
type Line struct {
	Product  ProductID `json:"product,omitempty"` // 0 for what is in no catalogue
	SKU      string    `json:"sku,omitempty"`
	Vendor   string    `json:"vendor,omitempty"`
	Quantity int       `json:"quantity"`
}

// Delivered is a way an order gets to its buyer.
type Delivered string

// The ways.
const (
	DeliveredShipping    Delivered = "shipping"
	DeliveredLocal       Delivered = "local"
	DeliveredPickup      Delivered = "pickup"
	DeliveredPickupPoint Delivered = "pickup_point"
	DeliveredNone        Delivered = "none" // taken along, or nothing that could be sent
)

// Product is what we keep of a product somebody bought.
type Product struct {
	ID          ProductID
	Handle      string
	Vendor      string
	Type        string
	Tags        []string
	Collections []string // handles
	UpdatedAt   time.Time
}

// Standing is what Shopify says of a customer.
type Standing struct {
	Customer    CustomerID
	Orders      int
	Spent       string // decimal, in the shop's currency; "" when not told
	LastOrder   OrderID
	LastOrderAt time.Time
	Tags        []string
	Segments    []SegmentID

	Email, Phone string
	ToldAt       time.Time // since when she is reached by those; zero where Shopify does not tell us
}

// Segment is a named group of a shop's customers.
type Segment struct {
	ID   SegmentID
	Name string
}

// CartToken is a cart's token as orders have it: where the cart is, a key follows
// after a question mark.
func CartToken(told string) string {
	token, _, _ := strings.Cut(told, "?")
	return token
}
